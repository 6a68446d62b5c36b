import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "tezos-activation": {
    title: "Tezos at the activation of adaptive issuance (June 2024)",
    about:
      "7.5 % of all tokens staked, as its documentation says. Cycles of 24 576 blocks of 10 seconds; the rate is held at its " +
      "upper bound until so much is staked that the static rate falls below it.",
    source: "Rules of octez-adaptive-issuance; staked share held constant, supply and cycle from memory.",
    confidence: "unverified",
    step: "245760 second",
    steps: 260,
    parameters: {
      cycle: "245760 second",
      blockTime: "10 second/block",
      applicationDelay: "737280 second",
      initialPeriod: "10",
      transitionPeriod: "50",
    },
    inputs: { stakedShare: "{7.5 %}", coefficientBefore: "1" },
  },
  "daily-cycles": {
    title: "Cycles of a day, a quarter of all tokens staked",
    about:
      "The newer constants: 10 800 blocks of 8 seconds a cycle. Static rate 1 %, and a dynamic rate that rises by 0.23 points a day.",
    source: "Rules of octez-adaptive-issuance; staked share assumed.",
    confidence: "assumption",
    step: "1 day",
    steps: 365,
    parameters: { cyclesBefore: "100", dataWeight: "2275" },
    inputs: { stakedShare: "{25 %}" },
  },
  "above-target": {
    title: "Seven tenths of all tokens staked",
    about: "The dynamic rate has fallen to nothing, and the rate is at its lower bound.",
    source: "Rules of octez-adaptive-issuance; staked share assumed.",
    confidence: "assumption",
    step: "1 day",
    steps: 365,
    parameters: { cyclesBefore: "100" },
    inputs: { stakedShare: "{70 %}" },
    states: { dynamicBefore: "2 %" },
  },
};

export default scenarios;
