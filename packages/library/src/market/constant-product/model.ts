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
 * A pool of two assets that trades along x · y = k, to the base unit as the pair contract of Uniswap v2 does: what
 * comes in loses the fee, what goes out is rounded down, and what is lost stays in the pool. The price is the
 * ratio of the two stocks.
 *
 * Within a step tokens are sold first, then bought, then liquidity is added, then removed; each sees the pool as
 * the one before left it.
 */
const model: Model = defineModel({
  title: "Constant-product pool",
  about:
    "A price made by trades: each buyer raises it, each seller lowers it, the more the smaller the pool. Who trades, and " +
    "why, is for the economy to say. The share of the fee that the factory can take for itself is left out.",
  source: ["adams-2020", "uniswap-v2-core"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 }, LP: { decimals: 18 } },
  parameters: {
    fee: parameter("0.3 %", "share of what comes in that the pool keeps", {
      symbol: "\\phi",
      source: "uniswap-v2-core",
      confidence: "protocol",
      range: ["0 %", "5 %"],
    }),
  },
  inputs: {
    sell: input("token/day", "tokens that traders sell to the pool, as far as they have them", { default: "0" }),
    buy: input("USD/day", "money that traders spend on tokens, as far as they have it", { default: "0" }),
    provide: input("token/day", "tokens added to the pool, with as much money as they are worth in it", {
      default: "0",
    }),
    withdraw: input("LP/day", "liquidity shares handed back for their part of the pool", { default: "0" }),
  },
  stocks: {
    poolToken: stock("1_000_000 token", "tokens in the pool", { symbol: "x" }),
    poolCash: stock("1_000_000 USD", "money in the pool", { symbol: "y" }),
    traderToken: stock("9_000_000 token", "tokens of those who trade and provide liquidity"),
    traderCash: stock("9_000_000 USD", "money of those who trade and provide liquidity"),
    shares: stock("999_999.999999999999999 LP", "liquidity shares in somebody's hands"),
    lockedShares: stock(
      "0.000000000000001 LP",
      "liquidity shares that nobody owns: 1000 base units, made with the pool",
    ),
  },
  flows: {
    saleIn: flow("traderToken", "poolToken", "sold / epoch", "tokens sold"),
    saleOut: flow("poolCash", "traderCash", "proceeds / epoch", "money paid for them"),
    purchaseIn: flow("traderCash", "poolCash", "spent / epoch", "money spent on tokens"),
    purchaseOut: flow("poolToken", "traderToken", "bought / epoch", "tokens bought"),
    provisionToken: flow("traderToken", "poolToken", "providedToken / epoch", "tokens added as liquidity"),
    provisionCash: flow("traderCash", "poolCash", "providedCash / epoch", "money added as liquidity"),
    issue: mint("shares", "issued / epoch", "liquidity shares for what was added"),
    redemption: burn("shares", "redeemed / epoch", "liquidity shares handed back"),
    removalToken: flow("poolToken", "traderToken", "removedToken / epoch", "tokens paid for them"),
    removalCash: flow("poolCash", "traderCash", "removedCash / epoch", "money paid for them"),
  },
  auxiliaries: {
    price: auxiliary("USD/token", "poolCash / poolToken", "price of an infinitely small trade before the fee", {
      symbol: "P",
    }),
    keep: auxiliary("1", "1 - fee", "share of what comes in that is traded"),
    sold: auxiliary("token", "min(floor(sell * epoch), traderToken)", "tokens sold in the step"),
    proceeds: auxiliary(
      "USD",
      "floor(sold * keep * poolCash / (poolToken + sold * keep))",
      "what the sellers get: the most that leaves x · y after the fee where it was",
    ),
    tokenAfterSale: auxiliary("token", "poolToken + sold", "tokens in the pool after the sale"),
    cashAfterSale: auxiliary("USD", "poolCash - proceeds", "money in the pool after the sale"),
    spent: auxiliary("USD", "min(floor(buy * epoch), traderCash)", "money spent in the step"),
    bought: auxiliary(
      "token",
      "floor(spent * keep * tokenAfterSale / (cashAfterSale + spent * keep))",
      "what the buyers get",
    ),
    tokenAfterTrades: auxiliary("token", "tokenAfterSale - bought", "tokens in the pool after both trades"),
    cashAfterTrades: auxiliary("USD", "cashAfterSale + spent", "money in the pool after both trades"),
    totalShares: auxiliary("LP", "shares + lockedShares", "all liquidity shares"),
    providedToken: auxiliary(
      "token",
      "min(floor(provide * epoch), traderToken - sold, floor((traderCash - spent) * tokenAfterTrades / cashAfterTrades))",
      "tokens added, as far as they and the money beside them are there",
    ),
    providedCash: auxiliary(
      "USD",
      "floor(providedToken * cashAfterTrades / tokenAfterTrades)",
      "money added beside them, at the price in the pool",
    ),
    issued: auxiliary(
      "LP",
      "min(floor(providedToken * totalShares / tokenAfterTrades), floor(providedCash * totalShares / cashAfterTrades))",
      "liquidity shares for it",
    ),
    redeemed: auxiliary("LP", "min(floor(withdraw * epoch), shares)", "liquidity shares handed back in the step"),
    removedToken: auxiliary(
      "token",
      "floor(redeemed * (tokenAfterTrades + providedToken) / (totalShares + issued))",
      "tokens paid for them",
    ),
    removedCash: auxiliary(
      "USD",
      "floor(redeemed * (cashAfterTrades + providedCash) / (totalShares + issued))",
      "money paid for them",
    ),
    product: auxiliary("token*USD", "poolToken * poolCash", "what trades never lower", { symbol: "k" }),
    volume: auxiliary("USD/day", "(proceeds + spent) / epoch", "money that changed hands"),
    sellingPrice: auxiliary(
      "USD/token",
      "if sold > 0 then proceeds / sold else price * keep",
      "what sellers got for a token; without a sale the bid",
    ),
    buyingPrice: auxiliary(
      "USD/token",
      "if bought > 0 then spent / bought else price / keep",
      "what buyers paid for a token; without a purchase the ask",
    ),
    shareValue: auxiliary(
      "USD/LP",
      "2 * poolCash / totalShares",
      "what a liquidity share is worth at the pool's own price",
    ),
  },
  checks: {
    // Amounts above 2^53 base units are rounded in doubles; fractions keep this exactly.
    tradesKeepTheProduct: check(
      "tokenAfterTrades * cashAfterTrades >= product * (1 - 1e-12)",
      "no trade lowers the product of the two stocks",
    ),
    feeIsShare: check("fee >= 0 and fee < 1", "the fee lies between 0 % and 100 %"),
  },
});

export default model;
