import {
  auxiliary,
  burn,
  check,
  defineModel,
  flow,
  input,
  type Model,
  mint,
  parameter,
  stock,
} from "@tokenwright/engine";

/**
 * A yearly table that halves, and net emissions, after Helium's proposal HIP 20. What is created by the table
 * tends to a cap. Tokens that are burned for usage may be created once more, within a limit, so that there are
 * rewards for ever without more tokens than the cap.
 *
 *   scheduled(t) = firstYear · halving · (2 − 2^(1 − k)) + firstYear · 2^(−k) · (t − k · halving),   k = ⌊t / halving⌋
 *
 * A step creates what is scheduled by its end, rounded down to base units, less what was before: no rounding is
 * carried along. Of what is burned, up to `mostIntoPool` enters the pool; the pool gives a share of itself to
 * the rewards of the next epoch, `mostOutOfPool` at most. The rest of what is burned is gone.
 */
const model: Model = defineModel({
  title: "Yearly table with halvings and net emissions",
  about:
    "Issuance by the calendar that halves every two years, shared out by a yearly table, and a pool from which burned tokens " +
    "come back as rewards. How much is burned for usage is an input.",
  source: ["helium-hip-20", "helium-blockchain-core"],
  assets: { token: { decimals: 8, baseUnit: "bone" } },
  parameters: {
    firstYear: parameter("60_000_000 token/year", "created in a year before the first halving", {
      source: "helium-hip-20",
      confidence: "protocol",
    }),
    halving: parameter("2 year", "time between two halvings", { source: "helium-hip-20", confidence: "protocol" }),
    startAge: parameter("0 year", "age of the network at the start of the run", { confidence: "assumption" }),
    shortfall: parameter("17_000_000 token", "what slow blocks of the first year left uncreated", {
      source: "helium-hip-20",
      confidence: "protocol",
    }),
    mostIntoPool: parameter("68.48 token/hour", "most of what is burned that enters the pool: 34.24 in 30 minutes", {
      source: "helium-hip-20",
      confidence: "protocol",
    }),
    mostOutOfPool: parameter("1_000_000_000 token/day", "most that leaves the pool, per time", {
      confidence: "assumption",
    }),
    poolTime: parameter("1 week", "time over which the pool is paid out; 336 epochs of 30 minutes", {
      source: "helium-hip-20",
      confidence: "protocol",
    }),
  },
  inputs: {
    burned: input("token/day", "tokens burned for usage", { default: "0" }),
    otherwise: input("token", "tokens that came into people's hands otherwise, such as grants that were spent", {
      default: "0",
    }),
  },
  stocks: {
    supply: stock("0 token", "tokens in people's hands"),
    pool: stock("0 token", "burned, and to be created once more"),
  },
  flows: {
    scheduledEmission: mint(
      "supply",
      "(floor(scheduledAtEnd) - floor(scheduledAtStart)) / epoch",
      "created by the table",
    ),
    intoPool: flow("supply", "pool", "min(floor(burned), floor(mostIntoPool))", "burned, and to be created once more"),
    destroyed: burn("supply", "floor(burned) - intoPool", "burned for good"),
    netEmission: flow(
      "pool",
      "supply",
      "min(floor(pool * min(epoch / poolTime, 1)) / epoch, floor(mostOutOfPool))",
      "created once more",
    ),
  },
  auxiliaries: {
    age: auxiliary("year", "startAge + time", "age of the network when the step begins"),
    halvings: auxiliary("1", "floor(age / halving)", "halvings so far", { symbol: "k" }),
    halvingsAtEnd: auxiliary("1", "floor((age + epoch) / halving)", "halvings by the end of the step"),
    scheduledAtStart: auxiliary(
      "token",
      "firstYear * (halving * (2 - 2 / 2 ^ halvings) + (age - halvings * halving) / 2 ^ halvings)",
      "created by the table until the step",
    ),
    scheduledAtEnd: auxiliary(
      "token",
      "firstYear * (halving * (2 - 2 / 2 ^ halvingsAtEnd) + (age + epoch - halvingsAtEnd * halving) / 2 ^ halvingsAtEnd)",
      "created by the table until the end of the step",
    ),
    tableLimit: auxiliary("token", "2 * firstYear * halving", "what the table creates in the end"),
    limit: auxiliary("token", "tableLimit - shortfall", "most tokens there will be, given the shortfall"),
    perEpoch: auxiliary(
      "token",
      "floor(yearly * {30 minute} / {1 token}) * {1 token}",
      "created by the table in 30 minutes, in whole tokens as the proposal states it",
    ),
    yearly: auxiliary("token/year", "firstYear / 2 ^ halvings", "created by the table per year"),
    rewards: auxiliary("token/day", "scheduledEmission + netEmission", "shared out in the step"),
    netIssuance: auxiliary(
      "token/day",
      "scheduledEmission - destroyed - intoPool + netEmission",
      "change of the tokens in people's hands",
    ),
    yearNumber: auxiliary("1", "floor(age / {1 year}) + 1", "year of the table the step begins in, from 1"),
    coverageShare: auxiliary(
      "%",
      "max({29 %} - {1.5 %} * (yearNumber - 1), 0)",
      "part of the rewards for proof of coverage, and more where data needs less",
      { source: "helium-hip-20", confidence: "protocol" },
    ),
    founderShare: auxiliary("%", "max({35 %} - {1 %} * (yearNumber - 1), {15 %})", "part of the rewards for founders", {
      source: "helium-hip-20",
      confidence: "protocol",
    }),
    consensusShare: auxiliary("%", "{6 %}", "part of the rewards for the consensus group", {
      source: "helium-hip-20",
      confidence: "protocol",
    }),
    dataShare: auxiliary(
      "%",
      "1 - coverageShare - founderShare - consensusShare",
      "part of the rewards for data transfer",
    ),
  },
  checks: {
    burnedIsNotNegative: check("burned >= 0", "burned tokens do not come back"),
    poolTakesTime: check("poolTime > 0", "the pool is paid out over a time"),
    withinTable: check(
      "supply + pool <= tableLimit + otherwise",
      "there are never more tokens than the table and others create",
    ),
  },
});

export default model;
