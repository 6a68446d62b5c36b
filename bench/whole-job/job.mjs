// One whole job in a process of its own, as the bench measures it: `node job.mjs < QUESTION.json`.
import { readFileSync } from "node:fs";
import { build, ensemble } from "@tokenwright/engine";
import { nodeWorkers } from "@tokenwright/workbench/threads";

const { model, workers, runs, steps, record } = JSON.parse(readFileSync(0, "utf8"));
const program = build(model);
const opened = performance.now();
const result = await ensemble(program, {
  runs,
  steps,
  record,
  ...(workers === 0 ? {} : { workers: nodeWorkers(workers) }),
});
const { values } = result.bands(record[0]);
const answer = {
  method: result.method,
  backend: result.backend,
  median: values[2]?.[steps],
  /** Milliseconds in the ensemble, of the process so far, of the processor, and MB at most. */
  ensemble: performance.now() - opened,
  wall: performance.now(),
  cpu: (process.cpuUsage().user + process.cpuUsage().system) / 1000,
  memory: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(answer));
