import { rulesFrom } from "../../history.js";
import type { ModelScenario } from "../../scenario.js";
import history from "./history.js";

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "rules-of-2023-11": {
    title: "From proposal 848 on: 10 % at most",
    source: "Rules by date as in the network's history; supply from memory.",
    confidence: "unverified",
    steps: 1095,
    parameters: rulesFrom(history, "2023-11-26"),
  },
  "rules-of-2021-07": {
    title: "As if proposal 848 had failed: 20 % at most",
    about: "Inflation goes on from 14.24 %, the figure of November 2023.",
    source: "Rules by date as in the network's history; press reports of November 2023.",
    confidence: "unverified",
    steps: 1095,
    parameters: { ...rulesFrom(history, "2021-07-01"), startBonded: "65.7 %" },
    states: { "supply.inflation": "14.24 %" },
  },
  "no-response": {
    title: "Holders who do not look at yield",
    steps: 1095,
    parameters: { response: "0 year" },
  },
};

export default scenarios;
