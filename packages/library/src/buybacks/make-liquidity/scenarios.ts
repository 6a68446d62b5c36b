import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "thousand-a-day": {
    title: "A thousand dollars a day into a pool of a million on each side",
    about: "The tokens in the pool stay as many as they were, the money grows by what is spent.",
    step: "1 day",
    steps: 365,
  },
  "against-sales": {
    title: "Rewards are sold to the pool, fees make liquidity",
    about:
      "Two thousand tokens are sold every day and two thousand dollars added. The pool grows on both sides; the price holds for a while.",
    step: "1 day",
    steps: 365,
    inputs: { sell: "{2_000 token/day}", budget: "{2_000 USD/day}" },
  },
  "one-large-purchase": {
    title: "Half of the pool's own money at once, without a fee",
    step: "1 day",
    steps: 3,
    parameters: { fee: "0 %" },
    inputs: { budget: "if time < {1 day} then {500_000 USD/day} else 0" },
  },
};

export default scenarios;
