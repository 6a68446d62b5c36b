import { auxiliary, check, defineModel, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Emission that follows the votes behind the maker of a block, after Berachain's block reward controller: a base
 * amount for the validator, and an amount for liquidity that grows with the share of all votes (boost) that
 * the validator has, less and less so.
 *
 *   reward(boost) = max(least, rate · (1 + m) · (1 − 1 / (1 + m · boost^c)))       and rate · m at full boost
 */
const model: Model = defineModel({
  title: "Block emission that grows with the boost of its maker",
  about:
    "What a block creates for its validator and for the pools that the validator directs it to, by the share of votes behind it. " +
    "Use one module for each group of validators with the same boost.",
  source: "berachain-block-rewards",
  assets: { token: { decimals: 18 } },
  units: { block: "count" },
  parameters: {
    baseRate: parameter("0.5 token/block", "created for the validator, whatever its boost", {
      source: "Launch value, from memory.",
      confidence: "unverified",
      range: ["0 token/block", "5 token/block"],
    }),
    rewardRate: parameter("1.5 token/block", "scale of what is created for pools", {
      source: "Launch value, from memory.",
      confidence: "unverified",
      range: ["0 token/block", "5 token/block"],
    }),
    multiplier: parameter("3.5", "what full boost multiplies that scale by", {
      source: "Launch value, from memory.",
      confidence: "unverified",
      symbol: "m",
      range: ["0", "5"],
    }),
    convexity: parameter("0.4", "how soon the reward rises with the boost; the smaller, the sooner", {
      source: "Launch value, from memory.",
      confidence: "unverified",
      symbol: "c",
      range: ["0.01", "1"],
    }),
    least: parameter("0 token/block", "least that is created for pools", { confidence: "assumption" }),
    blockTime: parameter("2 second/block", "time between blocks", { confidence: "assumption" }),
  },
  inputs: {
    blocks: input("block/day", "blocks made by these validators; by default all blocks", { default: "1 / blockTime" }),
    boost: input("%", "share of all votes that the validator of a block has", {
      default: "{2 %}",
      confidence: "assumption",
    }),
    redeemed: input("token/day", "tokens given up for the chain's other token, which burns them", { default: "0" }),
  },
  stocks: {
    validators: stock("0 token", "created for validators"),
    vaults: stock("0 token", "created for those who provide liquidity"),
  },
  flows: {
    toValidators: mint("validators", "floor(baseRate * blocks)", "base amount"),
    toVaults: mint("vaults", "floor(poolReward * blocks)", "amount for liquidity"),
    redemption: { from: "vaults", equation: "floor(redeemed)", meaning: "given up for the chain's other token" },
  },
  auxiliaries: {
    saturation: auxiliary("1", "1 - 1 / (1 + multiplier * boost ^ convexity)", "rise of the reward with the boost"),
    coefficient: auxiliary(
      "1",
      "if boost <= 0 then 0 else if boost >= 1 then multiplier else min((1 + multiplier) * saturation, multiplier)",
      "amount for pools over its scale",
    ),
    poolReward: auxiliary("token/block", "max(rewardRate * coefficient, least)", "created for pools by a block"),
    blockReward: auxiliary("token/block", "baseRate + poolReward", "created by a block"),
    ceiling: auxiliary(
      "token/block",
      "baseRate + max(rewardRate * multiplier, least)",
      "created by a block at full boost",
    ),
    created: auxiliary("token/day", "toValidators + toVaults", "created in the step"),
    supply: auxiliary("token", "validators + vaults", "created so far and not given up"),
  },
  checks: {
    boostIsShare: check("boost >= 0 and boost <= 1", "the boost lies between 0 % and 100 %"),
    parametersAreNotNegative: check(
      "baseRate >= 0 and rewardRate >= 0 and multiplier >= 0 and convexity > 0 and least >= 0",
      "rates and the multiplier are not negative, the convexity is positive",
    ),
    belowCeiling: check("blockReward <= ceiling", "no block creates more than at full boost"),
  },
});

export default model;
