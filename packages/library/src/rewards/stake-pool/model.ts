import { auxiliary, check, defineModel, input, type Model, parameter } from "@tokenwright/engine";

/**
 * What a stake pool earns in an epoch and how it is split, after Cardano's reward-sharing scheme: a pool's
 * reward grows with its stake up to the saturation 1/k, a pledge of its owners adds to it, and the blocks
 * it made scale it. The operator takes a fixed cost and a margin, the rest goes to all in proportion.
 *
 * Shares are of the total stake (everything outside the reserve), not of the stake that is active. All
 * amounts are rounded down to base units where the ledger does so.
 */
const model: Model = defineModel({
  title: "Rewards of a stake pool",
  about:
    "One pool, or a number of equal pools that stand for all. Rewards not earned because stake is missing, pools are " +
    "saturated or pledges are small are `unpaid`; in Cardano they return to the reserve.",
  source: ["brunjes-2020", "cardano-ledger-shelley", "cf-java-rewards-calculation"],
  epoch: "5 day",
  assets: { token: { decimals: 6 } },
  parameters: {
    k: parameter("500", "number of pools that share all stake at saturation", {
      symbol: "k",
      source: "Value since December 2020 from memory; the formula is in cardano-ledger-shelley.",
      confidence: "unverified",
      range: ["1", "5000"],
    }),
    a0: parameter("0.3", "influence of the pledge on the reward", {
      symbol: "a_0",
      source: "cardano-ledger-shelley",
      confidence: "protocol",
      range: ["0", "10"],
    }),
    cost: parameter("340 token/epoch", "fixed cost, paid to the operator first", {
      symbol: "c",
      source: "Smallest cost the network allowed until about October 2023, from memory.",
      confidence: "unverified",
    }),
    margin: parameter("2 %", "share of what is left after the cost that the operator takes", {
      symbol: "m",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    pledge: parameter("100_000 token", "stake the owners promised to keep in the pool", {
      symbol: "p",
      confidence: "assumption",
    }),
    pools: parameter("1", "number of pools like this one", { confidence: "assumption" }),
  },
  inputs: {
    available: input("token/epoch", "rewards available to all pools", { symbol: "R" }),
    totalStake: input("token", "everything outside the reserve; shares are of this", { symbol: "T" }),
    poolStake: input("token", "stake of the pool, the owners' included"),
    ownerStake: input("token", "stake of the owners in the pool; by default what they pledged", { default: "pledge" }),
    delegatorStake: input("token", "stake of one delegator, to see what it earns", { default: "0" }),
    activeStake: input("token", "stake of all pools; by default of the pools like this one", {
      default: "poolStake * pools",
    }),
    blockShare: input("%", "blocks of the pool over blocks of all pools; by default in proportion to stake", {
      default: "if activeStake > 0 then poolStake / activeStake else 0",
    }),
    performance: input("1", "apparent performance: share of blocks over share of active stake; may exceed 1", {
      default: "if poolStake > 0 then blockShare * activeStake / poolStake else 0",
      symbol: "\\bar{p}",
    }),
  },
  auxiliaries: {
    saturation: auxiliary("1", "1 / k", "share of the total stake above which a pool's stake earns nothing more", {
      symbol: "z_0",
    }),
    relativeStake: auxiliary("1", "poolStake / totalStake", "the pool's share of the total stake", {
      symbol: "\\sigma",
    }),
    countedStake: auxiliary("1", "min(relativeStake, saturation)", "the share that earns", { symbol: "\\sigma'" }),
    countedPledge: auxiliary("1", "min(pledge / totalStake, saturation)", "the share of the pledge that counts", {
      symbol: "s'",
    }),
    maxPool: auxiliary(
      "token/epoch",
      "if ownerStake >= pledge and performance > 0 then floor(available / (1 + a0) * (countedStake + countedPledge * a0 * " +
        "(countedStake - countedPledge * (saturation - countedStake) / saturation) / saturation)) else 0",
      "reward at an apparent performance of 1; nothing when the pledge is not kept or no block was made",
    ),
    poolReward: auxiliary("token/epoch", "floor(maxPool * performance)", "reward of the pool", { symbol: "f" }),
    operatorReward: auxiliary(
      "token/epoch",
      "if poolReward <= cost then poolReward else cost + floor((poolReward - cost) * (margin + (1 - margin) * ownerStake / poolStake))",
      "to the operator: the cost, the margin, and the share of the owners' stake",
    ),
    delegatorReward: auxiliary(
      "token/epoch",
      "if poolReward <= cost then 0 else floor((poolReward - cost) * (1 - margin) * delegatorStake / poolStake)",
      "to the one delegator",
    ),
    memberRewards: auxiliary(
      "token/epoch",
      "poolReward - operatorReward",
      "to all delegators, before each one's amount is rounded down",
    ),
    memberYield: auxiliary(
      "%/year",
      "if poolStake > ownerStake then memberRewards / (poolStake - ownerStake) else 0",
      "what delegators earn on their stake, not compounded",
    ),
    paid: auxiliary("token/epoch", "poolReward * pools", "to all pools like this one"),
    unpaid: auxiliary("token/epoch", "max(available - paid, 0)", "available rewards that no pool earned"),
    paidShare: auxiliary(
      "%",
      "if available > 0 then paid / available else 0",
      "share of the available rewards that is paid",
    ),
  },
  checks: {
    stakeWithinTotal: check("poolStake <= totalStake", "a pool has at most all stake"),
    ownersWithinPool: check("ownerStake <= poolStake", "the owners' stake is part of the pool's"),
    marginIsShare: check("margin >= 0 and margin <= 1", "the margin lies between 0 % and 100 %"),
    poolsNotOverpaid: check(
      "paid <= available * max(performance, 1)",
      "pools earn at most what is available, at performance 1",
    ),
  },
});

export default model;
