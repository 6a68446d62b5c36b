import {
  auxiliary,
  check,
  defineModel,
  flow,
  input,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "@tokenwright/engine";

/**
 * All locks for votes together. Tokens are locked for a time D and come back in the order in which they were locked; a token
 * has the votes of the time that is left of its lock over the longest lock M. So all votes fall by what is locked, over M,
 * per time, and rise by D / M for each token that is locked:
 *
 *   votes' = votes − (locked − leaving) · h / M + new · (D − h) / M
 *
 * At a steady pace a the lock holds a · D tokens, with about half of the votes that they had when they were locked.
 */
const model: Model = defineModel({
  title: "All locks for votes together: what is locked, votes and their yield",
  about:
    "Tokens go into locks, lose their votes and come back or are locked again. What voters are paid is shared by votes. Wire " +
    "locking to behaviour and fees to usage; one owner's lock and boost are rewards/vote-escrow.",
  source: ["curve-dao-contracts"],
  assets: { token: { decimals: 18 }, USD: { decimals: 6 } },
  parameters: {
    longest: parameter("126_144_000 second", "lock for which a token has one vote", {
      symbol: "M",
      source: "curve-dao-contracts",
      confidence: "protocol",
    }),
    duration: parameter("104 week", "for how long tokens are locked", {
      symbol: "D",
      confidence: "assumption",
      range: ["1 week", "208 week"],
    }),
    pace: parameter("10 %/year", "share of the free tokens that is locked in a year, unless locking is wired", {
      unit: "%/year",
      confidence: "assumption",
    }),
    relocked: parameter("50 %", "share of what comes back that is locked again at once", {
      unit: "%",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    locking: input("token/epoch", "free tokens that are locked", { default: "pace * free" }),
    payments: input("USD/epoch", "what all voters are paid", { default: "{100_000 USD/week}" }),
    emission: input("token/epoch", "new tokens that become free", { default: "0" }),
    price: input("USD/token", "price of a token", { default: "{1 USD/token}" }),
  },
  states: {
    votes: state(
      "0 token",
      "votes - (locked / epoch - returned) * epoch * epoch / longest + newLocks * epoch * (duration - epoch) / longest",
      "votes of all locks",
    ),
  },
  stocks: {
    free: stock("100_000_000 token", "not locked", { confidence: "assumption" }),
    locked: stock("0 token", "locked; the first to come are the first to go", { conveyor: { time: "duration" } }),
    paid: stock("0 USD", "paid to voters since the start"),
  },
  flows: {
    newLocks: flow(
      "free",
      "locked",
      "min(floor(locking), floor(free / epoch)) + renewed",
      "locked, for the first time or again",
    ),
    returned: flow("locked", "free", "leaving(locked)", "come to the end of their lock"),
    emitted: mint("free", "floor(emission)", "new tokens"),
    payment: mint("paid", "if votes > 0 then floor(payments) else 0", "paid to voters, from outside these books"),
  },
  auxiliaries: {
    renewed: auxiliary("token/epoch", "floor(returned * relocked)", "locked again at the end of their lock"),
    supply: auxiliary("token", "free + locked", "all tokens"),
    lockedShare: auxiliary("%", "if supply > 0 then locked / supply else 0", "locked over all tokens"),
    meanTime: auxiliary(
      "week",
      "if locked > 0 then longest * votes / locked else 0",
      "time that is left of a locked token, on the mean",
    ),
    perVote: auxiliary("USD/(token*year)", "if votes > 0 then payments / votes else 0", "what a vote is paid"),
    firstYield: auxiliary(
      "%/year",
      "perVote * duration / longest / price",
      "what a token that is locked now is paid over its price, at first; it falls with its votes",
    ),
    netLocked: auxiliary("token/epoch", "newLocks - returned", "locked less come back: taken from the market"),
  },
  checks: {
    parametersMakeSense: check(
      "duration <= longest and duration >= epoch and relocked >= 0 and relocked <= 1 and pace >= 0 and price > 0",
      "a lock is not longer than the longest and not shorter than a step",
    ),
    votesAreBounded: check(
      "votes >= -{0.000001 token} and votes <= locked * duration / longest + {0.000001 token}",
      "no token has more votes than when it was locked, or less than none",
    ),
    flowsAreNotNegative: check("locking >= 0 and payments >= 0 and emission >= 0", "amounts are not negative"),
  },
});

export default model;
