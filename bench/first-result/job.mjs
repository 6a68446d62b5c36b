// What a user waits for in a fresh process: `node job.mjs < MODEL.json`. Times are milliseconds after the import.
import { readFileSync } from "node:fs";
import { build, ensemble } from "@tokenwright/engine";

const imported = performance.now();
const model = JSON.parse(readFileSync(0, "utf8"));
const since = () => performance.now() - imported;
const program = build(model);
const shown = "held0";
const record = [shown];
await ensemble(program, { runs: 64, steps: 12, record }).then((futures) => futures.bands(shown));
const first = since();

/** Speed of each small ensemble that follows, and when it ended. */
const ensembles = [];
while (since() < 1500) {
  const started = performance.now();
  const cpu = process.cpuUsage();
  await ensemble(program, { runs: 128, steps: 60, record, memoryBudget: 0 });
  const { user, system } = process.cpuUsage(cpu);
  ensembles.push({ ended: since(), wall: performance.now() - started, processor: (user + system) / 1000 });
}
const last = ensembles.slice(-20).map(({ wall }) => wall);
const usual = last.sort((a, b) => a - b)[last.length >> 1] ?? 0;
const full = ensembles.find(({ wall }) => wall <= 1.25 * usual);
console.log(JSON.stringify({ import: imported, first, full: full?.ended, usual, count: ensembles.length }));
