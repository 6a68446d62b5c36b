import { auxiliary, check, defineModel, input, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * Block subsidy that halves at a fixed interval of blocks, as in Bitcoin: block h creates the first
 * subsidy shifted right by h div interval, so fractions of the base unit are lost at each halving.
 *
 * A step may hold many blocks, whole or not, but at most one era of them: the part before the halving and
 * the part after it are paid at their own subsidies, so supply is exact at every height.
 */
const model: Model = defineModel({
  title: "Block subsidy with halvings",
  about:
    "New coins are created by blocks alone. The subsidy of a block halves after every interval and ends when it falls " +
    "below one base unit. Fees move coins between their owners and do not appear here; nor does the difficulty.",
  source: ["bitcoin-core", "nakamoto-2008"],
  assets: { BTC: { decimals: 8, baseUnit: "sat" } },
  units: { block: "count" },
  parameters: {
    firstSubsidy: parameter("50 BTC/block", "subsidy of block 0", {
      source: "bitcoin-core",
      confidence: "protocol",
      symbol: "s_0",
    }),
    interval: parameter("210_000 block", "blocks between two halvings", {
      source: "bitcoin-core",
      confidence: "protocol",
    }),
    blockTime: parameter("10 minute/block", "average time between blocks, held by the difficulty", {
      source: "nakamoto-2008",
      confidence: "protocol",
    }),
  },
  inputs: {
    blocks: input("block/day", "blocks made; by default one per block time", { default: "1 / blockTime" }),
  },
  states: {
    height: state(
      "0 block",
      "height + blocks * epoch",
      "number of blocks before the step, which is the next block's height",
    ),
  },
  stocks: {
    supply: stock("0 BTC", "coins created so far"),
  },
  flows: {
    minted: mint("supply", "beforeHalving * subsidy + afterHalving * nextSubsidy", "coins created by blocks"),
  },
  auxiliaries: {
    era: auxiliary("1", "floor(height / interval)", "halvings so far"),
    subsidy: auxiliary(
      "BTC/block",
      "floor(firstSubsidy * {1 block} / 2 ^ era) / {1 block}",
      "subsidy of the next block",
    ),
    nextSubsidy: auxiliary(
      "BTC/block",
      "floor(firstSubsidy * {1 block} / 2 ^ (era + 1)) / {1 block}",
      "subsidy of a block after the next halving",
    ),
    beforeHalving: auxiliary(
      "block/day",
      "min(blocks, ((era + 1) * interval - height) / epoch)",
      "blocks of the step made before the next halving",
    ),
    afterHalving: auxiliary("block/day", "blocks - beforeHalving", "blocks of the step made after it"),
    inflation: auxiliary(
      "%/year",
      "if supply > 0 then minted / supply else 0",
      "coins created over coins there are, at the pace of the step",
    ),
  },
  checks: {
    // Less than one block more, because 35 000 hours of blocks are 210 000 only up to rounding in doubles.
    atMostOneEra: check(
      "blocks * epoch < interval + {1 block}",
      "a step holds at most one era of blocks, so at most one halving",
    ),
    blocksAreNotNegative: check("blocks >= 0", "blocks are not unmade"),
  },
});

export default model;
