import {
  auxiliary,
  burn,
  check,
  defineModel,
  flow,
  input,
  type Model,
  mint,
  parameter,
  stock,
} from "@tokenwright/engine";

/**
 * A standing programme of buybacks. What it wants to spend is a fixed budget and a share of the income; it spends it
 * only while the price is low against its own average, never touches the money that expenses of so many months need,
 * and takes at most a share of what is above it. Of what it buys a part is burned, and the treasury keeps the rest.
 *
 *   spent = min(budget + incomeShare · income, surplusRate · max(money − reserve, 0))   if price ≤ highestRatio · average
 *
 * Each rule can stand alone: the defaults are a fixed budget that burns half.
 */
const model: Model = defineModel({
  title: "Programme of buybacks: fixed, on a trigger, within the treasury's means",
  about:
    "How much of a token a treasury takes off the market, and what of it is burned. For a block to be bought within a given time use " +
    "`buybacks/almgren-chriss` or `buybacks/time-weighted`.",
  source: "Programmes of buybacks as foundations announce them; no single one is meant.",
  assets: { token: { decimals: 18 }, USD: { decimals: 6 } },
  parameters: {
    budget: parameter("10_000 USD/day", "money for buybacks, whatever comes in", {
      confidence: "assumption",
      unit: "USD/day",
    }),
    incomeShare: parameter("0 %", "share of the income for buybacks", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    highestRatio: parameter("1_000_000 %", "highest price over its average at which is bought", {
      confidence: "assumption",
      unit: "%",
    }),
    averageTime: parameter("30 day", "time of the exponential average", { confidence: "assumption", unit: "day" }),
    reserveTime: parameter("0 month", "time of expenses for which money is kept", {
      confidence: "assumption",
      unit: "month",
    }),
    surplusRate: parameter("100 %/day", "most of the money above the reserve that is spent", {
      confidence: "assumption",
      unit: "%/day",
    }),
    slippage: parameter("0 %", "how much more than the price is paid where no price paid is wired", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "50 %"],
    }),
    burnShare: parameter("50 %", "part of what is bought that is burned", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    price: input("USD/token", "price that the trigger looks at", { default: "{1 USD/token}", symbol: "P" }),
    paidPrice: input("USD/token", "price paid for what is offered; of a pool its `buyingPrice`", {
      default: "price * (1 + slippage)",
    }),
    income: input("USD/day", "money that comes in", { default: "0" }),
    expenses: input("USD/day", "money that goes out for other things", { default: "0" }),
  },
  stocks: {
    money: stock("10_000_000 USD", "money of the treasury"),
    paidOut: stock("0 USD", "money paid for tokens"),
    spentElsewhere: stock("0 USD", "money spent on other things"),
    market: stock("100_000_000 token", "tokens that can be bought"),
    treasury: stock("0 token", "tokens bought and kept"),
  },
  flows: {
    incoming: mint("money", "floor(income)", "money that comes in"),
    outgoing: flow(
      "money",
      "spentElsewhere",
      "min(floor(expenses), money / epoch)",
      "money that goes out for other things",
    ),
    payment: flow("money", "paidOut", "spent", "money paid for tokens"),
    burned: burn("market", "floor(burnShare * bought)", "bought and burned"),
    kept: flow("market", "treasury", "bought - burned", "bought and kept"),
  },
  auxiliaries: {
    average: auxiliary("USD/token", "smooth(price, averageTime)", "average price"),
    isCheap: auxiliary("1", "if price <= highestRatio * average then 1 else 0", "1 while the price allows to buy"),
    reserve: auxiliary("USD", "expenses * reserveTime", "money that is kept"),
    surplus: auxiliary("USD", "max(money - outgoing * epoch - reserve, 0)", "money above it"),
    wanted: auxiliary("USD/day", "budget + incomeShare * income", "what the programme would spend"),
    affordable: auxiliary("USD/day", "min(surplusRate, 1 / epoch) * surplus", "what the treasury lets it spend"),
    offered: auxiliary(
      "USD/day",
      "if isCheap > 0 then floor(min(wanted, affordable)) else 0",
      "money offered for tokens",
    ),
    bought: auxiliary("token/day", "min(floor(offered / paidPrice), market / epoch)", "tokens bought"),
    spent: auxiliary(
      "USD/day",
      "if bought < market / epoch then offered else min(ceil(bought * paidPrice), offered)",
      "money paid; less than offered only when all tokens are bought",
    ),
    boughtSoFar: auxiliary("token", "initial(market) - market", "tokens bought since the start"),
    meanPaid: auxiliary("USD/token", "if boughtSoFar > 0 then paidOut / boughtSoFar else price", "mean price paid"),
    supply: auxiliary("token", "market + treasury", "tokens that are not burned"),
  },
  checks: {
    termsMakeSense: check(
      "budget >= 0 and incomeShare >= 0 and highestRatio >= 0 and surplusRate >= 0 and " +
        "burnShare >= 0 and burnShare <= 1 and slippage >= 0",
      "shares lie between 0 % and 100 %, nothing is negative",
    ),
    flowsAreNotNegative: check(
      "income >= 0 and expenses >= 0 and price > 0 and paidPrice > 0",
      "income and expenses are not negative",
    ),
    reserveIsKept: check(
      "spent = 0 or money - (outgoing + spent) * epoch >= reserve - {0.000002 USD}",
      "buying never takes the money below the reserve",
    ),
  },
});

export default model;
