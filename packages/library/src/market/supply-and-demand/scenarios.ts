import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "demand-doubles": {
    title: "Demand doubles after a month",
    about: "The price rises by 78 %, the amount by 26 %: the rest of the new demand is priced out.",
    step: "1 day",
    steps: 90,
    inputs: { wanted: "step({100_000 token/day}, {30 day}) + {100_000 token/day}", offered: "{100_000 token/day}" },
  },
  "unlock-cliff": {
    title: "Half as many tokens again are offered in one month",
    about: "A price that adjusts over ten days; meanwhile not all that is offered is sold.",
    step: "1 day",
    steps: 120,
    parameters: { adjustment: "10 day" },
    inputs: {
      wanted: "{100_000 token/day}",
      offered: "{100_000 token/day} + (if time >= {30 day} and time < {60 day} then {50_000 token/day} else 0)",
    },
  },
  "growing-use": {
    title: "Use grows by half a year, emissions fall by a fifth",
    step: "1 week",
    steps: 156,
    inputs: {
      wanted: "{100_000 token/day} * exp(ln(1.5) * (time / {1 year}))",
      offered: "{100_000 token/day} * exp(ln(0.8) * (time / {1 year}))",
    },
  },
};

export default scenarios;
