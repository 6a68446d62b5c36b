import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "six-sectors": {
    title: "Six sectors with the usual terms",
    about: "Team four years with a cliff of one, investors two years with a cliff of half a year, liquidity at once.",
    step: "1 month",
    steps: 60,
  },
  "nobody-sells": {
    title: "The same schedule without sales and locks",
    about: "What is free follows from the terms alone: the calendar of unlocks.",
    step: "1 month",
    steps: 60,
    parameters: { "sellRate[sector]": "0 %/month", "lockAgain[sector]": "0 %" },
  },
  "loyal-community": {
    title: "Early adopters who lock for two years",
    about: "Community and investors lock four fifths of what they get for two years, for a bonus of a quarter.",
    step: "1 month",
    steps: 72,
    parameters: {
      "lockAgain[community]": "80 %",
      "lockAgain[investors]": "80 %",
      "lockTime[sector]": "24 month",
      lockBonus: "25 %",
    },
  },
};

export default scenarios;
