import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  herd: {
    title: "A hundred people of one mind, now this one, now that",
    about: "Shape 0.66: most of the time nearly all agree, and they change their mind together.",
    step: "1 hour",
    steps: 20_000,
  },
  independent: {
    title: "People who think for themselves",
    about: "A shape of 16: about half are optimists nearly all the time.",
    step: "1 hour",
    steps: 5000,
    parameters: { hope: "0.05", doubt: "0.05" },
  },
  "by-the-day": {
    title: "A hundred people, twenty meetings a day",
    about: "As a part of economies that count in days: the mood of the herd turns every year or so.",
    step: "1 day",
    steps: 2000,
    parameters: { meetings: "20", hope: "0.004", doubt: "0.004", firmness: "0.4" },
  },
  "good-news": {
    title: "A week of good news",
    step: "1 hour",
    steps: 2000,
    inputs: { news: "step(0.01, {21 day}) - step(0.01, {28 day})" },
  },
  twenty: {
    title: "Twenty people",
    about: "The case of the closed form.",
    step: "1 hour",
    steps: 2000,
    parameters: { hope: "0.02", doubt: "0.01", firmness: "0.5" },
    stocks: { optimists: "10 person", pessimists: "10 person" },
  },
};

export default scenarios;
