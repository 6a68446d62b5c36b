import type { ModelScenario } from "../../scenario.js";

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "as-of-2023": {
    title: "The rules and behaviour of March 2023, ten years on",
    source: "cf-java-rewards-calculation",
    steps: 730,
  },
  "spend-nothing": {
    title: "The treasury keeps all it is given",
    steps: 730,
    parameters: { treasurySpending: "0 %/year" },
  },
  "slower-expansion": {
    title: "Expansion of 0.2 % of the reserve per epoch",
    about: "A third less issuance at first, and a reserve that lasts longer.",
    steps: 730,
    parameters: { "supply.rho": "0.2 %/epoch" },
  },
  "half-staked": {
    title: "Half of the circulating supply is staked",
    about: "The yield is the same at first; as more rewards return to the reserve, it falls more slowly later.",
    steps: 730,
    parameters: { stakedShare: "50 %" },
  },
  "no-pledge-influence": {
    title: "Pledges do not matter",
    about: "With a0 = 0 nothing is held back for pledges: pools are paid in proportion to stake.",
    steps: 730,
    parameters: { "pools.a0": "0" },
  },
};

export default scenarios;
