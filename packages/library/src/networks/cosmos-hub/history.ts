import type { NetworkHistory } from "../../history.js";

/** Parameters of the Cosmos Hub's mint module by date. */
const history: NetworkHistory = {
  eras: [
    {
      from: "2019-03-14",
      title: "launch",
      source: "cosmos-blocks-per-year; the first block was on 2019-03-13 at 23:00 UTC",
      confidence: "protocol",
      parameters: {
        "supply.goal": "67 %",
        "supply.rateChange": "13 %",
        "supply.maximum": "20 %",
        "supply.minimum": "7 %",
        "supply.blocksPerYear": "6_311_520 block",
        "supply.blockTime": "6.7 second/block",
      },
    },
    {
      from: "2019-04-22",
      title: "second chain: the rule expects blocks of 6.5 seconds",
      source: "cosmos-governance-mint and cosmos-blocks-per-year; the day from memory",
      confidence: "unverified",
      parameters: { "supply.blocksPerYear": "4_855_015 block", "supply.blockTime": "7.0 second/block" },
    },
    {
      from: "2020-10-01",
      title: "proposal 30: the rule expects blocks of 7.24 seconds",
      source: "From memory, and the day within some months.",
      confidence: "unverified",
      parameters: { "supply.blocksPerYear": "4_360_000 block" },
    },
    {
      from: "2021-07-01",
      title: "proposal 48: inflation moves up to a hundred points in a year",
      source: "cosmos-governance-mint for the value; the day from memory, within some months.",
      confidence: "unverified",
      parameters: { "supply.rateChange": "100 %", "supply.blockTime": "6.5 second/block" },
    },
    {
      from: "2023-11-26",
      title: "proposal 848: inflation of 10 % at most",
      source: "Press reports of November 2023; voting ended on 26 November.",
      confidence: "unverified",
      parameters: { "supply.maximum": "10 %", "supply.blockTime": "6 second/block" },
    },
  ],
  amounts: { of: "2023-11-26", names: ["supply.supply", "supply.inflation"] },
};

export default history;
