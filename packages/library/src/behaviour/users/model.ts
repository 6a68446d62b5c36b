import { auxiliary, check, defineModel, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Users of a service. Each hears of it by itself or from those who use it, and then uses it as long as a use is worth
 * more to it than it costs. What a use is worth differs: exponentially, with the mean w. So of those who know the
 * service the share exp(−cost / w) uses it, fees bring most where the fee is w, and the elasticity of demand is
 * −cost / w.
 */
const model: Model = defineModel({
  title: "Users who hear of a service and use it while it is worth its cost",
  about:
    "A population of users with a worth of their own. Wire the fee and the price of the token it is paid in; it gives users, " +
    "uses and fees. What users do with tokens beyond paying is for other models.",
  source: ["bass-1969"],
  assets: { token: { decimals: 6 } },
  units: { use: "count" },
  dimensions: { person: { agents: 400, label: "person" } },
  parameters: {
    meanWorth: parameter("0.5 USD/use", "what a use is worth, on the mean of all", {
      symbol: "w",
      confidence: "assumption",
    }),
    frequency: parameter("2 use/day", "how often a user uses the service", { confidence: "assumption" }),
    discovery: parameter("0.2 1/year", "how often somebody hears of it from outside", {
      symbol: "p",
      confidence: "assumption",
      range: ["0 1/year", "5 1/year"],
    }),
    imitation: parameter("2 1/year", "how often somebody would hear of it from users, if all were users", {
      symbol: "q",
      confidence: "assumption",
      range: ["0 1/year", "20 1/year"],
    }),
    "luck[person]": {
      value: "exponential(1)",
      unit: "1",
      meaning: "what a use is worth to each, over the mean",
      confidence: "assumption",
    },
  },
  inputs: {
    fee: input("token/use", "fee of a use, paid in tokens", { default: "{0.1 token/use}" }),
    price: input("USD/token", "price of a token", { default: "{1 USD/token}" }),
    effort: input("USD/use", "what a use costs beside the fee: waiting, a wallet, a bridge", { default: "0" }),
  },
  stocks: {
    "knows[person]": stock("0", "1 for those who know the service", { unit: "1" }),
    collected: stock("0 token", "fees collected since the start"),
  },
  flows: {
    "hears[person]": mint("knows[person]", "bernoulli(unaware[person] * chance) / epoch", "hears of the service"),
    fees: mint("collected", "floor(fee * uses)", "fees, from outside these books"),
  },
  auxiliaries: {
    "unaware[person]": auxiliary("1", "if knows[person] > 0 then 0 else 1", "1 for those who do not know it"),
    chance: auxiliary(
      "1",
      "1 - exp(-(discovery + imitation * users / people) * epoch)",
      "chance to hear of it in the step",
    ),
    cost: auxiliary("USD/use", "fee * price + effort", "what a use costs a user"),
    "wants[person]": auxiliary(
      "1",
      "if luck[person] * meanWorth >= cost then 1 else 0",
      "1 if a use is worth its cost",
    ),
    "active[person]": auxiliary("1", "if knows[person] > 0 then wants[person] else 0", "1 for those who use it"),
    people: auxiliary("1", "count(luck[*] >= 0)", "all who might use it"),
    aware: auxiliary("1", "sum(knows[*])", "who know it"),
    users: auxiliary("1", "sum(active[*])", "who use it"),
    willingShare: auxiliary("%", "mean(wants[*])", "share to whom a use is worth its cost"),
    expectedWilling: auxiliary("%", "exp(-cost / meanWorth)", "the same over all there might be"),
    elasticity: auxiliary(
      "1",
      "-cost / meanWorth",
      "change of use in per cent for a change of the cost by one per cent",
    ),
    uses: auxiliary("use/day", "users * frequency", "uses of all"),
    volume: auxiliary("USD/day", "uses * cost", "what users pay, their effort included"),
    "gain[person]": auxiliary(
      "USD/day",
      "active[person] * (luck[person] * meanWorth - cost) * frequency",
      "what each gains by it",
    ),
    surplus: auxiliary("USD/day", "sum(gain[*])", "what all users gain by it beyond what they pay"),
  },
  checks: {
    parametersMakeSense: check(
      "meanWorth > 0 and frequency >= 0 and discovery >= 0 and imitation >= 0 and fee >= 0 and price >= 0 and effort >= 0",
      "the worth is above zero, the others are not below",
    ),
  },
});

export default model;
