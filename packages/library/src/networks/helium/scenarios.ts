import { rulesFrom } from "../../history.js";
import type { ModelScenario } from "../../scenario.js";
import history from "./history.js";

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "table-alone": {
    title: "From June 2026 by the table of HIP 20, without the supplement",
    source: "Rules by date as in the network's history; traffic after the start assumed.",
    steps: 730,
    parameters: rulesFrom(history, "2025-01-15"),
  },
  "hip-149": {
    title: "With the supplement of HIP 149",
    about: "196 000 HNT a day for 360 days, falling to nothing in 720 more: 141 million HNT.",
    source: "helium-hip-149; its start two months after the run's is assumed",
    steps: 1200,
    parameters: { supplement: "196_000 HNT/day" },
  },
  "rate-of-2025": {
    title: "Half a dollar a gigabyte, as before",
    about: "Five times as much is burned for the same traffic.",
    steps: 730,
    parameters: { payerRate: "0.50 USD/GB" },
    stocks: { credits: "67_900_000_000 DC" },
  },
};

export default scenarios;
