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

/** 2^k at 4^k: between two of them the line through both is at most 6 % below the square root. */
const powersOfFour = Array.from({ length: 45 }, (_, k): readonly [string, string] => [
  String(4n ** BigInt(k)),
  String(2n ** BigInt(k)),
]);

/**
 * Issuance of Ethereum's proof of stake: a base reward for each increment of one ETH at stake, inversely
 * proportional to the square root of all stake, so issuance grows with the root. Duties share the base
 * reward by weights; whoever is offline earns nothing and pays for the votes that were missed.
 *
 * The base reward is a whole number of gwei, computed as the specification does, with the whole square root.
 */
const model: Model = defineModel({
  title: "Issuance over the square root of stake",
  about:
    "What a proof-of-stake chain with Ethereum's rules creates and destroys in an epoch: rewards for attesting, proposing " +
    "and syncing, penalties, slashing, and fees that are burned. The rewards of single validators are not rounded one by one.",
  source: ["ethereum-consensus-specs", "cadlabs-ethereum"],
  epoch: "384 second",
  assets: { ETH: { decimals: 18, baseUnit: "wei" } },
  units: { gwei: "0.000000001 ETH", validator: "count" },
  dimensions: { trial: { size: 5, label: "steps towards the root" } },
  lookups: {
    rootOfPowers: {
      points: powersOfFour,
      meaning: "first guess of a square root: exact at the powers of four, below the root between them",
    },
  },
  parameters: {
    baseRewardFactor: parameter("64", "scale of all issuance (BASE_REWARD_FACTOR)", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
      symbol: "F",
      range: ["1", "256"],
    }),
    rewardEpoch: parameter("384 second", "time in which every validator votes once: 32 slots of 12 seconds", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    increment: parameter("1 ETH", "step in which stake is counted (EFFECTIVE_BALANCE_INCREMENT)", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    sourceWeight: parameter("14", "weight of a timely vote for the source checkpoint", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    targetWeight: parameter("26", "weight of a timely vote for the target checkpoint", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    headWeight: parameter("14", "weight of a timely vote for the head of the chain", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    syncWeight: parameter("2", "weight of signing in the sync committee", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    proposerWeight: parameter("8", "weight of proposing blocks", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    missedHeadPenalty: parameter("0", "share of the head's weight that a missed vote for the head costs", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    validatorBalance: parameter("32 ETH/validator", "stake of one validator, for counting and slashing", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    slashingQuotient: parameter("64", "a slashed validator loses its balance over this at once (Altair's value)", {
      source: "cadlabs-ethereum",
      confidence: "protocol",
    }),
    whistleblowerQuotient: parameter("512", "balance of the slashed over what its reporters are paid", {
      source: "cadlabs-ethereum",
      confidence: "protocol",
    }),
  },
  inputs: {
    participation: input("%", "share of the stake that is online and votes in time", { default: "1", symbol: "p" }),
    deposits: input("ETH/epoch", "newly staked", { default: "0" }),
    withdrawals: input("ETH/epoch", "stake that leaves", { default: "0" }),
    feeBurn: input("ETH/epoch", "base fees of transactions and blobs, burned", { default: "0" }),
    slashings: input("validator/epoch", "validators slashed", { default: "0" }),
  },
  stocks: {
    staked: stock("30_000_000 ETH", "balances of active validators", { confidence: "assumption" }),
    liquid: stock("90_000_000 ETH", "all other ETH; rewards are paid out to here", { confidence: "assumption" }),
  },
  flows: {
    rewards: mint("liquid", "floor(maximumIssuance * rewardShare)", "created for attesting, proposing and syncing"),
    reports: mint(
      "liquid",
      "floor(slashings * validatorBalance / whistleblowerQuotient)",
      "created for those who report a slashing",
    ),
    penalties: burn("staked", "floor(maximumIssuance * penaltyShare)", "destroyed for votes that were missed"),
    slashed: burn("staked", "floor(slashings * validatorBalance / slashingQuotient)", "destroyed by slashing"),
    burned: burn("liquid", "feeBurn", "base fees"),
    staking: flow("liquid", "staked", "deposits", "newly staked"),
    unstaking: flow("staked", "liquid", "withdrawals", "stake that leaves"),
  },
  auxiliaries: {
    increments: auxiliary("1", "max(floor(staked / increment), 1)", "whole increments at stake, at least one"),
    totalGwei: auxiliary("1", "increments * increment / {1 gwei}", "stake in gwei", { symbol: "S" }),
    "estimate[trial]": {
      unit: "1",
      equation: "floor((estimate[trial - 1] + floor(totalGwei / estimate[trial - 1])) / 2)",
      elements: { "1": "floor(lookup(rootOfPowers, totalGwei))" },
      meaning:
        "the root by Heron's rule in whole numbers, from a first guess that is at most 6 % too small; " +
        "the later ones are never below the whole root, and four of them are enough",
    },
    root: auxiliary("1", "min(estimate[4], estimate[5])", "the whole square root of the stake in gwei", {
      symbol: "\\lfloor\\sqrt{S}\\rfloor",
    }),
    baseReward: auxiliary(
      "gwei/epoch",
      "floor(baseRewardFactor * increment / {1 gwei} / root) * {1 gwei} / rewardEpoch",
      "reward for one increment in an epoch when everybody does everything",
      { symbol: "b" },
    ),
    maximumIssuance: auxiliary(
      "ETH/epoch",
      "if staked >= increment then increments * baseReward else 0",
      "created when everybody does everything; nothing while nothing is staked",
    ),
    weights: auxiliary("1", "sourceWeight + targetWeight + headWeight + syncWeight + proposerWeight", "sum of weights"),
    rewardShare: auxiliary(
      "1",
      "((sourceWeight + targetWeight + headWeight) * participation ^ 2 + (syncWeight + proposerWeight) * participation) / weights",
      "rewards over the maximum: votes are paid to those who voted, scaled by how many did",
    ),
    penaltyShare: auxiliary(
      "1",
      "(1 - participation) * (sourceWeight + targetWeight + missedHeadPenalty * headWeight + syncWeight) / weights",
      "penalties over the maximum: who is offline pays what it could have earned for source, target and sync",
    ),
    validatorRewards: auxiliary(
      "ETH/epoch",
      "rewards + reports - penalties",
      "what validators get from the protocol, penalties taken off",
    ),
    issuance: auxiliary(
      "ETH/epoch",
      "rewards + reports - penalties - slashed - burned",
      "growth of the supply, negative when more is burned",
    ),
    supply: auxiliary("ETH", "staked + liquid", "all ETH"),
    maximumYield: auxiliary(
      "%/year",
      "maximumIssuance / (increments * increment)",
      "the highest yield, not compounded",
    ),
    yield: auxiliary(
      "%/year",
      "if staked > 0 then validatorRewards / staked else 0",
      "what stake earns on average, not compounded",
    ),
    inflation: auxiliary(
      "%/year",
      "if supply > 0 then issuance / supply else 0",
      "growth of the supply over the supply",
    ),
    stakedShare: auxiliary("%", "if supply > 0 then staked / supply else 0", "share of the supply that is staked"),
  },
  checks: {
    participationIsShare: check(
      "participation >= 0 and participation <= 1",
      "participation lies between 0 % and 100 %",
    ),
    amountsAreNotNegative: check(
      "deposits >= 0 and withdrawals >= 0 and feeBurn >= 0 and slashings >= 0",
      "amounts handed in are not negative",
    ),
    issuanceWithinMaximum: check("rewards <= maximumIssuance", "rewards are at most the maximum"),
  },
});

export default model;
