import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "three-tiers": {
    title: "Three tiers for four hundred traders",
    step: "1 week",
    steps: 104,
  },
  "price-rises": {
    title: "The token rises tenfold",
    about: "Tiers in tokens become dear: traders step down and sell into the rise.",
    step: "1 week",
    steps: 104,
    inputs: { price: "{1 USD/token} * exp(ln(10) * time / {2 year})" },
  },
  "volume-grows": {
    title: "Volume doubles every year",
    step: "1 week",
    steps: 104,
    inputs: { growth: "exp(ln(2) * time / {1 year})" },
  },
};

export default scenarios;
