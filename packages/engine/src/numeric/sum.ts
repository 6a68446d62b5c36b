/** Values per chunk of `chunkedSum`; part of the definition of every published sum. */
export const CHUNK = 1024;

/**
 * The sum of values[start … end), compensated: the rounding error of every addition is computed exactly and
 * added at the end (Neumaier 1974). The result is that of twice the working precision, rounded once:
 * |error| <= 1 ulp of the sum + n² 2^-104 Σ|values|.
 *
 * An infinite or NaN value gives what plain addition gives. The empty sum is 0.
 */
export function compensatedSum(values: ArrayLike<number>, start = 0, end = values.length): number {
  let sum = 0;
  let rest = 0;
  for (let i = start; i < end; i++) {
    const value = values[i]!;
    const next = sum + value;
    const larger = Math.abs(sum) >= Math.abs(value);
    rest += larger ? sum - next + value : value - next + sum;
    sum = next;
  }
  const total = sum + rest;
  // Infinity - Infinity inside `rest` would hide an infinite sum behind NaN.
  return total === total ? total : sum;
}

/**
 * Combines partial sums pairwise by a fixed tree: neighbours first, then their sums, an odd one out moves up
 * unchanged. The tree depends on the number of parts alone, so the same parts give the same bits whoever
 * computed them. `parts` is left as it is.
 */
export function treeSum(parts: ArrayLike<number>): number {
  const level = Float64Array.from(parts);
  let count = level.length;
  if (count === 0) return 0;
  while (count > 1) {
    const half = count >> 1;
    for (let i = 0; i < half; i++) level[i] = level[2 * i]! + level[2 * i + 1]!;
    if ((count & 1) === 1) level[half] = level[count - 1]!;
    count -= half;
  }
  return level[0]!;
}

/**
 * The sum whose bits do not depend on the number of workers: chunks of 1 024 values, each summed with
 * compensation from left to right, are combined by `treeSum`. A worker that holds whole chunks may compute
 * `compensatedSum` of each and hand over the parts.
 */
export function chunkedSum(values: ArrayLike<number>): number {
  const chunks = Math.ceil(values.length / CHUNK);
  const parts = new Float64Array(chunks);
  for (let chunk = 0; chunk < chunks; chunk++) {
    parts[chunk] = compensatedSum(values, chunk * CHUNK, Math.min(values.length, (chunk + 1) * CHUNK));
  }
  return treeSum(parts);
}
