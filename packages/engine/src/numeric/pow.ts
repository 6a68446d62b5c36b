import { fromWords, highWord, lowWord } from "./bits.js";
import { lowPart } from "./double-double.js";
import { expWithTail } from "./exp.js";
import { lnExtended } from "./ln.js";

/** 2^64. Beyond it x^y is 0, 1 or Infinity for every x: |ln x| is 0 or at least 2^-53. */
export const EXPONENT_LIMIT = 18446744073709551616;

/** x without its lower 27 bits: products of two such numbers are exact. */
function upperPart(x: number): number {
  return fromWords(highWord(x), lowWord(x) & -134217728);
}

/** x^y for positive finite x and any y but NaN. */
export function powPositive(x: number, y: number): number {
  const bounded = y > EXPONENT_LIMIT ? EXPONENT_LIMIT : y < -EXPONENT_LIMIT ? -EXPONENT_LIMIT : y;
  const high = lnExtended(x);
  const low = lowPart[0]!;
  const yHigh = upperPart(bounded);
  const lnHigh = upperPart(high);
  const product = yHigh * lnHigh;
  const rest = (bounded - yHigh) * lnHigh + bounded * (high - lnHigh + low);
  const inRange = product < 746 && product > -746;
  return expWithTail(product, inRange ? rest : 0);
}

/**
 * x to the power y, as IEEE 754-2019 defines `pow` (which differs from ECMAScript where x = ±1).
 *
 * Below 1 ulp over the whole range (0.53 for normal results, 0.75 for subnormal ones), exact where x^y is a double of moderate size.
 * y ln x is carried to about 2^-65 relative accuracy, so that huge exponents lose nothing.
 *
 * Edges: pow(x, ±0) = 1 and pow(1, y) = 1 even for NaN; pow(-1, ±Infinity) = 1; a negative x with a
 * whole y takes the sign of (-1)^y, with any other y gives NaN; pow(±0, y) is ±0 or ±Infinity with the
 * sign kept for odd y; pow(x, ±Infinity) is 0 or Infinity.
 */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x > 0 && x < Infinity && y === y) return powPositive(x, y);
  if (x !== x || y !== y) return NaN;
  const magnitude = Math.abs(x);
  const whole = Math.floor(y) === y;
  const odd = whole && Math.floor(y * 0.5) * 2 !== y;
  const negative = odd && (x < 0 || 1 / x < 0);
  let result: number;
  if (magnitude === 1) result = 1;
  else if (magnitude === 0) result = y > 0 ? 0 : Infinity;
  else if (magnitude === Infinity) result = y > 0 ? Infinity : 0;
  else if (!whole) return NaN;
  else result = powPositive(magnitude, y);
  return negative ? -result : result;
}
