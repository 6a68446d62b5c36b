import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "straight-line": {
    title: "Three times as much after a year",
    step: "1 week",
    steps: 156,
  },
  "late-rewards": {
    title: "Little for months, much at the end",
    step: "1 week",
    steps: 156,
    parameters: { curvature: "3" },
  },
  "nobody-leaves": {
    title: "Everybody stays",
    about: "Once all have the full multiplier it makes no difference any more.",
    step: "1 week",
    steps: 156,
    parameters: { leaving: "0 %/month" },
  },
  "yearly-deposits": {
    title: "Members who double their balance on one day",
    step: "1 day",
    steps: 400,
    parameters: { leaving: "0 %/month", "size[member]": "1" },
    inputs: { "deposits[member]": "if time = {200 day} then balance[member] / epoch else 0" },
  },
};

export default scenarios;
