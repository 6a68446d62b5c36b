import { TokenwrightError } from "../base/errors.js";
import { Gathering, stepsTogether, type ValueStore } from "./gathering.js";
import { batchAt, type EnsembleJob } from "./job.js";
import { buffersOf, type PackedCounts } from "./step-counts.js";
import { takeBatches } from "./taken-batches.js";
import { type EnsembleThread, type FromThread, STOP, type ThreadListener, type ToThread } from "./threads.js";

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
  const server = new Server((message, moved = []) => post(message, moved));
  return (message) => {
    const parts = server.take(message as ToThread);
    while (parts.next().done !== true);
  };
}

/** A thread that is none: the caller's own computes its share, and lets others have their turn between two parts. */
export function callersThread(listener: ThreadListener, pause: () => Promise<void>): EnsembleThread {
  let isEnded = false;
  const server = new Server((message) => listener.message(message));
  const serve = async (message: ToThread) => {
    for (const _ of server.take(message)) {
      await pause();
      if (isEnded) return;
    }
  };
  return {
    post: (message) => void serve(message as ToThread),
    end: () => {
      isEnded = true;
    },
  };
}

/** Answers messages, one after the other. */
class Server {
  readonly #tell: Tell;
  #share: Share | undefined;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Pauses now and then, where others may have their turn. Never throws: what is broken is told. */
  *take(message: ToThread): Generator<void> {
    try {
      if (message.kind === "job") {
        this.#share = new Share(message.job, this.#tell);
        if (message.shared === undefined) return;
        const { control, values } = message.shared;
        yield* this.#share.takeBatches(new Int32Array(control), values && new Float64Array(values));
      } else if (message.kind === "batch") this.#share?.compute(message.index);
      else if (message.kind === "finish") this.#share?.finish();
      else if (message.kind === "hand over") this.#share?.handOver(message.from, message.spent);
      else {
        this.#share = undefined;
        this.#tell({ kind: "rested" });
      }
    } catch (error) {
      this.#tell({ kind: "broken", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
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

  /** Computes batches until there are none left that nobody has taken. Pauses now and then. */
  *takeBatches(control: Int32Array, values: Float64Array | undefined): Generator<void> {
    const store = values && { values, runs: this.#job.runs, firstRun: 0 };
    const taken = takeBatches(this.#job, () => this.#own(), control, store);
    for (;;) {
      const { done, value } = taken.next();
      if (done === true) {
        if (value !== undefined) this.#tell({ kind: "refused", ...value });
        break;
      }
      this.#tell({ kind: "progress", runSteps: value });
      yield;
    }
    if (Atomics.load(control, STOP) === 0) this.finish();
  }

  /** Computes one batch, and sends the values that are to be kept. */
  compute(index: number): void {
    const { steps, runs, batches, gathered, isCounted } = this.#job;
    const batch = batchAt(batches, runs, index)!;
    if (isCounted) {
      if (this.#take(index, undefined)) this.#tell({ kind: "batch", index });
      return;
    }
    const values = new Float64Array(gathered.length * (steps + 1) * batch.runs);
    const { firstRun } = batch;
    if (!this.#take(index, { values, runs: batch.runs, firstRun })) return;
    this.#tell({ kind: "batch", index, values }, [values.buffer]);
  }

  finish(): void {
    this.#tell({ kind: "done", rest: this.#own().end() });
  }

  handOver(from: number, spent: readonly PackedCounts[]): void {
    const to = Math.min(this.#job.steps + 1, from + stepsTogether(this.#job));
    const counts = this.#own().handOver(from, to, spent);
    this.#tell({ kind: "counts", from, counts }, counts.flatMap(buffersOf));
  }

  #own(): Gathering {
    this.#gathering ??= new Gathering(this.#job);
    return this.#gathering;
  }

  /** Computes a batch; false when one of its runs has a fault. */
  #take(index: number, store: ValueStore | undefined): boolean {
    const batch = batchAt(this.#job.batches, this.#job.runs, index)!;
    try {
      for (const runSteps of this.#own().compute(batch, store)) this.#tell({ kind: "progress", runSteps });
      return true;
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      this.#tell({ kind: "refused", index, diagnostics: error.diagnostics });
      return false;
    }
  }
}
