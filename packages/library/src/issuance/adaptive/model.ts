import { auxiliary, check, defineModel, input, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * Adaptive issuance, after Tezos: how much is created in a year follows from the share x of all tokens that is
 * staked. A static rate falls with its square, a dynamic rate rises while x is below a band around the target
 * and falls while it is above, and both together stay within bounds that move in the first months.
 *
 *   static = 1 / (1600 · x²), within the bounds
 *   dynamic' = dynamic ± growth · days · max(0, |x − target| − radius), from 0 to min(maxBonus, max − static)
 *
 * What is decided at the end of a cycle, from the supply and the bounds of then, is in force some cycles later. Every
 * reward is rounded down to base units where the protocol does so. Exact when a step is a cycle.
 */
const model: Model = defineModel({
  title: "Adaptive issuance: a static and a dynamic rate",
  about:
    "Issuance that answers to the share of staked tokens, and what each part of a block's reward is. Who stakes, and what is " +
    "burned, is for other models.",
  source: ["octez-adaptive-issuance", "octez-rewards"],
  assets: { token: { decimals: 6, baseUnit: "mutez" } },
  units: { block: "count" },
  parameters: {
    cycle: parameter("1 day", "length of a cycle: 10 800 blocks of 8 seconds", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    blockTime: parameter("8 second/block", "time between blocks", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    staticFactor: parameter("1/1600", "yearly rate if all tokens were staked", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    growthRate: parameter("0.01 1/day", "change of the dynamic rate per day for each point outside the band", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
      range: ["0 1/day", "0.1 1/day"],
    }),
    target: parameter("50 %", "staked share in the middle of the band", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    radius: parameter("2 %", "half the width of the band in which the dynamic rate stays as it is", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
      range: ["0 %", "50 %"],
    }),
    maxBonus: parameter("5 %", "most the dynamic rate can be", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    initialMinimum: parameter("4.5 %", "lower bound at activation", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    finalMinimum: parameter("0.25 %", "lower bound after the transition", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    initialMaximum: parameter("5.5 %", "upper bound at activation", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    finalMaximum: parameter("10 %", "upper bound after the transition", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    isAdaptive: parameter("1", "0 before adaptive issuance: what is created does not depend on stake", {
      source: "octez-rewards",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    hasAdaptiveMaximum: parameter(
      "0",
      "1 where a further upper bound falls with the staked share, as since January 2025",
      {
        source: "octez-adaptive-maximum",
        confidence: "protocol",
        range: ["0", "1"],
      },
    ),
    initialPeriod: parameter("10", "cycles for which the bounds stay as they are", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    transitionPeriod: parameter("50", "the bounds move for one cycle more than these", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    cyclesBefore: parameter("0", "number since activation of the cycle in which the run starts", {
      confidence: "assumption",
    }),
    applicationDelay: parameter("3 day", "time from the end of a cycle until its rate is in force: 3 cycles", {
      source: "octez-adaptive-issuance",
      confidence: "protocol",
    }),
    baseIssuance: parameter("80.007812 token/minute", "created per minute before adaptive issuance", {
      source: "octez-rewards",
      confidence: "protocol",
    }),
    attestingWeight: parameter("10_240", "weight of attestations in a block's reward", {
      source: "octez-rewards",
      confidence: "protocol",
    }),
    bakingFixedWeight: parameter("5_120", "weight of the fixed part of the baker's reward", {
      source: "octez-rewards",
      confidence: "protocol",
    }),
    bakingBonusWeight: parameter("5_120", "weight of the baker's bonus for attestations it includes", {
      source: "octez-rewards",
      confidence: "protocol",
    }),
    nonceWeight: parameter("1", "weight of the tip for revealing a nonce", {
      source: "octez-rewards",
      confidence: "protocol",
    }),
    vdfWeight: parameter("1", "weight of the tip for the delay function", {
      source: "octez-rewards",
      confidence: "protocol",
    }),
    dataWeight: parameter("0", "weight of attestations of available data; 2 275 since there are any", {
      source: "octez-rewards",
      confidence: "protocol",
    }),
    committee: parameter("7_000", "slots that attest to a block", {
      source: "octez-adaptive-maximum",
      confidence: "protocol",
    }),
    bonusSlots: parameter("2_333", "slots beyond the threshold, for which the baker gets the bonus", {
      source: "octez-adaptive-maximum",
      confidence: "protocol",
    }),
  },
  inputs: {
    stakedShare: input("%", "frozen stake over all tokens", {
      default: "{50 %}",
      symbol: "x",
      confidence: "assumption",
    }),
    coefficientBefore: input("1", "coefficient until the first one of the run is in force; 1 at activation", {
      default: "decidedCoefficient",
    }),
    participation: input("%", "share of slots that attest", { default: "1" }),
    burned: input("token/day", "tokens burned, which lower the supply", { default: "0" }),
  },
  states: {
    dynamicBefore: state("0 %", "dynamicRate", "dynamic rate of the cycle before"),
  },
  stocks: {
    supply: stock("1_000_000_000 token", "all tokens", { confidence: "assumption" }),
  },
  flows: {
    attesting: mint(
      "supply",
      "floor(slotReward * floor(committee * participation) * blocks)",
      "for attestations, slot by slot",
    ),
    bakingFixed: mint("supply", "floor(fixedReward * blocks)", "to bakers, for a block"),
    bakingBonus: mint(
      "supply",
      "floor(bonusReward * max(floor(committee * participation) - (committee - bonusSlots), 0) * blocks)",
      "to bakers, for attestations they include",
    ),
    tips: mint("supply", "floor(tipReward * blocks)", "for nonces and the delay function"),
    data: mint("supply", "floor(dataReward * blocks)", "for attestations of available data"),
    burn: { from: "supply", equation: "floor(burned)", meaning: "burned" },
  },
  auxiliaries: {
    newCycle: auxiliary(
      "1",
      "cyclesBefore + floor(time / cycle) + 1",
      "number since activation of the cycle that begins when this one ends",
      { symbol: "c" },
    ),
    transition: auxiliary(
      "%",
      "max(min((newCycle - initialPeriod) / (transitionPeriod + 1), 1), 0)",
      "how far the bounds have moved",
    ),
    minimum: auxiliary("%", "initialMinimum + (finalMinimum - initialMinimum) * transition", "lower bound of the rate"),
    maximum: auxiliary("%", "initialMaximum + (finalMaximum - initialMaximum) * transition", "upper bound of the rate"),
    adaptiveMaximum: auxiliary(
      "%",
      "if stakedShare >= 1 / 2 then 1 / 100 else if stakedShare <= 1 / 20 then 1 / 10 else " +
        "max(min((1 + 9 * ((50 - 100 * stakedShare) / 42) ^ 2) / 100, 1 / 10), 1 / 100)",
      "upper bound by the staked share, down to 1 % where half of all tokens are staked",
      { source: "octez-adaptive-maximum", confidence: "protocol" },
    ),
    ceiling: auxiliary(
      "%",
      "if hasAdaptiveMaximum > 0 then max(minimum, min(maximum, adaptiveMaximum)) else maximum",
      "upper bound in force; the lower bound goes before it",
    ),
    staticRate: auxiliary(
      "%",
      "if stakedShare > 0 then max(minimum, min(ceiling, staticFactor / stakedShare ^ 2)) else ceiling",
      "yearly rate by the staked share alone, within the bounds",
    ),
    distance: auxiliary(
      "%",
      "max(abs(stakedShare - target) - radius, 0)",
      "how far the staked share lies outside the band",
    ),
    dynamicRate: auxiliary(
      "%",
      "if isAdaptive <= 0 then 0 else min(max(dynamicBefore + (if stakedShare >= target then - distance else distance) * growthRate * epoch, 0), min(maxBonus, ceiling - staticRate))",
      "yearly rate by how long the staked share has been outside the band",
    ),
    rate: auxiliary(
      "%",
      "max(minimum, min(ceiling, staticRate + dynamicRate))",
      "yearly rate that the cycle ends with, of all tokens",
    ),
    decidedCoefficient: auxiliary(
      "1",
      "rate / {1 year} * supply / baseIssuance",
      "rewards by that rate over what they were before adaptive issuance",
    ),
    coefficient: auxiliary(
      "1",
      "if isAdaptive > 0 then delay(decidedCoefficient, applicationDelay, coefficientBefore) else 1",
      "the one in force: decided some cycles ago, on the supply of then",
    ),
    rateInForce: auxiliary(
      "%/year",
      "if supply > 0 then coefficient * baseIssuance / supply else 0",
      "what the coefficient in force creates over the present supply, rounding apart",
    ),
    blocks: auxiliary("block/day", "1 / blockTime", "blocks made"),
    blockBudget: auxiliary("token/block", "baseIssuance * blockTime", "all rewards of a block, before the coefficient"),
    weights: auxiliary(
      "1",
      "attestingWeight + bakingFixedWeight + bakingBonusWeight + nonceWeight + vdfWeight + dataWeight",
      "sum of the weights",
    ),
    weightReward: auxiliary(
      "token/block",
      "blockBudget / weights",
      "reward for a weight of one, before the coefficient",
    ),
    slotReward: auxiliary(
      "token/block",
      "floor(coefficient * floor(floor(weightReward * attestingWeight * {1 block}) / committee)) / {1 block}",
      "reward of a slot that attests",
    ),
    fixedReward: auxiliary(
      "token/block",
      "floor(coefficient * floor(weightReward * bakingFixedWeight * {1 block})) / {1 block}",
      "fixed part of the baker's reward",
    ),
    bonusReward: auxiliary(
      "token/block",
      "floor(coefficient * floor(floor(weightReward * bakingBonusWeight * {1 block}) / bonusSlots)) / {1 block}",
      "baker's bonus for a slot beyond the threshold",
    ),
    // A tip is paid once in 128 blocks, 128 times as large.
    tipReward: auxiliary(
      "token/block",
      "(floor(coefficient * floor(128 * weightReward * nonceWeight * {1 block})) + floor(coefficient * floor(128 * weightReward * vdfWeight * {1 block}))) / {128 block}",
      "tips, spread over the blocks between them",
    ),
    dataReward: auxiliary(
      "token/block",
      "floor(coefficient * floor(weightReward * dataWeight * {1 block})) / {1 block}",
      "reward for attestations of available data",
    ),
    issuance: auxiliary("token/day", "attesting + bakingFixed + bakingBonus + tips + data", "created"),
    inflation: auxiliary("%/year", "if supply > 0 then issuance / supply else 0", "creation over the supply"),
    stakingYield: auxiliary(
      "%/year",
      "if stakedShare > 0 and supply > 0 then issuance / (stakedShare * supply) else 0",
      "creation over the staked tokens, as if delegation earned nothing",
    ),
  },
  checks: {
    stakedShareIsShare: check("stakedShare >= 0 and stakedShare <= 1", "the staked share lies between 0 % and 100 %"),
    participationIsShare: check("participation >= 0 and participation <= 1", "participation is a share"),
    boundsInOrder: check("minimum <= maximum", "the bounds of the rate are in order"),
    withinBounds: check("rate >= minimum and rate <= ceiling", "the rate stays within its bounds"),
  },
});

export default model;
