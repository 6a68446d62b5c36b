import type { ModelScenario } from "../../scenario.js";

const fixedSupply = "{1_000_000_000 token}";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  still: {
    title: "No noise, no growth, fixed supply",
    about: "The price stays where it starts.",
    step: "5 day",
    steps: 73,
    parameters: { volatility: "0 %", velocitySpread: "0 %" },
    inputs: { circulating: fixedSupply },
  },
  growth: {
    title: "Volume grows by 20 % a year, supply by 5 %",
    about: "Continuous rates: the price grows by 15 % a year in logarithms.",
    step: "5 day",
    steps: 365,
    parameters: { drift: "20 %/year", volatility: "0 %", velocitySpread: "0 %" },
    inputs: { circulating: "{1_000_000_000 token} * exp({5 %/year} * time)" },
  },
  volatile: {
    title: "Volume as volatile as Bitcoin's price",
    about: "Daily Bitcoin returns of 2013 to 2021 had a standard deviation of 4.28 %, 82 % a year.",
    step: "1 day",
    steps: 730,
    parameters: { volatility: "82 %" },
    inputs: { circulating: fixedSupply },
  },
};

export default scenarios;
