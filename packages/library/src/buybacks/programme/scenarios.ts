import type { ModelScenario } from "../../scenario.js";

const swing = "{1 USD/token} * (1 + 0.01 * (20 - abs(mod(floor(time / epoch), 80) - 40)))";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "fixed-budget": {
    title: "Ten thousand dollars a day, half of what is bought is burned",
    step: "1 day",
    steps: 365,
  },
  "on-a-trigger": {
    title: "The same money, only while the price is a twentieth below its average",
    about: "The price swings between 0.8 and 1.2 dollars in eighty days. Fewer days, a lower mean price.",
    step: "1 day",
    steps: 365,
    parameters: { highestRatio: "95 %" },
    inputs: { price: swing },
  },
  "within-means": {
    title: "A hundredth of the money above half a year of expenses, every day",
    about: "Income covers the expenses, so the money falls towards the reserve by a hundredth of the distance a day.",
    step: "1 day",
    steps: 365,
    parameters: { budget: "1e9 USD/day", reserveTime: "6 month", surplusRate: "1 %/day" },
    inputs: { income: "{20_000 USD/day}", expenses: "{20_000 USD/day}" },
  },
  "share-of-income": {
    title: "A fifth of the income, all of it burned",
    about: "The token's price rises by half every year; the income doubles.",
    step: "1 day",
    steps: 730,
    parameters: { budget: "0 USD/day", incomeShare: "20 %", burnShare: "100 %", slippage: "1 %" },
    inputs: { income: "{50_000 USD/day} * 2 ^ (time / {1 year})", price: "{1 USD/token} * 1.5 ^ (time / {1 year})" },
  },
};

export default scenarios;
