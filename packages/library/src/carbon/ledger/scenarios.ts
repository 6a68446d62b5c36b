import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "carbon-neutral-by-claim": {
    title: "A network that calls itself carbon neutral",
    about:
      "1000 t a year, every tonne claimed by a credit, nine in ten of them for avoidance. With half of those real, " +
      "little more than half is answered.",
    step: "1 month",
    steps: 120,
  },
  "removal-only": {
    title: "Nothing but durable removal",
    about: "Ten times the price, and the books agree with the claim but for 5 %.",
    step: "1 month",
    steps: 120,
    parameters: { removalShare: "100 %", reversal: "0 %/year" },
    inputs: { carbonPrice: "lookup(netZeroPath, time)" },
  },
  forest: {
    title: "Trees that burn",
    about: "Removal by forests of which 3 % are lost each year: what was answered comes back.",
    step: "1 month",
    steps: 240,
    parameters: { removalShare: "100 %", removalQuality: "80 %", reversal: "3 %/year", removalPrice: "20 USD/credit" },
  },
  "small-budget": {
    title: "Five thousand dollars a year",
    about: "The budget buys a quarter of the credits that the target asks for.",
    step: "1 month",
    steps: 120,
    inputs: { budget: "{5_550 USD/year}" },
  },
};

export default scenarios;
