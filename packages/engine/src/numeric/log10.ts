import { lowPart, multiplyPairs } from "./double-double.js";
import { lnExtended } from "./ln.js";

export const INVERSE_LN10 = 0.4342944819032518;
export const INVERSE_LN10_LOW = 1.098319650216765e-17;
export const INVERSE_LN2_NEAREST = 1.4426950408889634;
export const INVERSE_LN2_REST = 2.0355273740931033e-17;

/**
 * The decimal logarithm of x. Below 1 ulp (0.51 observed), so log10(10^n) is n for every power of ten
 * that a double holds. Edges as for `ln`.
 */
export function log10(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity || x === 1) return x === 1 ? 0 : x;
  const high = lnExtended(x);
  return multiplyPairs(high, lowPart[0]!, INVERSE_LN10, INVERSE_LN10_LOW);
}

/** The binary logarithm of x. Below 1 ulp; log2(2^k) is k. Edges as for `ln`. */
export function log2(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity || x === 1) return x === 1 ? 0 : x;
  const high = lnExtended(x);
  return multiplyPairs(high, lowPart[0]!, INVERSE_LN2_NEAREST, INVERSE_LN2_REST);
}
