import { rulesFrom } from "../../history.js";
import type { ModelScenario } from "../../scenario.js";
import history from "./history.js";

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "rules-of-2025-09": {
    title: "From September 2025 under proposal 957",
    source: "Rules by date as in the network's history; revenue and burning assumed.",
    steps: 1460,
    parameters: rulesFrom(history, "2025-09-01"),
  },
  "as-planned-2021": {
    title: "The plan of the launch, kept for ever",
    about:
      "No vote of 2022, 2023 or 2025, nothing burned: 400 million at the end of the first year, 1000 million in the end.",
    source: "osmosis-mint",
    confidence: "protocol",
    steps: 1825,
    parameters: { ...rulesFrom(history, "2021-06-20"), age: "0 day", burned: "0 OSMO/day" },
  },
  "as-before-957": {
    title: "Half of the emission to stakers, as until 2025",
    source: "osmosis-prop-485",
    confidence: "protocol",
    steps: 1460,
    parameters: { "supply.stakingShare": "50 %" },
  },
};

export default scenarios;
