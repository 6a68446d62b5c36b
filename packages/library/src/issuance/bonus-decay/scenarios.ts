import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "algorand-rule": {
    title: "Algorand's bonus from round 0, an interval a step",
    about: "The rule by itself: a million rounds a step, which at 2.8 seconds a round is 2.8e6 seconds.",
    source: "algorand-consensus",
    confidence: "protocol",
    step: "2_800_000 second",
    steps: 200,
    parameters: { interval: "1_000_000 round", keep: "99 %", feeShare: "50 %" },
  },
  "algorand-from-2025": {
    title: "Algorand from the start of staking rewards (January 2025)",
    about:
      "The bonus was set to 10 ALGO in the round of the upgrade and decays at every round that is a multiple of a million. Fees " +
      "and the size of the fee sink are assumed.",
    source: "Rule of algorand-consensus; round of the upgrade from memory, fee sink and fees assumed.",
    confidence: "unverified",
    step: "1 day",
    steps: 1460,
    states: { round: "46_500_000 round" },
    stocks: { feeSink: "500_000_000 token", circulating: "9_500_000_000 token" },
    inputs: { fees: "{2_000 token/day}", eligibleShare: "{95 %}" },
  },
  "test-network": {
    title: "A test network that decayed every 250 000 rounds",
    source: "algorand-consensus",
    confidence: "protocol",
    step: "1 day",
    steps: 365,
    parameters: { interval: "250_000 round" },
  },
};

export default scenarios;
