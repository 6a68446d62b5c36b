import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "osmosis-genesis": {
    title: "Osmosis from its genesis (June 2021), as it was planned",
    about: "300 M in the first year, two thirds of that in the second, and so on to 1000 M.",
    source: "osmosis-mint",
    confidence: "protocol",
    steps: 3650,
    parameters: {
      genesisProvisions: "821_917.808219178082191780 token/epoch",
      factor: "0.666666666666666666",
      period: "365",
      stakingShare: "25 %",
      poolShare: "45 %",
      developerShare: "25 %",
    },
  },
  "osmosis-2023-06": {
    title: "Osmosis from June 2023: half of the plan, and two years between cuts",
    about:
      "Votes of 2023 halved the amount, gave half of it to stakers and stretched the period to 730 days, so that the limit " +
      "stays near 1000 M. Until 20 June 2023 547 945 a day had been created for one day longer than planned.",
    source: "Osmosis proposals 484, 485 and 535; tokens of the genesis from memory.",
    confidence: "unverified",
    steps: 3650,
    parameters: {
      genesisProvisions: "182_648.401826 token/epoch",
      factor: "0.666666666666666666",
      period: "730",
      stakingShare: "50 %",
      poolShare: "20 %",
      developerShare: "25 %",
    },
    stocks: { others: "600_547_945.205479 token" },
  },
  halves: {
    title: "The same with halves",
    about: "A factor of one half is Bitcoin's halving by time instead of height.",
    steps: 3650,
    parameters: { factor: "0.5", genesisProvisions: "1_000_000 token/epoch" },
    stocks: { others: "0 token" },
  },
};

export default scenarios;
