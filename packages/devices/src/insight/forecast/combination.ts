import { meanAbsoluteError, smape } from "./accuracy.js";
import type { NamedMethod } from "./method.js";

/** Ends of history at which forecasts are tried, one horizon apart. */
const mostOrigins = 3;
/** How many of the best are combined. */
const combined = 4;

/** A method that could be used, and how it did. */
export interface Ranked {
  readonly name: string;
  /** Mean over the trial origins of ½ (sMAPE + MAE), each over that of the seasonal naive; lower is better. */
  readonly error: number;
  readonly forecast: Float64Array;
  /** Its forecasts at the trial origins, latest origin first. */
  readonly trials: readonly Float64Array[];
}

/** A combined forecast and what it was made of. */
export interface Combination {
  readonly forecast: Float64Array;
  /** Every method that gave a forecast, best first; those in use are the first ones. */
  readonly ranked: readonly Ranked[];
  readonly used: number;
  /**
   * At each trial origin, latest first: what came, and what the combination would have said. The methods for an origin
   * are chosen by the other origins, so that these errors are not those of the luckiest.
   */
  readonly trials: readonly { readonly actual: Float64Array; readonly forecast: Float64Array }[];
}

/**
 * The median, row by row, of the four methods that did best at forecasting the last parts of the history from what came
 * before them (rolling origins; the median as in Petropoulos & Svetunkov, "A simple combination of univariate models",
 * IJF 2020).
 *
 * @param history Without gaps.
 * @returns undefined when no method gives a forecast.
 */
export function combineBest(
  methods: readonly NamedMethod[],
  history: Float64Array,
  horizon: number,
  period: number,
): Combination | undefined {
  const origins = originsOf(history.length, horizon, period);
  const actuals = origins.map((end) => history.subarray(end, end + horizon));
  const references = origins.map((end) => repeatLast(history.subarray(0, end), horizon, period));
  const tried = methods.flatMap((method) => {
    const forecast = method.forecast(history, horizon, period);
    if (!isForecast(forecast)) return [];
    const trials = origins.map((end) => method.forecast(history.subarray(0, end), horizon, period));
    if (!trials.every(isForecast)) return [];
    const errors = trials.map((trial, index) => relativeError(actuals[index]!, trial, references[index]!));
    return [{ name: method.name, forecast, trials, errors }];
  });
  if (tried.length === 0) return undefined;
  const ranked = tried.map((one) => ({ ...one, error: meanOf(one.errors) })).sort((a, b) => a.error - b.error);
  const used = Math.min(combined, ranked.length);
  const forecast = medianOf(ranked.slice(0, used).map((one) => one.forecast));
  const trials = origins.map((_, origin) => {
    const others = ranked.map((one) => ({ one, error: meanOf(one.errors.filter((_, index) => index !== origin)) }));
    const best = others.sort((a, b) => a.error - b.error).slice(0, used);
    return { actual: actuals[origin]!, forecast: medianOf(best.map(({ one }) => one.trials[origin]!)) };
  });
  return { forecast, ranked: ranked.map(({ errors, ...one }) => one), used, trials };
}

/** Lengths of history at the trial origins, latest first: as many as leave half of it, two periods and eight rows. */
function originsOf(rows: number, horizon: number, period: number): readonly number[] {
  const least = Math.max(rows / 2, 2 * period, 8);
  const ends = Array.from({ length: mostOrigins }, (_, index) => rows - (index + 1) * horizon);
  return ends.filter((end) => end >= least);
}

function repeatLast(history: Float64Array, horizon: number, period: number): Float64Array {
  return new Float64Array(horizon).map((_, index) => history[history.length - period + (index % period)]!);
}

/** Values whose square overflows make sums infinite, and a method's forecast no number: then it is none. */
function isForecast(forecast: Float64Array | undefined): forecast is Float64Array {
  return forecast?.every(Number.isFinite) ?? false;
}

function relativeError(actual: Float64Array, forecast: Float64Array, reference: Float64Array): number {
  const percent = ratio(smape(actual, forecast), smape(actual, reference));
  return (percent + ratio(meanAbsoluteError(actual, forecast), meanAbsoluteError(actual, reference))) / 2;
}

/** a/b for errors, where a reference without error is matched by none alone. */
function ratio(a: number, b: number): number {
  if (b > 0) return a / b;
  return a > 0 ? 1e6 : 1;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The median of several forecasts at each row; of an even number the mean of the middle two. */
function medianOf(forecasts: readonly Float64Array[]): Float64Array {
  const middle = forecasts.length >> 1;
  return forecasts[0]!.map((_, row) => {
    const sorted = forecasts.map((forecast) => forecast[row]!).sort((a, b) => a - b);
    return forecasts.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  });
}
