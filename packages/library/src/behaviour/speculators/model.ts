import { auxiliary, check, defineModel, input, type Model, parameter, state } from "@tokenwright/engine";

/**
 * Speculators who change between two beliefs, after Brock and Hommes. Fundamentalists expect the price to return to
 * its fundamental value and pay for knowing it; trend followers expect today's deviation from it to be g times
 * yesterday's, for free. All hold what a mean-variance trader holds, the market clears, and more follow the belief
 * that has earned more, the more so the larger the intensity of choice β:
 *
 *   R · x = n₂ · g · x₋₁ + ε,     n₁ = 1 / (1 + exp(−β · U)),     U' = η · U + D · (R · x₋₁ − x) · g · x₋₂ − C
 *
 * with the deviation x of the price, the gross return R of money, D = 1 / (a σ²) and U what fundamentalists earned more.
 * Without noise there are, for R < g, steady states beside the fundamental one where
 *
 *   x² = ((1 − η) · (2 / β) · artanh(1 − 2 R / g) + C) / (D · g · (R − 1)),     once   β > (1 − η) · ln(R / (g − R)) / C.
 */
const model: Model = defineModel({
  title: "Speculators who change between fundamentals and trends",
  about:
    "A price made by traders with two beliefs, of which the one that earned more wins followers: calm near the fundamental " +
    "value while choices are slow, bubbles and crashes when they are fast. Wire the fundamental value to it.",
  source: ["brock-hommes-1998"],
  epoch: "1 month",
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    grossReturn: parameter("1.1", "what a dollar is worth after an epoch elsewhere", {
      symbol: "R",
      source: "brock-hommes-1998",
      confidence: "assumption",
      range: ["1.001", "1.2"],
    }),
    trend: parameter("1.2", "deviation that trend followers expect next, over the last one", {
      symbol: "g",
      source: "brock-hommes-1998",
      confidence: "assumption",
      range: ["0", "2"],
    }),
    intensity: parameter("2.2 1/USD", "how strongly traders choose what earned more", {
      symbol: "\\beta",
      confidence: "assumption",
      range: ["0 1/USD", "10 1/USD"],
    }),
    cost: parameter("1 USD", "what a fundamentalist pays in an epoch to know the value", {
      symbol: "C",
      source: "brock-hommes-1998",
      confidence: "assumption",
    }),
    riskAversion: parameter("1 1/USD", "weight of the variance of profits to a trader", {
      symbol: "a",
      confidence: "assumption",
    }),
    variance: parameter("1 USD^2/token^2", "variance of the excess return that all expect", {
      symbol: "\\sigma^2",
      confidence: "assumption",
    }),
    memory: parameter("0", "part of what was earned before that still counts an epoch later", {
      symbol: "\\eta",
      confidence: "assumption",
      range: ["0", "1"],
    }),
    noise: parameter("0 USD/token", "spread of what trades for other reasons add to the deviation", {
      confidence: "assumption",
    }),
    startDeviation: parameter("0.1 USD/token", "deviation of the price before the first step", {
      confidence: "assumption",
    }),
  },
  inputs: {
    fundamental: input("USD/token", "fundamental value of a token", { default: "{10 USD/token}" }),
  },
  states: {
    lastDeviation: state("startDeviation", "deviation", "deviation one epoch ago", {
      unit: "USD/token",
      symbol: "x_{-1}",
    }),
    earlierDeviation: state("startDeviation", "lastDeviation", "deviation two epochs ago", {
      unit: "USD/token",
      symbol: "x_{-2}",
    }),
    advantage: state(
      "-cost",
      "memory * advantage + profitGap",
      "what fundamentalists earned more than trend followers, weighed by memory",
      { unit: "USD", symbol: "U" },
    ),
  },
  auxiliaries: {
    fundamentalShare: auxiliary(
      "%",
      "(1 + tanh(intensity * advantage / 2)) / 2",
      "traders who expect the fundamental value",
      { symbol: "n_1" },
    ),
    trendShare: auxiliary("%", "1 - fundamentalShare", "traders who follow the trend", { symbol: "n_2" }),
    expectedByTrend: auxiliary("USD/token", "trend * lastDeviation", "deviation that trend followers expect next"),
    shock: auxiliary("USD/token", "noise * normal(0, 1)", "what trades for other reasons add", { symbol: "\\epsilon" }),
    deviation: auxiliary(
      "USD/token",
      "(trendShare * expectedByTrend + shock) / grossReturn",
      "price less the fundamental value",
      { symbol: "x" },
    ),
    price: auxiliary("USD/token", "fundamental + deviation", "price of a token"),
    risk: auxiliary("USD^2/(USD*token^2)", "riskAversion * variance", "price of a token's risk"),
    fundamentalDemand: auxiliary("token", "-grossReturn * deviation / risk", "held by each fundamentalist"),
    trendDemand: auxiliary(
      "token",
      "(expectedByTrend - grossReturn * deviation) / risk",
      "held by each trend follower",
    ),
    excessReturn: auxiliary(
      "USD/token",
      "deviation - grossReturn * lastDeviation",
      "what a token brought since the last epoch beyond money elsewhere",
    ),
    profitGap: auxiliary(
      "USD",
      "-excessReturn * trend * earlierDeviation / risk - cost",
      "what fundamentalists earned more in the epoch, their cost taken off",
    ),
    criticalIntensity: auxiliary(
      "1/USD",
      "if trend > grossReturn and trend < 2 * grossReturn then (1 - memory) * ln(grossReturn / (trend - grossReturn)) / cost else 0",
      "intensity of choice from which on the price does not return to its value; 0 when there is none",
      { symbol: "\\beta^*" },
    ),
  },
  checks: {
    priceIsPositive: check("price > 0", "the price stays above zero"),
    parametersMakeSense: check(
      "grossReturn > 1 and intensity >= 0 and riskAversion > 0 and variance > 0 and cost > 0 and memory >= 0 and memory < 1 " +
        "and noise >= 0",
      "money earns something, risk has a price, knowledge a cost, and memory ends",
    ),
  },
});

export default model;
