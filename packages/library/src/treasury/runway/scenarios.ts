import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "fixed-budget": {
    title: "Ten million, half a million a month, no income",
    about: "The money lasts for 20 months and not a day longer; the own tokens are not touched.",
    step: "1 month",
    steps: 24,
  },
  endowment: {
    title: "An endowment that spends 5 % a year",
    about:
      "Spending follows the worth of the treasury slowly, four fifths of it being last month's, and never empties it.",
    step: "1 month",
    steps: 240,
    parameters: { budget: "0 USD/month", spendingRate: "5 %/year", smoothing: "80 %", haircut: "100 %" },
    stocks: { money: "100_000_000 USD" },
    inputs: { income: "{100_000 USD/month}" },
  },
  "two-years-ahead": {
    title: "A treasury that sells its token to have two years of money",
    about: "The token loses 3 % a month. At most 5 % of the tokens are sold in a month.",
    step: "1 month",
    steps: 60,
    parameters: { targetRunway: "24 month" },
    inputs: { price: "{1 USD/token} * (97/100) ^ (time / epoch)", income: "{50_000 USD/month}" },
  },
};

export default scenarios;
