/**
 * `npm run bench [-- --json]`: measures, prints every figure with its ratio to a peer of the same run,
 * and appends them with the commit to bench/history.jsonl.
 */
import { benchFirstResult } from "./first-result/bench.js";
import { benchGradient } from "./gradient/bench.js";
import { remember, rounded } from "./history.js";
import { benchLimits } from "./limit/bench.js";
import { benchReferenceEconomy, type Figure } from "./reference-economy/bench.js";
import { benchValidatorEconomics } from "./validator-economics/bench.js";
import { benchVectorCode } from "./vector-code/bench.js";
import { benchWholeJob } from "./whole-job/bench.js";

const figures = [
  ...benchReferenceEconomy(),
  ...benchGradient(),
  ...benchVectorCode(),
  ...benchLimits(),
  ...(await benchValidatorEconomics()),
  ...(await benchWholeJob()),
  ...benchFirstResult(),
];
const record = remember(figures);

if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ schema: 1, ...record, figures }));
} else {
  console.log(`${record.machine}, Node ${record.node}, commit ${record.commit}`);
  for (const figure of figures) console.log(lineOf(figure));
}

function lineOf({ name, value, unit, ratio, peer, bar, most }: Figure): string {
  const reached = bar === undefined ? "" : `, ${ratio! >= bar ? "reaches" : "short of"} ${bar}`;
  const goal = most === undefined ? reached : `, ${ratio! <= most ? "within" : "beyond"} ${most}`;
  const comparison = ratio === undefined ? "" : `   ${ratio.toFixed(2)} x ${peer}${goal}`;
  return `${name.padEnd(40)} ${String(rounded(value)).padStart(12)} ${unit.padEnd(14)}${comparison}`;
}
