import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "thirty-basis-points": {
    title: "0.3 % for users who lose a hundredth of the volume for each hundredth of a per cent",
    about: "Three quarters of the volume stay; 1 % would bring most.",
    step: "1 day",
    steps: 365,
  },
  "best-rate": {
    title: "The rate that brings most: 1 %",
    step: "1 day",
    steps: 365,
    parameters: { rate: "1 %" },
  },
  "flat-fee": {
    title: "Five dollars for each trade",
    about: "Of trades of 2 000 dollars that is 0.25 %; of small ones it is far more.",
    step: "1 day",
    steps: 365,
    parameters: { rate: "0 %", flat: "5 USD/trade" },
  },
  "growing-demand": {
    title: "A fee with a least and a most while the volume doubles every year",
    step: "1 day",
    steps: 730,
    parameters: { rate: "0.1 %", least: "3 USD/trade", most: "50 USD/trade" },
    inputs: { freeVolume: "{10_000_000 USD/day} * 2 ^ (time / {1 year})" },
  },
};

export default scenarios;
