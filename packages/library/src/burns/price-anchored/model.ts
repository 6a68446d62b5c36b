import { auxiliary, burn, check, defineModel, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * A quarterly burn by a formula of blocks and price, as BNB's Auto-Burn: the more blocks were made and the lower the
 * price, the more is burned, and at most N · factor / K.
 *
 *   B = N · 1000 / (P + K),   rounded down to base units, until fewer than `target` tokens are left
 */
const model: Model = defineModel({
  title: "Burn anchored to a price",
  about: "The formula of BNB's quarterly burn. The price is an input: its mean over the quarter. A step is a quarter.",
  source: "bnb-auto-burn",
  epoch: "1 quarter",
  assets: { token: { decimals: 8 }, USD: { decimals: 8 } },
  units: { block: "count" },
  parameters: {
    factor: parameter("1_000 USD/block", "what a block counts for", {
      source: "bnb-auto-burn",
      confidence: "protocol",
      range: ["1 USD/block", "1_000_000 USD/block"],
    }),
    anchor: parameter("1_000 USD/token", "constant that anchors the price", {
      symbol: "K",
      source: "bnb-auto-burn",
      confidence: "protocol",
      range: ["1 USD/token", "100_000 USD/token"],
    }),
    target: parameter("100_000_000 token", "supply below which nothing is burned any more", {
      source: "bnb-auto-burn",
      confidence: "protocol",
    }),
  },
  inputs: {
    blocks: input("block/epoch", "blocks made in the quarter; by default one every three seconds", {
      default: "{1 block} / {3 second}",
      symbol: "N",
    }),
    price: input("USD/token", "mean price of the quarter", { default: "{400 USD/token}", symbol: "P" }),
  },
  stocks: {
    supply: stock("168_137_036 token", "all tokens there are", { confidence: "unverified" }),
  },
  flows: {
    burned: burn(
      "supply",
      "if supply < target then 0 else min(floor(formula), supply / epoch)",
      "burned in the quarter",
      {
        symbol: "B",
      },
    ),
  },
  auxiliaries: {
    formula: auxiliary("token/epoch", "blocks * factor / (price + anchor)", "what the formula says"),
    ceiling: auxiliary("token/epoch", "blocks * factor / anchor", "what it would say at a price of nothing"),
    burnedValue: auxiliary("USD/epoch", "burned * price", "worth of what is burned; it grows with the price"),
    burnedShare: auxiliary(
      "%/year",
      "if supply > 0 then burned / supply else 0",
      "share of the supply burned in a year",
    ),
    left: auxiliary("token", "max(supply - target, 0)", "to be burned until the target"),
    timeLeft: auxiliary(
      "year",
      "if formula * {10_000 year} > left then left / formula else {10_000 year}",
      "time until the target at the present pace, at most ten thousand years",
    ),
  },
  checks: {
    pricesMakeSense: check("price >= 0 and anchor > 0", "the price is not negative, the anchor is positive"),
    blocksAreNotNegative: check("blocks >= 0 and factor >= 0", "blocks are not negative"),
  },
});

export default model;
