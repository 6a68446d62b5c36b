import { auxiliary, check, defineModel, flow, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * The same reward for every block, for ever, with the priority fees of users on top and a burned base fee, as on
 * Monad. Issuance per year is the reward times the blocks of a year, so inflation falls as the supply grows.
 */
const model: Model = defineModel({
  title: "A constant reward for every block",
  about:
    "Every block creates the same amount for the leader who made it. The rate of inflation follows from the pace of blocks and " +
    "tends to zero. Fees are handed in.",
  source: "monad-staking",
  assets: { token: { decimals: 18 } },
  units: { block: "count" },
  parameters: {
    reward: parameter("25 token/block", "created by a block", { source: "monad-staking", confidence: "protocol" }),
    blockTime: parameter("0.4 second/block", "time between blocks", {
      source: "From memory; press reports of about 2 % a year agree.",
      confidence: "unverified",
      range: ["0.1 second/block", "20 second/block"],
    }),
    commission: parameter("10 %", "share of the created reward that validators keep before it goes to all stake", {
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    blocks: input("block/day", "blocks made; by default one per block time", { default: "1 / blockTime" }),
    priorityFees: input("token/day", "fees that users pay to the validators", { default: "0" }),
    baseFees: input("token/day", "fees that are burned", { default: "0" }),
    stakedShare: input("%", "staked tokens over all tokens", { default: "{50 %}", confidence: "assumption" }),
  },
  stocks: {
    circulating: stock("100_000_000_000 token", "all tokens but what validators got", { confidence: "assumption" }),
    validators: stock("0 token", "what validators got and have not spent"),
  },
  flows: {
    toValidators: mint("validators", "floor(created * commission)", "created for validators, the commission"),
    toStake: mint("circulating", "created - toValidators", "created for all who stake"),
    tips: flow("circulating", "validators", "floor(priorityFees)", "priority fees"),
    burned: { from: "circulating", equation: "floor(baseFees)", meaning: "base fees, burned" },
  },
  auxiliaries: {
    supply: auxiliary("token", "circulating + validators", "all tokens"),
    created: auxiliary("token/day", "floor(reward * blocks)", "created by the blocks of the step"),
    inflation: auxiliary("%/year", "if supply > 0 then created / supply else 0", "creation over the supply"),
    netInflation: auxiliary(
      "%/year",
      "if supply > 0 then (created - burned) / supply else 0",
      "creation less burning over the supply",
    ),
    stakingYield: auxiliary(
      "%/year",
      "if stakedShare > 0 and supply > 0 then toStake / (stakedShare * supply) else 0",
      "what stake earns, after the commission and not compounded",
    ),
  },
  checks: {
    nothingIsNegative: check(
      "blocks >= 0 and priorityFees >= 0 and baseFees >= 0",
      "blocks are not unmade and fees are not negative",
    ),
    commissionIsShare: check("commission >= 0 and commission <= 1", "the commission lies between 0 % and 100 %"),
  },
});

export default model;
