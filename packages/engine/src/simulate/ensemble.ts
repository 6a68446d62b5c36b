import { emptyReport, mergeReports, type RunReport, runsForConveyors, whyNotWasm } from "../backend/index.js";
import { fail, internal } from "../base/errors.js";
import * as rational from "../base/rational.js";
import type { Program, Variable } from "../model/index.js";
import { CountedBands, KeptBands } from "./bands.js";
import { histogramError } from "./buckets.js";
import { type Caller, computeInThreads } from "./compute-in-threads.js";
import { DecisionLog, type DecisionTaken } from "./decisions.js";
import { type GatheredRest, Gathering, stepsTogether, type ValueStore } from "./gathering.js";
import { type BatchPlan, batchAt, type EnsembleJob } from "./job.js";
import {
  checkCount,
  checkedSeed,
  internalInputs,
  mostRuns,
  mostSteps,
  type RunInputs,
  singleNames,
  singleVariables,
  variableNamed,
} from "./request.js";
import type { PackedCounts } from "./step-counts.js";
import type { EnsembleWorkers } from "./threads.js";

/** Which futures are computed, and what is kept of them. */
export interface EnsembleOptions extends RunInputs {
  /** Steps of each run; a series has one value more than that. */
  readonly steps: number;
  /** Number of runs. Memory does not grow with it beyond `memoryBudget`. */
  readonly runs: number;
  /** Unsigned 64 bits. Default 42. The same seed gives the same bits, whatever else below is chosen. */
  readonly seed?: bigint;
  /** Names to gather. Default: all that are not parameters. */
  readonly record?: readonly string[];
  /** Shares in [0, 1]. Default 0.05, 0.25, 0.5, 0.75, 0.95. */
  readonly quantiles?: readonly number[];
  /** Keep the paths of the first so many runs. Default 0. */
  readonly paths?: number;
  /** Bytes that may be spent on keeping every value; beyond it quantiles come from counts. Default 256 MiB. */
  readonly memoryBudget?: number;
  /** `js`: the reference backend. Default: vector code where the program and the platform allow it; the same bits. */
  readonly backend?: "js";
  /**
   * Threads that compute runs and count what comes of them: `nodeWorkers` and `webWorkers` of the workbench make them.
   * How many never changes a bit. Default: none, the caller's thread computes.
   */
  readonly workers?: EnsembleWorkers;
  /**
   * Told how many runs' worth of steps are done, many times a second and at the end; the ensemble waits for what it
   * returns. Without threads this is where others get their turn: `() => new Promise((go) => setTimeout(go))`.
   */
  readonly onProgress?: (doneRuns: number, allRuns: number) => void | Promise<void>;
  /** Stops the ensemble, also in the middle of a batch of runs. An AbortSignal fits. */
  readonly signal?: StopSignal;
}

/** What an AbortSignal is: looked at now and then, and listened to where it can be. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener?(type: "abort", listener: () => void): void;
  removeEventListener?(type: "abort", listener: () => void): void;
}

export interface Bands {
  readonly quantiles: readonly number[];
  /** One series of steps + 1 values per quantile, in the variable's own unit. */
  readonly values: readonly Float64Array[];
}

/** Many runs that differ only in their luck. */
export interface Ensemble {
  readonly names: readonly string[];
  readonly steps: number;
  readonly runs: number;
  readonly seed: bigint;
  /** What computed it: vector code, the reference that gives the same bits, or each of them some of the runs. */
  readonly backend: "wasm" | "js" | "mixed";
  /** Why it was not vector code alone, in words. */
  readonly whyNotFaster?: string;
  /** `exact` when every value was kept; `sketch` when quantiles come from counts. */
  readonly method: "exact" | "sketch";
  /** Largest relative error of a quantile; 0 when exact. */
  readonly error: number;
  bands(name: string): Bands;
  /** The mean of all runs at every step, in the variable's own unit. */
  mean(name: string): Float64Array;
  /** The first runs, one series each, in the variable's own unit. */
  paths(name: string): readonly Float64Array[];
  readonly report: RunReport;
  /** When the model's decisions took effect, and in how many runs. */
  readonly decisions: readonly DecisionTaken[];
}

/** The quantiles shown when none are asked for. */
export const defaultQuantiles: readonly number[] = [0.05, 0.25, 0.5, 0.75, 0.95];

const defaultMemoryBudget = 256 * 1024 * 1024;

/** Most values of one step that are computed side by side: they fit the processor's second cache. */
const valuesAtOnce = 65_536;

/** The same for populations in vector code, which takes two runs at a time through many steps. */
const crowdValuesAtOnce = 1 << 20;

/**
 * Most runs computed together. Never changes a result. Counting touches the same buckets again and again, so that many
 * runs at once cost less for each; vector code is as fast with 512 as with 128.
 */
