import {
  type Auxiliary,
  auxiliary,
  check,
  defineModel,
  flow,
  input,
  type Model,
  parameter,
  stock,
} from "@tokenwright/engine";

/** Rounds of Newton's iteration that are computed; from the second on, a round that changes nothing ends it. */
const rounds = 16;

/**
 * The invariant D of two balances, by Newton's iteration in whole numbers from their sum, as the contract runs it:
 * it ends when a round changes D by one at most.
 */
function invariant(name: string, x: string, y: string, meaning: string): Record<string, Auxiliary> {
  const power = `floor(floor(${name}Round[iteration - 1] * ${name}Round[iteration - 1] / (2 * ${x})) * ${name}Round[iteration - 1] / (2 * ${y}))`;
  const next =
    `floor((2 * amplification * (${x} + ${y}) + 2 * ${power}) * ${name}Round[iteration - 1] ` +
    `/ ((2 * amplification - 1) * ${name}Round[iteration - 1] + 3 * ${power}))`;
  return iteration(name, `${x} + ${y}`, next, meaning);
}

/** The other balance that keeps D when the one is `x`, by Newton's iteration in whole numbers from D. */
function otherBalance(name: string, x: string, d: string, meaning: string): Record<string, Auxiliary> {
  const c = `floor(floor(${d} * ${d} / (2 * ${x})) * ${d} / (4 * amplification))`;
  const b = `${x} + floor(${d} / (2 * amplification)) - ${d}`;
  const next = `floor((${name}Round[iteration - 1] ^ 2 + ${c}) / (2 * ${name}Round[iteration - 1] + ${b}))`;
  return iteration(name, d, next, meaning);
}

function iteration(name: string, first: string, next: string, meaning: string): Record<string, Auxiliary> {
  const settled = `abs(${name}Round[iteration - 1] - ${name}Round[iteration - 2]) <= 1`;
  return {
    [`${name}Round[iteration]`]: {
      unit: "1",
      equation: `if ${settled} then ${name}Round[iteration - 1] else ${next}`,
      elements: { 1: first, 2: next.replaceAll("iteration - 1", "1") },
      meaning: `${meaning}, round by round`,
    },
    [name]: auxiliary("1", `${name}Round[${rounds}]`, meaning),
  };
}

/**
 * A pool of two assets that should be worth the same, after Curve's StableSwap: near balance it trades almost one for
 * one, far from it like a constant product. The amplification A says how far is far.
 *
 *   2A · (x + y) + D = 2A · D + D³ / (4xy)
 *
 * D and the balance after a trade are found by Newton's iteration in whole numbers with the contract's rounding, so
 * that on the exact backend every amount is the contract's to the base unit. Within a step tokens are sold first,
 * then bought.
 */
