import { auxiliary, check, defineModel, input, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * Inflation that looks for a share of bonded tokens, after the mint module of the Cosmos SDK: below the goal
 * inflation rises, above it falls, the faster the further away, and never leaves its bounds.
 *
 *   change per block = (1 − bonded / goal) · rateChange / blocksPerYear
 *   provision of a block = ⌊inflation · supply / blocksPerYear⌋
 *
 * A step may hold many blocks. They are all paid at the inflation the step ends with, on the supply it starts
 * with, so a step of one block is the protocol's rule.
 */
const model: Model = defineModel({
  title: "Inflation that targets a share of bonded tokens",
  about:
    "Yearly inflation moves with the distance of the bonded share from its goal, within bounds, and every block creates " +
    "its part. Who bonds, and how new tokens are shared out, is for other models.",
  source: "cosmos-sdk-mint",
  assets: { token: { decimals: 6 } },
  units: { block: "count" },
  parameters: {
    goal: parameter("67 %", "share of bonded tokens at which inflation stays as it is", {
      source: "cosmos-sdk-mint",
      confidence: "protocol",
      range: ["10 %", "100 %"],
    }),
    rateChange: parameter("13 %", "change of yearly inflation in a year when nothing is bonded", {
      source: "cosmos-sdk-mint",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    maximum: parameter("20 %", "yearly inflation above which it does not rise", {
      source: "cosmos-sdk-mint",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    minimum: parameter("7 %", "yearly inflation below which it does not fall", {
      source: "cosmos-sdk-mint",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    blocksPerYear: parameter("6_311_520 block", "blocks that the rule takes for a year", {
      source: "cosmos-sdk-mint",
      confidence: "protocol",
    }),
    blockTime: parameter(
      "5 second/block",
      "real time between blocks; the rule expects 365.25 days over blocksPerYear",
      {
        confidence: "assumption",
        range: ["1 second/block", "10 second/block"],
      },
    ),
  },
  inputs: {
    blocks: input("block/day", "blocks made; by default one per block time", { default: "1 / blockTime" }),
    bondedShare: input("%", "bonded tokens over all tokens; by default the goal", { default: "goal" }),
  },
  states: {
    inflation: state("13 %", "nextInflation", "yearly inflation by which the blocks before the step were paid", {
      source: "cosmos-sdk-mint",
      confidence: "protocol",
    }),
  },
  stocks: {
    supply: stock("240_000_000 token", "all tokens created so far", { confidence: "assumption" }),
  },
  flows: {
    minted: mint("supply", "floor(provision * blocks)", "created by the blocks of the step"),
  },
  auxiliaries: {
    changePerBlock: auxiliary(
      "%/block",
      "(1 - bondedShare / goal) * rateChange / blocksPerYear",
      "change of yearly inflation in a block, before the bounds",
    ),
    nextInflation: auxiliary(
      "%",
      "max(minimum, min(maximum, inflation + changePerBlock * blocks * epoch))",
      "yearly inflation by which the blocks of the step are paid",
    ),
    provision: auxiliary(
      "token/block",
      "floor(nextInflation * supply * {1 block} / blocksPerYear) / {1 block}",
      "created by one block",
    ),
    realInflation: auxiliary(
      "%/year",
      "if supply > 0 then minted / supply else 0",
      "creation over the supply, per real year instead of the rule's",
    ),
    stakingYield: auxiliary(
      "%/year",
      "if bondedShare > 0 and supply > 0 then minted / (bondedShare * supply) else 0",
      "creation over the bonded tokens, before what the community takes and not compounded",
    ),
  },
  checks: {
    bondedShareIsShare: check("bondedShare >= 0 and bondedShare <= 1", "the bonded share lies between 0 % and 100 %"),
    goalIsPositive: check("goal > 0 and goal <= 1", "the goal is a share above 0 %"),
    boundsInOrder: check("minimum >= 0 and minimum <= maximum", "the bounds of inflation are in order"),
    blocksAreNotNegative: check("blocks >= 0", "blocks are not unmade"),
  },
});

export default model;
