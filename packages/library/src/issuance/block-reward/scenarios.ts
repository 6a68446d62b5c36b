import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "monad-launch": {
    title: "Monad from its launch (November 2025)",
    about: "25 MON a block and 0.4 seconds a block are 1971 M a year, 1.97 % of the 100 000 M at the start.",
    source: "Reward of monad-staking; block time from memory.",
    confidence: "unverified",
    step: "1 day",
    steps: 3650,
    parameters: { reward: "25 token/block", blockTime: "0.4 second/block" },
  },
  "faster-blocks": {
    title: "Blocks of 0.3 seconds at the same reward",
    about: "The pace of blocks is money policy: the same reward creates a third more in a year.",
    step: "1 day",
    steps: 3650,
    parameters: { blockTime: "0.3 second/block" },
  },
};

export default scenarios;
