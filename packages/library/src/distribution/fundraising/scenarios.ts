import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "three-rounds": {
    title: "Seed, private and public round in a year and a half",
    about: "2 M at 8 M, 10 M at 40 M with a fifth off, 10 M at 100 M: the first owners keep 55.4 %.",
    step: "1 month",
    steps: 24,
  },
  "no-discount": {
    title: "The same rounds without a discount",
    about: "Every round costs the earlier owners raised over post-money: a fifth, a fifth and an eleventh.",
    step: "1 month",
    steps: 24,
    parameters: { "discount[round]": "0 %" },
  },
  "down-round": {
    title: "A public sale below the private round",
    about: "The last round values the tokens at half of what they were; the private investors are under water.",
    step: "1 month",
    steps: 24,
    parameters: { "valuation[public]": "20_000_000 USD" },
  },
};

export default scenarios;
