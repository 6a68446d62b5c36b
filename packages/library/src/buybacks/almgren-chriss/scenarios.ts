import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "paper-averse": {
    title: "The paper's example with an aversion of 1e-6",
    about: "A million shares of 50 dollars in five days: 46 % of them on the first day.",
    source: "almgren-chriss-2000",
    step: "1 day",
    steps: 5,
    parameters: { riskAversion: "1e-6 1/USD" },
  },
  "paper-neutral": {
    title: "The same without aversion to risk: a fifth a day",
    source: "almgren-chriss-2000",
    step: "1 day",
    steps: 5,
    parameters: { riskAversion: "0 1/USD" },
  },
  "thin-token": {
    title: "A buyback of half a million dollars in a thin token",
    about: "Buying 10 000 tokens in a day costs 1 % of the price on top; 30 days, every four hours.",
    step: "4 hour",
    steps: 180,
    parameters: {
      target: "500_000 token",
      horizon: "30 day",
      startPrice: "1 USD/token",
      volatility: "0.05 USD/token",
      halfSpread: "0.003 USD/token",
      permanentImpact: "1e-7 USD/token^2",
      temporaryImpact: "1e-6 USD*day/token^2",
      riskAversion: "1e-5 1/USD",
    },
  },
};

export default scenarios;
