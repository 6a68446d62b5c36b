import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "wild-token": {
    title: "A token with a volatility of about 60 % a year",
    about: "Half of a wild time is over after five weeks.",
    steps: 730,
  },
  "mark-and-pound": {
    title: "German mark and British pound, 1984 to 1991",
    about:
      "Estimates of the benchmark of Fiorentini, Calzolari and Panattoni, from returns in per cent turned into plain numbers.",
    source: "fiorentini-calzolari-panattoni-1996",
    confidence: "measured",
    steps: 1974,
    parameters: {
      meanReturn: "-0.0000619041",
      constant: "0.00000107613",
      reaction: "0.153134",
      memory: "0.805974",
      startVariance: "0.0000263",
    },
  },
  "after-a-shock": {
    title: "The day after a fall by a third",
    about: "A variance of a ninth: the wild time that follows, and its end.",
    steps: 365,
    parameters: { startVariance: "0.1111" },
  },
};

export default scenarios;
