import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "algorand-example": {
    title: "The foundation's example: 75 M a quarter for 4000 M committed",
    about: "1.875 % a quarter, which is 7.7 % a year.",
    source: "algorand-governance",
    confidence: "unverified",
    steps: 8,
    parameters: { pool: "75_000_000 token/epoch" },
  },
  "everybody-commits": {
    title: "Nine tenths of all tokens are committed",
    about: "Rewards for taking part dilute themselves: with more who share, the rate falls.",
    steps: 8,
    inputs: { committed: "circulating * 9 / 10" },
  },
};

export default scenarios;
