import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "steady-price": {
    title: "From five sixths to three tenths in its own token, at a steady price",
    about: "A hundredth of the excess a day: half of it in 69 days.",
    step: "1 day",
    steps: 730,
  },
  "thin-market": {
    title: "The same in a market that trades two million tokens a day",
    about:
      "A twentieth of the market is a hundred thousand tokens a day, so it takes a year before the excess decides.",
    step: "1 day",
    steps: 730,
    inputs: { volume: "{2_000_000 token/day}" },
  },
  "rising-price": {
    title: "A token that doubles every year: sold whenever its share leaves the band",
    step: "1 day",
    steps: 1460,
    parameters: { speed: "20 %/day", slippage: "1 %" },
    stocks: { tokens: "5_000_000 token" },
    inputs: { price: "{1 USD/token} * 2 ^ (time / {1 year})" },
  },
};

export default scenarios;
