import { auxiliary, check, defineModel, input, type Model, parameter } from "@tokenwright/engine";

/** Jumps that are told apart; more than so many within the life of an option must be all but impossible. */
const most = 60;

/**
 * Value of a European option on a token after Black and Scholes, with a yield (Merton 1973) and with jumps (Merton
 * 1976): the mean of Black-Scholes values given the number of jumps, weighted by its Poisson probability.
 *
 *   call = Σₙ e^(−λ'T) (λ'T)ⁿ / n! · (S · e^(−qT) · Φ(d₁) − K · e^(−gₙ) · Φ(d₂)),   λ' = λ (1 + k)
 *   gₙ = (r − λk) T + n ln(1 + k),   vₙ² = σ²T + nδ²,   d₁ = (ln(S/K) + gₙ − qT + vₙ²/2) / vₙ,   d₂ = d₁ − vₙ
 */
const model: Model = defineModel({
  title: "Value of an option on a token",
  about:
    "What a warrant of an investor, a protective put of a treasury or an option grant is worth while the price runs, if it can be " +
    "hedged at the stated volatility without cost.",
  source: ["black-scholes-1973", "merton-1973", "merton-1976"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  dimensions: { count: { size: most + 1 } },
  parameters: {
    strike: parameter("1 USD/token", "price at which the token may be bought or sold", {
      symbol: "K",
      confidence: "assumption",
    }),
    expiry: parameter("1 year", "time from the start when it ends", { symbol: "T", confidence: "assumption" }),
    rate: parameter("4 %/year", "interest without risk, compounded continuously", {
      symbol: "r",
      confidence: "assumption",
      range: ["0 %/year", "15 %/year"],
    }),
    yield: parameter("0 %/year", "what holding the token earns and the option does not: staking rewards", {
      symbol: "q",
      confidence: "assumption",
      range: ["0 %/year", "30 %/year"],
    }),
    volatility: parameter("80 %", "standard deviation of the price's logarithm after a year without jumps", {
      symbol: "\\sigma",
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
    jumpRate: parameter("0 1/year", "jumps in a year, on average; 0 for Black and Scholes", {
      symbol: "\\lambda",
      confidence: "assumption",
    }),
    jumpMean: parameter("0", "mean of a jump's logarithm", { symbol: "m", confidence: "assumption" }),
    jumpSpread: parameter("0", "standard deviation of a jump's logarithm", {
      symbol: "\\delta",
      confidence: "assumption",
    }),
  },
  inputs: {
    price: input("USD/token", "price of a token, from any price module", { symbol: "S" }),
  },
  auxiliaries: {
    remaining: auxiliary("year", "max(expiry - time, 0)", "time until it ends"),
    years: auxiliary("1", "remaining / {1 year}", "the same in years"),
    jumpGrowth: auxiliary("1", "exp(jumpMean + jumpSpread ^ 2 / 2) - 1", "mean relative change of a jump", {
      symbol: "k",
    }),
    weightedJumps: auxiliary("1", "jumpRate * (1 + jumpGrowth) * remaining", "mean number of jumps under the weights"),
    "weight[count]": {
      unit: "1",
      equation: "weight[count - 1] * weightedJumps / (count - 1)",
      elements: { 1: "exp(-weightedJumps)" },
      meaning: "weight of count - 1 jumps",
    },
    "growth[count]": auxiliary(
      "1",
      "rate * remaining - jumpRate * jumpGrowth * remaining + (count - 1) * (jumpMean + jumpSpread ^ 2 / 2)",
      "growth of the price with so many jumps",
    ),
    // At the end nothing is uncertain any more: a spread near zero makes the value what it would pay at once.
    "spread[count]": auxiliary(
      "1",
      "max(sqrt(volatility ^ 2 * years + (count - 1) * jumpSpread ^ 2), 1e-200)",
      "standard deviation of the logarithm with so many jumps",
    ),
    "d1[count]": auxiliary(
      "1",
      "(ln(price / strike) + growth[count] - yield * remaining + spread[count] ^ 2 / 2) / spread[count]",
      "distance to the strike, in standard deviations, under the token's measure",
      { symbol: "d_1" },
    ),
    "d2[count]": auxiliary("1", "d1[count] - spread[count]", "the same under the money's measure", { symbol: "d_2" }),
    held: auxiliary("USD/token", "price * exp(-yield * remaining)", "price less what holding it will have earned"),
    owed: auxiliary("USD/token", "strike * exp(-rate * remaining)", "present value of the strike"),
    "part[count]": auxiliary(
      "USD/token",
      "held * (1 + erf(d1[count] / sqrt(2))) / 2 - strike * exp(-growth[count]) * (1 + erf(d2[count] / sqrt(2))) / 2",
      "value of a call if there will be so many jumps",
    ),
    call: auxiliary("USD/token", "sum(weighted[*])", "value of the right to buy a token at the strike"),
    "weighted[count]": auxiliary("USD/token", "weight[count] * part[count]", "its part of the value"),
    put: auxiliary("USD/token", "call - held + owed", "value of the right to sell a token at the strike"),
    delta: auxiliary(
      "1",
      "sum(weightedDelta[*]) * exp(-yield * remaining)",
      "change of the call's value with the price: tokens to hold for each call sold",
    ),
    "weightedDelta[count]": auxiliary("1", "weight[count] * (1 + erf(d1[count] / sqrt(2))) / 2", "its part of delta"),
    exerciseValue: auxiliary("USD/token", "max(price - strike, 0)", "what the call would pay at once"),
    timeValue: auxiliary("USD/token", "call - exerciseValue", "what waiting is worth"),
  },
  checks: {
    weightsAreAll: check("sum(weight[*]) > 1 - 1e-12", "more jumps than are told apart are all but impossible"),
    parametersMakeSense: check(
      "volatility >= 0 and jumpRate >= 0 and jumpSpread >= 0 and strike > 0",
      "spreads and the rate of jumps are not negative, the strike is above zero",
    ),
  },
});

export default model;
