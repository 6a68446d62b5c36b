import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "growing-users": {
    title: "Users double every half year",
    about:
      "Each milestone is reached thirty days after its level. The fourth in the fourth year, shortly before the deadline.",
    step: "1 day",
    steps: 1500,
  },
  stagnation: {
    title: "Users stop growing at two hundred thousand, and a few leave",
    about: "The third level is reached and lost within a month, so half of the allocation goes back.",
    step: "1 day",
    steps: 1500,
    inputs: {
      measure: "if time < {991 day} then {5_000 mark} * 4 ^ (time / {1 year}) else {190_000 mark}",
    },
  },
  "price-levels": {
    title: "Levels of the price against the first one, each held for a quarter",
    about: "Half for two times the price, and a sixth each for four, eight and sixteen times. The price wanders.",
    step: "1 day",
    steps: 1460,
    parameters: {
      "share[milestone]": "1 / 6",
      "share[first]": "50 %",
      "level[milestone]": "2 mark",
      "level[second]": "4 mark",
      "level[third]": "8 mark",
      "level[fourth]": "16 mark",
      hold: "1 quarter",
    },
    inputs: { measure: "{1 mark} * (1 + 4 * time / {1 year} + sin(time / {60 day}))" },
  },
};

export default scenarios;
