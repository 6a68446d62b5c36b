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
 * Tokens locked for votes, and liquidity boosted by them, after Curve. A lock counts by the time that is left of it and loses
 * its votes in a straight line; liquidity b earns as if it were
 *
 *   min(0.4 · b + 0.6 · L · w / W,  b)
 *
 * with the pool's liquidity L, own votes w and all votes W. So it earns two and a half times as much with votes in proportion to
 * its liquidity as without any. Every rounding is the contracts'.
 */
const model: Model = defineModel({
  title: "Votes by locked tokens, and the boost of rewards they give",
  about:
    "One owner with a lock and a deposit of liquidity, among others. Wire the votes and the liquidity of the others and the " +
    "emission of the gauge to it; it gives votes, boost and rewards.",
  source: ["curve-dao-contracts"],
  assets: { token: { decimals: 18 }, share: { decimals: 18 } },
  parameters: {
    longest: parameter("126_144_000 second", "longest lock; an amount locked for that long has as many votes", {
      source: "curve-dao-contracts",
      confidence: "protocol",
    }),
    unit: parameter("604_800 second", "locks end at whole multiples of this time: weeks", {
      source: "curve-dao-contracts",
      confidence: "protocol",
    }),
    tokenless: parameter("40 %", "part of its liquidity for which an owner without votes is paid", {
      source: "curve-dao-contracts",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    intoWeek: parameter("0 second", "time that has passed of the week in which the run starts", {
      confidence: "assumption",
    }),
    duration: parameter("126_144_000 second", "how long the owner wants to lock, at the start and when it renews", {
      confidence: "assumption",
    }),
    renews: parameter("0", "1 when the owner prolongs its lock whenever it can, 0 when it lets it run out", {
      confidence: "assumption",
      range: ["0", "1"],
    }),
    liquidity: parameter("100_000 share", "the owner's part of the pool", { symbol: "b", confidence: "assumption" }),
  },
  inputs: {
    deposit: input("token/epoch", "added to the lock while it lasts", { default: "0" }),
    otherLiquidity: input("share", "the others' part of the pool", { default: "{9_900_000 share}" }),
    otherVotes: input("token", "votes of all others", { default: "{50_000_000 token}" }),
    otherWorking: input("share", "what the others' liquidity counts as; by default with a boost of 1.5", {
      default: "floor(0.6 * otherLiquidity)",
    }),
    emission: input("token/year", "what the gauge pays to all", { default: "{1_000_000 token/year}" }),
  },
  states: {
    lockEnd: state(
      "floor((intoWeek + duration) / unit) * unit - intoWeek",
      "if renews > 0 and time + epoch < lockEnd then max(lockEnd, floor((intoWeek + time + epoch + duration) / unit) * unit - intoWeek) else lockEnd",
      "time since the start at which the lock ends",
      { unit: "second" },
    ),
  },
  stocks: {
    free: stock("0 token", "free tokens of the owner, below zero for what was bought for the lock", {
      mayBeNegative: true,
    }),
    locked: stock("600_000 token", "locked by the owner", { confidence: "assumption" }),
    earned: stock("0 token", "rewards of the owner"),
  },
  flows: {
    added: flow("free", "locked", "if time < lockEnd then floor(deposit) else 0", "added to the lock"),
    released: flow("locked", "free", "if time >= lockEnd then locked / epoch else 0", "taken back after the end"),
    reward: mint(
      "earned",
      "if working + otherWorking > 0 then floor(emission * working / (working + otherWorking)) else 0",
      "rewards of the step",
    ),
  },
  auxiliaries: {
    left: auxiliary("second", "max(lockEnd - time, 0)", "time that is left of the lock"),
    slope: auxiliary(
      "token/second",
      "floor(locked * {1 second} / longest) / {1 second}",
      "votes that are lost in a second",
    ),
    votes: auxiliary("token", "slope * left", "votes of the owner", { symbol: "w" }),
    totalVotes: auxiliary("token", "votes + otherVotes", "votes of all", { symbol: "W" }),
    totalLiquidity: auxiliary("share", "liquidity + otherLiquidity", "liquidity of all", { symbol: "L" }),
    voteShare: auxiliary("%", "if totalVotes > 0 then votes / totalVotes else 0", "the owner's share of the votes"),
    ownPart: auxiliary("share", "floor(liquidity * tokenless)", "paid for without votes"),
    votedPart: auxiliary(
      "share",
      "if totalVotes > 0 then floor(floor(totalLiquidity * votes / totalVotes) * (1 - tokenless)) else 0",
      "paid for because of the votes",
    ),
    working: auxiliary("share", "min(liquidity, ownPart + votedPart)", "what the owner's liquidity counts as"),
    boost: auxiliary(
      "1",
      "if ownPart > 0 then working / ownPart else 1",
      "reward over that of the same liquidity without votes, as if all else stayed; 2.5 at most",
    ),
    votesForAll: auxiliary(
      "token",
      "if otherLiquidity > 0 then otherVotes * liquidity / otherLiquidity else otherVotes",
      "votes with which the boost is full: in proportion to liquidity",
    ),
    rewardRate: auxiliary("token/(share*year)", "if liquidity > 0 then reward / liquidity else 0", "reward of a share"),
  },
  checks: {
    lockIsNotTooLong: check(
      "duration <= longest and duration >= 0",
      "nobody can lock for longer than the longest time",
    ),
    partsMakeSense: check(
      "tokenless >= 0 and tokenless <= 1 and (renews = 0 or renews = 1) and intoWeek >= 0 and intoWeek < unit",
      "the part without votes is a share, renewing a yes or a no, the time in the week shorter than it",
    ),
    nothingIsNegative: check(
      "deposit >= 0 and liquidity >= 0 and otherLiquidity >= 0 and otherVotes >= 0 and otherWorking >= 0 and emission >= 0",
      "amounts are not negative",
    ),
  },
});

export default model;
