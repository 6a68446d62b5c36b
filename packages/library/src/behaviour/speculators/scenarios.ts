import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "slow-choices": {
    title: "Below the critical intensity: the price returns to its value",
    steps: 120,
    parameters: { intensity: "2.2 1/USD" },
  },
  "above-its-value": {
    title: "Beyond the critical intensity: the price settles above its value",
    about: "Knowing the value costs more than it brings, and trend followers have it their way.",
    source: "brock-hommes-1998",
    steps: 400,
    parameters: { intensity: "3 1/USD", startDeviation: "0.5 USD/token" },
  },
  "bubbles-and-crashes": {
    title: "Fast choices: bubbles and crashes without any news",
    source: "brock-hommes-1998",
    steps: 400,
    parameters: { intensity: "3.6 1/USD" },
  },
  noisy: {
    title: "The same with trades for other reasons",
    steps: 400,
    parameters: { intensity: "3.6 1/USD", noise: "0.05 USD/token" },
  },
};

export default scenarios;
