import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "berachain-launch": {
    title: "Berachain at its launch, fifty validators with equal votes",
    about: "Each has 2 % of the votes. A block creates about 3.35 tokens, of the 5.75 it would at full boost.",
    source: "Formula of berachain-block-rewards; launch values from memory.",
    confidence: "unverified",
    step: "1 day",
    steps: 365,
    parameters: { baseRate: "0.5 token/block", rewardRate: "1.5 token/block", multiplier: "3.5", convexity: "0.4" },
    inputs: { boost: "{2 %}" },
  },
  "one-validator-has-all-votes": {
    title: "One validator has all votes",
    about: "The ceiling of emission.",
    step: "1 day",
    steps: 365,
    inputs: { boost: "{100 %}" },
  },
};

export default scenarios;
