import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "comes-to-rest": {
    title: "Twice as much is burned as created: the supply halves and the price doubles",
    about: "20 000 dollars of usage a day, 10 000 new tokens a day, and holders who want 10 million dollars of tokens.",
    step: "1 day",
    steps: 3650,
  },
  "usage-doubles": {
    title: "Usage doubles after a year",
    about: "The price at rest doubles with it, but it takes years to get there.",
    step: "1 day",
    steps: 3650,
    stocks: { supply: "5_000_000 token" },
    inputs: { usage: "{2_000_000_000 credit/day} + step({2_000_000_000 credit/day}, {1 year})" },
  },
  "net-emissions": {
    title: "A quarter of what is burned at the start is created again",
    about: "Providers get more, and the price comes to rest lower, in proportion.",
    step: "1 day",
    steps: 3650,
    parameters: { mostRecycled: "5_000 token/day" },
  },
  "helium-data-credits": {
    title: "Data credits at a hundred-thousandth of a dollar",
    about:
      "The emission is that of HIP 20 before the first halving and the supply that of its second year, the net emissions 34.24 in 30 minutes. Usage and worth are assumed.",
    source: "helium-hip-20; the price of a credit from Helium's documentation, from memory.",
    confidence: "unverified",
    step: "1 day",
    steps: 730,
    parameters: {
      creditPrice: "0.00001 USD/credit",
      emission: "60_000_000 token/year",
      mostRecycled: "1_643.52 token/day",
      worth: "1_000_000_000 USD",
    },
    stocks: { supply: "60_000_000 token" },
    inputs: { usage: "{500_000_000 credit/day}" },
  },
  "render-first-year": {
    title: "Render's node operators in the first year",
    about: "6 251 tokens a day for node operators. What artists spend, and what all tokens are worth, are assumed.",
    source: "render-bme-emissions",
    confidence: "measured",
    step: "1 day",
    steps: 365,
    parameters: { creditPrice: "1 USD/credit", emission: "6_251 token/day", worth: "1_000_000_000 USD" },
    stocks: { supply: "381_000_000 token" },
    inputs: { usage: "{5_000 credit/day}" },
  },
};

export default scenarios;
