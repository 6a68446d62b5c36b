import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "used-token": {
    title: "A token whose use holds it near a dollar",
    about: "A gap halves in four months; in the long run the logarithm spreads by 30 %.",
    step: "1 day",
    steps: 730,
    parameters: { reversion: "2 1/year", volatility: "60 %" },
  },
  "loose-peg": {
    title: "A stable coin with a loose peg",
    about: "A gap halves in a week; in the long run the price spreads by 0.5 %.",
    step: "1 day",
    steps: 365,
    parameters: { reversion: "36 1/year", volatility: "4.25 %" },
  },
  "from-above": {
    title: "A price at twice its level, without noise",
    step: "1 day",
    steps: 730,
    parameters: { startLog: "0.6931471805599453", volatility: "0 %" },
  },
};

export default scenarios;
