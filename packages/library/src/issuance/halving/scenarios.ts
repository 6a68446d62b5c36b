import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "bitcoin-genesis": {
    title: "Bitcoin from its first block, ten days a step",
    about: "1440 blocks a step; the last satoshi is created in era 32, some 132 years after the first block.",
    source: "bitcoin-core",
    confidence: "protocol",
    step: "10 day",
    steps: 4818,
  },
  "bitcoin-by-era": {
    title: "Bitcoin, one era a step",
    about: "210 000 blocks a step, which at ten minutes a block is 1458 days and 8 hours.",
    source: "bitcoin-core",
    confidence: "protocol",
    step: "35000 hour",
    steps: 34,
  },
  "bitcoin-height-840000": {
    title: "Bitcoin from the fourth halving (April 2024)",
    source: "bitcoin-core",
    confidence: "protocol",
    step: "1 day",
    steps: 3650,
    states: { height: "840_000 block" },
    stocks: { supply: "19_687_500 BTC" },
  },
};

export default scenarios;
