import type { ModelScenario } from "../../scenario.js";

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "as-of-2026": {
    title: "From October 2026, sealing as much as expires",
    source: "State of minting from londobell-reward-state; behaviour assumed.",
    steps: 730,
  },
  "renewed-growth": {
    title: "Ten times as much storage is sealed",
    about: "Power stays far below the baseline, so every byte counts for baseline minting.",
    steps: 730,
    parameters: { onboarding: "20 PiB/day" },
  },
  "before-daily-fees": {
    title: "No daily fee of sectors",
    about: "As until network version 25: what FIP-0100 burns stays in circulation.",
    steps: 730,
    parameters: { feePayers: "0 %" },
  },
};

export default scenarios;
