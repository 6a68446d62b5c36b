import { auxiliary, check, defineModel, flow, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Discounts on fees for those who hold a token, in tiers. A trader takes the tier in which the fees of its volume and what
 * the tokens of the tier would earn elsewhere cost least. With volume V a tier k is worth more than the one below it from
 *
 *   V = c · P · (T(k) − T(k − 1)) / (f · (d(k) − d(k − 1)))
 *
 * on. Volumes follow Pareto's law, of which the traders are the evenly spaced quantiles: few trade most.
 */
const tiers = ["bronze", "silver", "gold"];
const cost = (tier: string) =>
  `volume[trader] * feeRate * (1 - discount[${tier}]) + capitalCost * threshold[${tier}] * price`;

const model: Model = defineModel({
  title: "Discounts on fees for those who hold tokens",
  about:
    "How many tokens discounts tie down, and what they cost in fees. Traders trade what they trade: a discount brings no volume here.",
  source: "Tiered fee schedules of exchanges; the choice between tiers is the cheapest one.",
  assets: { token: { decimals: 6 }, USD: { decimals: 2, baseUnit: "cent" } },
  dimensions: {
    trader: { agents: 400, label: "trader" },
    tier: { elements: tiers, label: "tier" },
  },
  parameters: {
    "threshold[tier]": {
      value: "500 token",
      elements: { silver: "5_000 token", gold: "50_000 token" },
      meaning: "tokens to hold for the tier",
      symbol: "T",
      confidence: "assumption",
    },
    "discount[tier]": {
      value: "10 %",
      elements: { silver: "20 %", gold: "30 %" },
      meaning: "share of the fee that is not charged in the tier",
      symbol: "d",
      confidence: "assumption",
    },
    feeRate: parameter("0.1 %", "fee of a trade without discount, over its volume", {
      symbol: "f",
      unit: "%",
      confidence: "assumption",
      range: ["0 %", "2 %"],
    }),
    capitalCost: parameter("10 %/year", "what the money in tokens would earn elsewhere, and their risk", {
      symbol: "c",
      unit: "%/year",
      confidence: "assumption",
      range: ["0 %/year", "50 %/year"],
    }),
    smallest: parameter("250_000 USD/year", "volume that every trader has at least", { confidence: "assumption" }),
    concentration: parameter("1.2", "exponent of Pareto's law of volumes; the smaller, the more the largest have", {
      confidence: "assumption",
      range: ["1.05", "3"],
    }),
    adjustment: parameter("1 month", "time in which traders come to hold what they want", { confidence: "assumption" }),
  },
  inputs: {
    price: input("USD/token", "price of a token", { default: "{1 USD/token}", symbol: "P" }),
    growth: input("1", "volume of all over that at the start", { default: "1" }),
  },
  stocks: {
    circulating: stock("20_000_000 token", "tokens of everybody else", { confidence: "assumption" }),
    tied: stock("0 token", "held by traders for a tier"),
    revenue: stock("0 USD", "fees collected since the start"),
  },
  flows: {
    acquired: flow(
      "circulating",
      "tied",
      "min(floor(max(wanted - tied, 0) * pace), floor(circulating / epoch))",
      "bought for a tier",
    ),
    sold: flow("tied", "circulating", "min(floor(max(tied - wanted, 0) * pace), floor(tied / epoch))", "sold again"),
    fees: mint("revenue", "floor(grossFees - discounts)", "fees, from outside these books"),
  },
  auxiliaries: {
    "rank[trader]": auxiliary("1", "trader", "place of each trader by its volume, from the smallest"),
    traders: auxiliary("1", "max(rank[*])", "all traders"),
    "volume[trader]": auxiliary(
      "USD/year",
      "growth * smallest * (1 - (rank[trader] - 0.5) / traders) ^ (-1 / concentration)",
      "yearly volume of each trader",
      { symbol: "V" },
    ),
    "without[trader]": auxiliary("USD/year", "volume[trader] * feeRate", "yearly cost of each without a tier"),
    "bronze[trader]": auxiliary("USD/year", cost("bronze"), "yearly cost of each in the first tier"),
    "silver[trader]": auxiliary("USD/year", cost("silver"), "yearly cost of each in the second tier"),
    "gold[trader]": auxiliary("USD/year", cost("gold"), "yearly cost of each in the third tier"),
    "least[trader]": auxiliary(
      "USD/year",
      "min(without[trader], bronze[trader], silver[trader], gold[trader])",
      "yearly cost of each in the tier that is best for it",
    ),
    "best[trader]": auxiliary(
      "1",
      "if without[trader] <= least[trader] then 0 else if bronze[trader] <= least[trader] then 1 " +
        "else if silver[trader] <= least[trader] then 2 else 3",
      "the tier that is best for each, 0 for none; of two alike the lower one",
    ),
    "needs[trader]": auxiliary(
      "token",
      "if best[trader] = 0 then 0 else if best[trader] = 1 then threshold[bronze] else if best[trader] = 2 then threshold[silver] " +
        "else threshold[gold]",
      "tokens that each wants to hold",
    ),
    "granted[trader]": auxiliary(
      "USD/year",
      "without[trader] * (if best[trader] = 0 then 0 else if best[trader] = 1 then discount[bronze] " +
        "else if best[trader] = 2 then discount[silver] else discount[gold])",
      "what each is not charged when it holds what it wants",
    ),
    wanted: auxiliary("token", "sum(needs[*])", "tokens that all traders want to hold"),
    pace: auxiliary("1/year", "1 / max(adjustment, epoch)", "share of the gap that is closed, per time"),
    bronzeTraders: auxiliary("1", "count(best[*] = 1)", "traders in the first tier"),
    silverTraders: auxiliary("1", "count(best[*] = 2)", "traders in the second tier"),
    goldTraders: auxiliary("1", "count(best[*] = 3)", "traders in the third tier"),
    totalVolume: auxiliary("USD/year", "sum(volume[*])", "volume of all traders"),
    topShare: auxiliary("%", "topShare(volume[*], 4)", "share of the volume that the four largest have"),
    grossFees: auxiliary("USD/year", "totalVolume * feeRate", "fees without discounts"),
    coverage: auxiliary(
      "1",
      "if wanted > 0 then min(tied / wanted, 1) else 0",
      "part of the wanted tokens that are held",
    ),
    discounts: auxiliary(
      "USD/year",
      "sum(granted[*]) * coverage",
      "fees not charged; in proportion while tokens are bought",
    ),
    netDemand: auxiliary("token/epoch", "acquired - sold", "bought by traders less sold"),
    costPerToken: auxiliary(
      "USD/(token*year)",
      "if tied > 0 then discounts / tied else 0",
      "fees given up in a year for each token that is tied down",
    ),
  },
  checks: {
    tiersRise: check(
      "threshold[bronze] >= 0 and threshold[bronze] <= threshold[silver] and threshold[silver] <= threshold[gold] and " +
        "discount[bronze] >= 0 and discount[bronze] <= discount[silver] and discount[silver] <= discount[gold] and discount[gold] <= 1",
      "a higher tier asks for more and gives more",
    ),
    parametersMakeSense: check(
      "feeRate >= 0 and capitalCost >= 0 and smallest > 0 and concentration > 1 and price > 0 and growth >= 0",
      "the law of volumes has a mean, the others are not negative",
    ),
  },
});

export default model;
