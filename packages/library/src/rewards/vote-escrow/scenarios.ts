import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "four-years": {
    title: "A lock of four years that runs out",
    about: "Votes fall in a straight line to nothing; the boost is full at first, and gone with them.",
    step: "1 week",
    steps: 215,
  },
  renewed: {
    title: "The same lock, prolonged every week",
    about: "Votes stay what they were, and so does the boost.",
    step: "1 week",
    steps: 215,
    parameters: { renews: "1" },
  },
  "without-lock": {
    title: "Liquidity without votes",
    step: "1 week",
    steps: 52,
    stocks: { locked: "0 token" },
  },
  "saving-up": {
    title: "A thousand tokens a week into the lock",
    step: "1 week",
    steps: 215,
    stocks: { locked: "0 token" },
    inputs: { deposit: "{1_000 token/week}" },
  },
};

export default scenarios;
