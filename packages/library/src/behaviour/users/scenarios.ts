import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  launch: {
    title: "A new service, three years",
    about: "Word of mouth does most of the work once there are some users.",
    step: "1 week",
    steps: 156,
  },
  "token-rises": {
    title: "A fee in tokens, and a token that rises tenfold",
    about: "What is good for holders drives users away, if the fee is not set in dollars.",
    step: "1 week",
    steps: 156,
    parameters: { discovery: "5 1/year" },
    inputs: { price: "{1 USD/token} * exp(ln(10) * time / {3 year})" },
  },
  "fee-for-revenue": {
    title: "The fee that brings most",
    about: "Half a dollar, the mean worth: 37 % of those who know the service use it.",
    step: "1 week",
    steps: 156,
    parameters: { discovery: "5 1/year" },
    inputs: { fee: "{0.5 token/use}" },
  },
  "no-word-of-mouth": {
    title: "Everybody hears by himself",
    step: "1 month",
    steps: 60,
    parameters: { imitation: "0 1/year", discovery: "1 1/year" },
  },
};

export default scenarios;
