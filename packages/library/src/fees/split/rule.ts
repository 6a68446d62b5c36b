/**
 * An amount split by weights into whole units that sum to it: each gets its share rounded down, and the units that
 * are left go one by one to those who lost most by that, the first of equals first (largest remainder).
 *
 * @param weights Not negative, at least one of them positive.
 */
export function splitByLargestRemainder(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const parts = weights.map((weight) => (total * weight) / whole);
  let left = total - parts.reduce((sum, part) => sum + part, 0n);
  const lost = weights.map((weight) => (total * weight) % whole);
  const order = lost
    .map((_, index) => index)
    .sort((a, b) => (lost[a]! === lost[b]! ? a - b : lost[a]! > lost[b]! ? -1 : 1));
  for (const index of order) {
    if (left === 0n) break;
    parts[index]! += 1n;
    left -= 1n;
  }
  return parts;
}

/** An amount split by weights: each gets its share rounded down, the last gets what is left. */
export function splitWithRest(total: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const parts = weights.slice(0, -1).map((weight) => (total * weight) / whole);
  return [...parts, total - parts.reduce((sum, part) => sum + part, 0n)];
}
