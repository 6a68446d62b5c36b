import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "filecoin-at-baseline": {
    title: "Filecoin from 2020-10-15, power at the baseline",
    about: "Network time is time: the fastest minting there can be. Half of 1.1 thousand million FIL after six years.",
    source: "filecoin-builtin-actors",
    confidence: "protocol",
    step: "1 day",
    steps: 2190,
  },
  "filecoin-three-exbibytes": {
    title: "Power stays at 3 EiB",
    about: "The baseline outgrows the network within a quarter of a year; baseline minting slows down for good.",
    step: "1 day",
    steps: 2190,
    inputs: { rawPower: "{3 EiB}" },
  },
  "filecoin-no-power": {
    title: "No storage at all",
    about: "Only simple minting is left: three tenths of all rewards.",
    step: "30 day",
    steps: 73,
    inputs: { rawPower: "0" },
  },
};

export default scenarios;
