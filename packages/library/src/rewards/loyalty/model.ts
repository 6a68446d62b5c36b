import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Rewards that grow with the time tokens stay. Every member has a balance and its tenure, the sum of balance times time: a token
 * that stays a day adds a day, one that leaves takes the mean age of the balance with it. The multiplier rises from 1 to
 * `most` as the age goes to `full`:
 *
 *   m = 1 + (most − 1) · min(age / full, 1)^c,     share = balance · m / Σ balance · m
 *
 * A straight line for c = 1; late rewards for c above, early ones below it.
 */
const model: Model = defineModel({
  title: "Rewards that grow with the time tokens stay",
  about:
    "A pool of rewards shared by members in proportion to balance and loyalty. Wire deposits and withdrawals of the members to a " +
    "model of behaviour.",
  source:
    "Loyalty programmes of staking pools and points programmes; the mean age of a balance as in inventory accounting.",
  assets: { token: { decimals: 6 } },
  dimensions: { member: { agents: 100, label: "member" } },
  parameters: {
    pool: parameter("15_000 token/year", "shared out in a year", { confidence: "assumption" }),
    most: parameter("3", "multiplier of those who have stayed long enough", {
      confidence: "assumption",
      range: ["1", "10"],
    }),
    full: parameter("1 year", "mean age of a balance from which on the multiplier is full", {
      confidence: "assumption",
      range: ["1 month", "4 year"],
    }),
    curvature: parameter("1", "shape of the rise: 1 a straight line, more for late, less for early rewards", {
      symbol: "c",
      confidence: "assumption",
      range: ["0.25", "4"],
    }),
    leaving: parameter("3 %/month", "chance that a member takes out half of its balance, unless wired", {
      confidence: "assumption",
      range: ["0 %/month", "50 %/month"],
    }),
    "size[member]": {
      value: "lognormal(0, 1)",
      unit: "1",
      meaning: "first deposit of each member, over that of the middle one",
      confidence: "assumption",
    },
  },
  inputs: {
    "deposits[member]": input("token/epoch", "what each member brings", { default: "0" }),
    "withdrawals[member]": input("token/epoch", "what each member takes out", {
      default: "bernoulli(1 - exp(-leaving * epoch)) * balance[member] / 2 / epoch",
    }),
  },
  stocks: {
    fund: stock("150_000 token", "set aside for rewards", { confidence: "assumption" }),
    "balance[member]": stock("floor({1_000 token} * size[member])", "tokens of each member in the programme", {
      unit: "token",
    }),
    "tenure[member]": stock("0 token*day", "balance of each times the time it has stayed"),
    "earned[member]": stock("0 token", "rewards of each member"),
    outside: stock("0 token", "taken out by members less brought by them", { mayBeNegative: true }),
  },
  flows: {
    "brought[member]": flow("outside", "balance[member]", "floor(deposits[member])", "brought by each member"),
    "taken[member]": flow(
      "balance[member]",
      "outside",
      "min(floor(withdrawals[member]), floor(balance[member] / epoch))",
      "taken out by each member",
    ),
    "ageing[member]": {
      to: "tenure[member]",
      equation: "balance[member] - taken[member] * epoch",
      meaning: "what stays through the step grows older by it",
    },
    "forgotten[member]": {
      from: "tenure[member]",
      equation: "if balance[member] > 0 then tenure[member] * taken[member] / balance[member] else 0",
      meaning: "what leaves takes the mean age of the balance with it",
    },
    "reward[member]": flow(
      "fund",
      "earned[member]",
      "if totalWeight > 0 then floor(paid * weight[member] / totalWeight) else 0",
      "rewards of each member",
    ),
  },
  auxiliaries: {
    "age[member]": auxiliary(
      "day",
      "if balance[member] > 0 then tenure[member] / balance[member] else 0",
      "mean age of each balance",
    ),
    // A power of nothing has no slope that could be passed on; below a billionth of the way all ages are alike.
    "progress[member]": auxiliary("1", "max(min(age[member] / full, 1), 1e-9)", "how far each is on its way"),
    "multiplier[member]": auxiliary(
      "1",
      "1 + (most - 1) * progress[member] ^ curvature",
      "weight of a token of each member",
      { symbol: "m" },
    ),
    "weight[member]": auxiliary("token", "balance[member] * multiplier[member]", "what each balance counts as"),
    paid: auxiliary("token/year", "min(pool, fund / epoch)", "rewards of all, as far as the fund reaches"),
    totalBalance: auxiliary("token", "sum(balance[*])", "tokens in the programme"),
    totalWeight: auxiliary("token", "sum(weight[*])", "what they count as"),
    totalTenure: auxiliary("token*day", "sum(tenure[*])", "tenure of all"),
    meanAge: auxiliary("day", "if totalBalance > 0 then totalTenure / totalBalance else 0", "mean age of all tokens"),
    meanMultiplier: auxiliary(
      "1",
      "if totalBalance > 0 then totalWeight / totalBalance else 1",
      "mean weight of a token",
    ),
    newcomerYield: auxiliary(
      "%/year",
      "if totalWeight > 0 then paid / totalWeight else 0",
      "what a token earns on its first day",
    ),
    loyalYield: auxiliary("%/year", "newcomerYield * most", "what a token earns once it has stayed long enough"),
    inequality: auxiliary("1", "gini(earned[*])", "Gini coefficient of the rewards"),
  },
  checks: {
    parametersMakeSense: check(
      "pool >= 0 and most >= 1 and full > 0 and curvature > 0 and leaving >= 0",
      "the multiplier does not fall, and takes time to rise",
    ),
    noneIsOlderThanTheProgramme: check(
      "meanAge <= time + {0.001 day}",
      "no token has been in the programme for longer than it has run",
    ),
  },
});

export default model;
