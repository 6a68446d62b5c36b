import { JsSteps, ManySteps, type RunReport, wasm } from "../backend/index.js";
import { TokenwrightError } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";

/** All that the runs of an ensemble need: plain data, which can be sent to another thread. */
export interface EnsembleJob {
  /** Without its units, which are code: what runs is in internal units. */
  readonly program: Omit<Program, "units">;
  readonly steps: number;
  readonly runs: number;
  readonly seed: bigint;
  readonly inputs: ReadonlyMap<string, readonly Rational[]>;
  readonly parameters: ReadonlyMap<string, Rational>;
  /** Nodes whose values are recorded. */
  readonly recorded: readonly NodeId[];
  /** For each variable that is gathered the place of its node among the recorded ones. */
  readonly gathered: readonly number[];
  /** Whether values are counted, or else kept. */
  readonly isCounted: boolean;
  /** Paths are kept of so many runs, the first ones. */
  readonly paths: number;
  /** The reference backend instead of vector code. */
  readonly isPlain: boolean;
  readonly batches: BatchPlan;
}

/** How runs are cut into batches: so many large ones, then small ones, so that threads end at about the same time. */
export interface BatchPlan {
  readonly large: number;
  readonly largeBatches: number;
  readonly small: number;
}

export interface Batch {
  readonly firstRun: number;
  readonly runs: number;
}

/** The batch of a number; undefined after the last one. */
export function batchAt({ large, largeBatches, small }: BatchPlan, runs: number, index: number): Batch | undefined {
  const isLarge = index < largeBatches;
  const firstRun = isLarge ? index * large : largeBatches * large + (index - largeBatches) * small;
  return firstRun >= runs ? undefined : { firstRun, runs: Math.min(isLarge ? large : small, runs - firstRun) };
}

/** Told of every step of a batch, in order: the lanes of the recorded nodes, valid until it returns. */
export type TakeStep = (step: number, lanesAt: (index: number) => Float64Array) => void;

/** How many batches were computed by what. */
export interface BackendCounts {
  readonly batches: number;
  /** Those that the js backend computed from their start, and those it took over from vector code. */
  readonly plain: number;
  readonly replayed: number;
  /** Why it is not vector code that runs, in words. */
  readonly whyNotFaster?: string;
}

/** Computes batches of runs of one job, one after the other. */
export class JobRunner {
  readonly #job: EnsembleJob;
  readonly #whyNotFaster: string | undefined;
  readonly #many: ManySteps | undefined;
  readonly #js: JsSteps;
  #plain = 0;

  constructor(job: EnsembleJob) {
    this.#job = job;
    const program = job.program as Program;
    const kernel = job.isPlain ? undefined : wasm.prepare(program);
    this.#whyNotFaster = kernel?.whyNot;
    this.#many = kernel === undefined || kernel.whyNot !== undefined ? undefined : new ManySteps(kernel, job.recorded);
    this.#js = new JsSteps(program, job.recorded);
  }

  get counts(): BackendCounts {
    const many = this.#many;
    return {
      batches: this.#plain + (many?.batches ?? 0),
      plain: this.#plain + (many?.inJs ?? 0),
      replayed: many?.replays ?? 0,
      ...(this.#whyNotFaster === undefined ? {} : { whyNotFaster: this.#whyNotFaster }),
    };
  }

  /**
   * Computes a batch in parts: pauses now and then, with the number of steps since the last pause.
   *
   * @throws TokenwrightError what the engine finds in a run, such as `run/not-finite`.
   */
  parts({ firstRun, runs }: Batch, take: TakeStep): Generator<number, RunReport> {
    const { seed, inputs, parameters, steps } = this.#job;
    const request = { seed, firstRun, runs, inputs, parameters };
    if (this.#many !== undefined) return this.#many.parts(request, steps, take);
    this.#plain++;
    return this.#js.parts(request, steps, take);
  }

  /**
   * What stops the first run of a batch that is stopped, so that neither the size of batches nor who computes them
   * changes what is told; undefined when none is.
   */
  faultIn(batch: Batch): TokenwrightError | undefined {
    const fault = this.#faultOf(batch);
    if (fault === undefined || batch.runs === 1) return fault;
    const half = batch.runs >>> 1;
    const { firstRun, runs } = batch;
    return (
      this.faultIn({ firstRun, runs: half }) ?? this.faultIn({ firstRun: firstRun + half, runs: runs - half }) ?? fault
    );
  }

  #faultOf(batch: Batch): TokenwrightError | undefined {
    try {
      const parts = this.parts(batch, () => {});
      while (parts.next().done !== true);
      return undefined;
    } catch (error) {
      if (error instanceof TokenwrightError) return error;
      throw error;
    }
  }
}
