import { auxiliary, check, defineModel, type Model, parameter, state } from "@tokenwright/engine";

/**
 * Merton's jump diffusion: a price that moves as a geometric Brownian motion and jumps at random times. Jumps come
 * independently at a rate λ; the logarithm of each is normal. Advanced by its exact law: in a step there are
 * Poisson(λ · Δ) jumps, whose sum is normal given their number.
 *
 *   E(P(t)) = P(0) · e^(μt), because the drift makes up for the mean of the jumps, k = e^(m + δ²/2) − 1
 */
const model: Model = defineModel({
  title: "Jump diffusion",
  about:
    "A price with sudden falls: a hack, a ban, a listing. Jumps are as likely at any time and do not follow one another. " +
    "Options on such a price are valued by market/option-value.",
  source: "merton-1976",
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    startPrice: parameter("1 USD/token", "price at the first step", { confidence: "assumption" }),
    drift: parameter("0 %/year", "growth of the expected price, jumps included", {
      symbol: "\\mu",
      confidence: "assumption",
      range: ["-50 %/year", "100 %/year"],
    }),
    volatility: parameter("60 %", "standard deviation of the logarithm after a year without jumps", {
      symbol: "\\sigma",
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
    jumpRate: parameter("2 1/year", "jumps in a year, on average", {
      symbol: "\\lambda",
      confidence: "assumption",
      range: ["0 1/year", "50 1/year"],
    }),
    jumpMean: parameter("-0.2", "mean of a jump's logarithm: -0.2 is a fall by 18 %", {
      symbol: "m",
      confidence: "assumption",
      range: ["-2", "1"],
    }),
    jumpSpread: parameter("0.2", "standard deviation of a jump's logarithm", {
      symbol: "\\delta",
      confidence: "assumption",
      range: ["0", "1"],
    }),
  },
  states: {
    logPrice: state("0", "logPrice + logReturn", "logarithm of the price over the first one"),
    jumpsSoFar: state("0", "jumpsSoFar + jumps", "jumps since the first step"),
  },
  auxiliaries: {
    jumpGrowth: auxiliary("1", "exp(jumpMean + jumpSpread ^ 2 / 2) - 1", "mean relative change of a jump", {
      symbol: "k",
    }),
    shock: auxiliary("1", "normal(0, 1)", "the luck of the step without jumps"),
    jumps: auxiliary("1", "poisson(jumpRate * epoch)", "jumps in the step"),
    jumpShock: auxiliary("1", "normal(0, 1)", "the luck of their size"),
    logReturn: auxiliary(
      "1",
      "drift * epoch - jumpRate * jumpGrowth * epoch - volatility ^ 2 / 2 * (epoch / {1 year}) " +
        "+ volatility * sqrt(epoch / {1 year}) * shock + jumps * jumpMean + sqrt(jumps) * jumpSpread * jumpShock",
      "change of the logarithm in the step",
    ),
    price: auxiliary("USD/token", "startPrice * exp(logPrice)", "price of a token", { symbol: "P" }),
    expectedPrice: auxiliary("USD/token", "startPrice * exp(drift * time)", "mean of the price over all futures"),
  },
  checks: {
    parametersMakeSense: check(
      "volatility >= 0 and jumpRate >= 0 and jumpSpread >= 0",
      "spreads and the rate of jumps are not negative",
    ),
  },
});

export default model;
