import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "cardano-epoch-208": {
    title: "Cardano at the start of Shelley (epoch 208)",
    about: "Every available reward is paid out, which is the upper bound of issuance.",
    source: "cf-java-rewards-calculation",
    confidence: "measured",
    steps: 730,
    stocks: { reserve: "13_888_022_852.926644 token", circulating: "31_111_977_147.073356 token", treasury: "0 token" },
  },
  "cardano-epoch-400": {
    title: "Cardano after epoch 400 (March 2023)",
    about: "45.3 % of the available rewards return to the reserve, as recorded in epoch 400.",
    source: "cf-java-rewards-calculation",
    confidence: "measured",
    steps: 730,
    stocks: {
      reserve: "9_408_537_858.242252 token",
      circulating: "34_393_403_708.812828 token",
      treasury: "1_198_058_432.944920 token",
    },
    // 10 089 046 751 034 lovelace of 22 266 987 582 640 were not distributed in epoch 400.
    inputs: { unpaid: "0.4531 * available", performance: "0.972" },
  },
  "every-reward-paid": {
    title: "No reward returns",
    about: "The reserve falls by exactly ρ per epoch. A common simplification, and far too fast for Cardano.",
    steps: 365,
    inputs: { unpaid: "0", fees: "0" },
  },
};

export default scenarios;
