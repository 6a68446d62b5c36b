import { auxiliary, check, defineModel, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * A launch without a part for insiders: the whole supply is given out in rounds, in each of which everybody pays the
 * same price. A round offers so many tokens; who takes part puts in money, at most so much for an address; all money
 * together, up to a cap, is paid for all tokens of the round, in proportion and rounded down. Money beyond the caps
 * stays with its owners.
 *
 *   counted = min(committed, addresses · addressCap),   accepted = counted · min(1, roundCap / Σ counted)
 *   tokens  = ⌊offered · accepted / Σ accepted⌋,        price = Σ accepted / offered
 *
 * Caps for an address do not bind those who have many addresses: a group's `addresses` are what it uses, not what it
 * is.
 */
const model: Model = defineModel({
  title: "Fair launch in rounds of one price",
  about:
    "Who ends up with the supply when nobody is given any of it: people, large holders, and bots with many addresses. What is raised is for a " +
    "treasury or a pool, what the tokens are then worth for a market.",
  source: "Terms of launches by pro-rata sale of all tokens; the numbers are examples.",
  assets: { token: { decimals: 18 }, USD: { decimals: 6 } },
  units: { address: "count" },
  dimensions: {
    participant: {
      label: "who takes part",
      elements: ["people", "whales", "bots"],
      labels: { people: "people, an address each", whales: "large holders", bots: "few who use many addresses" },
    },
  },
  parameters: {
    supply: parameter("100_000_000 token", "all tokens that are given out", {
      confidence: "assumption",
      unit: "token",
    }),
    rounds: parameter("10", "number of rounds, one in each step", { confidence: "assumption", range: ["1", "10_000"] }),
    addressCap: parameter("1_000 USD/address", "most money of an address in a round", {
      confidence: "assumption",
      unit: "USD/address",
    }),
    roundCap: parameter("1_000_000 USD", "most money of a round", { confidence: "assumption", unit: "USD" }),
    "addresses[participant]": {
      value: "1_000 address",
      elements: { whales: "20 address", bots: "200 address" },
      unit: "address",
      meaning: "addresses that the group uses",
      confidence: "assumption",
    },
    "members[participant]": {
      value: "1_000 address",
      elements: { whales: "20 address", bots: "2 address" },
      unit: "address",
      meaning: "how many there really are, as if each had one address",
      confidence: "assumption",
    },
  },
  inputs: {
    "committed[participant]": input("USD", "money that the group would put into the round", {
      default: "{300_000 USD}",
    }),
  },
  stocks: {
    launch: stock("supply", "tokens not yet given out", { unit: "token" }),
    "held[participant]": stock("0 token", "tokens got in the rounds"),
    "money[participant]": stock("10_000_000 USD", "money of the group"),
    raised: stock("0 USD", "money paid for tokens"),
  },
  flows: {
    "sale[participant]": {
      from: "launch",
      to: "held[participant]",
      equation: "tokens[participant] / epoch",
      meaning: "tokens of the round",
    },
    "payment[participant]": {
      from: "money[participant]",
      to: "raised",
      equation: "accepted[participant] / epoch",
      meaning: "money paid for them",
    },
  },
  auxiliaries: {
    round: auxiliary("1", "floor(time / epoch) + 1", "number of the round"),
    isOpen: auxiliary("1", "if round <= rounds then 1 else 0", "1 while there are rounds"),
    offered: auxiliary(
      "token",
      "if isOpen > 0 then floor(supply * round / rounds) - floor(supply * (round - 1) / rounds) else 0",
      "tokens of the round; together the supply",
    ),
    "counted[participant]": auxiliary(
      "USD",
      "isOpen * max(min(floor(min(committed[participant], addresses[participant] * addressCap)), money[participant]), 0)",
      "money of the group within the cap for its addresses",
    ),
    demand: auxiliary("USD", "sum(counted[*])", "money of all within those caps"),
    "accepted[participant]": auxiliary(
      "USD",
      "if demand > roundCap then floor(counted[participant] * roundCap / demand) else counted[participant]",
      "money that is paid",
    ),
    paidInRound: auxiliary("USD", "sum(accepted[*])", "money of the round"),
    "tokens[participant]": auxiliary(
      "token",
      "if paidInRound > 0 then floor(offered * accepted[participant] / paidInRound) else 0",
      "tokens for it",
    ),
    price: auxiliary(
      "USD/token",
      "if offered > 0 then paidInRound / offered else previous(price, {0 USD/token})",
      "price of the round, the same for all; after the last one that of the last",
    ),
    oversubscription: auxiliary("1", "demand / roundCap", "money within the caps of addresses over that of the round"),
    givenOut: auxiliary("token", "sum(held[*])", "tokens given out so far"),
    "part[participant]": auxiliary(
      "%",
      "if givenOut > 0 then held[participant] / givenOut else 0",
      "part of the tokens given out",
    ),
    "perMember[participant]": auxiliary(
      "token/address",
      "held[participant] / members[participant]",
      "tokens of one of the group, on average",
    ),
    largest: auxiliary("%", "max(part[*])", "part of the group that has most"),
    // For groups whose members have equal amounts: half of the mean difference over the mean.
    gini: auxiliary(
      "1",
      "if givenOut > 0 then (members[people] * members[whales] * abs(perMember[people] - perMember[whales]) + members[people] * members[bots] * abs(perMember[people] - perMember[bots]) + members[whales] * members[bots] * abs(perMember[whales] - perMember[bots])) / (sum(members[*]) * givenOut) else 0",
      "Gini coefficient over all who took part, equal within a group",
    ),
  },
  checks: {
    termsMakeSense: check(
      "rounds >= 1 and rounds = floor(rounds) and addressCap >= {0 USD/address} and roundCap > {0 USD} and min(addresses[*]) >= {0 address} and min(members[*]) > {0 address}",
      "there is a whole number of rounds, and caps are not negative",
    ),
    commitmentsAreNotNegative: check("min(committed[*]) >= {0 USD}", "nobody puts in less than nothing"),
  },
});

export default model;
