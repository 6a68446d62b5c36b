import type { Trace, Value } from "./trace.js";

/** A value as an unevaluated sum, see `numeric/double-double.ts`: the same operations in the same order. */
export interface Pair {
  readonly high: Value;
  readonly low: Value;
}

export function sumError(t: Trace, a: Value, b: Value, sum: Value): Value {
  const rounded = t.subtract(sum, a);
  return t.add(t.subtract(a, t.subtract(sum, rounded)), t.subtract(b, rounded));
}

export function orderedSumError(t: Trace, a: Value, b: Value, sum: Value): Value {
  return t.add(t.subtract(a, sum), b);
}

/**
 * A number as two of 26 bits. Rounding among the bits takes an instruction less than Veltkamp's product; the parts
 * may differ in a tie, the exact error made of them does not.
 */
function split(t: Trace, a: Value): Pair {
  const rounded = t.vector("i64x2Add", a, t.bits(0, 1 << 26));
  const high = t.and(rounded, t.bits(-1, -(1 << 27)));
  return { high, low: t.subtract(a, high) };
}

export function productError(t: Trace, a: Value, b: Value, product: Value): Value {
  const x = split(t, a);
  const y = split(t, b);
  return t.sum(
    t.subtract(t.multiply(x.high, y.high), product),
    t.multiply(x.high, y.low),
    t.multiply(x.low, y.high),
    t.multiply(x.low, y.low),
  );
}

export function multiplyPairs(t: Trace, a: Pair, b: Pair): Pair {
  const product = t.multiply(a.high, b.high);
  const rest = t.add(
    productError(t, a.high, b.high, product),
    t.add(t.multiply(a.high, b.low), t.multiply(a.low, b.high)),
  );
  return normalised(t, product, rest);
}

export function dividePairs(t: Trace, a: Pair, b: Pair): Pair {
  const quotient = t.divide(a.high, b.high);
  const product = t.multiply(quotient, b.high);
  const left = t.subtract(t.subtract(a.high, product), productError(t, quotient, b.high, product));
  const rest = t.divide(t.add(left, t.subtract(a.low, t.multiply(quotient, b.low))), b.high);
  return normalised(t, quotient, rest);
}

/** lead + rest, rounded, and what rounding took. */
export function normalised(t: Trace, lead: Value, rest: Value): Pair {
  const high = t.add(lead, rest);
  return { high, low: t.add(t.subtract(lead, high), rest) };
}
