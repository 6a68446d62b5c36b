import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "base-2023-09-19": {
    title: "Base on 2023-09-19, before blobs",
    about:
      "116 MB of calldata in 1667 transactions at 13.06 gwei. The fees of all 1 115 378 transactions are in `executionFee`; the data " +
      "fee is set to nothing by its scalar.",
    source: "op-analytics",
    confidence: "measured",
    step: "1 day",
    steps: 1,
    parameters: { rules: "2", scalar: "0", zeroShare: "0 %" },
    inputs: {
      baseFee: "{13.05795391034353 gwei/gas}",
      transactions: "{1_115_378 tx/day}",
      executionFee: "{49.79479320994554 ETH/tx} / 1_115_378",
      batches: "{1667 tx/day}",
      batchBytes: "{115_969_659 B/day}",
      batchBlobGas: "0",
      otherCosts: "{0.02444777828355 ETH/day}",
    },
  },
  fjord: {
    title: "A rollup on blobs under Fjord's rules (from July 2024)",
    about: "Half a million transactions a day; the scalars are from memory.",
    step: "1 day",
    steps: 365,
    parameters: { rules: "4" },
  },
};

export default scenarios;
