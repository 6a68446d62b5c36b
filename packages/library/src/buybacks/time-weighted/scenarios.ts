import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "thirty-days": {
    title: "A million dollars in thirty days at a steady price",
    step: "1 day",
    steps: 40,
  },
  "swinging-price": {
    title: "A price that swings by a fifth: bought at the harmonic mean",
    step: "1 day",
    steps: 40,
    parameters: { total: "1_000_000.000001 USD" },
    inputs: { price: "{1 USD/token} * (1 + 0.02 * (abs(mod(floor(time / epoch), 20) - 10) - 5))" },
  },
  "with-a-limit": {
    title: "The same below a dollar only: held back, then caught up",
    step: "1 day",
    steps: 40,
    parameters: { limit: "1 USD/token" },
    inputs: { price: "{1 USD/token} * (1 + 0.02 * (abs(mod(floor(time / epoch), 20) - 10) - 5))" },
  },
  "every-four-hours": {
    title: "42 purchases in a week, from the second day on",
    step: "1 hour",
    steps: 240,
    parameters: { start: "1 day", interval: "4 hour", purchases: "42" },
  },
};

export default scenarios;
