import { auxiliary, check, defineModel, type Model, parameter, state } from "@tokenwright/engine";

/**
 * A price that returns to a level: its logarithm x follows the process of Ornstein and Uhlenbeck, advanced by its
 * exact law, so that the length of the step changes nothing.
 *
 *   dx = θ · (m − x) · dt + σ · dW
 *   x(t + Δ) is normal with mean m + (x − m) · e^(−θΔ) and variance σ² · (1 − e^(−2θΔ)) / (2θ)
 */
const model: Model = defineModel({
  title: "Price that returns to a level",
  about:
    "For prices with an anchor: a stable coin, a token with a use that others can replace, energy and carbon. The level is fixed; " +
    "what happens when the anchor breaks is not here.",
  source: ["uhlenbeck-ornstein-1930", "schwartz-1997"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    startPrice: parameter("1 USD/token", "price that the logarithm counts from", { confidence: "assumption" }),
    startLog: parameter("0", "logarithm of the first price over it", { symbol: "x_0", confidence: "assumption" }),
    meanLog: parameter("0", "logarithm of the level over it", { symbol: "m", confidence: "assumption" }),
    reversion: parameter("2 1/year", "speed of return: a gap halves in ln 2 over this", {
      symbol: "\\theta",
      confidence: "assumption",
      range: ["0.1 1/year", "50 1/year"],
    }),
    volatility: parameter("60 %", "standard deviation that a year would add without a return", {
      symbol: "\\sigma",
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
  },
  states: {
    logPrice: state(
      "startLog",
      "meanLog + (logPrice - meanLog) * decay + sqrt(stepVariance) * shock",
      "logarithm of the price over the start price",
      {
        unit: "1",
        symbol: "x",
      },
    ),
    expectedLog: state(
      "startLog",
      "meanLog + (expectedLog - meanLog) * decay",
      "mean of the logarithm over all futures",
      {
        unit: "1",
      },
    ),
    varianceLog: state("0", "varianceLog * decay ^ 2 + stepVariance", "variance of the logarithm over all futures"),
  },
  auxiliaries: {
    shock: auxiliary("1", "normal(0, 1)", "the luck of the step"),
    decay: auxiliary("1", "exp(-reversion * epoch)", "part of a gap that is left after a step"),
    // 1 − e^(−2y) as tanh(y) · (1 + e^(−2y)), which keeps its digits when y is small.
    stepVariance: auxiliary(
      "1",
      "if reversion > 0 then volatility ^ 2 * tanh(reversion * epoch) * (1 + decay ^ 2) / (2 * reversion * {1 year}) else volatility ^ 2 * (epoch / {1 year})",
      "variance that a step adds",
    ),
    price: auxiliary("USD/token", "startPrice * exp(logPrice)", "price of a token", { symbol: "P" }),
    level: auxiliary("USD/token", "startPrice * exp(meanLog)", "price to which it returns: the median in the long run"),
    expectedPrice: auxiliary(
      "USD/token",
      "startPrice * exp(expectedLog + varianceLog / 2)",
      "mean of the price over all futures",
    ),
  },
  checks: {
    parametersMakeSense: check("reversion >= 0 and volatility >= 0", "speed and spread are not negative"),
  },
});

export default model;