export function batchSize(program: Program, isVectorCode = false): number {
  const { nodes, populations } = program.graph;
  // A population fills a batch by itself: its agents are computed side by side as runs are.
  const perRun = nodes.reduce(
    (sum, { population }) => sum + (population === undefined ? 1 : populations[population]!.size),
    0,
  );
  const isCrowd = perRun > nodes.length;
  const values = isCrowd && isVectorCode ? crowdValuesAtOnce : valuesAtOnce;
  const least = !isCrowd ? 16 : isVectorCode ? 2 : 1;
  // What waits in conveyors takes memory for each run, and how much may be known only when they run.
  const most = program.conveyors.length === 0 && !isCrowd ? 512 : 128;
  const runs = Math.max(least, Math.min(most, Math.floor(values / perRun)));
  return Math.min(runs, runsForConveyors(program));
}

/** How runs are shared out: at least some batches for each thread, and small ones towards the end. */
export function planBatches(program: Program, runs: number, threads: number, isVectorCode = false): BatchPlan {
  const most = batchSize(program, isVectorCode);
  if (threads <= 1) return { large: most, largeBatches: Math.ceil(runs / most), small: most };
  const fair = Math.max(16, 64 * Math.ceil(runs / (256 * threads)));
  const large = Math.min(most, fair);
  const largeBatches = Math.max(0, Math.floor(runs / large) - threads);
  return { large, largeBatches, small: Math.max(1, Math.ceil(large / 4)) };
}

/**
 * Runs a program many times and gathers the distribution of its variables at every step:
 *
 * ```ts
 * const futures = await ensemble(build(model), { runs: 10_000, steps: 3650, record: ["price"] });
 * const [low, , median, , high] = futures.bands("price").values;
 * ```
 *
 * The bits follow from program, seed, steps and runs alone: not from threads, backend or how runs are cut into batches.
 * Memory grows with the number of runs only up to the budget.
 *
 * @throws TokenwrightError as `run` does, with the first run that has a fault, and `run/cancelled`, `quantile/share`.
 */
export async function ensemble(program: Program, options: EnsembleOptions): Promise<Ensemble> {
  const isVectorCode = options.backend !== "js" && whyNotWasm(program) === undefined;
  return planned(program, options, planBatches(program, options.runs, options.workers?.count ?? 0, isVectorCode));
}

/** `ensemble` with so many runs at once. */
export async function ensembleInBatches(program: Program, options: EnsembleOptions, large: number): Promise<Ensemble> {
  return planned(program, options, { large, largeBatches: Math.ceil(options.runs / large), small: large });
}

async function planned(program: Program, options: EnsembleOptions, batches: BatchPlan): Promise<Ensemble> {
  const { steps, runs, workers } = options;
  const shares = options.quantiles ?? defaultQuantiles;
  const seed = checkedSeed(options.seed);
  const variables = checkRequest(program, options, shares);
  const names = variables.map((variable) => variable.name);
  const scales = variables.map((variable) => rational.toNumber(variable.scale));
  const needed = (steps + 1) * names.length * runs * 8;
  const isExact = needed <= (options.memoryBudget ?? defaultMemoryBudget);
  const nodes = [...new Set([...variables.map(({ node }) => node), ...program.decisions.map(({ effect }) => effect)])];
  const { units: _, ...portable } = program;
  const job: EnsembleJob = {
    ...{ program: portable, steps, runs, seed, ...internalInputs(program, options) },
    ...{ recorded: nodes, gathered: variables.map(({ node }) => nodes.indexOf(node)), isCounted: !isExact },
    ...{ paths: Math.min(runs, options.paths ?? 0), isPlain: options.backend === "js", batches },
  };
  let store: ValueStore | undefined;
  if (isExact) {
    const memory = workers?.sharesMemory === true ? new SharedArrayBuffer(needed) : new ArrayBuffer(needed);
    store = { values: new Float64Array(memory), runs, firstRun: 0 };
  }
  const counted = new CountedBands(isExact ? 0 : steps, shares, isExact ? [] : scales);
  const progress = new Progress(options);
  const caller: Caller = {
    store,
    onProgress: (runSteps) => progress.advance(runSteps),
    take: (from, counts) => counted.take(from, counts),
    whenStopped: (stop) => {
      options.signal?.addEventListener?.("abort", stop);
      return () => options.signal?.removeEventListener?.("abort", stop);
    },
  };
  const rests = workers === undefined ? [await computeHere(job, caller)] : await computeInThreads(job, workers, caller);

  const paths = pathsOf(rests, job.paths, scales);
  const log = new DecisionLog(program, steps);
  let report: RunReport = emptyReport;
  for (const rest of rests) {
    log.merge(rest.decisions);
    report = mergeReports(report, rest.report);
  }
  const source = store === undefined ? counted : new KeptBands(store, steps, shares, scales);
  const bands = new Map<string, Bands>();
  const indexOf = (name: string): number => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    variableNamed(program, name);
    return internal(`${name} was not recorded`);
  };
  return {
    names,
    steps,
    runs,
    seed,
    ...backendOf(job, rests),
    method: isExact ? "exact" : "sketch",
    error: isExact ? 0 : histogramError,
    bands(name) {
      let found = bands.get(name);
      if (found === undefined) {
        found = { quantiles: shares, values: source.quantiles(indexOf(name)) };
        bands.set(name, found);
      }
      return found;
    },
    mean: (name) => source.mean(indexOf(name)),
    paths: (name) => paths[indexOf(name)]!,
    report,
    decisions: log.decisions(),
  };
}

