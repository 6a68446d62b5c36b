import { auxiliary, check, defineModel, flow, input, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A sum spent evenly over a time, as time-weighted orders do: every interval the same part, whatever the price, but
 * never above a limit; what a limit held back is spent as soon as the price allows.
 *
 *   due by the k-th of n purchases: ⌊total · k / n⌋, so that no rounding is carried along and the last spends the rest
 *
 * The same money at each purchase buys at the harmonic mean of their prices, which is at most the time-weighted
 * average.
 */
const model: Model = defineModel({
  title: "Buyback evenly over time",
  about:
    "The plainest way to buy a block: it needs no view of the market, and it is what other plans are compared with. Wire `price` from " +
    "a market, and `offered` to what buys in it.",
  source: "bertsimas-lo-1998",
  assets: { token: { decimals: 18 }, USD: { decimals: 6 } },
  parameters: {
    total: parameter("1_000_000 USD", "money to be spent", { confidence: "assumption", unit: "USD" }),
    start: parameter("0 day", "time of the first purchase", { confidence: "assumption", unit: "day" }),
    interval: parameter("1 day", "time between two purchases", { confidence: "assumption", unit: "day" }),
    purchases: parameter("30", "number of purchases", {
      symbol: "n",
      confidence: "assumption",
      range: ["1", "1_000_000"],
    }),
    limit: parameter("1_000_000 USD/token", "highest price at which is bought", {
      confidence: "assumption",
      unit: "USD/token",
    }),
  },
  inputs: {
    price: input("USD/token", "price that the limit looks at", { default: "{1 USD/token}", symbol: "P" }),
    paidPrice: input("USD/token", "price paid for what is offered; of a pool its `buyingPrice`", { default: "price" }),
  },
  stocks: {
    money: stock("total", "money not yet spent", { unit: "USD" }),
    sellers: stock("0 USD", "money paid for tokens"),
    market: stock("100_000_000 token", "tokens that can be bought"),
    treasury: stock("0 token", "tokens bought"),
  },
  states: {
    priceSum: state(
      "0 USD/token",
      "priceSum + (if isWindow > 0 then price else 0)",
      "sum of the prices in the time of the plan",
    ),
    priceCount: state("0", "priceCount + isWindow", "number of steps in the time of the plan"),
  },
  flows: {
    payment: flow("money", "sellers", "offered", "money paid for tokens"),
    purchase: flow("market", "treasury", "min(floor(offered / paidPrice), market / epoch)", "tokens bought"),
  },
  auxiliaries: {
    number: auxiliary(
      "1",
      "if time < start then 0 else min(floor((time - start) / interval) + 1, purchases)",
      "purchases that are due by now",
      { symbol: "k" },
    ),
    isWindow: auxiliary(
      "1",
      "if time >= start and time < start + purchases * interval then 1 else 0",
      "1 during the time of the plan",
    ),
    due: auxiliary("USD", "floor(total * number / purchases)", "money that is due to be spent by now"),
    overdue: auxiliary("USD", "max(due - sellers, 0)", "money due and not yet spent"),
    offered: auxiliary(
      "USD/epoch",
      "if price <= limit then min(overdue, money) / epoch else 0",
      "money spent in the step; wire it to what buys",
    ),
    timeAverage: auxiliary(
      "USD/token",
      "if priceCount > 0 then priceSum / priceCount else price",
      "time-weighted average price since the start of the plan, up to the step before",
    ),
    meanPaid: auxiliary("USD/token", "if treasury > 0 then sellers / treasury else price", "mean price paid so far"),
    advantage: auxiliary("%", "1 - meanPaid / timeAverage", "how much below the time-weighted average was paid"),
    progress: auxiliary("%", "sellers / total", "share of the money that is spent"),
  },
  checks: {
    planMakesSense: check(
      "purchases >= 1 and purchases = floor(purchases) and interval > {0 day} and total > {0 USD}",
      "there is a whole number of purchases, and time between them",
    ),
    priceIsPositive: check("price > 0 and paidPrice > 0", "prices are positive"),
  },
});

export default model;
