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
 * A bonding curve: a contract creates tokens for whoever pays into its reserve, and takes them back for their part
 * of it. With the constant reserve ratio w of Bancor, the price is reserve / (supply · w) at all times.
 *
 *   tokens created = supply · ((1 + paid / reserve)^w − 1)
 *   money returned = reserve · (1 − (1 − tokens / supply)^(1/w))
 *
 * Both are rounded down to base units. Within a step tokens are sold back first, then bought.
 */
const model: Model = defineModel({
  title: "Bonding curve with a constant reserve ratio",
  about:
    "A price made by the supply alone: nobody has to be on the other side. A ratio of 1 is a currency board at a fixed price, " +
    "1/2 a price that is proportional to the supply, 1/3 to its square.",
  source: ["bancor-contracts", "hertzog-2017", "rosenfeld-2017"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    ratio: parameter("50 %", "reserve over the market value of all tokens", {
      symbol: "w",
      confidence: "assumption",
      range: ["5 %", "100 %"],
    }),
    tribute: parameter("0 %", "share of what is paid or returned that goes to the treasury", {
      confidence: "assumption",
      range: ["0 %", "30 %"],
    }),
  },
  inputs: {
    sell: input("token/day", "tokens sold back to the curve, as far as there are some", { default: "0" }),
    buy: input("USD/day", "money paid for new tokens, as far as the buyers have it", { default: "0" }),
  },
  stocks: {
    supply: stock("1_000_000 token", "all tokens; the curve creates and destroys them", { symbol: "S" }),
    reserve: stock("500_000 USD", "money that backs the tokens", { symbol: "R" }),
    traderCash: stock("9_500_000 USD", "money of those who buy and sell"),
    treasury: stock("0 USD", "tributes received"),
  },
  flows: {
    redemption: burn("supply", "sold / epoch", "tokens sold back, destroyed"),
    payout: flow("reserve", "traderCash", "(returned - saleTribute) / epoch", "money paid for them"),
    saleTributeIn: flow("reserve", "treasury", "saleTribute / epoch", "tribute of the sale"),
    payment: flow("traderCash", "reserve", "paid / epoch", "money that joins the reserve"),
    purchaseTributeIn: flow("traderCash", "treasury", "purchaseTribute / epoch", "tribute of the purchase"),
    issue: mint("supply", "created / epoch", "tokens created for it"),
  },
  auxiliaries: {
    price: auxiliary(
      "USD/token",
      "if supply > 0 then reserve / (supply * ratio) else 0",
      "price of an infinitely small amount, before tribute",
      {
        symbol: "P",
      },
    ),
    sold: auxiliary("token", "min(floor(sell * epoch), supply)", "tokens sold back in the step"),
    returned: auxiliary(
      "USD",
      "if sold >= supply then reserve else floor(reserve * (1 - (1 - sold / supply) ^ (1 / ratio)))",
      "money that leaves the reserve for them",
    ),
    saleTribute: auxiliary("USD", "floor(returned * tribute)", "the treasury's share of it"),
    supplyAfterSale: auxiliary("token", "supply - sold", "tokens after the sale"),
    reserveAfterSale: auxiliary("USD", "reserve - returned", "reserve after the sale"),
    spent: auxiliary(
      "USD",
      "if supplyAfterSale > 0 and reserveAfterSale > 0 then min(floor(buy * epoch), traderCash) else 0",
      "money spent in the step; an empty curve takes none",
    ),
    purchaseTribute: auxiliary("USD", "floor(spent * tribute)", "the treasury's share of it"),
    paid: auxiliary("USD", "spent - purchaseTribute", "money that joins the reserve"),
    created: auxiliary(
      "token",
      "if paid > 0 then floor(supplyAfterSale * ((1 + paid / reserveAfterSale) ^ ratio - 1)) else 0",
      "tokens created for it",
    ),
    marketValue: auxiliary("USD", "price * supply", "price times all tokens"),
    backing: auxiliary(
      "%",
      "if marketValue > 0 then reserve / marketValue else ratio",
      "reserve over it: the ratio, always",
    ),
    volume: auxiliary("USD/day", "(returned + spent) / epoch", "money that changed hands"),
  },
  checks: {
    ratioIsShare: check("ratio > 0 and ratio <= 1", "the ratio lies between 0 % and 100 %"),
    tributeIsShare: check("tribute >= 0 and tribute < 1", "the tribute lies between 0 % and 100 %"),
  },
});

export default model;
