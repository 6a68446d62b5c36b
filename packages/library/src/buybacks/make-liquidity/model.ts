import { auxiliary, check, defineModel, flow, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Buyback and make: money of a treasury becomes liquidity of its own token instead of tokens that are burned. In each
 * step a part of it buys tokens in a constant-product pool, and the rest is added to the pool beside them. The part
 * is such that nothing is left: with y of money in the pool and a to be spent,
 *
 *   s = (√((2 − φ)² y² + 4 (1 − φ) a y) − (2 − φ) y) / (2 (1 − φ))
 *
 * computed as 2 a y / (√… + (2 − φ) y), which keeps its digits for small a. Swap and liquidity are the contract's, to
 * the base unit. Tokens bought go back into the pool, so all of the money stays there: the price becomes (y + a) / x.
 */
const model: Model = defineModel({
  title: "Buyback and make liquidity",
  about:
    "A pool with a treasury that turns income into liquidity it owns. Others may sell tokens to the same pool before. Compare with the " +
    "same money in `buybacks/programme`, which burns what it buys.",
  source: ["monegro-2020", "uniswap-v2-core", "solidity-by-example-one-sided"],
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
    budget: input("USD/day", "money that is turned into liquidity, as far as there is any", {
      default: "{1_000 USD/day}",
      symbol: "a",
    }),
    sell: input("token/day", "tokens that others sell to the pool before, as far as they have them", { default: "0" }),
    swapPart: input("USD", "money that buys tokens; by default the part after which nothing is left", {
      default:
        "2 * amount * cashAfterSale / (sqrt(((2 - fee) * cashAfterSale) ^ 2 + 4 * keep * amount * cashAfterSale) + (2 - fee) * cashAfterSale)",
      symbol: "s",
    }),
  },
  stocks: {
    poolToken: stock("1_000_000 token", "tokens in the pool", { symbol: "x" }),
    poolCash: stock("1_000_000 USD", "money in the pool", { symbol: "y" }),
    treasuryCash: stock("1_000_000 USD", "money of the treasury"),
    treasuryToken: stock("0 token", "tokens bought that could not be added: what rounding left"),
    traderToken: stock("9_000_000 token", "tokens of those who sell"),
    traderCash: stock("0 USD", "money paid to them"),
    treasuryShares: stock("0 LP", "liquidity shares of the treasury"),
    shares: stock("999_999.999999999999999 LP", "liquidity shares of others"),
    lockedShares: stock(
      "0.000000000000001 LP",
      "liquidity shares that nobody owns: 1000 base units, made with the pool",
    ),
  },
  flows: {
    saleIn: flow("traderToken", "poolToken", "sold / epoch", "tokens that others sell"),
    saleOut: flow("poolCash", "traderCash", "proceeds / epoch", "money paid for them"),
    swapIn: flow("treasuryCash", "poolCash", "spent / epoch", "money that buys tokens"),
    swapOut: flow("poolToken", "treasuryToken", "bought / epoch", "tokens bought"),
    provisionToken: flow("treasuryToken", "poolToken", "providedToken / epoch", "tokens added as liquidity"),
    provisionCash: flow("treasuryCash", "poolCash", "providedCash / epoch", "money added as liquidity"),
    issue: mint("treasuryShares", "issued / epoch", "liquidity shares for it"),
  },
  auxiliaries: {
    price: auxiliary("USD/token", "poolCash / poolToken", "price in the pool before the step", { symbol: "P" }),
    keep: auxiliary("1", "1 - fee", "share of what comes in that is traded"),
    sold: auxiliary("token", "min(floor(sell * epoch), traderToken)", "tokens that others sell in the step"),
    proceeds: auxiliary("USD", "floor(sold * keep * poolCash / (poolToken + sold * keep))", "what they get"),
    tokenAfterSale: auxiliary("token", "poolToken + sold", "tokens in the pool after it"),
    cashAfterSale: auxiliary("USD", "poolCash - proceeds", "money in the pool after it"),
    amount: auxiliary("USD", "min(floor(budget * epoch), treasuryCash)", "money that is turned into liquidity"),
    spent: auxiliary("USD", "min(floor(swapPart), amount)", "money that buys tokens"),
    bought: auxiliary(
      "token",
      "floor(spent * keep * tokenAfterSale / (cashAfterSale + spent * keep))",
      "tokens bought with it",
    ),
    tokenAfterSwap: auxiliary("token", "tokenAfterSale - bought", "tokens in the pool after the purchase"),
    cashAfterSwap: auxiliary("USD", "cashAfterSale + spent", "money in the pool after the purchase"),
    tokensWanted: auxiliary("token", "treasuryToken + bought", "tokens that are to be added"),
    cashLeft: auxiliary("USD", "amount - spent", "money that is to be added"),
    cashBeside: auxiliary(
      "USD",
      "floor(tokensWanted * cashAfterSwap / tokenAfterSwap)",
      "money that all of the tokens need beside them",
    ),
    providedToken: auxiliary(
      "token",
      "if cashBeside <= cashLeft then tokensWanted else min(floor(cashLeft * tokenAfterSwap / cashAfterSwap), tokensWanted)",
      "tokens added",
    ),
    providedCash: auxiliary("USD", "min(cashBeside, cashLeft)", "money added"),
    totalShares: auxiliary("LP", "treasuryShares + shares + lockedShares", "all liquidity shares"),
    issued: auxiliary(
      "LP",
      "min(floor(providedToken * totalShares / tokenAfterSwap), floor(providedCash * totalShares / cashAfterSwap))",
      "liquidity shares for it",
    ),
    ownedShare: auxiliary("%", "treasuryShares / totalShares", "part of the pool that the treasury owns"),
    ownedValue: auxiliary("USD", "2 * poolCash * ownedShare", "what that part is worth at the pool's price"),
    used: auxiliary("USD", "spent + providedCash", "money of the step that is in the pool after it"),
    burnPrice: auxiliary(
      "USD/token",
      "(cashAfterSale + amount) / (tokenAfterSale - amount * keep * tokenAfterSale / (cashAfterSale + amount * keep))",
      "price after the step had all of the money bought tokens that are burned",
    ),
    makePrice: auxiliary("USD/token", "(cashAfterSale + amount) / tokenAfterSale", "price after the step"),
    depth: auxiliary("USD", "0.005 * poolCash", "money that raises the price by about one per cent"),
  },
  checks: {
    // Amounts above 2^53 base units are rounded in doubles; fractions keep this exactly.
    swapKeepsProduct: check(
      "tokenAfterSwap * cashAfterSwap >= poolToken * poolCash * (1 - 1e-12)",
      "no trade lowers the product of the two stocks",
    ),
    feeIsShare: check("fee >= 0 and fee < 1", "the fee lies between 0 % and 100 %"),
    budgetIsNotNegative: check("budget >= 0 and sell >= 0", "budget and sales are not negative"),
  },
});

export default model;
