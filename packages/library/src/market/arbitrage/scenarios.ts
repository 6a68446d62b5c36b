import type { ModelScenario } from "../../scenario.js";

const pool = { poolToken: "{1_000_000 token}", poolCash: "{1_000_000 USD}" };

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "outside-price-swings": {
    title: "A pool that stands still while the outside price swings by a tenth",
    about: "What each day would pay, if the pool were as on the first day.",
    step: "1 day",
    steps: 60,
    inputs: { ...pool, outsidePrice: "{1 USD/token} * (1 + 0.1 * sin(time / {5 day}))" },
  },
  "costly-gas": {
    title: "The same with 500 dollars for a trade",
    step: "1 day",
    steps: 60,
    parameters: { cost: "500 USD" },
    inputs: { ...pool, outsidePrice: "{1 USD/token} * (1 + 0.1 * sin(time / {5 day}))" },
  },
};

export default scenarios;
