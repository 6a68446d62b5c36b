import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "linear-price": {
    title: "Price in proportion to the supply, steady buying",
    about: "A ratio of one half: twice the tokens, twice the price, four times the reserve.",
    step: "1 day",
    steps: 365,
    inputs: { buy: "{5_000 USD/day}" },
  },
  "thin-reserve": {
    title: "A reserve of a tenth, first bought and then sold",
    about: "The price multiplies while money comes in, and falls as fast when the tokens come back.",
    step: "1 day",
    steps: 200,
    parameters: { ratio: "10 %" },
    stocks: { reserve: "100_000 USD" },
    inputs: {
      buy: "if time < {100 day} then {10_000 USD/day} else 0",
      sell: "if time < {100 day} then 0 else {1 %/day} * supply",
    },
  },
  "with-tribute": {
    title: "A tribute of 5 % on every trade",
    about: "The same money in both directions leaves 5 % with the treasury each way.",
    step: "1 day",
    steps: 365,
    parameters: { tribute: "5 %" },
    inputs: { buy: "{5_000 USD/day}", sell: "{5_000 USD/day} / price" },
  },
};

export default scenarios;
