import { auxiliary, burn, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Fees shared out between burning, a treasury, providers of liquidity, developers and those who run the network. Each
 * gets its share rounded down to base units, and those who run the network get what is left, so that the parts are
 * the whole to the base unit.
 */
const model: Model = defineModel({
  title: "Fees shared out",
  about:
    "Who gets which part of a fee. Wire the fees of any model of fees or volume; take `toTreasury`, `toValidators` and the others as " +
    "income of other models.",
  source: ["stargaze-fair-burn"],
  assets: { token: { decimals: 18 } },
  parameters: {
    burnShare: parameter("50 %", "share of the fees that is burned", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    treasuryShare: parameter("0 %", "share for the treasury", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    liquidityShare: parameter("0 %", "share for those who provide liquidity", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
    developerShare: parameter("0 %", "share for who made what is used", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    fees: input("token/day", "fees that users pay", { default: "{10_000 token/day}", symbol: "F" }),
  },
  stocks: {
    users: stock("100_000_000 token", "tokens of those who pay fees"),
    treasury: stock("0 token", "what the treasury got"),
    liquidity: stock("0 token", "what providers of liquidity got"),
    developers: stock("0 token", "what developers got"),
    validators: stock("0 token", "what those who run the network got"),
  },
  flows: {
    burned: burn("users", "floor(burnShare * paid)", "fees burned"),
    toTreasury: flow("users", "treasury", "floor(treasuryShare * paid)", "to the treasury"),
    toLiquidity: flow("users", "liquidity", "floor(liquidityShare * paid)", "to providers of liquidity"),
    toDevelopers: flow("users", "developers", "floor(developerShare * paid)", "to developers"),
    toValidators: flow(
      "users",
      "validators",
      "max(paid - burned - toTreasury - toLiquidity - toDevelopers, 0)",
      "the rest, to those who run the network",
    ),
  },
  auxiliaries: {
    paid: auxiliary("token/day", "min(floor(fees), users / epoch)", "fees, as far as users have tokens"),
    validatorShare: auxiliary(
      "%",
      "1 - burnShare - treasuryShare - liquidityShare - developerShare",
      "share for those who run the network, before rounding",
    ),
    sharedOut: auxiliary(
      "token/day",
      "burned + toTreasury + toLiquidity + toDevelopers + toValidators",
      "all parts together: the fees",
    ),
    kept: auxiliary("token/day", "sharedOut - burned", "what is not burned"),
  },
  checks: {
    sharesAreShares: check(
      "min(burnShare, treasuryShare, liquidityShare, developerShare) >= 0 and " +
        "burnShare + treasuryShare + liquidityShare + developerShare <= 1",
      "shares are not negative, and together at most the whole",
    ),
    feesAreNotNegative: check("fees >= 0", "fees are not negative"),
  },
});

export default model;
