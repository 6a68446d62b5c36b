import type { NetworkHistory } from "../../history.js";

const height = "The day from memory, within two days of five minutes a block since 8 February 2016.";

/** How the subsidy was split, by the days on which the heights in `rule.ts` were reached. */
const history: NetworkHistory = {
  eras: [
    {
      from: "2016-02-08",
      title: "First block: six tenths for work",
      source: "dcrd; the day from memory.",
      confidence: "unverified",
      parameters: { "supply.workShare": "6", "supply.stakeShare": "3", "supply.treasuryShare": "1" },
    },
    {
      from: "2022-05-08",
      title: "DCP-0010: one tenth for work",
      source: `decred-dcps, in force from block 657 280. ${height}`,
      confidence: "unverified",
      parameters: { "supply.workShare": "1", "supply.stakeShare": "8", "supply.treasuryShare": "1" },
    },
    {
      from: "2023-08-29",
      title: "DCP-0012: one hundredth for work",
      source: `decred-dcps, in force from block 794 368, from memory. ${height}`,
      confidence: "unverified",
      parameters: { "supply.workShare": "1", "supply.stakeShare": "89", "supply.treasuryShare": "10" },
    },
  ],
  amounts: {
    of: "2023-08-29",
    names: [
      "supply.height",
      "supply.subsidy",
      "supply.initial",
      "supply.miners",
      "supply.voters",
      "supply.treasury",
      "price.startPrice",
    ],
  },
};

export default history;
