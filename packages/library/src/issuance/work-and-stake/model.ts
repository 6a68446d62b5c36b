import { auxiliary, check, defineModel, input, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * Block subsidy of a hybrid chain, as in Decred: it falls by a hundredth-and-first after every interval of blocks and is
 * split among miners, the voters of the block before, and a treasury. Each division rounds down to a base unit.
 *
 * A step may hold many blocks, but at most one interval of them: the part before the reduction and the part after
 * it are paid at their own subsidies, so every pot is exact at every height.
 */
const model: Model = defineModel({
  title: "Block subsidy split among work, stake and a treasury",
  about:
    "New coins for miners, voters and a treasury in fixed proportions of a subsidy that shrinks at a fixed interval. Blocks with " +
    "fewer votes pay miners and the treasury less. The first block holds the initial distribution.",
  source: "dcrd",
  assets: { DCR: { decimals: 8, baseUnit: "atom" } },
  units: { block: "count" },
  parameters: {
    firstSubsidy: parameter("31.19582664 DCR/block", "subsidy of the first interval, before it is split", {
      source: "dcrd",
      confidence: "protocol",
      symbol: "s_0",
    }),
    multiplier: parameter("100", "the subsidy times this over the divisor is that of the next interval", {
      source: "dcrd",
      confidence: "protocol",
    }),
    divisor: parameter("101", "see the multiplier", { source: "dcrd", confidence: "protocol" }),
    interval: parameter("6144 block", "blocks between two reductions", { source: "dcrd", confidence: "protocol" }),
    workShare: parameter("6", "part of the subsidy for miners, of the sum of the three", {
      source: "dcrd",
      confidence: "protocol",
      range: ["0", "100"],
    }),
    stakeShare: parameter("3", "part for voters", { source: "dcrd", confidence: "protocol", range: ["0", "100"] }),
    treasuryShare: parameter("1", "part for the treasury", {
      source: "dcrd",
      confidence: "protocol",
      range: ["0", "100"],
    }),
    votesPerBlock: parameter("5", "votes in a full block", { source: "dcrd", confidence: "protocol" }),
    votingHeight: parameter("4096 block", "first block that holds votes", { source: "dcrd", confidence: "protocol" }),
    premine: parameter("1_680_000 DCR", "initial distribution, in block 1", { source: "dcrd", confidence: "protocol" }),
    blockTime: parameter("5 minute/block", "average time between blocks", {
      source: "Target of Decred's main network, from memory.",
      confidence: "unverified",
    }),
  },
  inputs: {
    blocks: input("block/day", "blocks made; by default one per block time", { default: "1 / blockTime" }),
    votes: input("1", "votes in a block, on average; by default all", { default: "votesPerBlock" }),
  },
  states: {
    height: state("0 block", "end", "number of blocks before the step, which is the next block's height"),
    subsidy: state(
      "31.19582664 DCR/block",
      "if end >= boundary then nextSubsidy else subsidy",
      "subsidy of a block, before it is split",
      {
        symbol: "s",
        source: "dcrd",
        confidence: "protocol",
      },
    ),
  },
  stocks: {
    initial: stock("0 DCR", "given out in block 1"),
    miners: stock("0 DCR", "earned by work"),
    voters: stock("0 DCR", "earned by votes"),
    treasury: stock("0 DCR", "issued to the treasury"),
  },
  flows: {
    distribution: mint("initial", "if height <= {1 block} and end > {1 block} then premine / epoch else 0", "block 1"),
    work: mint(
      "miners",
      "((payingBefore - votingBefore) * fullWork + votingBefore * workWith + after * nextWork) / epoch",
      "paid for work",
    ),
    stake: mint("voters", "(votingBefore * voteReward + after * nextVoteReward) / epoch", "paid for votes"),
    tax: mint(
      "treasury",
      "((payingBefore - votingBefore) * fullTax + votingBefore * taxWith + after * nextTax) / epoch",
      "issued to the treasury",
    ),
  },
  auxiliaries: {
    end: auxiliary("block", "height + blocks * epoch", "height after the step"),
    boundary: auxiliary("block", "(floor(height / interval) + 1) * interval", "height of the next reduction"),
    payingBefore: auxiliary(
      "block",
      "max(min(end, boundary) - max(height, {2 block}), 0)",
      "blocks of the step before the reduction that pay a subsidy: all but blocks 0 and 1",
    ),
    votingBefore: auxiliary(
      "block",
      "max(min(end, boundary) - max(height, votingHeight), 0)",
      "blocks of the step before the reduction that hold votes",
    ),
    after: auxiliary("block", "max(end - boundary, 0)", "blocks of the step after the reduction; all of them vote"),
    nextSubsidy: auxiliary(
      "DCR/block",
      "floor(subsidy * {1 block} * multiplier / divisor) / {1 block}",
      "subsidy after the next reduction",
    ),
    shares: auxiliary("1", "workShare + stakeShare + treasuryShare", "sum of the parts"),
    valid: auxiliary(
      "1",
      "if votes >= floor(votesPerBlock / 2) + 1 then votes else 0",
      "votes, or none where there are too few for a valid block",
    ),
    fullWork: auxiliary(
      "DCR/block",
      "floor(subsidy * {1 block} * workShare / shares) / {1 block}",
      "for work, all votes given",
    ),
    fullTax: auxiliary(
      "DCR/block",
      "floor(subsidy * {1 block} * treasuryShare / shares) / {1 block}",
      "for the treasury",
    ),
    workWith: auxiliary(
      "DCR/block",
      "floor(fullWork * {1 block} * valid / votesPerBlock) / {1 block}",
      "for work with these votes",
    ),
    taxWith: auxiliary(
      "DCR/block",
      "floor(fullTax * {1 block} * valid / votesPerBlock) / {1 block}",
      "for the treasury with these votes",
    ),
    vote: auxiliary(
      "DCR/block",
      "floor(subsidy * {1 block} * stakeShare / (shares * votesPerBlock)) / {1 block}",
      "for one vote",
    ),
    voteReward: auxiliary("DCR/block", "vote * valid", "for the votes of a block"),
    nextWork: auxiliary(
      "DCR/block",
      "floor(floor(nextSubsidy * {1 block} * workShare / shares) * valid / votesPerBlock) / {1 block}",
      "for work after the next reduction",
    ),
    nextTax: auxiliary(
      "DCR/block",
      "floor(floor(nextSubsidy * {1 block} * treasuryShare / shares) * valid / votesPerBlock) / {1 block}",
      "for the treasury after it",
    ),
    nextVoteReward: auxiliary(
      "DCR/block",
      "floor(nextSubsidy * {1 block} * stakeShare / (shares * votesPerBlock)) / {1 block} * valid",
      "for votes after it",
    ),
    supply: auxiliary("DCR", "initial + miners + voters + treasury", "coins created so far"),
    issuance: auxiliary("DCR/day", "work + stake + tax", "coins created, the first block apart"),
    inflation: auxiliary("%/year", "if supply > 0 then issuance / supply else 0", "coins created over coins there are"),
  },
  checks: {
    // Less than one block more, because blocks of a step are a quotient of doubles on the fast backend.
    atMostOneInterval: check(
      "blocks * epoch < interval + {1 block}",
      "a step holds at most one interval of blocks, so at most one reduction",
    ),
    votesFit: check("votes >= 0 and votes <= votesPerBlock", "a block holds at most all votes"),
    blocksAreNotNegative: check("blocks >= 0", "blocks are not unmade"),
    votingBeforeReduction: check("votingHeight <= interval", "voting begins in the first interval"),
  },
});

export default model;
