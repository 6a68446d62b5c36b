import { TokenwrightError } from "../base/errors.js";
import { type GatheredRest, stepsTogether, type ValueStore } from "./gathering.js";
import { batchAt, type EnsembleJob } from "./job.js";
import { callersThread } from "./serve.js";
import { buffersOf, type PackedCounts } from "./step-counts.js";
import {
  CONTROL_WORDS,
  type EnsembleThread,
  type EnsembleWorkers,
  type FromThread,
  LIMIT,
  STOP,
  type ThreadListener,
  type ToThread,
} from "./threads.js";

/** What the caller of an ensemble does while threads compute it. */
export interface Caller {
  /** Where values are kept, if they are. */
  readonly store: ValueStore | undefined;
  /** Told how many steps of runs were computed since the last time. @throws to stop everything. */
  onProgress(runSteps: number): Promise<void>;
  /** Told what all threads have counted from a step on: for each of them the counts of each variable. */
  take(from: number, counts: readonly (readonly PackedCounts[])[]): void;
  /** Calls back when nothing is wanted any more, if that can be known before it is asked. Returns how to unsubscribe. */
  whenStopped(stop: () => void): () => void;
}

/** Batches that a thread knows of ahead when it has to be told of each. */
const ahead = 2;

/**
 * Lets threads compute an ensemble and hands over what they have gathered. With shared memory they take batches
 * themselves and write values where they are kept; without it they are told of batch after batch, a few at a time,
 * and what is waiting is bounded.
 *
 * @throws TokenwrightError the fault of the first run that has one.
 */
export async function computeInThreads(
  job: EnsembleJob,
  workers: EnsembleWorkers,
  caller: Caller,
): Promise<GatheredRest[]> {
  const crew = new Crew(workers);
  const control = workers.sharesMemory ? new SharedArrayBuffer(4 * CONTROL_WORDS) : undefined;
  const words = control && new Int32Array(control);
  words?.fill(0x7fff_ffff, LIMIT, LIMIT + 1);
  const unsubscribe = caller.whenStopped(() => crew.wake());
  try {
    const buffer = caller.store?.values.buffer;
    const shared = control && {
      control,
      ...(buffer === undefined ? {} : { values: buffer as SharedArrayBuffer }),
    };
    crew.tellAll({ kind: "job", job, ...(shared === undefined ? {} : { shared }) });
    const rests = await computeAll(job, crew, shared === undefined, caller);
    if (job.isCounted) await collectCounts(job, crew, caller);
    return rests;
  } finally {
    unsubscribe();
    if (words !== undefined) Atomics.store(words, STOP, 1);
    crew.end();
  }
}

/** Until every batch is computed, or one has a fault and so have none before it. */
async function computeAll(job: EnsembleJob, crew: Crew, isTold: boolean, caller: Caller): Promise<GatheredRest[]> {
  const { batches, runs } = job;
  const rests: GatheredRest[] = [];
  const busy = crew.threads.map(() => 0);
  let next = 0;
  let fault: { readonly index: number; readonly error: TokenwrightError } | undefined;
  /** Keeps a thread busy. */
  const tell = (thread: number) => {
    while (isTold && fault === undefined && busy[thread]! < ahead && batchAt(batches, runs, next) !== undefined) {
      crew.tell(thread, { kind: "batch", index: next++ });
      busy[thread]!++;
    }
  };
  for (const thread of crew.threads.keys()) tell(thread);
  const isOver = () => isTold && busy.every((own) => own === 0);
  let isFinishing = false;
  while (rests.length < crew.threads.length) {
    if (isOver() && !isFinishing) {
      isFinishing = true;
      crew.tellAll({ kind: "finish" });
    }
    const event = await crew.next();
    if (event === undefined) {
      await caller.onProgress(0);
      continue;
    }
    const { thread, message } = event;
    if (message.kind === "progress") await caller.onProgress(message.runSteps);
    else if (message.kind === "done") rests[rests.length] = message.rest;
    else if (message.kind === "refused" || message.kind === "batch") {
      busy[thread]!--;
      if (message.kind === "batch") keep(job, message.index, message.values, caller.store);
      else if (fault === undefined || message.index < fault.index) {
        fault = { index: message.index, error: new TokenwrightError(message.diagnostics) };
      }
      tell(thread);
    }
  }
  if (fault !== undefined) throw fault.error;
  return rests;
}

