import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "one-order": {
    title: "A tenth of the day's volume bought within a day",
    about:
      "The price rises with the square root of what is bought, peaks at 1.3 % and recovers all but 0.04 % in days.",
    step: "1 hour",
    steps: 240,
    inputs: { buy: "{1_000_000 token/day} - step({1_000_000 token/day}, {1 day})" },
  },
  "steady-selling": {
    title: "Rewards sold every day: half a per cent of the volume",
    step: "1 day",
    steps: 365,
    inputs: { sell: "{50_000 token/day}" },
  },
  "ibm-in-a-fifth-of-a-day": {
    title: "A tenth of a day's volume of IBM within a fifth of a day, by Almgren and others",
    about:
      "No square-root law: linear permanent impact, and a power of three fifths for speed, with the stock's own figures.",
    source: "almgren-2005; the stock's figures from memory.",
    confidence: "unverified",
    step: "0.2 day",
    steps: 1,
    parameters: {
      volatility: "1.57 %",
      dailyVolume: "6_561_000 token",
      prefactor: "0",
      permanentFactor: "1.2645",
      speedFactor: "0.142",
    },
    inputs: { buy: "{3_280_500 token/day}" },
  },
  "orders-at-random": {
    title: "Orders in both directions at random, on a price that moves by itself",
    step: "1 day",
    steps: 365,
    inputs: {
      buy: "exponential({500_000 token/day})",
      sell: "exponential({500_000 token/day})",
      fundamental: "{1 USD/token} * (1 + 0.2 * sin(time / {30 day}))",
    },
  },
};

export default scenarios;
