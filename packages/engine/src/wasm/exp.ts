import { E3, E4, E5, E6, E7, E8, E9, E10, E11, E12, INVERSE_LN2, LN2_HIGH, LN2_LOW, ROUNDER } from "../numeric/exp.js";
import type { Pair } from "./double-double.js";
import { orderedSumError, productError } from "./double-double.js";
import type { Trace, Value } from "./trace.js";

/** c0 + c1 · x. */
export function line(t: Trace, c0: number, c1: number, x: Value): Value {
  return t.add(t.constant(c0), t.multiply(t.constant(c1), x));
}

function seriesBeyondSquare(t: Trace, r: Value): Value {
  const r2 = t.multiply(r, r);
  const r4 = t.multiply(r2, r2);
  const low = t.add(line(t, E3, E4, r), t.multiply(r2, line(t, E5, E6, r)));
  const high = t.sum(line(t, E7, E8, r), t.multiply(r2, line(t, E9, E10, r)), t.multiply(r4, line(t, E11, E12, r)));
  return t.multiply(t.multiply(r, r2), t.add(low, t.multiply(r4, high)));
}

/** e^r - 1 - r, as `expSeries`. */
export function expSeries(t: Trace, r: Value): Value {
  return t.add(t.multiply(t.constant(0.5), t.multiply(r, r)), seriesBeyondSquare(t, r));
}

/** A multiple of 2^k, k being what the low word of `shifted` = k + 1.5 · 2^52 holds. */
export function timesPowerOfTwo(t: Trace, value: Value, shifted: Value): Value {
  const half = t.shift("i32x4ShiftRightSigned", shifted, 1);
  const other = t.vector("i32x4Subtract", shifted, half);
  return t.multiply(t.multiply(value, powerOfTwo(t, half)), powerOfTwo(t, other));
}

/** 2^k for a k in -1022 … 1023 in the low word. */
export function powerOfTwo(t: Trace, k: Value): Value {
  return t.shift("i64x2ShiftLeft", t.vector("i32x4Add", k, t.word(1023)), 52);
}

/** The largest magnitude of an exponent for which 2^k and the result are far from the ends of a double. */
export const QUICK_EXPONENT = 700;

/** All bits where a number is NaN or its size is not below `QUICK_EXPONENT`. */
export function isBeyondQuick(t: Trace, x: Value): Value {
  return t.not(t.less(t.absolute(x), t.constant(QUICK_EXPONENT)));
}

/** A multiple of 2^k where no rounding can happen: k is added to the exponent. */
function quicklyTimesPowerOfTwo(t: Trace, value: Value, shifted: Value): Value {
  return t.vector("i64x2Add", value, t.shift("i64x2ShiftLeft", shifted, 52));
}

interface Reduced {
  readonly shifted: Value;
  readonly r: Value;
  readonly c: Value;
}

/** x kept where e^x is neither zero nor infinite for certain. */
function clamp(t: Trace, x: Value): Value {
  return t.atLeast(t.atMost(x, t.constant(710)), t.constant(-746));
}

/** x + tail = k ln 2 + r + c. */
function reduce(t: Trace, clamped: Value, tail: Value): Reduced {
  const shifted = t.add(t.multiply(clamped, t.constant(INVERSE_LN2)), t.constant(ROUNDER));
  const k = t.subtract(shifted, t.constant(ROUNDER));
  const high = t.subtract(clamped, t.multiply(k, t.constant(LN2_HIGH)));
  const low = t.subtract(tail, t.multiply(k, t.constant(LN2_LOW)));
  const r = t.add(high, low);
  return { shifted, r, c: t.add(t.subtract(high, r), low) };
}

/**
 * e to the power x, the bits of `numeric`'s `exp` for every x.
 *
 * @param fault Bits to be set in the result where x is not finite.
 */
export function exp(t: Trace, x: Value, fault = t.constant(0)): Value {
  const zero = t.constant(0);
  const quick = expParts(t, x, zero);
  const careful = expParts(t, clamp(t, x), zero);
  return t.either(
    isBeyondQuick(t, x),
    quicklyTimesPowerOfTwo(t, t.add(quick.one, quick.rest), quick.shifted),
    t.or(timesPowerOfTwo(t, t.add(careful.one, careful.rest), careful.shifted), fault),
  );
}

function expParts(t: Trace, x: Value, tail: Value) {
  const { shifted, r, c } = reduce(t, x, tail);
  const one = t.add(t.constant(1), r);
  const rest = t.add(t.add(t.subtract(t.constant(1), one), r), t.add(expSeries(t, r), t.add(c, t.multiply(c, r))));
  return { shifted, one, rest };
}

/** e^(x + tail) as 2^k (high + low), as `expScaled`; k in the low word of `shifted`. */
export function expScaled(t: Trace, x: Value, tail: Value): Pair & { readonly shifted: Value } {
  const { shifted, one, rest } = expParts(t, clamp(t, x), tail);
  const high = t.add(one, rest);
  return { shifted, high, low: t.add(t.subtract(one, high), rest) };
}

/** e^(x + tail) for |x| below `QUICK_EXPONENT`, as `expFine` in `numeric/pow.ts`. */
export function quickExpFine(t: Trace, x: Value, tail: Value): Value {
  const { shifted, r, c } = reduce(t, x, tail);
  const square = t.multiply(r, r);
  const halfSquare = t.multiply(t.constant(0.5), square);
  const halfSquareLow = t.multiply(t.constant(0.5), productError(t, r, r, square));
  const one = t.add(t.constant(1), r);
  const sum = t.add(one, halfSquare);
  const rest = t.sum(
    t.subtract(t.constant(1), one),
    r,
    orderedSumError(t, one, halfSquare, sum),
    t.add(halfSquareLow, t.add(c, t.multiply(c, r))),
  );
  return quicklyTimesPowerOfTwo(t, t.add(sum, t.add(rest, seriesBeyondSquare(t, r))), shifted);
}
