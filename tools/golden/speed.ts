import { build, ManySteps, wasm } from "@tokenwright/engine";
import { referenceEconomy } from "../../bench/reference-economy/model.js";

/** How fast the reference economy runs in vector code. */
export interface Speed {
  /** Million steps of a run in a second of the processor's time, the best of several. */
  readonly runSteps: number;
}

const runs = 256;
const steps = 3650;
const batch = 128;
const repetitions = 4;

/** @param microseconds The processor's time that was used so far. */
export function measureSpeed(microseconds: () => number): Speed {
  const program = build(referenceEconomy);
  const many = new ManySteps(wasm.prepare(program), [program.variables.get("price")!.node]);
  let best = 0;
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    const start = microseconds();
    for (let firstRun = 0; firstRun < runs; firstRun += batch) many.run({ seed: 42n, firstRun, runs: batch }, steps);
    // The first time is not counted: V8 has not compiled all of it.
    if (repetition > 0) best = Math.max(best, (runs * steps) / (microseconds() - start));
  }
  return { runSteps: best };
}
