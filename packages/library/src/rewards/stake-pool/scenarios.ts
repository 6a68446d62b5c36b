import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "cardano-pool-epoch-211": {
    title: "Pool 30c6319d… in Cardano's epoch 211",
    about: "The pool whose rewards are published in full; k was 150.",
    source: "acropolis-rewards-notes",
    confidence: "measured",
    steps: 1,
    parameters: { k: "150", a0: "0.3", cost: "340 token/epoch", margin: "5 %", pledge: "50_000 token" },
    inputs: {
      available: "{31_834_688.329017 token/epoch}",
      totalStake: "{31_737_719_158.318701 token}",
      poolStake: "{44_180_895.641393 token}",
      ownerStake: "{54_499.446 token}",
      performance: "1",
    },
  },
  "cardano-all-pools-epoch-400": {
    title: "All of Cardano's pools in epoch 400, as equal ones",
    about:
      "1145 pools made blocks. The pledge is the effective mean that brings the paid share to the recorded 54.69 %; " +
      "with none it would be 54.47 %.",
    source: "cf-java-rewards-calculation",
    confidence: "measured",
    steps: 1,
    parameters: { k: "500", a0: "0.3", pledge: "1_000_000 token", pools: "1145" },
    inputs: {
      available: "{22_266_987.582640 token/epoch}",
      totalStake: "{35_573_698_990.423251 token}",
      poolStake: "{25_191_424_718.540849 token} / pools",
    },
  },
  saturated: {
    title: "A pool at saturation with a full pledge",
    about: "The largest reward one pool can earn: 1/k of what is available.",
    steps: 1,
    parameters: { k: "500", a0: "0.3", pledge: "20_000_000 token" },
    inputs: {
      available: "{20_000_000 token/epoch}",
      totalStake: "{10_000_000_000 token}",
      poolStake: "{20_000_000 token}",
    },
  },
};

export default scenarios;
