import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "fair-burn": {
    title: "Stargaze's fair burn: half is burned, half is for stakers",
    source: "stargaze-fair-burn",
    confidence: "protocol",
    step: "1 day",
    steps: 365,
    parameters: { burnShare: "50 %" },
  },
  "fair-burn-with-developer": {
    title: "The same for a contract with a developer: 40, 10 and 50 %",
    source: "stargaze-fair-burn",
    confidence: "protocol",
    step: "1 day",
    steps: 365,
    parameters: { burnShare: "40 %", developerShare: "10 %" },
  },
  "five-takers": {
    title: "Five takers with shares that leave a remainder every day",
    about: "An odd number of base units every day, of which a seventh, a third and a ninth are no whole numbers.",
    step: "1 day",
    steps: 365,
    parameters: {
      burnShare: "1 / 7",
      treasuryShare: "1 / 3",
      liquidityShare: "1 / 9",
      developerShare: "1 / 11",
    },
    inputs: { fees: "{10_000.000000000000000001 token/day}" },
  },
};

export default scenarios;
