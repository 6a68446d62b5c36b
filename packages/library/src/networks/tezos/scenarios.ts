import { rulesFrom } from "../../history.js";
import type { ModelScenario } from "../../scenario.js";
import history from "./history.js";

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "rules-of-2026-01": {
    title: "Tezos since Tallinn",
    source: "Rules by date as in the network's history; amounts from memory.",
    confidence: "unverified",
    steps: 1095,
    parameters: rulesFrom(history, "2026-01-24"),
  },
  "rules-of-2024-06": {
    title: "From the activation of adaptive issuance, and no further rule",
    about: "7.5 % of all tokens are staked at first. No adaptive maximum, so the dynamic rate may rise by 5 points.",
    source: "Rules by date as in the network's history; staked share as documented, supply from memory.",
    confidence: "unverified",
    steps: 1095,
    parameters: { ...rulesFrom(history, "2024-06-19"), sinceActivation: "0 day", startStaked: "7.5 %" },
    states: { "supply.dynamicBefore": "0 %" },
    stocks: { "supply.supply": "1_000_000_000 tez" },
    inputs: { "supply.coefficientBefore": "1" },
  },
  "fixed-issuance": {
    title: "As before June 2024: 80 tez a minute whatever is staked",
    source: "Rules by date as in the network's history.",
    confidence: "unverified",
    steps: 1095,
    parameters: rulesFrom(history, "2023-03-29"),
  },
};

export default scenarios;
