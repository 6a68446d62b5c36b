import { rulesFrom } from "../../history.js";
import type { ModelScenario } from "../../scenario.js";
import history from "./history.js";
import { inCoins, potsAt, subsidyAt } from "./rule.js";

/** An era from its first block, with the coins that the rule allows until then. */
function era(from: string, height: bigint, title: string): ModelScenario {
  const pots = potsAt(height);
  return {
    title,
    about: "Supply and split by the rule; the price is that of 2023, which is a mixture.",
    source: "dcrd and decred-dcps.",
    confidence: "protocol",
    steps: 730,
    parameters: { ...rulesFrom(history, from), "price.volatility": "0 %", "price.drift": "0 %/year" },
    states: { "supply.height": `${height} block`, "supply.subsidy": inCoins(subsidyAt(height), "DCR/block") },
    stocks: {
      "supply.initial": inCoins(pots.initial),
      "supply.miners": inCoins(pots.miners),
      "supply.voters": inCoins(pots.voters),
      "supply.treasury": inCoins(pots.treasury),
    },
  };
}

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "from-2023": { title: "Five years from the split of August 2023", steps: 1825 },
  "split-2016": era("2016-02-08", 0n, "From the first block: six tenths for work"),
  "split-2022": era("2022-05-08", 657_280n, "From May 2022: a tenth for work"),
  "split-stays": {
    title: "As if work still got six tenths",
    about: "The supply is the same but for rounding; sixty times the electricity, and a third of the yield.",
    steps: 1825,
    parameters: { ...rulesFrom(history, "2016-02-08"), "price.volatility": "0 %", "price.drift": "0 %/year" },
  },
};

export default scenarios;
