import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "bnb-at-400-dollars": {
    title: "BNB's Auto-Burn with three-second blocks and a price of 400 dollars",
    about: "1.88 million BNB a quarter; the target is reached in the tenth year.",
    source: "bnb-auto-burn for the rule; the price is assumed, the supply of 2021 from memory.",
    confidence: "unverified",
    steps: 40,
  },
  "price-doubles": {
    title: "The price doubles every two years",
    about: "Fewer tokens are burned, and they are worth more: the worth tends to a thousand dollars a block.",
    steps: 40,
    inputs: { price: "{300 USD/token} * 2 ^ (time / {2 year})" },
  },
  "faster-blocks": {
    title: "Blocks of a second and a half, at half the factor",
    about:
      "Twice the blocks, each counting for half: the burn is as before. That the factor is halved is an assumption.",
    steps: 40,
    parameters: { factor: "500 USD/block" },
    inputs: { blocks: "{1 block} / {1.5 second}" },
  },
};

export default scenarios;
