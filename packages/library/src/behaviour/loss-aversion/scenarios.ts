import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "rising-market": {
    title: "The price doubles in a year",
    about: "More and more holders have a gain, and sell it.",
    step: "1 week",
    steps: 52,
    inputs: { price: "{1 USD/token} * exp(ln(2) * time / {1 year})" },
  },
  "falling-market": {
    title: "The price halves in a year",
    about: "Holders have losses and sit them out: less is sold than with rising prices.",
    step: "1 week",
    steps: 52,
    inputs: { price: "{1 USD/token} * exp(-ln(2) * time / {1 year})" },
  },
  "without-aversion": {
    title: "Gains and losses weigh alike",
    about: "The comparison: straight values and plain chances, where a gamble of no gain is worth what is sure.",
    step: "1 week",
    steps: 52,
    parameters: { gainPower: "1", lossPower: "1", lossAversion: "1", gainWeighting: "1", lossWeighting: "1" },
    inputs: { price: "{1 USD/token} * exp(ln(2) * time / {1 year})" },
  },
};

export default scenarios;
