/** Symmetric mean absolute percentage error of the M4 competition, in %: the mean of 200 |y - f| / (|y| + |f|). */
export function smape(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < actual.length; index++) {
    const [y, f] = [actual[index]!, forecast[index]!];
    const size = Math.abs(y) + Math.abs(f);
    // Both zero: the forecast is right.
    if (size > 0) sum += (200 * Math.abs(y - f)) / size;
  }
  return sum / actual.length;
}

/** Mean absolute error, in the unit of the series. */
export function meanAbsoluteError(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < actual.length; index++) sum += Math.abs(actual[index]! - forecast[index]!);
  return sum / actual.length;
}

/** Root mean squared error, in the unit of the series. */
export function rootMeanSquaredError(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < actual.length; index++) {
    const error = actual[index]! - forecast[index]!;
    sum += error * error;
  }
  return Math.sqrt(sum / actual.length);
}

/** Mean of forecast less actual: positive for forecasts that are too high. */
export function bias(actual: Float64Array, forecast: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < actual.length; index++) sum += forecast[index]! - actual[index]!;
  return sum / actual.length;
}

/** Mean |x_t - x_{t-period}| of the history, by which MASE and MSIS are scaled (Hyndman & Koehler 2006). */
export function seasonalScale(history: Float64Array, period: number): number {
  return meanAbsoluteError(history.subarray(period), history.subarray(0, history.length - period));
}

/** Share of values in [lower, upper], ends included. */
export function coverage(actual: Float64Array, lower: Float64Array, upper: Float64Array): number {
  let inside = 0;
  for (let index = 0; index < actual.length; index++) {
    if (actual[index]! >= lower[index]! && actual[index]! <= upper[index]!) inside++;
  }
  return inside / actual.length;
}

/**
 * Interval score of the M4 competition before it is scaled (Gneiting & Raftery 2007): the mean width, plus 2/(1 - level)
 * times the distance of values outside.
 *
 * @param level Nominal coverage, such as 0.95.
 */
export function intervalScore(actual: Float64Array, lower: Float64Array, upper: Float64Array, level: number): number {
  const fine = 2 / (1 - level);
  let sum = 0;
  for (let index = 0; index < actual.length; index++) {
    const [y, low, high] = [actual[index]!, lower[index]!, upper[index]!];
    sum += high - low + fine * (Math.max(0, low - y) + Math.max(0, y - high));
  }
  return sum / actual.length;
}