const model: Model = defineModel({
  title: "StableSwap pool",
  about:
    "The price of a token that is meant to stay at another asset's: a stable coin against dollars, a liquid staking token " +
    "against the coin. It holds until the pool runs out of one side. Providing liquidity is left out.",
  source: ["egorov-2019", "curve-contract"],
  assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
  dimensions: { iteration: { size: rounds } },
  parameters: {
    amplification: parameter("100", "amplification A as the contract counts it: A of the paper times 2", {
      symbol: "A",
      confidence: "assumption",
      range: ["1", "10_000"],
    }),
    fee: parameter("0.04 %", "share of what goes out that the pool keeps", {
      confidence: "assumption",
      range: ["0 %", "1 %"],
    }),
    adminShare: parameter("50 %", "share of the fee that leaves the pool for the protocol", {
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    tokenUnit: parameter("0.000000000000000001 token", "one base unit of the token", { confidence: "assumption" }),
    cashUnit: parameter("0.000000000000000001 USD", "one base unit of the money", { confidence: "assumption" }),
    tokenRate: parameter("1", "what a base unit of the token counts in the pool", {
      confidence: "assumption",
    }),
    cashRate: parameter("1", "what a base unit of the money counts: 1e12 for a coin of 6 decimals", {
      confidence: "assumption",
    }),
  },
  inputs: {
    sell: input("token/day", "tokens that traders sell to the pool, as far as they have them", { default: "0" }),
    buy: input("USD/day", "money that traders spend on tokens, as far as they have it", { default: "0" }),
  },
  stocks: {
    poolToken: stock("1_000_000 token", "tokens in the pool"),
    poolCash: stock("1_000_000 USD", "money in the pool"),
    protocolToken: stock("0 token", "the protocol's share of fees in tokens"),
    protocolCash: stock("0 USD", "the protocol's share of fees in money"),
    traderToken: stock("9_000_000 token", "tokens of those who trade"),
    traderCash: stock("9_000_000 USD", "money of those who trade"),
  },
  flows: {
    saleIn: flow("traderToken", "poolToken", "sold / epoch", "tokens sold"),
    saleOut: flow("poolCash", "traderCash", "proceeds / epoch", "money paid for them"),
    saleFee: flow("poolCash", "protocolCash", "saleAdminFee / epoch", "the protocol's share of the fee"),
    purchaseIn: flow("traderCash", "poolCash", "spent / epoch", "money spent on tokens"),
    purchaseOut: flow("poolToken", "traderToken", "bought / epoch", "tokens paid for it"),
    purchaseFee: flow("poolToken", "protocolToken", "purchaseAdminFee / epoch", "the protocol's share of the fee"),
  },
  auxiliaries: {
    x: auxiliary("1", "floor(poolToken / tokenUnit * tokenRate)", "tokens in the pool as the invariant counts them"),
    y: auxiliary("1", "floor(poolCash / cashUnit * cashRate)", "money in the pool as the invariant counts it"),
    ...invariant("d", "x", "y", "the invariant: what both sides would sum to in balance"),
    price: auxiliary(
      "USD/token",
      "(2 * amplification + d ^ 3 / (4 * x ^ 2 * y)) / (2 * amplification + d ^ 3 / (4 * x * y ^ 2)) " +
        "* (tokenRate / tokenUnit) / (cashRate / cashUnit)",
      "price of an infinitely small trade before the fee",
      { symbol: "P" },
    ),
    sold: auxiliary("token", "min(floor(sell * epoch), traderToken)", "tokens sold in the step"),
    xAfterSale: auxiliary("1", "x + floor(sold / tokenUnit * tokenRate)", "tokens after the sale"),
    ...otherBalance("yLeft", "xAfterSale", "d", "money that the sale would leave"),
    saleGross: auxiliary(
      "1",
      "if sold > 0 then max(y - yLeft - 1, 0) else 0",
      "what the sale takes out before the fee, less one for rounding",
    ),
    saleFeeAmount: auxiliary("1", "floor(saleGross * fee)", "fee of the sale"),
    proceeds: auxiliary("USD", "floor((saleGross - saleFeeAmount) / cashRate) * cashUnit", "what the sellers get"),
    saleAdminFee: auxiliary(
      "USD",
      "floor(floor(saleFeeAmount * adminShare) / cashRate) * cashUnit",
      "the protocol's share of the fee of the sale",
    ),
    tokenAfterSale: auxiliary("token", "poolToken + sold", "tokens in the pool after the sale"),
    cashAfterSale: auxiliary("USD", "poolCash - proceeds - saleAdminFee", "money in the pool after the sale"),
    xBefore: auxiliary("1", "floor(tokenAfterSale / tokenUnit * tokenRate)", "tokens before the purchase"),
    yBefore: auxiliary("1", "floor(cashAfterSale / cashUnit * cashRate)", "money before the purchase"),
    ...invariant("dBefore", "xBefore", "yBefore", "the invariant before the purchase"),
    spent: auxiliary("USD", "min(floor(buy * epoch), traderCash)", "money spent in the step"),
    yAfterPurchase: auxiliary("1", "yBefore + floor(spent / cashUnit * cashRate)", "money after the purchase"),
    ...otherBalance("xLeft", "yAfterPurchase", "dBefore", "tokens that the purchase would leave"),
    purchaseGross: auxiliary(
      "1",
      "if spent > 0 then max(xBefore - xLeft - 1, 0) else 0",
      "what the purchase takes out before the fee, less one for rounding",
    ),
    purchaseFeeAmount: auxiliary("1", "floor(purchaseGross * fee)", "fee of the purchase"),
    bought: auxiliary(
      "token",
      "floor((purchaseGross - purchaseFeeAmount) / tokenRate) * tokenUnit",
      "what the buyers get",
    ),
    purchaseAdminFee: auxiliary(
      "token",
      "floor(floor(purchaseFeeAmount * adminShare) / tokenRate) * tokenUnit",
      "the protocol's share of the fee of the purchase",
    ),
    tokenShare: auxiliary("%", "x / (x + y)", "tokens over all that is in the pool"),
    volume: auxiliary("USD/day", "(proceeds + spent) / epoch", "money that changed hands"),
  },
  checks: {
    iterationsEnd: check(
      `abs(dRound[${rounds}] - dRound[${rounds - 1}]) <= max(1, d * 1e-12) ` +
        `and abs(yLeftRound[${rounds}] - yLeftRound[${rounds - 1}]) <= max(1, d * 1e-12) ` +
        `and abs(dBeforeRound[${rounds}] - dBeforeRound[${rounds - 1}]) <= max(1, d * 1e-12) ` +
        `and abs(xLeftRound[${rounds}] - xLeftRound[${rounds - 1}]) <= max(1, d * 1e-12)`,
      "every iteration has settled; in a pool with a thousand times more of one side it may not, as in the contract",
    ),
    parametersMakeSense: check(
      "amplification >= 1 and fee >= 0 and fee < 1 and adminShare >= 0 and adminShare <= 1",
      "the amplification is at least 1, fee and share lie between 0 % and 100 %",
    ),
  },
});

export default model;