/** The variables to gather. @throws TokenwrightError what is wrong with the request. */
function checkRequest(program: Program, options: EnsembleOptions, shares: readonly number[]): Variable[] {
  checkCount(options.steps, "steps", 0, mostSteps);
  checkCount(options.runs, "runs", 1, mostRuns);
  checkCount(options.paths ?? 0, "paths", 0, mostRuns);
  for (const share of shares) checkShare(share);
  const decided = new Set(program.decisions.flatMap(({ parameters }) => parameters));
  const changing = singleNames(program).filter(
    (name) => program.variables.get(name)!.kind !== "parameter" || decided.has(name),
  );
  return singleVariables(program, options.record ?? changing);
}

/** Computes all batches in the caller's own thread. */
async function computeHere(job: EnsembleJob, caller: Caller): Promise<GatheredRest> {
  const gathering = new Gathering(job);
  for (let index = 0; ; index++) {
    const batch = batchAt(job.batches, job.runs, index);
    if (batch === undefined) break;
    for (const runSteps of gathering.compute(batch, caller.store)) await caller.onProgress(runSteps);
  }
  const together = stepsTogether(job);
  if (job.isCounted && job.gathered.length > 0) {
    let counts: readonly PackedCounts[] = [];
    for (let from = 0; from <= job.steps; from += together) {
      counts = gathering.handOver(from, Math.min(job.steps + 1, from + together), counts);
      caller.take(from, [counts]);
    }
  }
  return gathering.end();
}

/** Tells the caller how far it is, and stops when the caller says so. */
class Progress {
  readonly #options: EnsembleOptions;
  #runSteps = 0;

  constructor(options: EnsembleOptions) {
    this.#options = options;
  }

  /** So many steps of runs more. @throws TokenwrightError `run/cancelled`. */
  async advance(runSteps: number): Promise<void> {
    const { steps, runs, onProgress, signal } = this.#options;
    this.#runSteps += runSteps;
    const done = Math.floor(this.#runSteps / (steps + 1));
    if (runSteps > 0) await onProgress?.(done, runs);
    if (signal?.aborted === true) {
      fail({
        code: "run/cancelled",
        message: `The ensemble was stopped after ${done} of ${runs} runs.`,
        hint: "start it again: the same seed gives the same numbers",
      });
    }
  }
}

/** For each variable the paths of the first runs, whoever computed them. */
function pathsOf(rests: readonly GatheredRest[], kept: number, scales: readonly number[]): Float64Array[][] {
  const paths = scales.map(() => new Array<Float64Array>(kept));
  for (const { run, series } of rests.flatMap((rest) => rest.paths)) {
    for (const [index, scale] of scales.entries()) {
      const own = series[index]!;
      if (scale !== 1) for (let step = 0; step < own.length; step++) own[step]! /= scale;
      paths[index]![run] = own;
    }
  }
  return paths;
}

/** What computed the batches, and why it was not vector code alone. */
function backendOf(job: EnsembleJob, rests: readonly GatheredRest[]): Pick<Ensemble, "backend" | "whyNotFaster"> {
  if (job.isPlain) return { backend: "js" };
  const sum = (part: "batches" | "plain" | "replayed") => rests.reduce((all, { backend }) => all + backend[part], 0);
  const [batches, plain, replayed] = [sum("batches"), sum("plain"), sum("replayed")];
  const why = rests.find(({ backend }) => backend.whyNotFaster !== undefined)?.backend.whyNotFaster;
  if (why !== undefined) return { backend: "js", whyNotFaster: why };
  const reasons = [
    ...(replayed === 0 ? [] : [`vector code met a fault in ${replayed} of ${batches} batches of runs`]),
    ...(plain === 0
      ? []
      : [
          `in ${plain} of ${batches} batches of runs a delay has another length in one run than in another, or they need more memory than vector code may take`,
        ]),
  ];
  if (reasons.length === 0) return { backend: "wasm" };
  return { backend: plain === batches ? "js" : "mixed", whyNotFaster: reasons.join("; ") };
}

function checkShare(share: number): void {
  if (share >= 0 && share <= 1) return;
  fail({
    code: "quantile/share",
    message: `A quantile of ${share} is asked for.`,
    expected: "a share between 0 and 1",
    hint: share > 1 && share <= 100 ? `${share / 100} for ${share} %` : "0.5 for the median",
  });
}
