/** Rows of a gap that a straight line may bridge; a longer one is filled from a period away. */
const shortGap = 3;

/**
 * A history with its missing rows (NaN) filled: short gaps by a straight line, longer ones by the value one period
 * before, a gap at the end likewise, so that nothing of the future is asked for. Missing rows at the head are cut off.
 *
 * @returns The filled rows, none when all are missing.
 */
export function fillGaps(values: Float64Array, period: number): Float64Array {
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return new Float64Array(0);
  const filled = values.slice(first);
  for (let row = 1; row < filled.length; row++) {
    if (!Number.isNaN(filled[row]!)) continue;
    let end = row;
    while (end < filled.length && Number.isNaN(filled[end]!)) end++;
    const before = filled[row - 1]!;
    const after = filled[end];
    const isBridge = after !== undefined && end - row <= shortGap;
    for (let gap = row; gap < end; gap++) {
      const share = (gap - row + 1) / (end - row + 1);
      const periodBefore = filled[gap - period] ?? before;
      filled[gap] = isBridge ? before * (1 - share) + after * share : periodBefore;
    }
    row = end;
  }
  return filled;
}
