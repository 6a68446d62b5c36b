import { auxiliary, check, defineModel, input, type Model, parameter, state } from "@tokenwright/engine";

/**
 * What orders do to the price of a market with an order book, by the laws that are measured there. Of the tokens
 * bought lately, less those sold, q are still in the market's memory, which fades with a relaxation time; the price
 * is moved by
 *
 *   temporary:  Y · σ · sign(q) · (|q| / V)^δ          δ = ½: the square-root law
 *   permanent:  γ · σ · Q / V                          Q all tokens bought less those sold
 *   for speed:  η · σ · (rate / V)^β                   paid on top while trading, gone at once
 *
 * with σ the volatility of a day and V the volume of a day. While an order is executed evenly its mean temporary
 * impact is 1 / (1 + δ) of the one at its end: two thirds by the square-root law.
 */
const model: Model = defineModel({
  title: "Impact of orders on an order book",
  about:
    "A price that large orders move and that recovers in part. Wire what a treasury, stakers or a buyback trade to `buy` and `sell`, and a " +
    "price module to `fundamental` for the price without them.",
  source: ["toth-2011", "almgren-2005"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    volatility: parameter("4 %", "volatility of a day", { symbol: "\\sigma", confidence: "assumption", unit: "%" }),
    dailyVolume: parameter("10_000_000 token", "tokens that the market trades in a day", {
      symbol: "V",
      confidence: "assumption",
      unit: "token",
    }),
    prefactor: parameter("1", "temporary impact of a day's volume over the volatility", {
      symbol: "Y",
      source: "Of order one after toth-2011.",
      confidence: "unverified",
      range: ["0", "3"],
    }),
    exponent: parameter("0.5", "exponent of the temporary impact", {
      symbol: "\\delta",
      source: "toth-2011",
      confidence: "measured",
      range: ["0.1", "1"],
    }),
    relaxation: parameter("1 day", "time in which the market forgets all but a third of an order", {
      confidence: "assumption",
      unit: "day",
    }),
    permanentFactor: parameter("0.1", "permanent impact of a day's volume over the volatility", {
      symbol: "\\gamma",
      confidence: "assumption",
      range: ["0", "2"],
    }),
    speedFactor: parameter("0", "impact of trading at the market's own pace over the volatility", {
      symbol: "\\eta",
      confidence: "assumption",
      range: ["0", "2"],
    }),
    speedExponent: parameter("0.6", "exponent of the impact for speed", {
      symbol: "\\beta",
      source: "almgren-2005",
      confidence: "measured",
      range: ["0.1", "1"],
    }),
  },
  inputs: {
    buy: input("token/day", "tokens bought", { default: "0" }),
    sell: input("token/day", "tokens sold", { default: "0" }),
    fundamental: input("USD/token", "price without these orders", { default: "{1 USD/token}" }),
  },
  states: {
    memory: state(
      "0 token",
      "memoryAfter * exp(-epoch / relaxation)",
      "tokens bought less sold that the market remembers",
      {
        symbol: "q",
      },
    ),
    bought: state("0 token", "bought + net * epoch", "all tokens bought less sold", { symbol: "Q" }),
  },
  auxiliaries: {
    net: auxiliary("token/day", "buy - sell", "tokens bought less sold"),
    memoryAfter: auxiliary("token", "memory + net * epoch", "what the market remembers when the orders are done"),
    size: auxiliary("1", "abs(memory) / dailyVolume", "what it remembers before, over a day's volume"),
    sizeAfter: auxiliary("1", "abs(memoryAfter) / dailyVolume", "what it remembers after, over a day's volume"),
    temporary: auxiliary(
      "%",
      "if size > 0 then prefactor * volatility * sign(memory) * size ^ exponent else 0",
      "temporary impact before the orders of the step",
    ),
    temporaryAfter: auxiliary(
      "%",
      "if sizeAfter > 0 then prefactor * volatility * sign(memoryAfter) * sizeAfter ^ exponent else 0",
      "temporary impact when they are done: the peak",
    ),
    permanent: auxiliary(
      "%",
      "permanentFactor * volatility * bought / dailyVolume",
      "permanent impact before the orders",
    ),
    permanentAfter: auxiliary(
      "%",
      "permanentFactor * volatility * (bought + net * epoch) / dailyVolume",
      "permanent impact when they are done",
    ),
    pace: auxiliary("1", "abs(net) * {1 day} / dailyVolume", "how fast is traded, over the market's own pace"),
    forSpeed: auxiliary(
      "%",
      "if pace > 0 then speedFactor * volatility * sign(net) * pace ^ speedExponent else 0",
      "impact paid for speed",
    ),
    // The integral of sign(q) |q|^δ is |q|^(1 + δ) / (1 + δ), also across zero.
    meanTemporary: auxiliary(
      "%",
      "if abs(net) * epoch > {1e-9} * dailyVolume then prefactor * volatility * ((if sizeAfter > 0 then sizeAfter ^ (1 + exponent) else 0) - (if size > 0 then size ^ (1 + exponent) else 0)) / (1 + exponent) * dailyVolume / (net * epoch) else temporary",
      "mean temporary impact while the orders are executed evenly",
    ),
    meanImpact: auxiliary(
      "%",
      "meanTemporary + (permanent + permanentAfter) / 2 + forSpeed",
      "mean impact on what is paid or got in the step",
    ),
    price: auxiliary("USD/token", "fundamental * exp(temporary + permanent)", "price before the orders of the step"),
    priceAfter: auxiliary(
      "USD/token",
      "fundamental * exp(temporaryAfter + permanentAfter)",
      "price when they are done",
    ),
    paidPrice: auxiliary("USD/token", "fundamental * exp(meanImpact)", "mean price of the orders of the step"),
    cost: auxiliary("USD/day", "net * (paidPrice - price)", "what the orders cost beyond the price before them"),
  },
  checks: {
    marketMakesSense: check(
      "dailyVolume > {0 token} and volatility >= 0 and relaxation > {0 day} and exponent > 0 and speedExponent > 0",
      "volume, relaxation and exponents are positive",
    ),
    factorsAreNotNegative: check(
      "prefactor >= 0 and permanentFactor >= 0 and speedFactor >= 0",
      "buying raises the price",
    ),
    ordersAreNotNegative: check("buy >= 0 and sell >= 0", "orders are not negative"),
  },
});

export default model;
