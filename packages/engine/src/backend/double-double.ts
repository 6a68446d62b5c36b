/**
 * Sums that keep what f64 drops: a value is held as hi + lo. Knuth's two-sum gives the exact error of
 * each addition, so a stock moved a million times still balances to far less than a base unit.
 * Source: Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B.
 */

/** hi[i] + lo[i] += sign · amount[i] for all lanes. */
export function accumulate(hi: Float64Array, lo: Float64Array, amount: Float64Array, sign: 1 | -1): void {
  const count = hi.length;
  for (let i = 0; i < count; i++) {
    const a = hi[i]!;
    const b = sign * amount[i]!;
    const sum = a + b;
    const part = sum - a;
    hi[i] = sum;
    lo[i] = lo[i]! + (a - (sum - part) + (b - part));
  }
}

/** hi[i] + lo[i] += sign · all of the `size` amounts of lane i, one after the other. */
export function accumulateAll(
  hi: Float64Array,
  lo: Float64Array,
  amounts: Float64Array,
  size: number,
  sign: 1 | -1,
): void {
  for (let i = 0; i < hi.length; i++) {
    let level = hi[i]!;
    let rest = lo[i]!;
    for (let index = i * size; index < (i + 1) * size; index++) {
      const b = sign * amounts[index]!;
      const sum = level + b;
      const part = sum - level;
      rest += level - (sum - part) + (b - part);
      level = sum;
    }
    hi[i] = level;
    lo[i] = rest;
  }
}

/** hi[k] + lo[k] += sign · amount. */
export function accumulateAt(hi: Float64Array, lo: Float64Array, k: number, amount: number, sign: 1 | -1): void {
  const a = hi[k]!;
  const b = sign * amount;
  const sum = a + b;
  const part = sum - a;
  hi[k] = sum;
  lo[k] = lo[k]! + (a - (sum - part) + (b - part));
}

/**
 * Moves what has gathered in lo into hi, so that hi is the nearest double of the sum. Three additions suffice although
 * lo may be the larger part after a stock was nearly emptied: hi is then a difference of neighbours, and so a multiple
 * of the last bit of lo.
 */
export function renormalise(hi: Float64Array, lo: Float64Array, from = 0, to = hi.length): void {
  for (let i = from; i < to; i++) {
    const a = hi[i]!;
    const b = lo[i]!;
    const sum = a + b;
    hi[i] = sum;
    lo[i] = a - sum + b;
  }
}
