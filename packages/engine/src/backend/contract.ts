import type { Rational } from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";

/**
 * A backend runs a program. It owns the numbers and nothing else: what an equation means, in which
 * order things happen and what a draw's address is are the same for all of them.
 *
 * - `exact` computes in rationals and refuses what has none; one run at a time.
 * - `js` computes in f64 over many runs at once; the reference for every fast backend, which must give
 *   the same bits.
 */
export interface Backend<Value> {
  readonly name: string;
  /** Prepares a program; what the kernel returns does not depend on how its runs are cut into batches. */
  prepare(program: Program): Kernel<Value>;
}

export interface Kernel<Value> {
  start(request: RunRequest): Stepper<Value>;
}

/** A batch of runs: same seed, same data, runs `firstRun` to `firstRun + runs - 1`. */
export interface RunRequest {
  readonly seed: bigint;
  readonly firstRun: number;
  readonly runs: number;
  /** Data for inputs by name, one value per step, in internal units. After its end the last value holds. */
  readonly inputs?: ReadonlyMap<string, readonly Rational[]>;
  /** Values that replace those of parameters, in internal units. */
  readonly parameters?: ReadonlyMap<string, Rational>;
}

/** A batch under way. `evaluate` computes everything at the present step, `advance` moves to the next one. */
export interface Stepper<Value> {
  /** Steps taken so far. */
  readonly step: number;
  /**
   * Computes all variables from the stocks and states at the start of this step, and runs the checks.
   *
   * @throws TokenwrightError `run/not-finite` at the first value that is not finite.
   */
  evaluate(): void;
  /** The value of a node after `evaluate`, in internal units. `lane` counts runs within the batch. */
  value(node: NodeId, lane: number): Value;
  /** Moves all stocks at once, scaling overdrawn outflows, and audits the books. */
  advance(): void;
  readonly report: RunReport;
}

/** What the reader of a result must know about how it came about. */
export interface RunReport {
  /** Stocks whose outflows had to be scaled, by name. */
  readonly overdrafts: readonly Overdraft[];
  /** Checks that did not hold, by name. */
  readonly violations: readonly Violation[];
}

export interface Overdraft {
  readonly stock: string;
  /** Number of (run, step) pairs. */
  readonly times: number;
  readonly first: { readonly run: number; readonly step: number };
  /** Requested and available amount at the first, in internal units. */
  readonly requested: number;
  readonly available: number;
}

export interface Violation {
  readonly check: string;
  /** Number of runs in which the check failed at least once. */
  readonly runs: number;
  /** Number of (run, step) pairs. */
  readonly times: number;
  readonly first: { readonly run: number; readonly step: number };
}

export const emptyReport: RunReport = { overdrafts: [], violations: [] };

/** One report for two batches; it does not depend on the order in which batches were run. */
export function mergeReports(a: RunReport, b: RunReport): RunReport {
  return {
    overdrafts: mergeBy(
      a.overdrafts,
      b.overdrafts,
      (one) => one.stock,
      (x, y) => ({
        ...earlier(x, y),
        times: x.times + y.times,
      }),
    ),
    violations: mergeBy(
      a.violations,
      b.violations,
      (one) => one.check,
      (x, y) => ({
        ...earlier(x, y),
        times: x.times + y.times,
        runs: x.runs + y.runs,
      }),
    ),
  };
}

function mergeBy<T>(a: readonly T[], b: readonly T[], key: (one: T) => string, join: (x: T, y: T) => T): T[] {
  const merged = new Map(a.map((one) => [key(one), one]));
  for (const one of b) {
    const known = merged.get(key(one));
    merged.set(key(one), known === undefined ? one : join(known, one));
  }
  return [...merged.values()].sort((x, y) => (key(x) < key(y) ? -1 : 1));
}

function earlier<T extends { readonly first: { readonly run: number; readonly step: number } }>(x: T, y: T): T {
  const before = x.first.run < y.first.run || (x.first.run === y.first.run && x.first.step <= y.first.step);
  return before ? x : y;
}
