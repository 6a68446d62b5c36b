import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "free-entry": {
    title: "Operators come until the last one keeps nothing",
    about: "From none to 130 of 300 operators in a few months.",
    step: "1 day",
    steps: 730,
  },
  "price-falls": {
    title: "The price falls by nine tenths over two years",
    about: "Costs are in dollars, rewards in tokens: the dearest operators leave first.",
    step: "1 day",
    steps: 730,
    inputs: { price: "{1 USD/token} * exp(-ln(10) * time / {2 year})" },
  },
  "rewards-halve": {
    title: "Rewards are halved after a year",
    step: "1 day",
    steps: 730,
    inputs: { rewards: "if time < {1 year} then {4_000_000 token/year} else {2_000_000 token/year}" },
  },
};

export default scenarios;
