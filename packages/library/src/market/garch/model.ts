import { auxiliary, check, defineModel, type Model, parameter, state } from "@tokenwright/engine";

/**
 * Daily returns whose variance remembers, GARCH(1,1): a large change makes the next ones likely to be large too,
 * and the effect dies away.
 *
 *   r = μ + √h · z,   h' = ω + α · (r − μ)² + β · h
 *
 * In the long run the variance is ω / (1 − α − β), if α + β < 1.
 */
const model: Model = defineModel({
  title: "GARCH(1,1): volatility that remembers",
  about:
    "A price with quiet and wild times, and with larger extremes than a bell curve has. The parameters belong to the length of the " +
    "step, a day; their estimation from data is elsewhere.",
  source: ["bollerslev-1986", "fiorentini-calzolari-panattoni-1996"],
  epoch: "1 day",
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    startPrice: parameter("1 USD/token", "price at the first step", { confidence: "assumption" }),
    meanReturn: parameter("0", "mean of the daily change of the logarithm", {
      symbol: "\\mu",
      confidence: "assumption",
    }),
    constant: parameter("0.00002", "part of the variance that is always there", {
      symbol: "\\omega",
      confidence: "assumption",
    }),
    reaction: parameter("0.1", "how much of yesterday's squared surprise enters the variance", {
      symbol: "\\alpha",
      confidence: "assumption",
      range: ["0", "1"],
    }),
    memory: parameter("0.88", "how much of yesterday's variance is kept", {
      symbol: "\\beta",
      confidence: "assumption",
      range: ["0", "1"],
    }),
    startVariance: parameter("0.001", "variance of the first day's change", {
      symbol: "h_0",
      confidence: "assumption",
    }),
  },
  states: {
    logPrice: state("0", "logPrice + logReturn", "logarithm of the price over the first one"),
    variance: state(
      "startVariance",
      "constant + reaction * surprise ^ 2 + memory * variance",
      "variance of the day's change",
      {
        unit: "1",
        symbol: "h",
      },
    ),
    expectedVariance: state(
      "startVariance",
      "constant + persistence * expectedVariance",
      "mean of the variance over all futures",
      { unit: "1" },
    ),
  },
  auxiliaries: {
    shock: auxiliary("1", "normal(0, 1)", "the luck of the day", { symbol: "z" }),
    surprise: auxiliary("1", "sqrt(variance) * shock", "change beyond the mean"),
    logReturn: auxiliary("1", "meanReturn + surprise", "change of the logarithm in the day", { symbol: "r" }),
    persistence: auxiliary("1", "reaction + memory", "part of a deviation of the variance that is left a day later"),
    longRunVariance: auxiliary(
      "1",
      "if persistence < 1 then constant / (1 - persistence) else variance",
      "mean of the variance in the long run; without one, today's",
    ),
    volatility: auxiliary(
      "%",
      "sqrt(variance * {1 year} / epoch)",
      "today's spread, as it would be after a year of such days",
    ),
    price: auxiliary("USD/token", "startPrice * exp(logPrice)", "price of a token", { symbol: "P" }),
  },
  checks: {
    varianceIsPositive: check(
      "constant > 0 and reaction >= 0 and memory >= 0 and variance > 0",
      "the variance stays above zero",
    ),
    varianceReturns: check("persistence < 1", "the variance has a mean in the long run"),
  },
});

export default model;
