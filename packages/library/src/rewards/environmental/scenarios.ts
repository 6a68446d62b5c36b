import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "ten-years": {
    title: "A thousand tonnes claimed a year, a quarter of the false ones found",
    step: "1 month",
    steps: 120,
  },
  "careless-audits": {
    title: "One false claim in twenty is found, and half of all are false",
    about: "The same deposit, and cheating pays: it would have to be 380 tokens a tonne.",
    step: "1 month",
    steps: 120,
    parameters: { detection: "5 %", falseShare: "50 %" },
  },
  "small-budget": {
    title: "Ten thousand tokens a year",
    about: "All rewards are cut alike.",
    step: "1 month",
    steps: 120,
    parameters: { budget: "10_000 token/year" },
  },
  "machines-improve": {
    title: "Machines need a tenth less energy each year",
    step: "1 month",
    steps: 120,
    inputs: { energy: "{0.6 kWh/operation} * exp(-{10.5 %/year} * time)" },
  },
};

export default scenarios;
