import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "steady-selling": {
    title: "Rewards sold every day",
    about: "10 000 tokens a day go into a pool of a million on each side, and nobody buys.",
    step: "1 day",
    steps: 365,
    inputs: { sell: "{10_000 token/day}" },
  },
  "two-way-trade": {
    title: "What sellers get is spent on tokens again",
    about: "The same money in both directions every day: only the fees stay, and the pool grows by them.",
    step: "1 day",
    steps: 365,
    inputs: { sell: "{20_000 USD/day} / price", buy: "proceeds / epoch" },
  },
  "liquidity-leaves": {
    title: "Liquidity is withdrawn while tokens are sold",
    about: "1 % of the liquidity shares a day: the same sale moves the price more and more.",
    step: "1 day",
    steps: 180,
    inputs: { sell: "{5_000 token/day}", withdraw: "{1 %/day} * shares" },
  },
  "random-orders": {
    title: "Orders in both directions at random",
    about: "Order sizes are exponential with a mean of 20 000 a day on each side.",
    step: "1 day",
    steps: 365,
    inputs: { sell: "exponential({20_000 token/day})", buy: "exponential({20_000 USD/day})" },
  },
};

export default scenarios;
