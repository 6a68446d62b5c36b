import { numeric } from "@tokenwright/engine";
import { seasonalScale } from "./accuracy.js";
import type { Combination } from "./combination.js";

/** Lower and upper ends, row by row. */
export interface Interval {
  /** Nominal coverage, in (0, 1). */
  readonly level: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Least width at the first row as a share of the mean: a straight line through few errors may fall to 0 there. */
const leastStart = 0.2;

/**
 * Prediction intervals from the combination's own errors at the trial origins: split-conformal (Vovk, Gammerman & Shafer
 * 2005; Lei et al. 2018) on absolute errors, each over a size that grows in a straight line with the row ahead, and for
 * a history above 0 with the forecast itself. Symmetric about the forecast. Without trials, which a short history does
 * not allow, the steps of the seasonal naive are taken for the errors, growing with the root of the periods ahead.
 *
 * Exact coverage would need errors that are exchangeable, which those of a series are not: measure it (see the guide).
 *
 * @param levels Nominal coverages, each in (0, 1).
 */
export function predictionIntervals(
  { forecast, trials }: Combination,
  history: Float64Array,
  period: number,
  levels: readonly number[],
): readonly Interval[] {
  const isPositive = history.every((value) => value > 0);
  const sizeOf = (value: number): number => (isPositive ? value : 1);
  if (trials.length === 0) return withoutTrials(forecast, history, period, levels);
  const errors = trials.map(({ actual, forecast: tried }) =>
    actual.map((value, row) => Math.abs(value - tried[row]!) / sizeOf(tried[row]!)),
  );
  const growth = growthOf(errors);
  const scores = Float64Array.from(errors.flatMap((trial) => Array.from(trial, (error, row) => error / growth(row))));
  scores.sort();
  return levels.map((level) => {
    const rank = Math.min(scores.length, Math.ceil((scores.length + 1) * level)) - 1;
    const score = scores[rank]!;
    const widths = forecast.map((value, row) => score * growth(row) * sizeOf(value));
    return between(forecast, widths, level, isPositive);
  });
}

function between(forecast: Float64Array, widths: Float64Array, level: number, isPositive: boolean): Interval {
  return {
    level,
    lower: forecast.map((value, row) => (isPositive ? Math.max(0, value - widths[row]!) : value - widths[row]!)),
    upper: forecast.map((value, row) => value + widths[row]!),
  };
}

/** The least-squares line of errors on the row ahead, never falling and never close to 0. */
function growthOf(errors: readonly Float64Array[]): (row: number) => number {
  const rows = errors[0]!.length;
  const middle = (rows - 1) / 2;
  let [sum, product, squares] = [0, 0, 0];
  for (const trial of errors) {
    for (let row = 0; row < rows; row++) {
      sum += trial[row]!;
      product += (row - middle) * trial[row]!;
      squares += (row - middle) * (row - middle);
    }
  }
  const mean = sum / (rows * errors.length);
  if (!(mean > 0)) return () => 1;
  const slope = squares > 0 ? Math.max(0, product / squares) : 0;
  const start = Math.max(mean - slope * middle, leastStart * mean);
  return (row) => start + slope * row;
}

function withoutTrials(forecast: Float64Array, history: Float64Array, period: number, levels: readonly number[]) {
  const lag = history.length > 2 * period ? period : 1;
  const step = history.length > lag ? seasonalScale(history, lag) : Number.POSITIVE_INFINITY;
  // The mean absolute value of a normal error is √(2/π) of its deviation.
  const deviation = step * 1.2533141373155003;
  return levels.map((level) => {
    const score = numeric.normalQuantile((1 + level) / 2) * deviation;
    const widths = forecast.map((_, row) => score * Math.sqrt(Math.floor(row / lag) + 1));
    return between(forecast, widths, level, false);
  });
}
