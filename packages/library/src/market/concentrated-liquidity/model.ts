import { auxiliary, check, defineModel, flow, input, type Model, parameter, state, stock } from "@tokenwright/engine";

/**
 * A position of concentrated liquidity, as in Uniswap v3: between two prices it trades like a constant-product pool
 * with far larger reserves; outside it holds one of the two assets and does not trade. The price is kept as its
 * root in Q64.96, a whole number, and every amount is rounded as the contract does, so that on the exact backend
 * the swaps are the contract's to the base unit.
 *
 *   tokens between two prices = L · (1/√a − 1/√b)      money between them = L · (√b − √a)
 *
 * Within a step tokens are sold first, then bought.
 */
const model: Model = defineModel({
  title: "Concentrated liquidity",
  about:
    "The liquidity of one range of prices and what it earns. Liquidity of other ranges is left out: at the end of the range " +
    "trade stops. Fees are kept apart from the liquidity, as the contract keeps them.",
  source: ["adams-2021", "uniswap-v3-core"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  parameters: {
    fee: parameter("0.3 %", "share of what comes in that goes to the providers, in millionths", {
      symbol: "\\phi",
      source: "uniswap-v3-core",
      confidence: "protocol",
      range: ["0.01 %", "1 %"],
    }),
    // Half to twice the first price, which is 1.
    lowerRoot: parameter("56022770974786139918731938227", "root of the lowest price of the range, times 2^96", {
      symbol: "\\sqrt{P_a}",
      confidence: "assumption",
    }),
    upperRoot: parameter("112045541949572279837463876454", "root of the highest price of the range, times 2^96", {
      symbol: "\\sqrt{P_b}",
      confidence: "assumption",
    }),
    startRoot: parameter("79228162514264337593543950336", "root of the first price, times 2^96", {
      confidence: "assumption",
    }),
    liquidity: parameter("3_414_213_562_373_095_048_801_688", "liquidity of the range, in base units", {
      symbol: "L",
      confidence: "assumption",
    }),
    tokenUnit: parameter("0.000000000000000001 token", "one base unit of the token", { confidence: "assumption" }),
    cashUnit: parameter("0.000000000000000001 USD", "one base unit of the money", { confidence: "assumption" }),
  },
  inputs: {
    sell: input("token/day", "tokens that traders offer, as far as they have them", { default: "0" }),
    buy: input("USD/day", "money that traders offer, as far as they have it", { default: "0" }),
  },
  states: {
    root: state("startRoot", "rootAfterPurchase", "root of the price, times 2^96", { unit: "1", symbol: "\\sqrt{P}" }),
    tokenGrowth: state("0", "tokenGrowth + floor(saleFee * 2 ^ 128 / liquidity)", "fees per liquidity, times 2^128"),
    cashGrowth: state("0", "cashGrowth + floor(purchaseFee * 2 ^ 128 / liquidity)", "fees per liquidity, times 2^128"),
  },
  stocks: {
    poolToken: stock(
      "ceil(ceil(liquidity * 2 ^ 96 * (upperRoot - startRoot) / upperRoot) / startRoot) * tokenUnit",
      "tokens of the position, without fees",
      { unit: "token", symbol: "x" },
    ),
    poolCash: stock(
      "ceil(liquidity * (startRoot - lowerRoot) / 2 ^ 96) * cashUnit",
      "money of the position, without fees",
      { unit: "USD", symbol: "y" },
    ),
    feesToken: stock("0 token", "fees in tokens, not yet collected"),
    feesCash: stock("0 USD", "fees in money, not yet collected"),
    traderToken: stock("9_000_000 token", "tokens of those who trade"),
    traderCash: stock("9_000_000 USD", "money of those who trade"),
  },
  flows: {
    saleIn: flow("traderToken", "poolToken", "saleAmount * tokenUnit / epoch", "tokens sold, without the fee"),
    saleFeeIn: flow("traderToken", "feesToken", "saleFee * tokenUnit / epoch", "fee of the sale"),
    saleOut: flow("poolCash", "traderCash", "proceeds / epoch", "money paid for the tokens"),
    purchaseIn: flow("traderCash", "poolCash", "purchaseAmount * cashUnit / epoch", "money spent, without the fee"),
    purchaseFeeIn: flow("traderCash", "feesCash", "purchaseFee * cashUnit / epoch", "fee of the purchase"),
    purchaseOut: flow("poolToken", "traderToken", "bought / epoch", "tokens paid for the money"),
  },
  auxiliaries: {
    price: auxiliary("USD/token", "(root / 2 ^ 96) ^ 2 * cashUnit / tokenUnit", "price of a token before the fee", {
      symbol: "P",
    }),
    tokensOffered: auxiliary("1", "floor(min(sell * epoch, traderToken) / tokenUnit)", "base units offered for sale"),
    tokensAfterFee: auxiliary("1", "floor(tokensOffered * (1 - fee))", "base units that could be traded"),
    tokensToLower: auxiliary(
      "1",
      "ceil(ceil(liquidity * 2 ^ 96 * (root - lowerRoot) / root) / lowerRoot)",
      "base units that bring the price to the lower end",
    ),
    rootAfterSale: auxiliary(
      "1",
      "if tokensAfterFee >= tokensToLower then lowerRoot " +
        "else ceil(liquidity * 2 ^ 96 * root / (liquidity * 2 ^ 96 + tokensAfterFee * root))",
      "root of the price after the sale, times 2^96",
    ),
    saleAmount: auxiliary(
      "1",
      "if rootAfterSale = lowerRoot then tokensToLower " +
        "else min(ceil(ceil(liquidity * 2 ^ 96 * (root - rootAfterSale) / root) / rootAfterSale), tokensAfterFee)",
      "base units sold, without the fee",
    ),
    saleFee: auxiliary(
      "1",
      "if rootAfterSale = lowerRoot then ceil(saleAmount * fee / (1 - fee)) else tokensOffered - saleAmount",
      "fee of the sale in base units",
    ),
    proceeds: auxiliary("USD", "floor(liquidity * (root - rootAfterSale) / 2 ^ 96) * cashUnit", "what the sellers get"),
    cashOffered: auxiliary("1", "floor(min(buy * epoch, traderCash) / cashUnit)", "base units offered for tokens"),
    cashAfterFee: auxiliary("1", "floor(cashOffered * (1 - fee))", "base units that could be traded"),
    cashToUpper: auxiliary(
      "1",
      "ceil(liquidity * (upperRoot - rootAfterSale) / 2 ^ 96)",
      "base units that bring the price to the upper end",
    ),
    rootAfterPurchase: auxiliary(
      "1",
      "if cashAfterFee >= cashToUpper then upperRoot else rootAfterSale + floor(cashAfterFee * 2 ^ 96 / liquidity)",
      "root of the price after the purchase, times 2^96",
    ),
    purchaseAmount: auxiliary(
      "1",
      "if rootAfterPurchase = upperRoot then cashToUpper " +
        "else min(ceil(liquidity * (rootAfterPurchase - rootAfterSale) / 2 ^ 96), cashAfterFee)",
      "base units spent, without the fee",
    ),
    purchaseFee: auxiliary(
      "1",
      "if rootAfterPurchase = upperRoot then ceil(purchaseAmount * fee / (1 - fee)) else cashOffered - purchaseAmount",
      "fee of the purchase in base units",
    ),
    bought: auxiliary(
      "token",
      "floor(floor(liquidity * 2 ^ 96 * (rootAfterPurchase - rootAfterSale) / rootAfterPurchase) / rootAfterSale) * tokenUnit",
      "what the buyers get",
    ),
    owedToken: auxiliary(
      "token",
      "floor(tokenGrowth * liquidity / 2 ^ 128) * tokenUnit",
      "fees the position may collect",
    ),
    owedCash: auxiliary("USD", "floor(cashGrowth * liquidity / 2 ^ 128) * cashUnit", "fees the position may collect"),
    positionValue: auxiliary(
      "USD",
      "(poolToken + owedToken) * price + poolCash + owedCash",
      "what the position and its fees are worth",
    ),
    heldValue: auxiliary(
      "USD",
      "initial(poolToken) * price + initial(poolCash)",
      "what its first tokens and money would be worth, had they been kept",
    ),
    inRange: auxiliary("1", "if root > lowerRoot and root < upperRoot then 1 else 0", "1 while both assets are held"),
  },
  checks: {
    rangeIsOrdered: check(
      "0 < lowerRoot and lowerRoot <= startRoot and startRoot <= upperRoot and lowerRoot < upperRoot",
      "the first price lies within the range",
    ),
    feeIsShare: check("fee >= 0 and fee < 1", "the fee lies between 0 % and 100 %"),
    owedIsThere: check(
      "owedToken <= feesToken * (1 + 1e-12) and owedCash <= feesCash * (1 + 1e-12)",
      "no more fees are owed than were paid",
    ),
  },
});

export default model;
