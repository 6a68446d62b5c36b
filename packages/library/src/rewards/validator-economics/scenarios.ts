import type { ModelScenario } from "../../scenario.js";

const genesis = {
  source: "cadlabs-ethereum",
  confidence: "measured",
  steps: 1,
} as const;

/**
 * 524 288 ETH earn at most 1.46538496 ETH an epoch; with 98.0036982 % of them online and a missed vote for the head charged
 * as in the source 94.606 % of it is left, and the reports of one slashing in a thousand epochs add 0.0000625 ETH.
 */
const rewards = "{1.386407229761806 ETH/epoch}";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "beacon-chain-1500": {
    ...genesis,
    title: "The beacon chain's first stake at 1500 USD",
    about: "Profit of 20.44 % a year of 365 days; published by Hoban and Borgers: 20.48 %.",
    inputs: { rewards, staked: "{524_288 ETH}", price: "{1500 USD/ETH}" },
  },
  "beacon-chain-25": {
    ...genesis,
    title: "The beacon chain's first stake at 25 USD",
    about: "Costs in dollars weigh sixty times as much: 14.23 %; published by Hoban and Borgers: 14.39 %.",
    inputs: { rewards, staked: "{524_288 ETH}", price: "{25 USD/ETH}" },
  },
  "thirty-million": {
    title: "30 million ETH at stake, 3000 USD, everybody online",
    about: "A base reward of 369 gwei, 11.07 ETH an epoch for all.",
    steps: 1,
    inputs: { rewards: "{11.07 ETH/epoch}", staked: "{30_000_000 ETH}", price: "{3000 USD/ETH}" },
  },
};

export default scenarios;
