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

/** Moves what has gathered in lo into hi, so that hi is the nearest double of the sum. */
export function renormalise(hi: Float64Array, lo: Float64Array): void {
  for (let i = 0; i < hi.length; i++) {
    const a = hi[i]!;
    const b = lo[i]!;
    const sum = a + b;
    const part = sum - a;
    hi[i] = sum;
    lo[i] = a - (sum - part) + (b - part);
  }
}
