import { numeric } from "@tokenwright/engine";
import { fitRidge } from "../numeric/ridge.js";
import type { ForecastMethod } from "./method.js";

/** A variant of the seasonal ridge regression. */
export interface SeasonalRidge {
  /** Which rows back the next one is told from. */
  readonly lags: "few" | "many";
  /** Whether the lags reach back seven periods, as hours that follow the days of the week do. */
  readonly seven: boolean;
  /** Logarithms, for a history above 0. */
  readonly logarithm: boolean;
  /** Take the last 21 periods alone. */
  readonly recent: boolean;
  /** Forecast the differences to the row seven periods back. */
  readonly difference: boolean;
}

/** Penalty on standardised values; a tenth of one row's weight, so that it settles dependent lags and little else. */
const penalty = 0.1;
const recentPeriods = 21;
/** Share of the range seen by which forecasts may leave it: a recursion of hundreds of weights can run away. */
const beyondRange = 0.5;

/** The lags of a variant, ascending, without repetition. */
export function lagsOf(period: number, { lags, seven }: Pick<SeasonalRidge, "lags" | "seven">): readonly number[] {
  const chosen = new Set([1, 2, 3, period, period + 1, 2 * period]);
  if (seven) for (const lag of [7 * period, 7 * period + 1]) chosen.add(lag);
  if (lags === "many") {
    for (let lag = 1; lag <= Math.max(period + 1, 6); lag++) chosen.add(lag);
    for (const lag of [2 * period - 1, 2 * period + 1]) chosen.add(lag);
    if (seven) for (let multiple = 3; multiple <= 7; multiple++) chosen.add(multiple * period);
    if (seven) chosen.add(7 * period - 1);
  }
  return [...chosen].filter((lag) => lag >= 1).sort((a, b) => a - b);
}

/**
 * A ridge regression of each row on rows before it, applied to its own forecasts step by step.
 *
 * @returns A method that gives undefined for a history with fewer than four rows to learn from for each lag, for one
 * that is constant, and for logarithms of values that are not above 0.
 */
export function seasonalRidge(variant: SeasonalRidge): ForecastMethod {
  return (history, horizon, period) => {
    if (variant.logarithm && !history.every((value) => value > 0)) return undefined;
    const levels = variant.logarithm ? history.map(numeric.ln) : history;
    const back = variant.difference ? 7 * period : 0;
    const changes = back === 0 ? levels : levels.subarray(back).map((value, row) => value - levels[row]!);
    const lags = lagsOf(period, variant);
    const used = variant.recent ? changes.subarray(-recentPeriods * period) : changes;
    if (variant.recent && used.length === changes.length) return undefined;
    const ahead = forecastByLags(used, lags, horizon);
    if (ahead === undefined) return undefined;
    for (let row = 0; row < horizon && back > 0; row++) {
      ahead[row]! += row < back ? levels[levels.length + row - back]! : ahead[row - back]!;
    }
    return withinReach(variant.logarithm ? ahead.map(numeric.exp) : ahead, history);
  };
}

function forecastByLags(values: Float64Array, lags: readonly number[], horizon: number): Float64Array | undefined {
  const longest = lags.at(-1) ?? 0;
  const rows = values.length - longest;
  if (rows < 4 * (lags.length + 1)) return undefined;
  const { centre, spread } = scaleOf(values);
  if (!(spread > 0 && spread < Number.POSITIVE_INFINITY)) return undefined;
  const extended = new Float64Array(values.length + horizon);
  for (let row = 0; row < values.length; row++) extended[row] = (values[row]! - centre) / spread;
  const features = lags.map((lag) => extended.subarray(longest - lag, values.length - lag));
  const rule = fitRidge(features, extended.subarray(longest, values.length), penalty);
  if (rule === undefined) return undefined;
  for (let row = values.length; row < extended.length; row++) {
    let next = rule.intercept;
    for (let index = 0; index < lags.length; index++) next += rule.weights[index]! * extended[row - lags[index]!]!;
    extended[row] = next;
  }
  return extended.slice(values.length).map((value) => value * spread + centre);
}

function scaleOf(values: Float64Array): { readonly centre: number; readonly spread: number } {
  let centre = 0;
  for (const value of values) centre += value / values.length;
  let squares = 0;
  for (const value of values) squares += (value - centre) * (value - centre);
  return { centre, spread: Math.sqrt(squares / values.length) };
}

/** The forecasts, held within half of the history's range beyond it, and above 0 when all of the history is. */
function withinReach(ahead: Float64Array, history: Float64Array): Float64Array | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of history) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const reach = beyondRange * (high - low);
  const least = low > 0 ? Math.max(low - reach, low / 5) : low - reach;
  if (ahead.some(Number.isNaN)) return undefined;
  return ahead.map((value) => Math.min(high + reach, Math.max(least, value)));
}
