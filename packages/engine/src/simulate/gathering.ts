import { emptyReport, mergeReports, type RunReport } from "../backend/index.js";
import { TokenwrightError } from "../base/errors.js";
import type { Program } from "../model/index.js";
import { BytePool } from "./byte-pool.js";
import { DecisionLog, type PackedDecisions } from "./decisions.js";
import { type BackendCounts, type Batch, type EnsembleJob, JobRunner } from "./job.js";
import { type PackedCounts, StepCounts } from "./step-counts.js";

/** Where values are kept: those of a variable at a step lie side by side, by run. */
export interface ValueStore {
  readonly values: Float64Array;
  /** Number of runs there is room for, and the first of them. */
  readonly runs: number;
  readonly firstRun: number;
}

/** Values computed between two pauses, at least: some ten milliseconds. */
const valuesBetweenPauses = 16_000_000;

/** One thread's share of an ensemble: computes batches and gathers what is asked of them. */
export class Gathering {
  readonly #job: EnsembleJob;
  readonly #runner: JobRunner;
  readonly #counts: readonly StepCounts[];
  readonly #pool: BytePool;
  readonly #log: DecisionLog;
  readonly #places: ReadonlyMap<number, number>;
  readonly #paths: PathsOfRun[] = [];
  readonly #valuesPerStep: number;
  #report: RunReport = emptyReport;

  constructor(job: EnsembleJob) {
    this.#job = job;
    this.#runner = new JobRunner(job);
    this.#pool = new BytePool();
    this.#counts = job.isCounted ? job.gathered.map(() => new StepCounts(job.steps, this.#pool)) : [];
    this.#log = new DecisionLog(job.program as Program, job.steps);
    this.#places = new Map(job.recorded.map((node, place) => [node, place]));
    const { nodes, populations } = job.program.graph;
    this.#valuesPerStep = nodes.reduce(
      (sum, { population }) => sum + (population === undefined ? 1 : populations[population]!.size),
      0,
    );
  }

  /** Bytes held for what is counted; the number of runs is not part of it. */
  get bytes(): number {
    return this.#counts.reduce((sum, { bytes }) => sum + bytes, this.#pool.bytes);
  }

  /**
   * Computes a batch. Pauses now and then, with the number of steps of all its runs since the last pause.
   *
   * @param store Where values go that are kept.
   * @throws TokenwrightError what stops the first run of the batch that is stopped.
   */
  *compute(batch: Batch, store?: ValueStore): Generator<number, void> {
    const { runs } = batch;
    let steps = 0;
    const parts = this.#runner.parts(batch, this.#taker(batch, store));
    try {
      for (;;) {
        const { done, value } = parts.next();
        if (done === true) {
          this.#report = mergeReports(this.#report, value);
          break;
        }
        steps += value;
        if (steps * runs * this.#valuesPerStep < valuesBetweenPauses) continue;
        yield steps * runs;
        steps = 0;
      }
    } catch (error) {
      throw (error instanceof TokenwrightError && this.#runner.faultIn(batch)) || error;
    }
    if (steps > 0) yield steps * runs;
  }

  /** What takes the steps of a batch, one after the other. */
  #taker({ firstRun, runs }: Batch, store: ValueStore | undefined) {
    const { steps, gathered, paths } = this.#job;
    const shown = Math.max(0, Math.min(runs, paths - firstRun));
    const kept = Array.from({ length: shown }, (_, lane): PathsOfRun => {
      return { run: firstRun + lane, series: gathered.map(() => new Float64Array(steps + 1)) };
    });
    this.#paths.push(...kept);
    return (step: number, lanesAt: (index: number) => Float64Array) => {
      this.#log.note(step, (node) => lanesAt(this.#places.get(node)!));
      for (let index = 0; index < gathered.length; index++) {
        const lanes = lanesAt(gathered[index]!);
        if (store !== undefined) {
          store.values.set(lanes, (index * (steps + 1) + step) * store.runs + firstRun - store.firstRun);
        } else this.#counts[index]!.add(step, lanes);
        for (let lane = 0; lane < shown; lane++) kept[lane]!.series[index]![step] = lanes[lane]!;
      }
    };
  }

  /**
   * What was counted of each variable in the steps from one to before another; it is held no longer.
   *
   * @param spent What was handed over before and has been read; its memory is used again.
   */
  handOver(from: number, to: number, spent: readonly PackedCounts[] = []): PackedCounts[] {
    for (const [index, { low }] of spent.entries()) this.#counts[index]!.reuse(low);
    return this.#counts.map((counts) => counts.handOver(from, to));
  }

  /** All the rest. */
  end(): GatheredRest {
    return { report: this.#report, decisions: this.#log.pack(), paths: this.#paths, backend: this.#runner.counts };
  }
}

/** The values of one run, a series for each variable that is gathered, in internal units. */
export interface PathsOfRun {
  readonly run: number;
  readonly series: readonly Float64Array[];
}

/** What a thread has gathered besides values, as plain data. */
export interface GatheredRest {
  readonly report: RunReport;
  readonly decisions: PackedDecisions;
  readonly paths: readonly PathsOfRun[];
  readonly backend: BackendCounts;
}

/** Counts are handed over for so many steps at a time, so that they are never held twice. */
export function stepsTogether(job: EnsembleJob): number {
  return Math.max(1, Math.floor(128 / Math.max(1, job.gathered.length)));
}
