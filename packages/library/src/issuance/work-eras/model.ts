import { auxiliary, check, defineModel, input, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/**
 * Block rewards that are set anew at certain heights, as in Ethereum's proof of work, with a part for blocks that
 * lost the race (uncles): each pays its own miner the less the later it is included, and its includer a 32nd.
 *
 * A step may hold many blocks but at most one change of the reward: the part before the change and the part after it are
 * paid at their own rewards.
 */
const model: Model = defineModel({
  title: "Block rewards by era, with uncles",
  about:
    "New coins for blocks and uncles of a chain whose reward was changed by upgrades. Fees are not created and do not appear; " +
    "nor does the difficulty, which sets the pace of blocks.",
  source: ["ethereum-yellow-paper", "cadlabs-ethereum"],
  assets: { ETH: { decimals: 18, baseUnit: "wei" } },
  units: { block: "count" },
  lookups: {
    rewardAt: {
      points: [
        ["0 block", "5 ETH/block"],
        ["4_370_000 block", "3 ETH/block"],
        ["7_280_000 block", "2 ETH/block"],
      ],
      beyond: "step",
      source: "ethereum-yellow-paper",
      confidence: "protocol",
      meaning: "reward of a block by its height: 5 ETH, 3 since Byzantium, 2 since Constantinople",
    },
    nextChange: {
      points: [
        ["0 block", "4_370_000 block"],
        ["4_370_000 block", "7_280_000 block"],
        ["7_280_000 block", "1_000_000_000_000 block"],
      ],
      beyond: "step",
      source: "ethereum-yellow-paper",
      confidence: "protocol",
      meaning: "height at which the reward changes next; the last is out of reach",
    },
  },
  parameters: {
    includerQuotient: parameter("32", "the includer of an uncle gets the block reward over this", {
      source: "ethereum-yellow-paper",
      confidence: "protocol",
    }),
    uncleDistance: parameter("2", "blocks by which an uncle is late, on average; its miner gets (8 - this) / 8", {
      source:
        "Uncles get up to 75 % of the reward, buterin-2016-uncles, which is the part of one that is two blocks late.",
      confidence: "assumption",
      range: ["1", "6"],
    }),
    blockTime: parameter("14.5 second/block", "average time between blocks", {
      source: "About the mean of 2016 to 2020, from memory.",
      confidence: "unverified",
      range: ["10 second/block", "40 second/block"],
    }),
  },
  inputs: {
    blocks: input("block/day", "blocks made; by default one per block time", { default: "1 / blockTime" }),
    uncles: input("%", "uncles included for each block", { default: "{7 %}", confidence: "assumption" }),
    lateness: input("1", "blocks by which an uncle is late, on average", { default: "uncleDistance" }),
  },
  states: {
    height: state(
      "1 block",
      "end",
      "number of blocks before the step, which is the next block's height; block 0 is there at the start and pays nothing",
    ),
  },
  stocks: {
    genesis: stock("72_009_990.499480000000000000 ETH", "sold or given out before the first block", {
      source:
        "The supply of the first day less that day's rewards is 72 009 990.50, cadlabs-ethereum; further digits from memory.",
      confidence: "unverified",
    }),
    miners: stock("0 ETH", "created for blocks and uncles"),
  },
  flows: {
    blockRewards: mint("miners", "paid", "for blocks"),
    includers: mint("miners", "floor(uncles * paid / includerQuotient)", "for including uncles"),
    uncleRewards: mint("miners", "floor(uncles * paid * (8 - lateness) / 8)", "for the miners of uncles"),
  },
  auxiliaries: {
    end: auxiliary("block", "height + blocks * epoch", "height after the step"),
    change: auxiliary("block", "lookup(nextChange, height)", "height at which the reward changes next"),
    reward: auxiliary("ETH/block", "lookup(rewardAt, height)", "reward of the next block"),
    laterReward: auxiliary("ETH/block", "lookup(rewardAt, change)", "reward after the next change"),
    before: auxiliary("block/day", "min(blocks, (change - height) / epoch)", "blocks of the step before the change"),
    paid: auxiliary(
      "ETH/day",
      "floor(before * reward + (blocks - before) * laterReward)",
      "rewards of the blocks of the step",
    ),
    supply: auxiliary("ETH", "genesis + miners", "all ETH"),
    issuance: auxiliary("ETH/day", "blockRewards + includers + uncleRewards", "created a day"),
    inflation: auxiliary(
      "%/year",
      "if supply > 0 then issuance / supply else 0",
      "created over what there is, at the pace of the step",
    ),
  },
  checks: {
    atMostOneChange: check("end <= lookup(nextChange, change)", "a step holds at most one change of the reward"),
    inputsAreSound: check(
      "blocks >= 0 and uncles >= 0 and uncles <= 2 and lateness >= 1 and lateness <= 6",
      "blocks are not unmade, and a block includes at most two uncles, none later than six blocks",
    ),
  },
});

export default model;
