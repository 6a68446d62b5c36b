import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "investor-warrant": {
    title: "A warrant of three years at a price that stands still",
    about: "Its value melts away with time alone.",
    step: "1 week",
    steps: 160,
    parameters: { expiry: "3 year", strike: "1.5 USD/token" },
    inputs: { price: "{1 USD/token}" },
  },
  "protective-put": {
    title: "A put of a treasury while the price falls",
    about: "The price halves within the year; what the put gains makes up for much of it.",
    step: "1 day",
    steps: 365,
    inputs: { price: "{1 USD/token} * exp(-ln(2) * (time / {1 year}))" },
  },
  "with-jumps": {
    title: "The catastrophe that options know and a bell curve does not",
    about: "The numbers of a well-known test of option pricing.",
    source: "dhalluin-forsyth-labahn-2004",
    confidence: "unverified",
    step: "1 day",
    steps: 91,
    parameters: {
      strike: "100 USD/token",
      expiry: "0.25 year",
      rate: "5 %/year",
      volatility: "15 %",
      jumpRate: "0.1 1/year",
      jumpMean: "-0.9",
      jumpSpread: "0.45",
    },
    inputs: { price: "{100 USD/token}" },
  },
};

export default scenarios;
