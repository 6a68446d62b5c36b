import type { NetworkHistory } from "../../history.js";

/**
 * What was in force from which day on. The rewards of blocks, 5, 3 and 2 ETH, are not here: `work` has them by height, and the days
 * of 16 October 2017 and 28 February 2019 follow from the pace of blocks.
 */
const history: NetworkHistory = {
  eras: [
    {
      from: "2015-07-30",
      title: "Frontier: blocks by work",
      source: "eip-6953",
      confidence: "protocol",
      parameters: {
        mined: "1",
        staking: "0",
        burning: "0",
        withdrawing: "0",
        "energy.at": "1_000_000 day",
      },
    },
    {
      from: "2020-12-01",
      title: "Beacon chain: stake beside work",
      source: "eip-6953; the day from memory.",
      confidence: "unverified",
      parameters: { staking: "1" },
    },
    {
      from: "2021-08-05",
      title: "London: base fees are burned",
      source: "eip-6953, block 12 965 000; the day from memory.",
      confidence: "unverified",
      parameters: { burning: "1", gasLimit: "30_000_000 gas/block" },
    },
    {
      from: "2022-09-15",
      title: "Paris, the Merge: no more work",
      source: "ethereum-execution-specs",
      confidence: "protocol",
      parameters: { mined: "0", "energy.at": "0 day" },
    },
    {
      from: "2023-04-12",
      title: "Shanghai: stake can be withdrawn",
      source: "ethereum-execution-specs",
      confidence: "protocol",
      parameters: { withdrawing: "1" },
    },
    {
      from: "2025-02-04",
      title: "Proposers vote for 36 million gas",
      source: "From memory.",
      confidence: "unverified",
      parameters: { gasLimit: "36_000_000 gas/block" },
    },
    {
      from: "2025-07-22",
      title: "Proposers vote for 45 million gas",
      source: "From memory.",
      confidence: "unverified",
      parameters: { gasLimit: "45_000_000 gas/block" },
    },
  ],
  amounts: {
    of: "2022-09-15",
    names: ["stake.staked", "stake.liquid", "work.height", "price.startPrice"],
  },
};

export default history;
