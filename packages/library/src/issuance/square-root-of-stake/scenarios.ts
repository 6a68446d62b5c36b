import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "ethereum-2020-12": {
    title: "The beacon chain's first stake, 524 288 ETH",
    about:
      "The least stake with which the beacon chain could begin (2020-12-01): a base reward of 2795 gwei, 23 % a year.",
    source: "cadlabs-ethereum",
    confidence: "protocol",
    steps: 2250,
    stocks: { staked: "524_288 ETH", liquid: "111_475_712 ETH" },
  },
  "ethereum-30m": {
    title: "30 million ETH at stake",
    about: "About the stake of early 2024; of the supply of about 120 million the rest is liquid. Nobody is offline.",
    steps: 2250,
    stocks: { staked: "30_000_000 ETH", liquid: "90_000_000 ETH" },
  },
  "offline-third": {
    title: "A third of the stake is offline",
    about: "The chain still finalises. Two thirds earn two thirds of the votes' rewards, one third pays penalties.",
    steps: 225,
    inputs: { participation: "2 / 3" },
  },
  bellatrix: {
    title: "Slashing since Bellatrix (September 2022): a 32nd of the balance at once",
    about: "One validator is slashed in a thousand epochs. The quotient is from memory of the specification.",
    source: "Quotient of the Bellatrix specification, from memory.",
    confidence: "unverified",
    steps: 2250,
    parameters: { slashingQuotient: "32" },
    inputs: { slashings: "{0.001 validator/epoch}" },
  },
};

export default scenarios;
