/**
 * Exact errors of one addition or multiplication (Dekker 1971, Knuth TAOCP 2 §4.2.2, Shewchuk 1997),
 * and arithmetic on numbers held as an unevaluated sum high + low, about 106 bits.
 *
 * Functions that give such a pair return `high` and leave `low` in `lowPart[0]`, to be read at once:
 * nothing is allocated in inner loops.
 */
export const lowPart = new Float64Array(1);

/** 2^27 + 1: multiplying by it splits 53 bits into 26 and 27 (Veltkamp). */
export const SPLITTER = 134217729;

/** What rounding took from `sum = a + b`: a + b - sum, exactly (two-sum, no order of magnitudes needed). */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/** The same for |a| >= |b| or a = 0, with three operations fewer (fast two-sum). */
export function orderedSumError(a: number, b: number, sum: number): number {
  return a - sum + b;
}

/**
 * What rounding took from `product = a * b`, exactly. Needs |a|, |b| below 2^996; loses bits only when
 * the product lies below 2^-969, where its error would be subnormal.
 */
export function productError(a: number, b: number, product: number): number {
  const scaledA = a * SPLITTER;
  const highA = scaledA - (scaledA - a);
  const lowA = a - highA;
  const scaledB = b * SPLITTER;
  const highB = scaledB - (scaledB - b);
  const lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}

/** (a + aLow) + (b + bLow); relative error about 2^-104 when the parts do not cancel. */
export function addPairs(a: number, aLow: number, b: number, bLow: number): number {
  const sum = a + b;
  const rest = sumError(a, b, sum) + (aLow + bLow);
  const high = sum + rest;
  lowPart[0] = sum - high + rest;
  return high;
}

/** (a + aLow) · (b + bLow); relative error about 2^-102. */
export function multiplyPairs(a: number, aLow: number, b: number, bLow: number): number {
  const product = a * b;
  const rest = productError(a, b, product) + (a * bLow + aLow * b);
  const high = product + rest;
  lowPart[0] = product - high + rest;
  return high;
}

/** (a + aLow) / (b + bLow); relative error about 2^-101. One division for the quotient, one for its rest. */
export function dividePairs(a: number, aLow: number, b: number, bLow: number): number {
  const quotient = a / b;
  const product = quotient * b;
  const rest = (a - product - productError(quotient, b, product) + (aLow - quotient * bLow)) / b;
  const high = quotient + rest;
  lowPart[0] = quotient - high + rest;
  return high;
}
