import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "two-year-locks": {
    title: "Locks of two years, half of them renewed",
    step: "1 week",
    steps: 416,
  },
  steady: {
    title: "A hundred thousand tokens a week for a year each",
    about: "The case of the closed form: after a year as many come back as are locked.",
    step: "1 week",
    steps: 120,
    parameters: { duration: "52 week", relocked: "0 %" },
    inputs: { locking: "{100_000 token/week}" },
  },
  "wave-that-returns": {
    title: "Ten million tokens locked in the first week",
    about: "They are off the market for four years, and come back on one day.",
    step: "1 week",
    steps: 230,
    parameters: { duration: "208 week", relocked: "0 %" },
    inputs: { locking: "if time < {1 week} then {10_000_000 token/week} else 0" },
  },
};

export default scenarios;
