import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "as-volatile-as-bitcoin": {
    title: "As volatile as Bitcoin from 2013 to 2021, no drift",
    about: "Daily returns of that time had a standard deviation of 4.28 %, which is 82 % a year.",
    step: "1 day",
    steps: 730,
    parameters: { volatility: "82 %" },
  },
  "growing-market": {
    title: "An expected growth of 20 % a year",
    about: "The mean grows by 20 %, while most futures stay below where they began.",
    step: "1 week",
    steps: 260,
    parameters: { drift: "20 %/year", volatility: "82 %" },
  },
  certain: {
    title: "Growth without noise",
    step: "1 day",
    steps: 365,
    parameters: { drift: "10 %/year", volatility: "0 %" },
  },
};

export default scenarios;
