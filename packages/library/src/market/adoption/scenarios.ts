import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "average-product": {
    title: "Averages over many products",
    about: "Innovation 3 % and imitation 38 % a year, the averages over many studies, from memory.",
    source: "Averages of published fits of consumer durables, from memory.",
    confidence: "unverified",
    step: "1 month",
    steps: 240,
    parameters: { innovation: "3 %/year", imitation: "38 %/year" },
  },
  "room-air-conditioners": {
    title: "Room air conditioners in the United States from 1946",
    about: "Bass's own fit: a peak after 8.6 years at 1.86 million a year. Figures from memory.",
    source: "bass-1969",
    confidence: "unverified",
    step: "1 year",
    steps: 20,
    parameters: { marketSize: "16_895_000 user", innovation: "1.04 %/year", imitation: "41.9 %/year" },
  },
  "s-curve": {
    title: "Logistic growth from 10 000 users",
    about: "No innovators: users double in less than a year until the market fills.",
    step: "1 month",
    steps: 180,
    parameters: { innovation: "0 %/year", imitation: "80 %/year", startUsers: "10_000 user" },
  },
};

export default scenarios;
