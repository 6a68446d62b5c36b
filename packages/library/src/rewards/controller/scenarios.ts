import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "to-the-target": {
    title: "From 30 to 60 per cent in three years",
    steps: 156,
  },
  impatient: {
    title: "A large integral gain swings",
    about: "The rate goes on rising while people still make up their minds, and falls too late.",
    steps: 156,
    parameters: { integral: "6 1/year^2" },
  },
  "out-of-reach": {
    title: "A target out of reach for two years, then one within",
    about: "With the guard against windup the rate leaves its bound at once.",
    steps: 208,
    parameters: { highest: "12 %/year" },
    inputs: { target: "if time < {2 year} then {95 %} else {50 %}" },
  },
  windup: {
    title: "The same without the guard",
    steps: 208,
    parameters: { highest: "12 %/year", antiWindup: "0" },
    inputs: { target: "if time < {2 year} then {95 %} else {50 %}" },
  },
};

export default scenarios;
