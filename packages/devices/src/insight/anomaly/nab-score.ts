import { numeric } from "@tokenwright/engine";

/** What an alarm is worth: A_TP, A_FP and A_FN of the benchmark. */
export interface NabProfile {
  readonly name: string;
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
}

/** The three applications that the benchmark reports, under its own names. */
export const nabProfiles: readonly NabProfile[] = [
  { name: "standard", truePositive: 1, falsePositive: 0.11, falseNegative: 1 },
  { name: "reward_low_FP_rate", truePositive: 1, falsePositive: 0.22, falseNegative: 1 },
  { name: "reward_low_FN_rate", truePositive: 1, falsePositive: 0.11, falseNegative: 2 },
];

/** A detector's output on one file: a score for each row, and the rows of the labelled windows, both ends included. */
export interface ScoredSeries {
  readonly scores: ArrayLike<number>;
  /** In order of time, without overlap. */
  readonly windows: readonly (readonly [first: number, last: number])[];
}

export interface NabResult {
  /** Alarms are the rows whose score reaches it. */
  readonly threshold: number;
  readonly raw: number;
  /** 0 for no alarm at all, 100 for every window found at its first row and nothing else. */
  readonly normalised: number;
  readonly windows: number;
  readonly found: number;
  /** Rows outside of windows that were alarms. */
  readonly falseAlarms: number;
}

/** Rows at the head of a file that are not scored. */
export function probationRows(rows: number): number {
  return Math.min(Math.floor(0.15 * rows), 750);
}

/** S(y) = 2/(1 + e^{5y}) - 1, the benchmark's scaled sigmoid. */
function sigmoid(y: number): number {
  return 2 / (1 + numeric.exp(5 * y)) - 1;
}

const atWindowStart = sigmoid(-1);

/** What an alarm at a row is worth: inside of a window its place in the list of windows and a weight in [0, 1]. */
interface RowWorth {
  /** -1 outside of windows. */
  readonly window: number;
  /** In [-1, 0] outside of windows. */
  readonly weight: number;
}

function worthOf(row: number, windows: ScoredSeries["windows"]): RowWorth {
  let last: readonly [number, number] | undefined;
  for (const [window, [first, end]] of windows.entries()) {
    if (row < first) break;
    if (row <= end) return { window, weight: sigmoid(-(end - row + 1) / (end - first + 1)) / atWindowStart };
    last = [first, end];
  }
  if (last === undefined) return { window: -1, weight: -1 };
  const y = (row - last[1]) / (last[1] - last[0]);
  return { window: -1, weight: y > 3 ? -1 : sigmoid(y) };
}

/** The count of a corpus while alarms are added one by one, in any order. */
class Count {
  readonly #profile: NabProfile;
  readonly #best: Float64Array[];
  readonly #windows: number;
  #raw: number;
  #found = 0;
  #falseAlarms = 0;

  constructor(series: readonly ScoredSeries[], profile: NabProfile) {
    this.#profile = profile;
    this.#best = series.map(({ windows }) => new Float64Array(windows.length).fill(-1));
    this.#windows = series.reduce((sum, { windows }) => sum + windows.length, 0);
    this.#raw = -profile.falseNegative * this.#windows;
  }

  add(file: number, { window, weight }: RowWorth): void {
    const { truePositive, falsePositive, falseNegative } = this.#profile;
    if (window < 0) {
      this.#raw += falsePositive * weight;
      this.#falseAlarms++;
      return;
    }
    const best = this.#best[file]!;
    const before = best[window]!;
    if (weight <= before) return;
    this.#raw += before < 0 ? falseNegative + truePositive * weight : truePositive * (weight - before);
    if (before < 0) this.#found++;
    best[window] = weight;
  }

  result(threshold: number): NabResult {
    const nothing = -this.#profile.falseNegative * this.#windows;
    const perfect = this.#profile.truePositive * this.#windows;
    return {
      threshold,
      raw: this.#raw,
      normalised: (100 * (this.#raw - nothing)) / (perfect - nothing),
      windows: this.#windows,
      found: this.#found,
      falseAlarms: this.#falseAlarms,
    };
  }
}

/**
 * The score of the Numenta Anomaly Benchmark, version 1.1, over a corpus of files with one threshold for all.
 *
 * Source: Lavin & Ahmad, "Evaluating Real-time Anomaly Detection Algorithms: the Numenta Anomaly Benchmark",
 * ICMLA 2015, and the scorer of numenta/NAB (nab/scorer.py, nab/sweeper.py).
 *
 * @param series At least one file with at least one window, or `normalised` is not a number.
 */
export function nabScore(series: readonly ScoredSeries[], threshold: number, profile: NabProfile): NabResult {
  const count = new Count(series, profile);
  for (const [file, { scores, windows }] of series.entries()) {
    for (let row = probationRows(scores.length); row < scores.length; row++) {
      if (scores[row]! >= threshold) count.add(file, worthOf(row, windows));
    }
  }
  return count.result(threshold);
}

/**
 * The result at the threshold that is best for a corpus, as the benchmark itself chooses it: of all values that
 * occur as scores, and one above all of them. A threshold chosen on the corpus it is judged on flatters the detector.
 */
export function bestNabScore(series: readonly ScoredSeries[], profile: NabProfile): NabResult {
  const rows: { readonly score: number; readonly file: number; readonly row: number }[] = [];
  for (const [file, { scores }] of series.entries()) {
    for (let row = probationRows(scores.length); row < scores.length; row++) {
      rows.push({ score: scores[row]!, file, row });
    }
  }
  rows.sort((a, b) => b.score - a.score);
  const count = new Count(series, profile);
  let best = count.result(Number.POSITIVE_INFINITY);
  for (const [index, { score, file, row }] of rows.entries()) {
    count.add(file, worthOf(row, series[file]!.windows));
    if (rows[index + 1]?.score === score) continue;
    const result = count.result(score);
    if (result.raw > best.raw) best = result;
  }
  return best;
}
