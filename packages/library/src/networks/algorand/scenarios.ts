import { rulesFrom } from "../../history.js";
import type { ModelScenario } from "../../scenario.js";
import history from "./history.js";

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "from-2025": {
    title: "Five years from the upgrade that pays proposers (January 2025)",
    about: "The bonus falls by a tenth a year. The size of the fee sink is assumed.",
    steps: 1825,
  },
  "twice-the-stake": {
    title: "Twice the stake comes online",
    about: "The same pay for twice the stake: half the yield, and twice the cost of an attack.",
    steps: 1825,
    parameters: { onlineShare: "44 %" },
  },
  "governance-2021": {
    title: "Governance rewards alone, as before 2025",
    about: "Out of a fund, under the rules of October 2021 with the amounts of 2025, which is a mixture.",
    steps: 1095,
    parameters: rulesFrom(history, "2021-10-01"),
  },
  "nodes-uncertain": {
    title: "Electricity with what is uncertain about it",
    about: "Nodes are counted within 10 %, and the power of a node is known to within a factor of 1.5.",
    steps: 365,
    parameters: { "nodes.countError": "normal(1, 0.05)", "nodes.powerError": "lognormal(0, 0.2465)" },
  },
};

export default scenarios;
