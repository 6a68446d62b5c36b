import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "two-years": {
    title: "Two years of steady yields",
    about: "Everybody begins with free tokens; after a few months the shares are those of the choices.",
    step: "1 week",
    steps: 104,
  },
  "yields-fall": {
    title: "Rewards run out",
    about: "The staking yield halves every half year, and stakers leave one after the other.",
    step: "1 week",
    steps: 104,
    inputs: { stakingYield: "{12 %/year} * exp(-ln(2) * time / {6 month})" },
  },
  alike: {
    title: "Holders of one taste, who think again every day",
    about: "The case of the closed form: all have the same chances.",
    step: "1 day",
    steps: 60,
    parameters: { "taste[holder]": "1", attention: "1000 1/day" },
  },
  calculating: {
    title: "Hardly any reason but the yield",
    about: "With a small spread nearly all do what pays best.",
    step: "1 week",
    steps: 52,
    parameters: { noise: "0.5 %/year" },
  },
};

export default scenarios;
