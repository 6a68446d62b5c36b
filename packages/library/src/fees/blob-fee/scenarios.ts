import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  cancun: {
    title: "Cancun: 3 blobs, at most 6",
    about: "Every block full: the fee grows by 12.5 % a block from 1 wei.",
    source: "eip-4844",
    confidence: "protocol",
    steps: 150,
    parameters: { targetBlobs: "3 blob/epoch", maxBlobs: "6 blob/epoch", updateFraction: "3_338_477 blobGas" },
    inputs: { blobs: "maxBlobs" },
  },
  prague: {
    title: "Prague: 6 blobs, at most 9",
    about: "Every block full: the fee grows by 8.2 % a block. An empty block lowers it by 14.5 %.",
    source: "eip-7691",
    confidence: "protocol",
    steps: 150,
    parameters: { targetBlobs: "6 blob/epoch", maxBlobs: "9 blob/epoch", updateFraction: "5_007_716 blobGas" },
    inputs: { blobs: "maxBlobs" },
  },
  osaka: {
    title: "Osaka: the fee of a blob follows the execution base fee",
    about:
      "Only half of the target is used, but at a base fee of 1 gwei the fee stays near a sixteenth of that, 62.5 million wei, " +
      "where it would fall to one wei before.",
    source: "eip-7918",
    confidence: "protocol",
    steps: 200,
    states: { excess: "100_000_000 blobGas" },
    parameters: { blobBaseCost: "8192 gas/blob" },
    inputs: { blobs: "{3 blob/epoch}", baseFee: "{1_000_000_000 wei/gas}" },
  },
};

export default scenarios;
