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
 * Stake that earns, that takes time to come back, and that can be slashed, after the staking and slashing modules of the
 * Cosmos SDK. Who stops staking waits in a queue for the unbonding time; both what is bonded and what waits can be
 * slashed; what is slashed is burnt. All amounts are whole base units, rounded down.
 */
const model: Model = defineModel({
  title: "Staking with a queue to unbond and slashing",
  about:
    "One stock of bonded tokens, a queue to leave it, rewards and slashes. Wire who bonds and unbonds to a model of behaviour, and " +
    "the reward rate to a model of issuance.",
  source: ["cosmos-sdk-staking", "cosmos-sdk-slashing"],
  assets: { token: { decimals: 6 } },
  parameters: {
    unbondingTime: parameter("21 day", "time from unbonding to withdrawal", {
      source: "cosmos-sdk-staking",
      confidence: "protocol",
      range: ["1 day", "60 day"],
    }),
    doubleSignSlash: parameter("5 %", "share of a stake that is burnt for a double signature", {
      unit: "%",
      source: "cosmos-sdk-slashing",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    downtimeSlash: parameter("1 %", "share of a stake that is burnt when its validator was away for too long", {
      unit: "%",
      source: "cosmos-sdk-slashing",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    commission: parameter("5 %", "share of the rewards that validators keep", {
      unit: "%",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    restaked: parameter("100 %", "share of their rewards that owners stake again", {
      unit: "%",
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    exitRate: parameter("20 %/year", "share of the stake that leaves in a year, unless unbonding is wired", {
      unit: "%/year",
      confidence: "assumption",
    }),
  },
  inputs: {
    bonding: input("token/epoch", "tokens that are bonded", { default: "0" }),
    unbonding: input("token/epoch", "tokens that begin to leave", { default: "exitRate * bonded" }),
    rewardRate: input("%/year", "rewards over bonded tokens", { default: "{12 %/year}" }),
    doubleSigning: input("%", "share of the stake whose validators signed twice in the step", { default: "0" }),
    downtime: input("%", "share of the stake whose validators were away for too long in the step", { default: "0" }),
  },
  stocks: {
    liquid: stock("100_000_000 token", "free", { confidence: "assumption" }),
    bonded: stock("150_000_000 token", "staked", { confidence: "assumption" }),
    waiting: stock("0 token", "on its way out; it earns nothing and can be slashed", {
      conveyor: { time: "unbondingTime" },
    }),
    operators: stock("0 token", "kept by validators"),
  },
  flows: {
    bond: flow("liquid", "bonded", "min(floor(bonding), floor(liquid / epoch))", "bonded"),
    unbond: flow("bonded", "waiting", "min(floor(unbonding), floor(bonded / epoch) - slashBonded)", "begins to leave"),
    complete: flow("waiting", "liquid", "leaving(waiting)", "comes back after the unbonding time"),
    slashBonded: burn("bonded", "floor(bonded / epoch * slashed)", "burnt of what is staked"),
    slashWaiting: burn("waiting", "floor(waiting / epoch * slashed)", "burnt of what waits"),
    toOperators: mint("operators", "floor(rewards * commission)", "rewards of validators"),
    toStake: mint("bonded", "floor((rewards - toOperators) * restaked)", "rewards of owners that are staked again"),
    toOwners: mint("liquid", "rewards - toOperators - toStake", "rewards of owners that stay free"),
  },
  auxiliaries: {
    rewards: auxiliary("token/epoch", "floor(rewardRate * bonded)", "rewards of all"),
    slashed: auxiliary(
      "%",
      "min(doubleSigning * doubleSignSlash + downtime * downtimeSlash, 1)",
      "share of all stake that is burnt in the step",
    ),
    supply: auxiliary("token", "liquid + bonded + waiting + operators", "all tokens"),
    bondedShare: auxiliary("%", "if supply > 0 then bonded / supply else 0", "staked over all tokens"),
    netYield: auxiliary(
      "%/year",
      "rewardRate * (1 - commission) - slashed / epoch",
      "what stake earns after commission and slashes, not compounded",
    ),
    liquidityCost: auxiliary(
      "1",
      "rewardRate * (1 - commission) * unbondingTime",
      "rewards that are missed while waiting, over the stake",
    ),
  },
  checks: {
    sharesAreShares: check(
      "doubleSignSlash >= 0 and doubleSignSlash <= 1 and downtimeSlash >= 0 and downtimeSlash <= 1 and commission >= 0 and " +
        "commission <= 1 and restaked >= 0 and restaked <= 1 and doubleSigning >= 0 and doubleSigning <= 1 and downtime >= 0 and " +
        "downtime <= 1",
      "shares lie between 0 % and 100 %",
    ),
    flowsAreNotNegative: check("bonding >= 0 and unbonding >= 0 and rewardRate >= 0", "amounts are not negative"),
  },
});

export default model;
