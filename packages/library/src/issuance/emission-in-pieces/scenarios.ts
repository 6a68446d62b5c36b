import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "curve-deployed": {
    title: "Curve's token as it was deployed (August 2020), a day a step",
    about: "1 303 030 303 at the start, 274.8 M in the first year, 3.03 billion in the end.",
    source: "curve-dao-token",
    confidence: "protocol",
    step: "1 day",
    steps: 3650,
    parameters: { premine: "1_303_030_303 token", firstYear: "274_815_283 token/year" },
  },
  "curve-draft": {
    title: "An earlier draft of the contract",
    about: "1 272 727 273 at the start and 279.6 M in the first year; the limit is the same.",
    source: "curve-dao-token",
    confidence: "protocol",
    step: "365 day",
    steps: 40,
    parameters: { premine: "1_272_727_273 token", firstYear: "279_636_603 token/year" },
  },
};

export default scenarios;
