import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "helium-table": {
    title: "Helium's table, a year a step, with nothing burned",
    about: "60 M in each of the first two years from August 2019, halved every two years: 240 M in the end.",
    source: "helium-hip-20",
    confidence: "protocol",
    step: "1 year",
    steps: 50,
    parameters: { firstYear: "60_000_000 token/year", halving: "2 year" },
  },
  "helium-2021-08": {
    title: "Helium from the first halving (August 2021), with net emissions as HIP 20 proposes",
    about:
      "103 M tokens: the table's 120 M less the 17 M that slow blocks of the first year left out. Half of what may return is burned.",
    source: "Rules and supply of helium-hip-20; burning assumed.",
    confidence: "assumption",
    step: "30 minute",
    steps: 5000,
    parameters: { startAge: "2 year" },
    inputs: { burned: "{17.12 token} / epoch" },
    stocks: { supply: "103_000_000 token" },
  },
  "helium-2021-08-as-coded": {
    title: "The same as the chain's code does it",
    about:
      "All that is burned waits, and at most 34.24 of it comes back in an epoch. More is burned here than can return at once.",
    source: "Rules of helium-blockchain-core; burning assumed.",
    confidence: "assumption",
    step: "30 minute",
    steps: 5000,
    parameters: {
      startAge: "2 year",
      mostIntoPool: "1_000_000_000 token/day",
      mostOutOfPool: "68.48 token/hour",
      poolTime: "30 minute",
    },
    inputs: { burned: "{40 token} / epoch" },
    stocks: { supply: "103_000_000 token" },
  },
};

export default scenarios;
