import { auxiliary, check, defineModel, flow, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Operators who validate as long as it pays. Rewards are shared among those who do, so each that joins lowers what
 * the others get. Operators differ in their costs, which lie evenly between a lowest and a highest one:
 *
 *   join when   R · P / (n + 1) ≥ c(i) + y · B · P,     leave when   R · P / n < c(i) + y · B · P
 *
 * with rewards R, price P, bond B and the yield y that the bond would earn elsewhere. Nobody wants to move where n is
 * the largest whole number with R · P ≥ n · (c(n) + y · B · P).
 */
const model: Model = defineModel({
  title: "Validators who join while it pays and leave when it does not",
  about:
    "Free entry of operators with costs of their own, bonds and rewards. Wire rewards and price to it; it gives how many " +
    "validate, what is bonded, and what security costs.",
  source: "Free entry until the marginal operator's profit is zero, as in textbooks of industrial organisation.",
  assets: { token: { decimals: 6 } },
  dimensions: { operator: { agents: 300, label: "operator" } },
  parameters: {
    bond: parameter("50_000 token", "what an operator must bond", { symbol: "B", confidence: "assumption" }),
    lowestCost: parameter("2_000 USD/year", "yearly cost of the cheapest operator", { confidence: "assumption" }),
    highestCost: parameter("62_000 USD/year", "yearly cost of the dearest operator", { confidence: "assumption" }),
    requiredYield: parameter("5 %/year", "what the bond would earn elsewhere", {
      symbol: "y",
      confidence: "assumption",
      range: ["0 %/year", "30 %/year"],
    }),
    attention: parameter("1 1/month", "how often an operator thinks again", {
      confidence: "assumption",
      range: ["0.1 1/month", "10 1/month"],
    }),
  },
  inputs: {
    rewards: input("token/year", "what all validators get together", {
      default: "{4_000_000 token/year}",
      symbol: "R",
    }),
    price: input("USD/token", "price of a token", { default: "{1 USD/token}", symbol: "P" }),
  },
  stocks: {
    "free[operator]": stock("bond", "tokens of each operator that are not bonded", { unit: "token" }),
    "bonded[operator]": stock("0 token", "bonded by each operator"),
  },
  flows: {
    "join[operator]": flow(
      "free[operator]",
      "bonded[operator]",
      "if considers[operator] > 0 and runs[operator] < 1 and entryProfit[operator] >= 0 then floor(bond) / epoch else 0",
      "bonded by those who join",
    ),
    "leave[operator]": flow(
      "bonded[operator]",
      "free[operator]",
      "if considers[operator] > 0 and runs[operator] > 0 and profit[operator] < 0 then bonded[operator] / epoch else 0",
      "taken back by those who leave",
    ),
    "paid[operator]": mint("free[operator]", "floor(runs[operator] * reward)", "rewards of each operator"),
  },
  auxiliaries: {
    "cost[operator]": auxiliary(
      "USD/year",
      "lowestCost + (highestCost - lowestCost) * (rank[operator] - 0.5) / operators",
      "yearly cost of each operator",
      { symbol: "c" },
    ),
    "runs[operator]": auxiliary("1", "if bonded[operator] > 0 then 1 else 0", "1 for those who validate"),
    "considers[operator]": auxiliary("1", "bernoulli(1 - exp(-attention * epoch))", "1 when an operator thinks again"),
    "profit[operator]": auxiliary(
      "USD/year",
      "reward * price - cost[operator] - bondCost",
      "what each who validates keeps",
    ),
    "entryProfit[operator]": auxiliary(
      "USD/year",
      "rewards / (validators + 1) * price - cost[operator] - bondCost",
      "what each who does not would keep",
    ),
    "rank[operator]": auxiliary("1", "operator", "place of each by its cost"),
    operators: auxiliary("1", "max(rank[*])", "operators there are"),
    validators: auxiliary("1", "sum(runs[*])", "operators who validate", { symbol: "n" }),
    reward: auxiliary("token/year", "if validators > 0 then rewards / validators else 0", "reward of one validator"),
    bondCost: auxiliary("USD/year", "requiredYield * bond * price", "what one bond would earn elsewhere"),
    totalBonded: auxiliary("token", "sum(bonded[*])", "bonded by all"),
    grossYield: auxiliary(
      "%/year",
      "if totalBonded > 0 then rewards / totalBonded else 0",
      "rewards over bonds, costs not taken off",
    ),
    securitySpending: auxiliary("USD/year", "rewards * price", "what all validators cost the holders of tokens"),
    resources: auxiliary("USD/year", "sum(spent[*])", "what validators spend on machines and work"),
    "spent[operator]": auxiliary("USD/year", "runs[operator] * cost[operator]", "what each spends"),
    equilibrium: auxiliary(
      "1",
      "if slope > 0 then (sqrt(intercept ^ 2 + 4 * slope * securitySpending) - intercept) / (2 * slope) else 0",
      "number of validators, not rounded, at which the last one keeps nothing; were there operators enough",
    ),
    slope: auxiliary(
      "USD/year",
      "(highestCost - lowestCost) / operators",
      "rise of the cost from one operator to the next",
    ),
    intercept: auxiliary("USD/year", "lowestCost - slope / 2 + bondCost", "cost of an operator before the first one"),
  },
  checks: {
    costsAreInOrder: check("lowestCost >= 0 and lowestCost <= highestCost", "the lowest cost is not above the highest"),
    amountsMakeSense: check(
      "bond > 0 and requiredYield >= 0 and attention >= 0 and rewards >= 0 and price > 0",
      "the bond and the price are above zero, the others not below",
    ),
  },
});

export default model;
