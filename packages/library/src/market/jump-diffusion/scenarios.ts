import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "sudden-falls": {
    title: "Two falls of about a fifth a year",
    step: "1 day",
    steps: 730,
  },
  "one-catastrophe": {
    title: "A rare jump that takes more than half",
    about: "The numbers of a well-known test of option pricing: a jump in ten years, by 59 % in the median.",
    source: "dhalluin-forsyth-labahn-2004",
    confidence: "unverified",
    step: "1 day",
    steps: 365,
    parameters: {
      startPrice: "100 USD/token",
      drift: "5 %/year",
      volatility: "15 %",
      jumpRate: "0.1 1/year",
      jumpMean: "-0.9",
      jumpSpread: "0.45",
    },
  },
  "without-jumps": {
    title: "No jumps: geometric Brownian motion",
    step: "1 week",
    steps: 104,
    parameters: { jumpRate: "0 1/year" },
  },
};

export default scenarios;
