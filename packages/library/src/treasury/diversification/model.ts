import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * A treasury that holds too much of its own token and sells it for a reserve asset, a part of the excess at a time:
 * it begins when the token's share of the treasury is above a target by a band, ends when a tenth of the band is
 * left, and never sells more than a part of what the market trades.
 *
 *   excess = tokens · P − target · (tokens · P + reserves),   sold each day: speed · excess / P
 *
 * At a steady price and without slippage the excess falls as (1 − speed)ⁿ. The risk of the treasury is that of two
 * assets:
 *
 *   σ² = w² σ₁² + (1 − w)² σ₂² + 2 w (1 − w) ρ σ₁ σ₂,   least at w = (σ₂² − ρ σ₁ σ₂) / (σ₁² + σ₂² − 2 ρ σ₁ σ₂)
 */
const model: Model = defineModel({
  title: "Diversification of a treasury",
  about:
    "How fast a treasury can leave its own token, what that does to its risk, and how it stands after a fall of the price. Wire the " +
    "price from a market, and `sale` to the market's sellers.",
  source: "markowitz-1952",
  assets: { token: { decimals: 18 }, USD: { decimals: 6 } },
  parameters: {
    target: parameter("30 %", "share of the treasury that the own token should have", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    band: parameter("5 %", "how far above the target the share may be before selling begins", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    speed: parameter("1 %/day", "part of the excess that is sold in a day", {
      confidence: "assumption",
      unit: "%/day",
    }),
    participation: parameter("5 %", "most that is sold, over what the market trades", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    slippage: parameter("0 %", "how much less than the price a sale brings", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "50 %"],
    }),
    tokenVolatility: parameter("100 %", "volatility of the own token in a year", {
      symbol: "\\sigma_1",
      confidence: "assumption",
      unit: "%",
    }),
    reserveVolatility: parameter("5 %", "volatility of the reserve asset in a year", {
      symbol: "\\sigma_2",
      confidence: "assumption",
      unit: "%",
    }),
    correlation: parameter("0", "correlation of the two", {
      symbol: "\\rho",
      confidence: "assumption",
      range: ["-1", "1"],
    }),
    fall: parameter("80 %", "fall of the price that the treasury is tried with", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    price: input("USD/token", "price of the own token", { default: "{1 USD/token}", symbol: "P" }),
    volume: input("token/day", "tokens that the market trades", { default: "{20_000_000 token/day}" }),
  },
  stocks: {
    tokens: stock("50_000_000 token", "own tokens of the treasury"),
    reserves: stock("10_000_000 USD", "reserve asset of the treasury, in dollars"),
    market: stock("0 token", "own tokens sold"),
    buyers: stock("1_000_000_000 USD", "money of those who buy them"),
  },
  flows: {
    sale: flow(
      "tokens",
      "market",
      "if isSelling > 0 then floor(min(speed * max(excess, 0) / price, participation * volume, tokens / epoch, buyers / epoch / netPrice)) else 0",
      "own tokens sold",
    ),
    proceeds: flow("buyers", "reserves", "floor(sale * netPrice)", "money for them"),
  },
  auxiliaries: {
    netPrice: auxiliary("USD/token", "price * (1 - slippage)", "what a sale brings for a token"),
    worth: auxiliary("USD", "tokens * price + reserves", "what the treasury is worth at the market price"),
    share: auxiliary("%", "if worth > 0 then tokens * price / worth else 0", "part of it that is the own token", {
      symbol: "w",
    }),
    excess: auxiliary("USD", "tokens * price - target * worth", "worth of own tokens above the target"),
    isSelling: auxiliary(
      "1",
      "if latch(share > target + band, share <= target + band / 10) then 1 else 0",
      "1 while it is selling",
    ),
    volatility: auxiliary(
      "%",
      "sqrt(max((share * tokenVolatility) ^ 2 + ((1 - share) * reserveVolatility) ^ 2 + 2 * correlation * share * (1 - share) * tokenVolatility * reserveVolatility, 0))",
      "volatility of the treasury in a year",
      { symbol: "\\sigma" },
    ),
    variances: auxiliary(
      "1",
      "tokenVolatility ^ 2 + reserveVolatility ^ 2 - 2 * correlation * tokenVolatility * reserveVolatility",
      "variance of the difference of the two assets",
    ),
    safestShare: auxiliary(
      "%",
      "if variances > 0 then clamp((reserveVolatility ^ 2 - correlation * tokenVolatility * reserveVolatility) / variances, 0, 1) else 0",
      "share of the own token at which the treasury is least volatile",
    ),
    afterFall: auxiliary("USD", "tokens * price * (1 - fall) + reserves", "worth after the fall that is tried"),
    lossInFall: auxiliary(
      "%",
      "if worth > 0 then 1 - afterFall / worth else 0",
      "part of the worth that the fall takes",
    ),
    halfTime: auxiliary(
      "day",
      "if speed > 0 then 0.6931471805599453 / speed else {1_000_000 day}",
      "time in which half of the excess is sold, where nothing holds it back; at most a million days",
    ),
  },
  checks: {
    sharesAreShares: check(
      "target >= 0 and target <= 1 and band >= 0 and participation >= 0 and slippage >= 0 and slippage < 1 and fall >= 0 and fall <= 1",
      "shares lie between 0 % and 100 %",
    ),
    marketMakesSense: check(
      "price > 0 and volume >= 0 and speed >= 0 and abs(correlation) <= 1 and tokenVolatility >= 0 and reserveVolatility >= 0",
      "the price is positive, a correlation lies between -1 and 1",
    ),
  },
});

export default model;
