import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "capped-addresses": {
    title: "A thousand dollars for an address: large holders are held back, bots are not",
    about: "All three groups want to put in 300 000 dollars a round; twenty large holders may put in 20 000.",
    step: "1 day",
    steps: 12,
  },
  uncapped: {
    title: "No cap for an address: a third for each group",
    about:
      "A thousand people, twenty large holders and two owners of bots share equally, and nobody equally within all.",
    step: "1 day",
    steps: 12,
    parameters: { addressCap: "1_000_000 USD/address" },
  },
  "rush-and-calm": {
    title: "Three times too much money in the first round, less every day",
    about: "The cap of the round keeps the first price down; later rounds are cheaper.",
    step: "1 day",
    steps: 12,
    parameters: { addressCap: "10_000 USD/address", rounds: "7" },
    inputs: { "committed[participant]": "{1_000_000 USD} / (1 + time / epoch)" },
  },
};

export default scenarios;
