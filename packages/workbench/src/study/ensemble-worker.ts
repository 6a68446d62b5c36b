/** A thread that computes batches of an ensemble: first it is given a job, then batch after batch of it. */
import { parentPort, workerData } from "node:worker_threads";
import { computeBatch, type EnsembleJob, JobRunner, TokenwrightError } from "@tokenwright/engine";

/** What a thread is asked. */
export interface BatchQuestion {
  readonly firstRun: number;
  readonly runs: number;
}

/** What it answers. */
export type BatchAnswer =
  | { readonly kind: "batch"; readonly batch: ReturnType<typeof computeBatch> }
  | { readonly kind: "refused"; readonly diagnostics: TokenwrightError["diagnostics"] }
  | { readonly kind: "broken"; readonly message: string };

const job = workerData as EnsembleJob;
let runner: JobRunner | undefined;

parentPort?.on("message", ({ firstRun, runs }: BatchQuestion) => {
  parentPort!.postMessage(...answer(firstRun, runs));
});

function answer(firstRun: number, runs: number): [BatchAnswer, ArrayBuffer[]] {
  try {
    runner ??= new JobRunner(job);
    const batch = computeBatch(runner, job, firstRun, runs);
    return [{ kind: "batch", batch }, batch.values.map(({ buffer }) => buffer as ArrayBuffer)];
  } catch (error) {
    if (error instanceof TokenwrightError) return [{ kind: "refused", diagnostics: error.diagnostics }, []];
    return [{ kind: "broken", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }, []];
  }
}
