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
  state,
  stock,
} from "@tokenwright/engine";

const groups: Readonly<Record<string, readonly [amount: string, time: string, label: string]>> = {
  investors6: ["51_803_587 FIL", "183 day", "investors, half a year"],
  investors12: ["31_821_712 FIL", "365 day", "investors, a year"],
  investors24: ["7_223_364 FIL", "730 day", "investors, two years"],
  investors36: ["88_536_841 FIL", "1095 day", "investors, three years"],
  investors72: ["9_805_053 FIL", "2190 day", "investors, six years"],
  protocolLabs: ["300_000_000 FIL", "2190 day", "Protocol Labs"],
  foundation: ["100_000_000 FIL", "2190 day", "Filecoin Foundation"],
};

const column = (index: 0 | 1 | 2): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(groups).map(([name, row]) => [name, row[index]]));

/**
 * Minting of Filecoin: one part of the block rewards decays with time, the other with a network time that advances only
 * as fast as the storage power of the network follows a baseline that grows year by year. Three quarters of a
 * reward vest over half a year, and the allocations of the launch vest from day 0.
 *
 * Closed forms over a step of any length: supply does not depend on the step where power is at least the baseline.
 */
const model: Model = defineModel({
  title: "Simple and baseline minting",
  about:
    "Block rewards that reward growth: part of them is minted only when the network's power keeps up with a baseline. With " +
    "vesting of rewards and of the launch's allocations, pledges and burned fees it gives the circulating supply.",
  source: ["filecoin-builtin-actors", "mechafil-jax"],
  assets: { FIL: { decimals: 18, baseUnit: "attoFIL" } },
  dimensions: { group: { elements: Object.keys(groups), label: "group with an allocation", labels: column(2) } },
  parameters: {
    simpleTotal: parameter("330_000_000 FIL", "all that simple minting will ever create", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
    }),
    baselineTotal: parameter("770_000_000 FIL", "all that baseline minting will ever create", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
    }),
    halfLife: parameter("6 year", "time in which half of what is left is minted", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
      range: ["1 year", "50 year"],
    }),
    baselineStart: parameter("2_888_888_880_000_000_000 B", "baseline power on day 0", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
      symbol: "b_0",
    }),
    growthFactor: parameter("2", "baseline power a year later over that of today", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
      range: ["1.01", "10"],
    }),
    startAge: parameter("0 day", "age of the network when the run begins (day 0 is 2020-10-15)", {
      confidence: "assumption",
    }),
    vestingShare: parameter("75 %", "share of a reward that vests; the rest is paid at once", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    vestingTime: parameter("180 day", "time over which it vests, evenly", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
    }),
    "granted[group]": {
      value: "0 FIL",
      elements: column(0),
      meaning: "allocation of the launch",
      source: "mechafil-jax",
      confidence: "protocol",
    },
    "allocationTime[group]": {
      value: "1 day",
      elements: column(1),
      meaning: "time over which an allocation vests, evenly, from day 0",
      source: "mechafil-jax",
      confidence: "protocol",
    },
    blockEpoch: parameter(
      "0 second",
      "length of the chain's epoch, in which it counts power and pays; 0 for the closed form in continuous time",
      { source: "filecoin-builtin-actors", confidence: "protocol", range: ["0 second", "1 hour"] },
    ),
    vestedFor: parameter("0 day", "how long the allocations have been vesting when the run begins", {
      confidence: "assumption",
    }),
    pledgeTarget: parameter("30 %", "share of the circulating supply that pledges aim at", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    pledgeDays: parameter("20 day", "time whose expected rewards are pledged for storage", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
    }),
    gamma: parameter("1", "weight of the baseline in the pledge for consensus before the ramp of FIP-0081", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    gammaAfter: parameter("1", "the same after the ramp; 0.7 by FIP-0081", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    rampStart: parameter("0 day", "age at which the ramp begins", { confidence: "assumption" }),
    rampTime: parameter("365 day", "length of the ramp", { source: "lotus-mainnet", confidence: "protocol" }),
    pledgeCap: parameter("1 FIL", "most that 32 GiB of quality-adjusted power pledge", {
      source: "filecoin-builtin-actors",
      confidence: "protocol",
    }),
  },
  inputs: {
    rawPower: input("EiB", "raw byte power of the network, on average over the step; by default at the baseline", {
      default: "meanBaseline",
    }),
    adjustedPower: input("EiB", "quality-adjusted power of the network", { default: "max(rawPower, {1 PiB})" }),
    pledged: input("FIL/day", "newly pledged by storage providers", { default: "0" }),
    released: input("FIL/day", "pledges given back", { default: "0" }),
    burnt: input("FIL/day", "fees and penalties that are burned", { default: "0" }),
    blocksMade: input("%", "blocks made over blocks expected; a block that is not made is not paid", { default: "1" }),
  },
  states: {
    cappedSum: state(
      "0 EiB*day",
      "cappedSum + capped * epoch",
      "power counted so far: raw byte power up to the baseline, times the time it was there",
      { symbol: "\\bar{R}" },
    ),
  },
  stocks: {
    circulating: stock("10_632_000 FIL", "free to be spent; at the start what was given out on day 0", {
      source: "mechafil-jax",
      confidence: "protocol",
    }),
    lockedRewards: stock("0 FIL", "rewards that vest", { conveyor: { time: "vestingTime", release: "linear" } }),
    pledge: stock("0 FIL", "pledged by storage providers"),
    "allocated[group]": {
      initial: "floor(granted[group] * max(1 - vestedFor / allocationTime[group], 0))",
      unit: "FIL",
      meaning: "allocations of the launch that have not vested",
      source: "mechafil-jax",
      confidence: "protocol",
      conveyor: { time: "max(allocationTime[group] - vestedFor, {1 day})", release: "linear" },
    },
  },
  flows: {
    paidAtOnce: mint("circulating", "(1 - vestingShare) * paid", "rewards paid at once"),
    paidToVest: mint("lockedRewards", "vestingShare * paid", "rewards that will vest"),
    rewardsVest: flow("lockedRewards", "circulating", "leaving(lockedRewards)", "rewards that have vested"),
    "allocationsVest[group]": {
      from: "allocated[group]",
      to: "circulating",
      equation: "leaving(allocated[group])",
      meaning: "allocations that have vested",
    },
    pledging: flow("circulating", "pledge", "pledged", "newly pledged"),
    releasing: flow("pledge", "circulating", "released", "pledges given back"),
    burning: burn("circulating", "burnt", "fees and penalties"),
  },
  auxiliaries: {
    age: auxiliary("day", "startAge + time", "time since the network's start", { symbol: "t" }),
    decay: auxiliary("1/day", "ln(2) / halfLife", "rate of decay of both parts", { symbol: "\\lambda" }),
    growth: auxiliary("1/year", "ln(growthFactor) / {1 year}", "rate of growth of the baseline", { symbol: "g" }),
    stepGrowth: auxiliary(
      "1",
      "growth * blockEpoch",
      "growth of the baseline in one epoch of the chain; less than a millionth",
    ),
    countedGrowth: auxiliary(
      "1/year",
      "growth * (1 - stepGrowth / 2 + stepGrowth ^ 2 / 6)",
      "the same rate for the chain's sums of epochs: (1 - exp(-step)) / blockEpoch to third order",
    ),
    paidAtStart: auxiliary(
      "1",
      "exp(decay * blockEpoch)",
      "simple minting pays an epoch at its start: by so much more",
    ),
    baseline: auxiliary("EiB", "baselineStart * exp(growth * age)", "baseline power", { symbol: "b" }),
    meanBaseline: auxiliary(
      "EiB",
      "baseline * (exp(growth * epoch) - 1) / (growth * epoch * (1 + stepGrowth / 2 + stepGrowth ^ 2 / 6))",
      "baseline power on average over the step",
    ),
    capped: auxiliary("EiB", "min(rawPower, meanBaseline)", "power that counts"),
    networkTime: auxiliary(
      "day",
      "ln(1 + countedGrowth * cappedSum / baselineStart) / growth",
      "time after which the baseline alone would have summed to the power counted",
      { symbol: "\\theta" },
    ),
    nextNetworkTime: auxiliary(
      "day",
      "ln(1 + countedGrowth * (cappedSum + capped * epoch) / baselineStart) / growth",
      "network time at the end of the step",
    ),
    simpleMinted: auxiliary("FIL", "simpleTotal * paidAtStart * (1 - exp(-decay * age))", "minted so far by time"),
    baselineMinted: auxiliary(
      "FIL",
      "baselineTotal * (1 - exp(-decay * networkTime))",
      "minted so far by network time",
    ),
    minted: auxiliary("FIL", "simpleMinted + baselineMinted", "all block rewards so far"),
    simpleReward: auxiliary(
      "FIL/day",
      "simpleTotal * paidAtStart * exp(-decay * age) * (1 - exp(-decay * epoch)) / epoch",
      "minted by time",
    ),
    baselineReward: auxiliary(
      "FIL/day",
      "baselineTotal * exp(-decay * networkTime) * (1 - exp(-decay * (nextNetworkTime - networkTime))) / epoch",
      "minted by network time",
    ),
    reward: auxiliary("FIL/day", "simpleReward + baselineReward", "block rewards if all expected blocks are made"),
    paid: auxiliary("FIL/day", "reward * blocksMade", "block rewards that are paid"),
    unvested: auxiliary("FIL", "sum(allocated[*])", "allocations that have not vested"),
    inflation: auxiliary("%/year", "paid / circulating", "block rewards over the circulating supply"),
    storagePledge: auxiliary(
      "FIL/PiB",
      "pledgeDays * reward / adjustedPower",
      "pledge for storage: expected rewards of new quality-adjusted power",
    ),
    baselineWeight: auxiliary(
      "1",
      "gamma + (gammaAfter - gamma) * max(min((age - rampStart) / rampTime, 1), 0)",
      "weight of the baseline in the pledge for consensus",
      { symbol: "\\gamma" },
    ),
    consensusPledge: auxiliary(
      "FIL/PiB",
      "pledgeTarget * circulating * (baselineWeight / max(adjustedPower, baseline) + (1 - baselineWeight) / adjustedPower)",
      "pledge for consensus: a share of the circulating supply",
    ),
    initialPledge: auxiliary(
      "FIL/PiB",
      "min(storagePledge + consensusPledge, pledgeCap / {32 GiB})",
      "pledge of new quality-adjusted power",
    ),
  },
  checks: {
    powerIsPositive: check("rawPower >= 0 and adjustedPower > 0", "power is not negative"),
    networkTimeIsBehind: check(
      "networkTime <= age + {0.001 day}",
      "network time does not run ahead of time: the power counted is that of a network of this age",
    ),
    blocksAreAShare: check("blocksMade >= 0", "blocks are not unmade"),
    amountsAreNotNegative: check("pledged >= 0 and released >= 0 and burnt >= 0", "amounts handed in are not negative"),
  },
});

export default model;
