import { auxiliary, check, defineModel, input, type Model, parameter, state } from "@tokenwright/engine";

/**
 * A fee market with a base fee that the protocol sets and burns, as in EIP-1559: after a block that used more
 * gas than the target the base fee rises, by an eighth when the block was full, after one that used less it
 * falls. Tips go to the block's proposer.
 *
 * A step is one block. The base fee is a whole number of wei per gas, rounded as clients do. The model keeps no coins:
 * what it says is burned is destroyed by the supply it is wired to.
 */
const model: Model = defineModel({
  title: "Base fee, burned",
  about:
    "Gas used moves the base fee of the next block; the base fee is burned and tips are paid on top. Without data the gas " +
    "used is a demand that falls as the fee rises, so that the base fee finds its level. Wire what is burned to a supply.",
  source: ["eip-1559", "go-ethereum"],
  epoch: "12 second",
  assets: { ETH: { decimals: 18, baseUnit: "wei" } },
  units: { gas: "count", gwei: "0.000000001 ETH" },
  parameters: {
    gasLimit: parameter("30_000_000 gas/epoch", "most gas a block may use", {
      source: "Value of 2021 to 2024, from memory; block proposers vote on it.",
      confidence: "unverified",
      range: ["1_000_000 gas/epoch", "1_000_000_000 gas/epoch"],
    }),
    elasticity: parameter("2", "gas limit over gas target (ELASTICITY_MULTIPLIER)", {
      source: "eip-1559",
      confidence: "protocol",
      range: ["1", "10"],
    }),
    maxChangeDenominator: parameter("8", "a full block raises the base fee by one over this (twice the target used)", {
      source: "eip-1559",
      confidence: "protocol",
      range: ["1", "1000"],
    }),
    fairFee: parameter("20 gwei/gas", "base fee at which demand is the target", { confidence: "assumption" }),
    demandElasticity: parameter("1", "percent by which demand falls when the base fee rises by one percent", {
      confidence: "assumption",
      range: ["0", "10"],
    }),
    tip: parameter("1 gwei/gas", "tip to the proposer, on average", { confidence: "assumption" }),
  },
  inputs: {
    gasUsed: input("gas/epoch", "gas the block uses; by default the demand at this base fee, as far as it fits", {
      default: "floor(min(gasLimit, demand))",
      symbol: "g",
    }),
  },
  states: {
    baseFee: state(
      "20 gwei/gas",
      "max(baseFee + rise - fall, 0)",
      "base fee of the block, a whole number of wei per gas",
      { symbol: "b", confidence: "assumption" },
    ),
  },
  auxiliaries: {
    target: auxiliary("gas/epoch", "floor(gasLimit / elasticity)", "gas at which the base fee stays", { symbol: "t" }),
    demand: auxiliary(
      "gas/epoch",
      "target * (fairFee / max(baseFee, {1 wei/gas})) ^ demandElasticity",
      "gas that users would buy at this base fee",
    ),
    baseFeeWei: auxiliary("1", "baseFee / {1 wei/gas}", "the base fee in wei per gas"),
    rise: auxiliary(
      "wei/gas",
      "if gasUsed > target then max(floor(baseFeeWei * (gasUsed - target) / target / maxChangeDenominator), 1) * {1 wei/gas} else 0",
      "how much higher the next base fee is: at least one wei when more than the target was used",
    ),
    fall: auxiliary(
      "wei/gas",
      "if gasUsed < target then floor(baseFeeWei * (target - gasUsed) / target / maxChangeDenominator) * {1 wei/gas} else 0",
      "how much lower the next base fee is",
    ),
    nextBaseFee: auxiliary("wei/gas", "max(baseFee + rise - fall, 0)", "base fee of the next block"),
    fullness: auxiliary("%", "gasUsed / gasLimit", "gas used over the limit"),
    burned: auxiliary("ETH/epoch", "baseFee * gasUsed", "base fees, to be burned"),
    tips: auxiliary("ETH/epoch", "floor(tip * gasUsed)", "paid to the proposer on top"),
    feesPaid: auxiliary("ETH/epoch", "burned + tips", "what users pay"),
    burnPerYear: auxiliary("ETH/year", "burned", "base fees at the pace of this block"),
  },
  checks: {
    blockFits: check("gasUsed >= 0 and gasUsed <= gasLimit", "a block uses no more gas than its limit"),
    gasIsWhole: check("gasUsed = floor(gasUsed)", "gas is a whole number"),
    baseFeeIsNotNegative: check("baseFee >= 0", "the base fee is never negative"),
  },
});

export default model;
