import type { NetworkHistory } from "../../history.js";

/** Tezos' issuance by protocol. Protocols that did not change it (Delphi to Lima but for Granada, Seoul) are left out. */
const history: NetworkHistory = {
  eras: [
    {
      from: "2020-03-05",
      title: "Carthage: a minute a block, 80 tez a minute",
      source: "tezos-amendments for the month, octez-rewards for the amount; the day from memory",
      confidence: "unverified",
      parameters: {
        "supply.blockTime": "60 second/block",
        "supply.cycle": "245760 second",
        "supply.isAdaptive": "0",
        "supply.hasAdaptiveMaximum": "0",
        "supply.dataWeight": "0",
        liquiditySubsidy: "0 tez/minute",
        edge: "1",
      },
    },
    {
      from: "2021-08-06",
      title: "Granada: half a minute a block, and liquidity baking",
      source: "tezos-amendments for the month and the rules; day and subsidy from memory",
      confidence: "unverified",
      parameters: { "supply.blockTime": "30 second/block", liquiditySubsidy: "5 tez/minute" },
    },
    {
      from: "2023-03-29",
      title: "Mumbai: 15 seconds a block",
      source: "tezos-amendments for the month and the rule; the day from memory",
      confidence: "unverified",
      parameters: { "supply.blockTime": "15 second/block" },
    },
    {
      from: "2024-06-05",
      title: "Paris: 10 seconds a block",
      source: "tezos-amendments",
      confidence: "protocol",
      parameters: { "supply.blockTime": "10 second/block" },
    },
    {
      from: "2024-06-19",
      title: "cycle 748: adaptive issuance",
      source: "octez-adaptive-maximum for the cycle; the day follows from five cycles after Paris",
      confidence: "unverified",
      parameters: { "supply.isAdaptive": "1", edge: "2" },
    },
    {
      from: "2025-01-20",
      title: "Quebec: 8 seconds a block, and the adaptive maximum",
      source: "octez-adaptive-maximum for the rules; the day from memory",
      confidence: "unverified",
      parameters: { "supply.blockTime": "8 second/block", "supply.hasAdaptiveMaximum": "1" },
    },
    {
      from: "2025-05-01",
      title: "Rio: cycles of a day, and rewards for attesting to data",
      source: "octez-rio; the day from memory",
      confidence: "unverified",
      parameters: { "supply.cycle": "1 day", "supply.dataWeight": "2275", edge: "3" },
    },
    {
      from: "2026-01-24",
      title: "Tallinn: 6 seconds a block",
      source: "octez-tallinn; the day is the Saturday of press reports",
      confidence: "unverified",
      parameters: { "supply.blockTime": "6 second/block" },
    },
  ],
  ages: { sinceActivation: "2024-06-19" },
  amounts: { of: "2026-01-24", names: ["supply.supply", "supply.dynamicBefore"] },
};

export default history;