/** Puts the values of a batch where they are kept. */
function keep(job: EnsembleJob, index: number, values: Float64Array | undefined, store: ValueStore | undefined): void {
  if (values === undefined || store === undefined) return;
  const { firstRun, runs } = batchAt(job.batches, job.runs, index)!;
  const rows = job.gathered.length * (job.steps + 1);
  for (let row = 0; row < rows; row++) {
    store.values.set(values.subarray(row * runs, (row + 1) * runs), row * store.runs + firstRun);
  }
}

/** Has all threads hand over their counts, some steps at a time: they pack the next ones while these are merged. */
async function collectCounts(job: EnsembleJob, crew: Crew, caller: Caller): Promise<void> {
  const together = stepsTogether(job);
  if (job.gathered.length === 0) return;
  let spent = crew.threads.map((): readonly PackedCounts[] => []);
  const ask = (from: number) => {
    if (from > job.steps) return;
    for (const [thread, own] of spent.entries()) {
      crew.tell(thread, { kind: "hand over", from, spent: own }, own.flatMap(buffersOf));
    }
    spent = spent.map(() => []);
  };
  ask(0);
  for (let from = 0; from <= job.steps; from += together) {
    const counts = new Array<readonly PackedCounts[]>(crew.threads.length);
    for (let heard = 0; heard < crew.threads.length; ) {
      const event = await crew.next();
      if (event === undefined) await caller.onProgress(0);
      if (event?.message.kind !== "counts") continue;
      counts[event.thread] = event.message.counts;
      heard++;
    }
    ask(from + together);
    caller.take(from, counts);
    spent = counts;
  }
}

interface Event {
  readonly thread: number;
  readonly message: FromThread;
}

/** Threads and what they have told and nobody has heard yet. */
class Crew {
  readonly threads: readonly EnsembleThread[];
  readonly #events: Event[] = [];
  #broken: Error | undefined;
  #wake: (() => void) | undefined;
  #isWoken = false;

  constructor(workers: EnsembleWorkers) {
    const { callerPauses, sharesMemory } = workers;
    const count = Math.max(1, workers.count);
    // The caller comes last: the others start while it gets ready.
    this.threads = Array.from({ length: count }, (_, thread) => {
      const listener = this.#listenerFor(thread);
      const isCaller = callerPauses !== undefined && sharesMemory && thread === count - 1;
      return isCaller ? callersThread(listener, callerPauses) : workers.start(listener);
    });
  }

  #listenerFor(thread: number): ThreadListener {
    return {
      message: (message) => {
        this.#events.push({ thread, message: message as FromThread });
        this.#wake?.();
      },
      failed: (error) => {
        this.#broken ??= error;
        this.#wake?.();
      },
    };
  }

  tell(thread: number, message: ToThread, moved: readonly ArrayBuffer[] = []): void {
    this.threads[thread]!.post(message, moved);
  }

  tellAll(message: ToThread): void {
    for (const thread of this.threads.keys()) this.tell(thread, message);
  }

  /** Makes `next` return without a message. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  /** The next message; undefined when woken for another reason. @throws when a thread is lost. */
  async next(): Promise<Event | undefined> {
    for (;;) {
      // A thread that is lost takes the whole ensemble with it: what it was computing would be missing.
      if (this.#broken !== undefined) throw this.#broken;
      if (this.#isWoken) {
        this.#isWoken = false;
        return undefined;
      }
      const event = this.#events.shift();
      if (event?.message.kind === "broken") throw new Error(`internal: a thread failed: ${event.message.message}`);
      if (event !== undefined) return event;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }

  end(): void {
    for (const thread of this.threads) thread.end();
  }
}
