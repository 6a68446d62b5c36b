import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "one-sided-selling": {
    title: "A run on a token that is meant to be worth a dollar",
    about: "50 000 tokens a day into a pool of a million on each side: the price holds, and then does not.",
    step: "1 day",
    steps: 60,
    inputs: { sell: "{50_000 token/day}" },
  },
  "less-amplified": {
    title: "The same run with an amplification of 10",
    about: "The price gives way earlier and more slowly.",
    step: "1 day",
    steps: 60,
    parameters: { amplification: "10" },
    inputs: { sell: "{50_000 token/day}" },
  },
  "two-way-trade": {
    title: "What sellers get is spent on tokens again",
    step: "1 day",
    steps: 365,
    inputs: { sell: "{200_000 token/day}", buy: "proceeds / epoch" },
  },
  "random-orders": {
    title: "Orders in both directions at random",
    step: "1 day",
    steps: 365,
    inputs: { sell: "exponential({50_000 token/day})", buy: "exponential({50_000 USD/day})" },
  },
};

export default scenarios;
