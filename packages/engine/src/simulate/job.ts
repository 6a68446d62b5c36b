import { JsSteps, ManySteps, type RunReport, wasm } from "../backend/index.js";
import type { Rational } from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";

/** All that the runs of an ensemble need: plain data, which can be sent to another thread. */
export interface EnsembleJob {
  /** Without its units, which are code: what runs is in internal units. */
  readonly program: Omit<Program, "units">;
  readonly steps: number;
  readonly seed: bigint;
  readonly inputs: ReadonlyMap<string, readonly Rational[]>;
  readonly parameters: ReadonlyMap<string, Rational>;
  /** Nodes whose values are handed out. */
  readonly recorded: readonly NodeId[];
  /** The reference backend instead of vector code. */
  readonly isPlain: boolean;
}

/** Told of every step of a batch, in order: the lanes of the recorded nodes, valid until it returns. */
export type TakeStep = (step: number, lanesAt: (index: number) => Float64Array) => void;

/** Computes batches of runs of one job, one after the other. */
export class JobRunner {
  /** Why it is not vector code that runs, in words. */
  readonly whyNotFaster: string | undefined;
  readonly isVectorCode: boolean;
  readonly #job: EnsembleJob;
  readonly #batch: JsSteps | ManySteps;

  constructor(job: EnsembleJob) {
    this.#job = job;
    const program = job.program as Program;
    const kernel = job.isPlain ? undefined : wasm.prepare(program);
    this.whyNotFaster = kernel?.whyNot;
    this.isVectorCode = kernel !== undefined && kernel.whyNot === undefined;
    this.#batch = kernel === undefined ? new JsSteps(program, job.recorded) : new ManySteps(kernel, job.recorded);
  }

  /** @throws TokenwrightError what the engine finds in a run, such as `run/not-finite`. */
  run(firstRun: number, runs: number, take: TakeStep): RunReport {
    const { seed, inputs, parameters, steps } = this.#job;
    return this.#batch.run({ seed, firstRun, runs, inputs, parameters }, steps, take);
  }
}

/** A batch of runs as another thread hands it back. */
export interface ComputedBatch {
  readonly firstRun: number;
  readonly runs: number;
  /** For each recorded node the values of all runs at step 0, then at step 1, … */
  readonly values: readonly Float64Array[];
  readonly report: RunReport;
}

/** Computes a batch and keeps all that was recorded. */
export function computeBatch(runner: JobRunner, job: EnsembleJob, firstRun: number, runs: number): ComputedBatch {
  const values = job.recorded.map(() => new Float64Array((job.steps + 1) * runs));
  const report = runner.run(firstRun, runs, (step, lanesAt) => {
    for (const [index, all] of values.entries()) all.set(lanesAt(index), step * runs);
  });
  return { firstRun, runs, values, report };
}

/** Threads that compute batches. The engine runs where there are none, so whoever calls it brings them. */
export interface EnsembleWorkers {
  /** How many batches are computed at the same time. */
  readonly count: number;
  /** Gives all of them a job. */
  open(job: EnsembleJob): EnsembleSession;
}

export interface EnsembleSession {
  /** @throws what the engine finds in one of the runs; see `JobRunner`. */
  compute(firstRun: number, runs: number): Promise<ComputedBatch>;
  /** Stops what is still being computed. */
  close(): void;
}

/** Most bytes of one batch on its way between threads. */
const mostBytes = 16 * 1024 * 1024;

/** Runs in a batch that is handed between threads; undefined where even a few runs are too large for that. */
export function runsToHandOver(job: EnsembleJob, runsAtOnce: number): number | undefined {
  const bytesPerRun = Math.max(1, job.recorded.length) * (job.steps + 1) * 8;
  const runs = Math.min(runsAtOnce, Math.floor(mostBytes / bytesPerRun));
  return runs >= 8 ? runs : undefined;
}
