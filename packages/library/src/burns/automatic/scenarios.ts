import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "half-of-the-fees": {
    title: "Half of all fees is burned",
    step: "1 day",
    steps: 365,
  },
  "bnb-gas": {
    title: "BNB Smart Chain: 9.375 % of the gas",
    about:
      "A tenth is burned of what is left after a sixteenth for the system. The gas of a day is the one that burns 860 BNB a day, as " +
      "the chain reported for its first weeks.",
    source: "bnb-bep-95 for the rule, from memory for its shares; bnb-auto-burn for 860 BNB a day.",
    confidence: "unverified",
    step: "1 day",
    steps: 365,
    parameters: { feeShare: "9.375 %" },
    stocks: { circulating: "168_137_036 token" },
    inputs: { fees: "{860 token/day} / 0.09375" },
  },
  "tax-on-trades": {
    title: "One per cent of what is traded, until half of the supply is left",
    step: "1 day",
    steps: 6000,
    parameters: { feeShare: "0 %", volumeShare: "1 %", leastSupply: "50_000_000 token" },
  },
  "hoard-and-burn": {
    title: "A fifth of the fees is hoarded and burned at every hundred thousand",
    step: "1 day",
    steps: 365,
    parameters: { feeShare: "0 %", hoardShare: "20 %" },
  },
};

export default scenarios;
