/**
 * Whether a history repeats itself with a period, by the test of the M4 competition's benchmarks: the autocorrelation at
 * the period lies beyond 1.645 standard errors (Bartlett's formula), with at least three periods of history.
 *
 * Source: Makridakis, Spiliotis & Assimakopoulos, "The M4 Competition", IJF 2020; Mcompetitions/M4-methods.
 */
export function isSeasonal(history: Float64Array, period: number): boolean {
  const rows = history.length;
  if (period < 2 || rows < 3 * period) return false;
  const autocorrelations = autocorrelation(history, period);
  let sum = 0;
  for (let lag = 1; lag < period; lag++) sum += autocorrelations[lag]! * autocorrelations[lag]!;
  return Math.abs(autocorrelations[period]!) > 1.645 * Math.sqrt((1 + 2 * sum) / rows);
}

/** Autocorrelations at lags 0 to `most`, with the divisor n at every lag; all 0 for a constant history. */
function autocorrelation(history: Float64Array, most: number): Float64Array {
  const rows = history.length;
  let mean = 0;
  for (const value of history) mean += value;
  mean /= rows;
  const sums = new Float64Array(most + 1);
  for (let lag = 0; lag <= most; lag++) {
    for (let row = lag; row < rows; row++) sums[lag]! += (history[row]! - mean) * (history[row - lag]! - mean);
  }
  const variance = sums[0]!;
  // Rounding alone makes a constant history vary a little.
  const rounding = 1e-12 * mean;
  const isConstant = !(variance > rows * rounding * rounding);
  return sums.map((sum) => (isConstant ? 0 : sum / variance));
}

/**
 * Seasonal factors by classical multiplicative decomposition: the mean ratio to the centred moving average for each
 * place in the period, scaled to a mean of 1.
 *
 * @param history At least two periods.
 * @returns One factor for each place, counted from the first row; undefined where a ratio is not finite or not positive.
 */
export function seasonalFactors(history: Float64Array, period: number): Float64Array | undefined {
  const rows = history.length;
  const half = period >> 1;
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let row = half; row < rows - half; row++) {
    let level = 0;
    for (let offset = -half; offset <= half; offset++) {
      const isHalf = period % 2 === 0 && Math.abs(offset) === half;
      level += (isHalf ? 0.5 : 1) * history[row + offset]!;
    }
    sums[row % period]! += (history[row]! * period) / level;
    counts[row % period]!++;
  }
  const factors = sums.map((sum, place) => sum / counts[place]!);
  let mean = 0;
  for (const factor of factors) mean += factor / period;
  const scaled = factors.map((factor) => factor / mean);
  return scaled.every((factor) => factor > 0 && factor < Number.POSITIVE_INFINITY) ? scaled : undefined;
}

/** A history without its season, when the test finds one, and the factors that bring it back. */
export interface Deseasonalised {
  readonly values: Float64Array;
  /** The factor of the h-th row after the history, h from 1. */
  factorAhead(h: number): number;
}

export function deseasonalise(history: Float64Array, period: number): Deseasonalised {
  const factors = isSeasonal(history, period) ? seasonalFactors(history, period) : undefined;
  if (factors === undefined) return { values: history, factorAhead: () => 1 };
  return {
    values: history.map((value, row) => value / factors[row % period]!),
    factorAhead: (h) => factors[(history.length + h - 1) % period]!,
  };
}
