import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "decred-by-interval": {
    title: "Decred, one interval of 6144 blocks a step",
    about:
      "6144 blocks of five minutes are 512 hours. After 1792 intervals nothing is created: 20 999 999.99800912 DCR.",
    source: "dcrd",
    confidence: "protocol",
    step: "512 hour",
    steps: 1800,
  },
  "decred-genesis": {
    title: "Decred from its first block (2016-02-08), a day a step",
    source: "dcrd",
    confidence: "protocol",
    step: "1 day",
    steps: 3650,
  },
  "split-2022": {
    title: "A tenth for work, eight tenths for votes (Decred since May 2022)",
    about: "The split of DCP-0010, over all of the schedule to compare it with the first.",
    source: "decred-dcps",
    confidence: "protocol",
    step: "512 hour",
    steps: 200,
    parameters: { workShare: "1", stakeShare: "8", treasuryShare: "1" },
  },
  "split-2023": {
    title: "A hundredth for work, 89 hundredths for votes (Decred since August 2023)",
    about: "The split of DCP-0012, over all of the schedule to compare it with the first.",
    source: "decred-dcps",
    confidence: "protocol",
    step: "512 hour",
    steps: 200,
    parameters: { workShare: "1", stakeShare: "89", treasuryShare: "10" },
  },
};

export default scenarios;
