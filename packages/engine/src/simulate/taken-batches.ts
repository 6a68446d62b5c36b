import { type Diagnostic, TokenwrightError } from "../base/errors.js";
import type { Gathering, ValueStore } from "./gathering.js";
import { batchAt, type EnsembleJob } from "./job.js";
import { LIMIT, NEXT, STOP } from "./threads.js";

/** A batch one of whose runs has a fault. */
export interface Refusal {
  readonly index: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Computes batches that nobody has taken yet, until there are none left, or none that is needed. Pauses now and then,
 * with the number of steps of runs since the last pause.
 *
 * @param gathering What computes them and gathers what comes of them, made when it is first asked for.
 * @param control What all threads see: which batch is next, and from which one on none is needed.
 * @returns The batch at which it ended because one of its runs has a fault.
 */
export function* takeBatches(
  job: EnsembleJob,
  gathering: () => Gathering,
  control: Int32Array,
  store: ValueStore | undefined,
): Generator<number, Refusal | undefined> {
  for (;;) {
    const index = Atomics.add(control, NEXT, 1);
    const isNeeded = () => Atomics.load(control, STOP) === 0 && index < Atomics.load(control, LIMIT);
    const batch = batchAt(job.batches, job.runs, index);
    if (batch === undefined || !isNeeded()) return undefined;
    try {
      for (const runSteps of gathering().compute(batch, store)) {
        yield runSteps;
        if (!isNeeded()) return undefined;
      }
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      lower(control, index);
      return { index, diagnostics: error.diagnostics };
    }
  }
}

/** Makes batches from a number on not needed. */
function lower(control: Int32Array, index: number): void {
  for (let known = Atomics.load(control, LIMIT); index < known; ) {
    const found = Atomics.compareExchange(control, LIMIT, known, index);
    if (found === known) return;
    known = found;
  }
}
