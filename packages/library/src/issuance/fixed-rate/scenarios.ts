import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  disinflation: {
    title: "8 % a year, falling by 15 % a year to 1.5 %",
    about: "The shape of Solana's schedule, with the parameters its main network is reported to use.",
    source: "Recalled main-network values, not confirmed in the network's configuration.",
    confidence: "unverified",
    step: "1 year",
    steps: 20,
    parameters: { initialRate: "8 %/year", taper: "15 %", terminalRate: "1.5 %/year" },
  },
  "disinflation-from-15": {
    title: "15 % a year, falling by 15 % a year to 1.5 %",
    about: "Defaults of Solana's inflation code.",
    source: "solana-inflation",
    confidence: "protocol",
    step: "1 year",
    steps: 20,
    parameters: { initialRate: "15 %/year", taper: "15 %", terminalRate: "1.5 %/year" },
  },
  thirdening: {
    title: "300 M tokens in the first year, a third less each year",
    about: "Osmosis: 821 917.808 OSMO a day, cut to two thirds every 365 days, so that 900 M are created in the end.",
    source: "osmosis-mint",
    confidence: "protocol",
    step: "1 day",
    steps: 3650,
    parameters: {
      initialRate: "0 %/year",
      terminalRate: "0 %/year",
      initialAmount: "299_999_999.92 token/year",
      decay: "1 / 3",
    },
    stocks: { supply: "100_000_000 token" },
  },
  "tail-emission": {
    title: "An amount that halves each year, down to a tail",
    about: "With a tail the supply grows for ever and inflation still tends to zero.",
    step: "1 day",
    steps: 3650,
    parameters: {
      initialRate: "0 %/year",
      terminalRate: "0 %/year",
      initialAmount: "10_000_000 token/year",
      decay: "50 %",
      tailAmount: "300_000 token/year",
    },
    stocks: { supply: "0 token" },
  },
  constant: {
    title: "2 % a year for ever",
    step: "1 day",
    steps: 3650,
    parameters: { initialRate: "2 %/year", taper: "0 %", terminalRate: "0 %/year" },
  },
};

export default scenarios;
