import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "half-a-million": {
    title: "A thousand million tokens to half a million addresses",
    about: "A fifth of it goes to puppets, who claim fast and sell nine tenths at once.",
    step: "1 day",
    steps: 365,
  },
  "sybils-found": {
    title: "The same, with three quarters of the puppets found before",
    step: "1 day",
    steps: 365,
    parameters: { detected: "75 %" },
  },
  arbitrum: {
    title: "Arbitrum's airdrop of 2023",
    about:
      "1.162 thousand million ARB to users, claimable for 180 days. A fifth went to Sybil accounts at least, as press " +
      "reports; how fast it was claimed and sold is assumed.",
    source: "arbitrum-airdrop for the amount; the share of Sybils from the press.",
    confidence: "unverified",
    step: "1 day",
    steps: 365,
    parameters: { size: "1_162_000_000 token", addresses: "625_000 address", sybilShare: "20 %", window: "180 day" },
  },
  zksync: {
    title: "ZKsync's airdrop of 2024",
    about:
      "3.67 thousand million ZK to 695 232 addresses. Of the 10 000 largest recipients 41 % sold all at once; this share is " +
      "taken for everybody, and nobody is told apart as a Sybil.",
    source: "Analysis by Nansen as reported in the press.",
    confidence: "unverified",
    step: "1 day",
    steps: 200,
    parameters: {
      size: "3_670_000_000 token",
      addresses: "695_232 address",
      sybilShare: "0 %",
      "soldAtOnce[claimant]": "41 %",
    },
  },
};

export default scenarios;
