import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "tezos-even-turnout": {
    title: "Tezos with three of ten voting",
    about:
      "The average falls towards 30 %, and the quorum from 45 % to a little under 35 %: then 30 % still is not enough.",
    source: "Rules of octez-voting; turnout assumed.",
    confidence: "assumption",
    step: "28 day",
    steps: 26,
    inputs: { yay: "votingPower * 3 / 10" },
  },
  "tezos-high-turnout": {
    title: "Tezos with two thirds voting, one in ten of them against",
    source: "Rules of octez-voting; turnout assumed.",
    confidence: "assumption",
    step: "28 day",
    steps: 26,
    inputs: { yay: "votingPower * 6 / 10", nay: "votingPower / 15" },
  },
};

export default scenarios;
