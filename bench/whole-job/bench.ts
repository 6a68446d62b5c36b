import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensemble } from "@tokenwright/engine";
import { buildScenario, readScenario } from "@tokenwright/workbench";
import type { Figure } from "../reference-economy/bench.js";
import { referenceEconomy } from "../reference-economy/model.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The job that users wait for: ten thousand futures of ten years of days, and the bands of the price. */
const job = { model: referenceEconomy, runs: 10_000, steps: 3650, record: ["price"] };

interface Measured {
  readonly method: string;
  readonly median: number;
  readonly ensemble: number;
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
}

/** The job in a process of its own, from what has been built. */
function runJob(workers: number, runs = job.runs): Measured {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, "bench/whole-job/job.mjs")], {
    input: JSON.stringify({ ...job, runs, workers }),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the whole job failed: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

/** What threads run is built code. */
function buildAll(): void {
  const { status, stdout } = spawnSync(process.execPath, [join(root, "tools/build.mjs")], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the packages cannot be built: ${stdout}`);
}

export async function benchWholeJob(repetitions = 3): Promise<Figure[]> {
  buildAll();
  // The fastest of several, taken in turn, so that what else the machine does falls on all alike.
  const best = [0, 1, 2].map(() => ({ wall: Infinity, ensemble: Infinity, cpu: Infinity, memory: Infinity }));
  const medians = new Set<number>();
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const workers of [0, 1, 2]) {
      const measured = runJob(workers);
      medians.add(measured.median);
      const own = best[workers]!;
      for (const key of ["wall", "ensemble", "cpu", "memory"] as const) own[key] = Math.min(own[key], measured[key]);
    }
  }
  if (medians.size !== 1) throw new Error("the number of threads changed a bit: not timed");
  const figures: Figure[] = [0, 1, 2].flatMap((workers): Figure[] => {
    const { wall, cpu, memory } = best[workers]!;
    const name = `whole job, ${workers === 0 ? "no threads" : workers === 1 ? "1 thread" : `${workers} threads`}`;
    return [
      { name, value: wall, unit: "ms", ...(workers === 2 ? { ratio: wall / 600, peer: "the bar of 600 ms" } : {}) },
      { name: `${name}, processor`, value: cpu, unit: "ms" },
      {
        ...{ name: `${name}, memory`, value: memory, unit: "MB" },
        ...(workers === 2 ? { ratio: memory / 100, peer: "the bar of 100 MB" } : {}),
      },
    ];
  });
  figures.push({
    ...{ name: "two threads, ensemble alone", value: best[2]!.ensemble, unit: "ms" },
    ...{ ratio: best[1]!.ensemble / best[2]!.ensemble, peer: "speed of one" },
  });
  const more = runJob(0, 3 * job.runs).memory;
  figures.push({
    ...{ name: "memory of three times the runs", value: more, unit: "MB" },
    ...{ ratio: more / best[0]!.memory, peer: "memory of the runs" },
  });
  return [...figures, ...(await benchSlider())];
}

/** A changed parameter of the Cardano scenario, until the bands of all its outputs are there, in one thread. */
async function benchSlider(): Promise<Figure[]> {
  const file = join(root, "examples/cardano/scenario.yaml");
  const scenario = readScenario(readFileSync(file, "utf8"), { file });
  const program = buildScenario(scenario);
  const names = [...new Set(scenario.outputs.map(({ name }) => name))];
  let fastest = Infinity;
  for (let repetition = 0; repetition < 15; repetition++) {
    const start = process.cpuUsage();
    const futures = await ensemble(program, {
      ...{ runs: 1000, steps: 120, seed: scenario.seed, record: names },
      parameters: { "supply.rho": 0.3 + repetition / 1000 },
    });
    for (const name of names) futures.bands(name);
    const { user, system } = process.cpuUsage(start);
    fastest = Math.min(fastest, (user + system) / 1000);
  }
  return [
    {
      ...{ name: "changed parameter to bands, processor", value: fastest, unit: "ms" },
      ...{ ratio: fastest / 50, peer: "the bar of 50 ms" },
    },
  ];
}
