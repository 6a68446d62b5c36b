import type { ModelScenario } from "../../scenario.js";

/** Shares by country in per cent; whatever is missing to 100 is used elsewhere. */
function shares(percent: Readonly<Record<string, number>>): Readonly<Record<string, string>> {
  const hundredths = Object.values(percent).reduce((sum, value) => sum + Math.round(value * 100), 0);
  return {
    "share[place]": "0 %",
    ...Object.fromEntries(Object.entries(percent).map(([code, value]) => [`share[${code}]`, `${value} %`])),
    "share[elsewhere]": `${(10_000 - hundredths) / 100} %`,
  };
}

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "by-generation": {
    title: "Electricity as these countries generate it",
    about: "Every country counts as much as it generates.",
    step: "1 year",
    steps: 5,
  },
  "bitcoin-mining-map-2022": {
    title: "Where Bitcoin was mined at the start of 2022",
    about: "The last published map of mining, from memory. What no country is named for counts with the world's mean.",
    source: "Mining map of Cambridge for January 2022, from memory.",
    confidence: "unverified",
    step: "1 year",
    steps: 5,
    parameters: {
      ...shares({ usa: 37.84, chn: 21.11, kaz: 13.22, can: 6.48, rus: 4.66, deu: 3.06, mys: 2.51, irl: 1.97 }),
      startYear: "2022",
    },
    inputs: { use: "{95.5 TWh/year}" },
  },
  "germany-with-contracts": {
    title: "A hundred nodes in Germany that buy certificates",
    about:
      "Nine tenths of the electricity are under contracts for wind power (26 g/kWh over its life), the rest is the " +
      "residual mix. The grid's intensity falls by 4 % a year. Location-based and market-based figures stand side by side.",
    step: "1 year",
    steps: 10,
    parameters: {
      "share[place]": "0 %",
      "share[deu]": "100 %",
      "contracted[place]": "90 %",
      contractIntensity: "26 gCO2e/kWh",
      residualFactor: "1.2",
      "decline[place]": "4 %",
      losses: "5 %",
    },
    inputs: { use: "{100_000 kWh/year}", additionalUse: "{100_000 kWh/year}" },
  },
  "germany-2015-to-2020": {
    title: "A host in Germany from 2015 to 2020, year by year",
    about: "The grid's intensity as recorded in each year, through the input for a grid whose history is known.",
    source: "codecarbon",
    confidence: "measured",
    step: "1 year",
    steps: 5,
    parameters: { "share[place]": "0 %", "share[elsewhere]": "100 %", startYear: "2015" },
    inputs: { intensityElsewhere: "lookup(germanyFrom2015, time)" },
  },
  "uncertain-grid": {
    title: "Three grids whose intensity is not known exactly",
    about: "Figures of one country differ by source by some ten per cent.",
    step: "1 year",
    steps: 1,
    parameters: {
      ...shares({ usa: 50, deu: 30, fra: 20 }),
      "intensity[usa]": "normal({369.473 gCO2e/kWh}, {37 gCO2e/kWh})",
      "intensity[deu]": "normal({380.95 gCO2e/kWh}, {38 gCO2e/kWh})",
      "intensity[fra]": "normal({56.039 gCO2e/kWh}, {6 gCO2e/kWh})",
    },
  },
};

export default scenarios;
