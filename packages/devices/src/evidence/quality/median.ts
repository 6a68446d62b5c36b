/** The median: of an even number of values the mean of the two in the middle; NaN of none. */
export function medianOf(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Median distance from the median, times 1.4826, so that for normal values it estimates the standard deviation
 * (Rousseeuw & Croux 1993).
 */
export function robustSpread(values: readonly number[], centre = medianOf(values)): number {
  return 1.4826 * medianOf(values.map((value) => Math.abs(value - centre)));
}
