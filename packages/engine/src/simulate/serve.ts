import { TokenwrightError } from "../base/errors.js";
import { Gathering, stepsTogether, type ValueStore } from "./gathering.js";
import { batchAt, type EnsembleJob } from "./job.js";
import { buffersOf, type PackedCounts } from "./step-counts.js";
import { type FromThread, LIMIT, NEXT, STOP, type ToThread } from "./threads.js";

/**
 * The part of an ensemble that runs in a thread: takes the messages it is sent and answers with `post`. What a thread
 * of any platform runs is this and nothing else.
 *
 * @param post Sends a message to where the thread was started; the buffers change hands and are not copied.
 * @returns What every message for the thread is handed to.
 */
export function serveEnsembles(
  post: (message: unknown, moved: readonly ArrayBuffer[]) => void,
): (message: unknown) => void {
  let share: Share | undefined;
  const tell = (message: FromThread, moved: readonly ArrayBuffer[] = []) => post(message, moved);
  return (received) => {
    const message = received as ToThread;
    try {
      if (message.kind === "job") {
        share = new Share(message.job, tell);
        if (message.shared === undefined) return;
        const { control, values } = message.shared;
        share.takeBatches(new Int32Array(control), values && new Float64Array(values));
      } else if (message.kind === "batch") share?.compute(message.index);
      else if (message.kind === "finish") share?.finish();
      else if (message.kind === "hand over") share?.handOver(message.from, message.spent);
      else {
        share = undefined;
        tell({ kind: "rested" });
      }
    } catch (error) {
      tell({ kind: "broken", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  };
}

type Tell = (message: FromThread, moved?: readonly ArrayBuffer[]) => void;

/** A thread's share of one ensemble. */
class Share {
  readonly #job: EnsembleJob;
  readonly #tell: Tell;
  #gathering: Gathering | undefined;

  constructor(job: EnsembleJob, tell: Tell) {
    this.#job = job;
    this.#tell = tell;
  }

  /** Computes batches until there are none left that nobody has taken. */
  takeBatches(control: Int32Array, values: Float64Array | undefined): void {
    const { runs, batches } = this.#job;
    const store = values && { values, runs, firstRun: 0 };
    for (;;) {
      const index = Atomics.add(control, NEXT, 1);
      const isNeeded = () => Atomics.load(control, STOP) === 0 && index < Atomics.load(control, LIMIT);
      if (!isNeeded() || batchAt(batches, runs, index) === undefined) break;
      if (this.#take(index, store, isNeeded)) continue;
      lower(control, index);
    }
    if (Atomics.load(control, STOP) === 0) this.finish();
  }

  /** Computes one batch, and sends the values that are to be kept. */
  compute(index: number): void {
    const { steps, runs, batches, gathered, isCounted } = this.#job;
    const batch = batchAt(batches, runs, index)!;
    if (isCounted) {
      if (this.#take(index, undefined, () => true)) this.#tell({ kind: "batch", index });
      return;
    }
    const values = new Float64Array(gathered.length * (steps + 1) * batch.runs);
    const { firstRun } = batch;
    if (!this.#take(index, { values, runs: batch.runs, firstRun }, () => true)) return;
    this.#tell({ kind: "batch", index, values }, [values.buffer]);
  }

  finish(): void {
    this.#gathering ??= new Gathering(this.#job);
    this.#tell({ kind: "done", rest: this.#gathering.end() });
  }

  handOver(from: number, spent: readonly PackedCounts[]): void {
    const to = Math.min(this.#job.steps + 1, from + stepsTogether(this.#job));
    const counts = this.#gathering!.handOver(from, to, spent);
    this.#tell({ kind: "counts", from, counts }, counts.flatMap(buffersOf));
  }

  /** Computes a batch as long as it is needed; false when one of its runs has a fault. */
  #take(index: number, store: ValueStore | undefined, isNeeded: () => boolean): boolean {
    const batch = batchAt(this.#job.batches, this.#job.runs, index)!;
    try {
      this.#gathering ??= new Gathering(this.#job);
      for (const runSteps of this.#gathering.compute(batch, store)) {
        this.#tell({ kind: "progress", runSteps });
        if (!isNeeded()) return true;
      }
      return true;
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      this.#tell({ kind: "refused", index, diagnostics: error.diagnostics });
      return false;
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
