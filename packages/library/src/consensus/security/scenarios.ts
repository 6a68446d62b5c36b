import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "bitcoin-2024": {
    title: "Bitcoin in 2024, round figures",
    about:
      "558 EH/s as the survey of 2024 implies, 450 BTC a day after the fourth halving, fees of 20 BTC a day and a price of " +
      "60 000 USD. Pools stand for the parties; their shares are an assumption of the usual shape.",
    source: "Hash rate from ccaf-2025 as reported in the press; price, fees and machines are round figures.",
    step: "1 day",
    steps: 30,
    inputs: {
      price: "{60_000 USD/token}",
      supply: "{19_700_000 token}",
      hashRate: "{558 EH/s}",
      issuance: "{450 token/day}",
      fees: "{20 token/day}",
    },
  },
  "ethereum-2024": {
    title: "Ethereum in 2024, round figures",
    about:
      "120 M ETH of which 30 M are staked, 909 733 ETH issued a year by the rule, 3000 USD. Parties as by default.",
    source: "Issuance of 30 M ETH at stake by the protocol's rule; price and fees are round figures.",
    step: "1 day",
    steps: 30,
    inputs: {
      price: "{3_000 USD/token}",
      supply: "{120_000_000 token}",
      staked: "{30_000_000 token}",
      issuance: "{909_733 token/year}",
      fees: "{300 token/day}",
    },
  },
  "eight-holders": {
    title: "Eight holders",
    about: "Shares of 30, 20, 15, 10, 10, 5, 5 and 5 %: two exceed a third, three exceed one half.",
    step: "1 day",
    steps: 30,
    parameters: {
      "attackShare[third]": "100/3 %",
      "weight[party]": "0",
      "weight[1]": "30",
      "weight[2]": "20",
      "weight[3]": "15",
      "weight[4]": "10",
      "weight[5]": "10",
      "weight[6]": "5",
      "weight[7]": "5",
      "weight[8]": "5",
    },
  },
};

export default scenarios;
