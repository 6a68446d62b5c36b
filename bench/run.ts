/**
 * `npm run bench [-- --json]`: measures, prints every figure with its ratio to a peer of the same run,
 * and appends them with the commit to bench/history.jsonl.
 */
import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { cpus } from "node:os";
import { benchFirstResult } from "./first-result/bench.js";
import { benchGradient } from "./gradient/bench.js";
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
const record = {
  date: new Date().toISOString().slice(0, 10),
  commit: commit(),
  node: process.version,
  machine: `${cpus()[0]?.model ?? "unknown"} x ${cpus().length}`,
  figures: Object.fromEntries(figures.map((figure) => [figure.name, rounded(figure.value)])),
};
appendFileSync(new URL("history.jsonl", import.meta.url), `${JSON.stringify(record)}\n`);

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

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function commit(): string {
  try {
    const hash = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
    const isClean =
      execFileSync("git", ["status", "--porcelain", "--", "packages"], { encoding: "utf8" }).trim() === "";
    return isClean ? hash : `${hash}+changes`;
  } catch {
    return "unknown";
  }
}
