import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "ethereum-merge": {
    title: "Ethereum's Merge, 15 September 2022, day by day through 2022",
    about: "257 days of proof of work and 108 of proof of stake.",
    source: "ccri-merge-2022; the exact digits from memory.",
    confidence: "unverified",
    step: "1 day",
    steps: 365,
    parameters: { at: "257 day" },
  },
  "ethereum-merge-machines-go-on": {
    title: "The Merge, when a fifth of the old machines mine something else",
    about: "The network saves 99.99 %, the world four fifths of that. The fifth is an assumption.",
    step: "1 day",
    steps: 365,
    parameters: { at: "257 day", rebound: "20 %" },
  },
  hybrid: {
    title: "A hybrid that keeps a tenth of its work",
    about: "Blocks by work and by stake: nine tenths of the work are given up.",
    step: "1 day",
    steps: 730,
    parameters: { at: "365 day", oldShare: "10 %" },
  },
};

export default scenarios;
