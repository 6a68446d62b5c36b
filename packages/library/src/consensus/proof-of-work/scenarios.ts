import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "bitcoin-2024": {
    title: "Bitcoin in 2024, by the survey of Cambridge",
    about: "Miners with 268 EH/s, 48 % of the network, reported 28.2 J/TH on average.",
    source: "Survey of 2024, ccaf-2025 as reported in the press; transactions, fee and supply are round figures.",
    confidence: "unverified",
    step: "1 day",
    steps: 365,
    inputs: {
      transactions: "{500_000 transaction/day}",
      fee: "{2 USD/transaction}",
      supply: "{19_700_000 token}",
    },
  },
  "bitcoin-2024-uncertain": {
    title: "Bitcoin in 2024, with what the survey leaves open",
    about:
      "The machines of those who did not answer may be older or newer, the share may be off by some points, and sites " +
      "need up to a tenth more for cooling. The ranges are assumptions around the reported values.",
    source: "Ranges around the reported values, chosen by the authors.",
    step: "1 day",
    steps: 365,
    parameters: {
      surveyedShare: "triangular({44 %}, {48 %}, {52 %})",
      efficiency: "triangular({23 J/TH}, {28.2 J/TH}, {35 J/TH})",
      overhead: "uniform(1, 1.1)",
      carbonIntensity: "triangular({220 gCO2e/kWh}, {288.4 gCO2e/kWh}, {400 gCO2e/kWh})",
    },
  },
  "150-exahash": {
    title: "150 EH/s at 40 J/TH",
    about: "6 GW, 52.56 TWh a year: a round case for checking a calculation.",
    step: "1 day",
    steps: 365,
    parameters: { efficiency: "40 J/TH" },
    inputs: { hashRate: "{150 EH/s}" },
  },
};

export default scenarios;
