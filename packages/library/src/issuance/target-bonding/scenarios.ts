import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "sdk-defaults": {
    title: "A new chain with the defaults of the Cosmos SDK",
    about: "The goal is met, so inflation stays at its 13 %.",
    source: "cosmos-sdk-mint",
    confidence: "protocol",
    step: "1 day",
    steps: 1460,
    parameters: { goal: "67 %", rateChange: "13 %", maximum: "20 %", minimum: "7 %", blocksPerYear: "6_311_520 block" },
    states: { inflation: "13 %" },
  },
  "half-bonded": {
    title: "Half of the tokens are bonded",
    about: "Inflation rises by 3.3 points a year, from 7 % until it meets its ceiling of 20 % in the fourth year.",
    step: "1 day",
    steps: 1825,
    inputs: { bondedShare: "{50 %}" },
    states: { inflation: "7 %" },
  },
  "cosmos-hub-until-2023-11": {
    title: "Cosmos Hub before proposal 848, at 20 % at most",
    about: "Inflation and bonded share as the press gave them in November 2023: 14.24 % and 65.7 %.",
    source: "Press reports of November 2023, from memory of the supply; blocks of 6 seconds assumed.",
    confidence: "unverified",
    step: "1 day",
    steps: 730,
    parameters: { maximum: "20 %", blockTime: "6 second/block" },
    inputs: { bondedShare: "{65.7 %}" },
    states: { inflation: "14.24 %" },
    stocks: { supply: "370_000_000 token" },
  },
  "cosmos-hub-from-2023-11": {
    title: "Cosmos Hub after proposal 848 (25 November 2023), at 10 % at most",
    about: "The vote lowered the ceiling, and inflation fell to it within a block.",
    source: "Press reports of November 2023, from memory of the supply; blocks of 6 seconds assumed.",
    confidence: "unverified",
    step: "1 day",
    steps: 730,
    parameters: { maximum: "10 %", blockTime: "6 second/block" },
    inputs: { bondedShare: "{65.7 %}" },
    states: { inflation: "14.24 %" },
    stocks: { supply: "370_000_000 token" },
  },
};

export default scenarios;
