import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "long-cycles": {
    title: "Calm for a year, turbulent for four months",
    step: "1 day",
    steps: 1460,
  },
  "from-turbulence": {
    title: "Beginning in turbulent times",
    about: "For a treasury that plans in a bear market: when will it end?",
    step: "1 week",
    steps: 104,
    parameters: { startTurbulent: "1" },
  },
  "peg-that-slips": {
    title: "A peg that holds for years and slips for weeks",
    step: "1 day",
    steps: 730,
    parameters: {
      calmDrift: "0 %/year",
      turbulentDrift: "-100 %/year",
      calmVolatility: "1 %",
      turbulentVolatility: "30 %",
      calmLength: "2 year",
      turbulentLength: "3 week",
    },
  },
};

export default scenarios;
