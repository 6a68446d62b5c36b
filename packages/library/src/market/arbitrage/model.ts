import { auxiliary, check, defineModel, input, type Model, parameter } from "@tokenwright/engine";

/**
 * Traders who bring a constant-product pool to the price of another market. They sell or buy as much as pays: until
 * the last token gains nothing after the pool's fee, and nothing while the price is within the fee.
 *
 *   sell (√(x · y · (1 − φ) / p) − x) / (1 − φ) tokens, or spend (√(x · y · (1 − φ) · p) − y) / (1 − φ)
 *
 * Wire the pool's stocks to `poolToken` and `poolCash`, a price module to `outsidePrice`, and `sell` and `buy` to the pool's
 * inputs of these names. It moves nothing itself: the pool does.
 */
const model: Model = defineModel({
  title: "Arbitrage between a pool and an outside price",
  about:
    "Ties a pool to a market that is far larger. What the traders gain, the providers of liquidity lose against holders who " +
    "trade at the outside price.",
  source: ["angeris-2019", "milionis-2022"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    fee: parameter("0.3 %", "fee of the pool: the same value as there", {
      symbol: "\\phi",
      confidence: "assumption",
      range: ["0 %", "5 %"],
    }),
    part: parameter("100 %", "part of the trade that pays which is made in a step", {
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    cost: parameter("0 USD", "cost of a trade, gas above all: smaller gains are left alone", {
      confidence: "assumption",
    }),
  },
  inputs: {
    poolToken: input("token", "tokens in the pool", { symbol: "x" }),
    poolCash: input("USD", "money in the pool", { symbol: "y" }),
    outsidePrice: input("USD/token", "price in the larger market", { symbol: "p" }),
  },
  auxiliaries: {
    keep: auxiliary("1", "1 - fee", "share of what comes in that is traded"),
    poolPrice: auxiliary("USD/token", "poolCash / poolToken", "price in the pool before its fee"),
    gap: auxiliary("%", "poolPrice / outsidePrice - 1", "how far the pool is above the outside price"),
    bestSale: auxiliary(
      "token",
      "max((sqrt(poolToken * poolCash * keep / outsidePrice) - poolToken) / keep, 0)",
      "tokens whose sale to the pool gains most",
    ),
    bestPurchase: auxiliary(
      "USD",
      "max((sqrt(poolToken * poolCash * keep * outsidePrice) - poolCash) / keep, 0)",
      "money whose spending in the pool gains most",
    ),
    saleGain: auxiliary(
      "USD",
      "bestSale * keep * poolCash / (poolToken + bestSale * keep) - bestSale * outsidePrice",
      "what that sale gains",
    ),
    purchaseGain: auxiliary(
      "USD",
      "bestPurchase * keep * poolToken / (poolCash + bestPurchase * keep) * outsidePrice - bestPurchase",
      "what that purchase gains",
    ),
    sell: auxiliary(
      "token/day",
      "if saleGain > cost then part * bestSale / epoch else 0",
      "tokens sold to the pool; wire it there",
    ),
    buy: auxiliary(
      "USD/day",
      "if purchaseGain > cost then part * bestPurchase / epoch else 0",
      "money spent in the pool; wire it there",
    ),
    traded: auxiliary("USD", "sell * epoch * outsidePrice + buy * epoch", "worth of the trade at the outside price"),
    gain: auxiliary(
      "USD",
      "if sell > 0 then sell * epoch * keep * poolCash / (poolToken + sell * epoch * keep) - sell * epoch * outsidePrice " +
        "else buy * epoch * keep * poolToken / (poolCash + buy * epoch * keep) * outsidePrice - buy * epoch",
      "what it gains before the cost",
    ),
  },
  checks: {
    parametersMakeSense: check(
      "fee >= 0 and fee < 1 and part >= 0 and part <= 1 and cost >= 0",
      "fee and part lie between 0 % and 100 %, the cost is not negative",
    ),
    nobodyLoses: check("gain >= 0 - {1e-6 USD}", "no trade is made at a loss"),
  },
});

export default model;
