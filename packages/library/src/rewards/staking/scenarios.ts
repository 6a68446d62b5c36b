import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "three-weeks": {
    title: "A network with three weeks to unbond, two years",
    step: "1 day",
    steps: 730,
  },
  "double-signature": {
    title: "A tenth of the stake signs twice on day 30",
    about: "Half a per cent of all stake is burnt, of what waits too.",
    step: "1 day",
    steps: 90,
    inputs: { doubleSigning: "if time = {30 day} then 0.1 else 0" },
  },
  "run-for-the-exit": {
    title: "Half of the stake leaves on one day",
    about: "Nothing of it can be sold for three weeks; then all of it comes at once.",
    step: "1 day",
    steps: 60,
    inputs: { unbonding: "if time = {10 day} then bonded / 2 / epoch else 0" },
  },
  accidents: {
    title: "Accidents now and then",
    about:
      "In one of fifty days a validator with a hundredth of the stake is away, in one of a thousand it signs twice.",
    step: "1 day",
    steps: 730,
    inputs: { downtime: "0.01 * bernoulli(0.02)", doubleSigning: "0.01 * bernoulli(0.001)" },
  },
};

export default scenarios;
