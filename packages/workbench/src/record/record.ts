/**
 * What a run leaves behind, as it stands in run.json. Nothing here depends on a clock, a machine or a
 * folder: the same input gives the same bytes.
 */
export interface RunRecord {
  /** Version of this shape. */
  readonly schema: 1;
  /** Name of the run's folder; follows from input, seed, model and version. */
  readonly id: string;
  readonly title: string;
  readonly about?: string;
  readonly provenance: RunProvenance;
  readonly time: RunTime;
  readonly outputs: readonly OutputSummary[];
  readonly guardRails: readonly GuardRailResult[];
  readonly checks: readonly CheckResult[];
  readonly overdrafts: readonly OverdraftWarning[];
  /** Absent where the economy has none. */
  readonly decisions?: readonly DecisionResult[];
  readonly assumptions: readonly Assumption[];
  readonly replay?: ReplayRecord;
}

/** Enough to compute the run again, and to see that it is the same one. */
export interface RunProvenance {
  readonly tool: "tokenwright";
  readonly version: string;
  /** Name of the scenario file, without its folder. */
  readonly file: string;
  /** Changes made on the command line, `key=value`, in their order. */
  readonly overrides: readonly string[];
  /** SHA-256 of the scenario's text, its overrides, and the data files that it was read with. */
  readonly inputSha256: string;
  /** Those data files; absent when there are none. */
  readonly data?: readonly DataFileUse[];
  /** SHA-256 of the model as it was computed: its graph, stocks and flows. */
  readonly modelSha256: string;
  /** Decimal. */
  readonly seed: string;
  readonly generator: "philox4x32-10";
  readonly runs: number;
  /** Shares in [0, 1] for which bands were gathered. */
  readonly quantiles: readonly number[];
  /** `exact` when every value was kept, `sketch` when quantiles come from counts. */
  readonly method: "exact" | "sketch";
  /** Largest relative error of a quantile by that method; 0 when exact. */
  readonly error: number;
}

/** A data file that inputs or lookups were read from. */
export interface DataFileUse {
  /** As the scenario names it, from its own folder. */
  readonly file: string;
  readonly sha256: string;
}

/** What the steps of a run are called. */
export interface RunTime {
  /** Length of a step, `5 day`. */
  readonly step: string;
  readonly stepSeconds: number;
  readonly steps: number;
  readonly horizon: string;
  /** Epoch number of step 0. */
  readonly startEpoch?: number;
  /** Date of step 0, `2023-03-14`. */
  readonly startDate?: string;
}

export interface OutputSummary {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly kind: string;
  readonly meaning: string;
  /** Median at step 0, in `unit`. */
  readonly first: number;
  /** At the last step, in `unit`. */
  readonly final: { readonly p5: number; readonly p50: number; readonly p95: number };
  /** The median at evenly spaced steps from first to last, at most 24 of them. */
  readonly sparkline: readonly number[];
}

/** The first future, counted from 0, in which something happened, and its first step there. */
export interface FirstSeen {
  readonly run: number;
  readonly step: number;
}

export interface GuardRailResult {
  readonly name: string;
  readonly condition: string;
  /** Share of the futures in which it must hold at every step. */
  readonly required: number;
  /** Share of the futures in which it did. */
  readonly held: number;
  readonly passed: boolean;
  readonly firstFailure?: FirstSeen;
}

export interface CheckResult {
  readonly name: string;
  readonly meaning: string;
  readonly condition: string;
  /** Number of futures in which it did not hold; 0 when it passed. */
  readonly failedRuns: number;
  readonly firstFailure?: FirstSeen;
}

/** Outflows that asked for more than a stock held and were scaled down. */
export interface OverdraftWarning {
  readonly stock: string;
  readonly unit: string;
  /** Number of pairs of a future and a step. */
  readonly times: number;
  readonly first: FirstSeen;
  /** Asked for and there, at the first, in `unit`. */
  readonly requested: number;
  readonly available: number;
  /** The same in words. */
  readonly text: string;
}

/** Parameters that changed during the runs, and in how many of them. */
export interface DecisionResult {
  readonly name: string;
  readonly meaning: string;
  /** New values as written. */
  readonly changes: readonly { readonly parameter: string; readonly value: string }[];
  /** When it is taken, as written. */
  readonly rule: string;
  /** Number of futures in which it took effect, and how often in all. */
  readonly runs: number;
  readonly times: number;
  /** The steps in which it first took effect: the earliest of all futures, and the median of those that took it. */
  readonly first?: { readonly earliest: number; readonly median: number };
  readonly source?: string;
  readonly confidence?: Assumption["confidence"] & string;
  /** The same in words. */
  readonly text: string;
}

/** A number that was put in, with its origin. */
export interface Assumption {
  readonly name: string;
  readonly kind: "parameter" | "initial value" | "data";
  /** As written: a quantity or an equation of draws; of data, in words, where it comes from and by which rules. */
  readonly value: string;
  readonly unit: string;
  readonly meaning: string;
  /** How the futures of this run drew it, in `unit`; absent when all have the same value. */
  readonly spread?: { readonly p5: number; readonly p50: number; readonly p95: number };
  readonly source?: string;
  readonly confidence?: "protocol" | "measured" | "assumption" | "unverified";
}

/** How the model did against recorded data, in words and exact numbers as text. */
export interface ReplayRecord {
  readonly data: string;
  readonly dataSha256: string;
  readonly from: number;
  readonly to: number;
  readonly comparisons: readonly ReplayComparison[];
}

export interface ReplayComparison {
  readonly name: string;
  readonly variable: string;
  readonly unit: string;
  /** Epochs compared, and those that agree to the last base unit. */
  readonly epochs: number;
  readonly equal: number;
  readonly misses: readonly ReplayMiss[];
}

export interface ReplayMiss {
  readonly epoch: number;
  readonly computed: string;
  readonly recorded: string;
  readonly difference: string;
  readonly explanation?: string;
}
