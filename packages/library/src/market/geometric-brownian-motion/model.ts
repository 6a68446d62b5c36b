import { auxiliary, check, defineModel, type Model, parameter, state } from "@tokenwright/engine";

/**
 * A price whose logarithm is a Brownian motion with drift: relative changes are independent, normal in logarithms,
 * and equally spread at all times. It is advanced by its exact law, so the length of the step changes nothing.
 *
 *   ln P(t + Δ) − ln P(t) is normal with mean (μ − σ²/2) · Δ and variance σ² · Δ
 */
const model: Model = defineModel({
  title: "Geometric Brownian motion",
  about:
    "The plainest law of a price that stays above zero. It has no memory, no jumps and no quiet or wild times; nothing in the " +
    "economy moves it. Compare conclusions with the other price modules before relying on it.",
  source: ["samuelson-1965", "black-scholes-1973"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    startPrice: parameter("1 USD/token", "price at the first step", { confidence: "assumption" }),
    drift: parameter("0 %/year", "growth of the expected price", {
      symbol: "\\mu",
      confidence: "assumption",
      range: ["-50 %/year", "100 %/year"],
    }),
    volatility: parameter("80 %", "standard deviation of the price's logarithm after one year", {
      symbol: "\\sigma",
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
  },
  states: {
    logPrice: state("0", "logPrice + logReturn", "logarithm of the price over the first one"),
  },
  auxiliaries: {
    shock: auxiliary("1", "normal(0, 1)", "the luck of the step"),
    logReturn: auxiliary(
      "1",
      "drift * epoch + volatility * sqrt(epoch / {1 year}) * shock - volatility ^ 2 / 2 * (epoch / {1 year})",
      "change of the logarithm in the step",
    ),
    price: auxiliary("USD/token", "startPrice * exp(logPrice)", "price of a token", { symbol: "P" }),
    expectedPrice: auxiliary("USD/token", "startPrice * exp(drift * time)", "mean of the price over all futures"),
    medianPrice: auxiliary(
      "USD/token",
      "startPrice * exp(drift * time - volatility ^ 2 / 2 * (time / {1 year}))",
      "price that half of all futures stay below",
    ),
  },
  checks: {
    volatilityIsNotNegative: check("volatility >= 0", "the spread is not negative"),
  },
});

export default model;
