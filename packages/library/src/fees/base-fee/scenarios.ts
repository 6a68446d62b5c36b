import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "from-far-above": {
    title: "The base fee finds its level from far above",
    about:
      "It begins at 200 gwei, where blocks are a tenth of the target, and falls by up to an eighth a block to the fair fee.",
    steps: 100,
    states: { baseFee: "200 gwei/gas" },
  },
  "full-blocks": {
    title: "Full blocks",
    about: "Every block is full: the base fee rises by an eighth a block, tenfold in twenty.",
    source: "eip-1559",
    confidence: "protocol",
    steps: 40,
    states: { baseFee: "1 gwei/gas" },
    inputs: { gasUsed: "gasLimit" },
  },
  "empty-blocks": {
    title: "Empty blocks",
    about: "The base fee falls by an eighth a block until rounding holds it at 7 wei.",
    source: "eip-1559",
    confidence: "protocol",
    steps: 200,
    states: { baseFee: "1 gwei/gas" },
    inputs: { gasUsed: "0" },
  },
};

export default scenarios;
