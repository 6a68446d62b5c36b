import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * A fee of fixed terms: a rate on what is traded, an amount for each trade, a least and a most, and users who trade
 * less the more it costs them. With a rate φ alone and users who lose a share b of their volume for every unit of the
 * fee,
 *
 *   volume = V · e^(−b φ),   revenue = φ · V · e^(−b φ),   largest at φ = 1 / b, where it is V / (e · b)
 */
const model: Model = defineModel({
  title: "Fixed fee and the volume it leaves",
  about:
    "What a fixed fee brings when users can leave. The sensitivity of users decides, and it is an assumption: give a range of " +
    "it, and look at where `bestRate` lies.",
  source: "Closed form of exponential demand: the monopoly price is one over the sensitivity.",
  assets: { USD: { decimals: 6 } },
  units: { trade: "count" },
  parameters: {
    rate: parameter("0.3 %", "fee on what is traded", {
      symbol: "\\phi",
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    flat: parameter("0 USD/trade", "fee for each trade on top", { confidence: "assumption", unit: "USD/trade" }),
    least: parameter("0 USD/trade", "least fee of a trade", { confidence: "assumption", unit: "USD/trade" }),
    most: parameter("1_000_000 USD/trade", "most fee of a trade", { confidence: "assumption", unit: "USD/trade" }),
    sensitivity: parameter("100", "share of the volume that leaves for each unit of the fee: 100 is 1 % for 0.01 %", {
      symbol: "b",
      confidence: "assumption",
      range: ["0", "1_000"],
    }),
    tradeSize: parameter("2_000 USD/trade", "mean size of a trade", { confidence: "assumption", unit: "USD/trade" }),
  },
  inputs: {
    freeVolume: input("USD/day", "volume there would be without a fee", {
      default: "{10_000_000 USD/day}",
      symbol: "V",
    }),
  },
  stocks: {
    users: stock("10_000_000_000 USD", "money of users"),
    collected: stock("0 USD", "fees collected"),
  },
  flows: {
    revenue: flow("users", "collected", "min(floor(volume * effectiveRate), users / epoch)", "fees collected"),
  },
  auxiliaries: {
    feePerTrade: auxiliary("USD/trade", "clamp(rate * tradeSize + flat, least, most)", "fee of a mean trade"),
    effectiveRate: auxiliary("%", "feePerTrade / tradeSize", "fee over what is traded"),
    volume: auxiliary("USD/day", "freeVolume * exp(-sensitivity * effectiveRate)", "volume at this fee"),
    trades: auxiliary("trade/day", "volume / tradeSize", "trades at this fee"),
    lostVolume: auxiliary("%", "1 - volume / freeVolume", "share of the volume that the fee keeps away"),
    bestRate: auxiliary(
      "%",
      "if sensitivity > 1 then 1 / sensitivity else 1",
      "fee that would bring most, at most all",
    ),
    mostRevenue: auxiliary(
      "USD/day",
      "freeVolume * bestRate * exp(-sensitivity * bestRate)",
      "what that fee would bring",
    ),
    shareOfBest: auxiliary("%", "volume * effectiveRate / mostRevenue", "revenue over the most there could be"),
  },
  checks: {
    termsMakeSense: check(
      "rate >= 0 and rate <= 1 and flat >= {0 USD/trade} and least <= most and tradeSize > {0 USD/trade} and sensitivity >= 0",
      "the fee is not negative, the least not above the most",
    ),
    feeIsPartOfTrade: check("effectiveRate <= 1", "a fee is at most what is traded"),
  },
});

export default model;
