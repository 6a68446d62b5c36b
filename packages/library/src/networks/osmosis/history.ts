import type { NetworkHistory } from "../../history.js";

/** Osmosis' emission by date. Epochs count from 0 on 2021-06-20, the day of the first emission. */
const history: NetworkHistory = {
  eras: [
    {
      from: "2021-06-20",
      title: "launch: 300 million in the first year, two thirds of it in each year after",
      source: "osmosis-mint; the day follows from the epochs that osmosis-max-supply tells",
      confidence: "protocol",
      parameters: {
        "supply.genesisProvisions": "821_917.808219178082191780 OSMO/epoch",
        "supply.period": "365",
        "supply.countedFrom": "0",
        createdBefore: "0 OSMO",
        "supply.stakingShare": "25 %",
        "supply.poolShare": "45 %",
        "supply.developerShare": "25 %",
      },
    },
    {
      from: "2022-06-20",
      title: "votes of 2022: most of what pools would get goes to the community",
      source: "osmosis-prop-485 for the shares; the day from memory, within some weeks",
      confidence: "unverified",
      parameters: { "supply.poolShare": "13.5 %" },
    },
    {
      from: "2023-06-20",
      title: "the second cut comes a day late",
      source: "osmosis-max-supply",
      confidence: "protocol",
      parameters: { "supply.countedFrom": "1", createdBefore: "547_945.205479 OSMO" },
    },
    {
      from: "2023-06-21",
      title: "proposals 484, 485 and 535: half of the plan, two years between cuts, half of it to stakers",
      source: "osmosis-prop-484, osmosis-prop-485, osmosis-max-supply",
      confidence: "protocol",
      parameters: {
        "supply.genesisProvisions": "182_648.401826484018264840 OSMO/epoch",
        "supply.period": "730",
        "supply.countedFrom": "731",
        createdBefore: "500_547_945.205114 OSMO",
        "supply.stakingShare": "50 %",
        "supply.poolShare": "20 %",
      },
    },
    {
      from: "2025-09-01",
      title: "proposal 957: half of what stakers got goes to the community",
      source: "osmosis-prop-957 for the rule; the day from memory, within some weeks",
      confidence: "unverified",
      parameters: { "supply.stakingShare": "25 %" },
    },
  ],
  ages: { age: "2021-06-20" },
};

export default history;
