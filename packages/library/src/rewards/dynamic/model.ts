import { auxiliary, check, defineModel, input, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * A reward rate that answers to activity, engagement and supply. In every epoch it is multiplied by
 *
 *   1 − gₐ · (activity / target − 1) − gₑ · (engagement / target − 1) − gₛ · (supply / target − 1)
 *
 * each deviation within ± a limit, and kept between bounds. A positive gain steers against a deviation, a negative one
 * goes with it. Alone, activity answers to the rate in proportion to a power of it: with the power 1 the rate over its
 * rest r follows r' = r · (1 + g − g · r), the logistic map, which is stable for g < 2 and chaotic beyond 2.57.
 */
const model: Model = defineModel({
  title: "Rewards that answer to activity, engagement and supply",
  about:
    "New tokens are created at a rate that feedback rules with stated gains change. Wire what is measured to it; whether rewards " +
    "bring activity is for models of behaviour.",
  source: ["may-1976"],
  epoch: "1 week",
  assets: { token: { decimals: 6 } },
  units: { action: "count" },
  parameters: {
    startRate: parameter("5 %/year", "rate at the start", { confidence: "assumption" }),
    activityTarget: parameter("1_000_000 action/week", "activity at which the rate stays as it is", {
      confidence: "assumption",
    }),
    engagementTarget: parameter("40 %", "engagement at which the rate stays as it is", {
      unit: "%",
      confidence: "assumption",
    }),
    supplyTarget: parameter("1_000_000_000 token", "supply at which the rate stays as it is", {
      confidence: "assumption",
    }),
    activityGain: parameter("0.1", "fall of the rate in an epoch, for activity at twice its target", {
      symbol: "g_a",
      confidence: "assumption",
      range: ["-1", "2"],
    }),
    engagementGain: parameter("0", "the same for engagement", {
      symbol: "g_e",
      confidence: "assumption",
      range: ["-1", "2"],
    }),
    supplyGain: parameter("0", "the same for supply", { symbol: "g_s", confidence: "assumption", range: ["-1", "2"] }),
    limit: parameter("100 %", "largest deviation that counts", {
      unit: "%",
      confidence: "assumption",
      range: ["1 %", "1000 %"],
    }),
    lowest: parameter("0.1 %/year", "rate below which it does not fall", { confidence: "assumption" }),
    highest: parameter("25 %/year", "rate above which it does not rise", { confidence: "assumption" }),
    restRate: parameter("8 %/year", "rate at which the module's own activity is at its target", {
      confidence: "assumption",
    }),
    answer: parameter("1", "power of the rate with which that activity moves", {
      confidence: "assumption",
      range: ["0", "2"],
    }),
  },
  inputs: {
    activity: input("action/week", "what users do; by default it answers to the rate", {
      default: "activityTarget * (rate / restRate) ^ answer",
    }),
    engagement: input("%", "share that votes, stakes or returns; by default at its target", {
      default: "engagementTarget",
    }),
    burnt: input("token/epoch", "tokens that are destroyed elsewhere", { default: "0" }),
  },
  states: {
    rate: state("startRate", "max(lowest, min(highest, rate * factor))", "yearly rate by which rewards are created", {
      unit: "%/year",
    }),
  },
  stocks: {
    supply: stock("1_000_000_000 token", "all tokens", { confidence: "assumption" }),
  },
  flows: {
    rewards: mint("supply", "floor(rate * supply)", "rewards of the epoch"),
    burning: { from: "supply", equation: "min(floor(burnt), floor(supply / epoch))", meaning: "destroyed elsewhere" },
  },
  auxiliaries: {
    activityDeviation: auxiliary(
      "%",
      "max(-limit, min(limit, activity / activityTarget - 1))",
      "activity over its target, less one, within the limit",
    ),
    engagementDeviation: auxiliary(
      "%",
      "max(-limit, min(limit, engagement / engagementTarget - 1))",
      "engagement over its target, less one, within the limit",
    ),
    supplyDeviation: auxiliary(
      "%",
      "max(-limit, min(limit, supply / supplyTarget - 1))",
      "supply over its target, less one, within the limit",
    ),
    factor: auxiliary(
      "1",
      "max(1 - activityGain * activityDeviation - engagementGain * engagementDeviation - supplyGain * supplyDeviation, 0)",
      "rate of the next epoch over that of this one, before the bounds",
    ),
    perAction: auxiliary("token/action", "if activity > 0 then rewards / activity else 0", "reward of one action"),
    netIssuance: auxiliary("token/epoch", "rewards - burning", "created less destroyed"),
  },
  checks: {
    boundsInOrder: check("lowest >= 0 and lowest <= highest", "the bounds of the rate are in order"),
    parametersMakeSense: check(
      "activityTarget > 0 and engagementTarget > 0 and supplyTarget > 0 and limit > 0 and restRate > 0",
      "targets and the limit are above zero",
    ),
    measuresAreNotNegative: check(
      "activity >= 0 and engagement >= 0 and burnt >= 0",
      "what is measured is not negative",
    ),
  },
});

export default model;
