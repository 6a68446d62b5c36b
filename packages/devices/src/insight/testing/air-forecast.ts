import { rootMeanSquaredError } from "../forecast/accuracy.js";
import { fitLagRule, type LagRule, type LagRuleOptions } from "../forecast/lag-rule.js";

/** The lags of the published figure, in hours. */
export const publishedLags = [1, 2, 3, 23, 24, 25, 168];

export interface AirForecast {
  readonly rmse: number;
  readonly persistence: number;
  readonly rule: LagRule;
  /** Rows of the last 30 % and what was said of each. */
  readonly actual: Float64Array;
  readonly forecast: Float64Array;
}

/**
 * A lag rule fitted to the first 70 % of a column and asked about each row of the rest, from the rows known then. Gaps are
 * filled by straight lines beforehand, as the published figure has it; such a line knows the value after the gap.
 */
export function forecastColumn(column: Float64Array, options: LagRuleOptions): AirForecast {
  const values = interpolate(column);
  const cut = Math.floor(0.7 * values.length);
  const rule = fitLagRule(values.subarray(0, cut), options);
  if (rule === undefined) throw new Error("the column is too short");
  const rows = Array.from({ length: values.length - cut - options.lead + 1 }, (_, index) => cut + index);
  const actual = Float64Array.from(rows, (row) => values[row + options.lead - 1]!);
  const forecast = Float64Array.from(rows, (row) => rule.predict(values.subarray(0, row)));
  const last = Float64Array.from(rows, (row) => values[row - 1]!);
  return {
    rmse: rootMeanSquaredError(actual, forecast),
    persistence: rootMeanSquaredError(actual, last),
    rule,
    actual,
    forecast,
  };
}

/** The column with every gap bridged by a straight line; its ends repeat the nearest value. */
export function interpolate(column: Float64Array): Float64Array {
  const filled = Float64Array.from(column);
  let before = -1;
  for (let row = 0; row <= filled.length; row++) {
    if (row < filled.length && Number.isNaN(column[row]!)) continue;
    const [from, to] = [column[before] ?? column[row]!, column[row] ?? column[before]!];
    for (let gap = before + 1; gap < row; gap++) filled[gap] = from + ((to - from) * (gap - before)) / (row - before);
    before = row;
  }
  return filled;
}
