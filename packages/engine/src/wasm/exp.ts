import {
  E3,
  E4,
  E5,
  E6,
  E7,
  E8,
  E9,
  E10,
  E11,
  E12,
  F2,
  F3,
  F4,
  F5,
  INVERSE_LN2,
  LN2_HIGH,
  LN2_LOW,
  LN2_STEP_HIGH,
  LN2_STEP_LOW,
  ROUNDER,
  STEPS_OF_LN2,
} from "../numeric/exp.js";
import type { Pair } from "./double-double.js";
import { expPairs, pairOf } from "./tables.js";
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

const BELOW_QUICK_EXPONENT = 699.9999999999999;

/** All bits where a number is NaN or its size is not below `QUICK_EXPONENT`. */
export function isBeyondQuick(t: Trace, x: Value): Value {
  // The bits of positive numbers are in the order of the numbers, and those of NaN above all.
  return t.above(t.absolute(x), t.constant(BELOW_QUICK_EXPONENT));
}

/** x kept where e^x is neither zero nor infinite for certain. */
function clamp(t: Trace, x: Value): Value {
  return t.atLeast(t.atMost(x, t.constant(710)), t.constant(-746));
}

interface Stepped {
  /** k + 1.5 · 2^52. */
  readonly shifted: Value;
  /** 2^(k/128) for quick code: neither zero nor infinite. */
  readonly scale: Value;
  /** The rest of 2^(k/128), r and e^r - 1 - r together. */
  readonly rest: Value;
}

/** e^(x + tail) = scale (1 + rest), as `expWithTail`. */
function stepped(t: Trace, x: Value, tail?: Value): Stepped {
  const shifted = t.add(t.multiply(x, t.constant(STEPS_OF_LN2)), t.constant(ROUNDER));
  const k = t.subtract(shifted, t.constant(ROUNDER));
  const high = t.subtract(x, t.multiply(k, t.constant(LN2_STEP_HIGH)));
  const reduced = t.subtract(high, t.multiply(k, t.constant(LN2_STEP_LOW)));
  const r = tail === undefined ? reduced : t.add(reduced, tail);
  const offset = t.and(t.shift("i64x2ShiftLeft", shifted, 4), t.bits(0, 127 << 4));
  const [missing, power] = pairOf(t, expPairs, offset, 0);
  const r2 = t.multiply(r, r);
  const series = t.multiply(r2, t.add(line(t, F2, F3, r), t.multiply(r2, line(t, F4, F5, r))));
  const scale = t.vector("i64x2Add", power, t.shift("i64x2ShiftLeft", shifted, 45));
  return { shifted, scale, rest: t.add(t.add(missing, r), series) };
}

/** e^(x + tail) for |x| below `QUICK_EXPONENT`, as `expWithTail`. */
export function quickExp(t: Trace, x: Value, tail?: Value): Value {
  const { scale, rest } = stepped(t, x, tail);
  return t.add(scale, t.multiply(scale, rest));
}

/**
 * e to the power x, the bits of `numeric`'s `exp` for every x.
 *
 * @param fault Bits to be set in the result where x is not finite.
 */
export function exp(t: Trace, x: Value, fault = t.constant(0)): Value {
  const { shifted, scale, rest } = stepped(t, clamp(t, x));
  const whole = t.shift("i32x4ShiftRightSigned", shifted, 7);
  // 2^(i/128) alone: 2^e is taken out of the exponent again.
  const power = t.vector("i64x2Subtract", scale, t.shift("i64x2ShiftLeft", whole, 52));
  const careful = timesPowerOfTwo(t, t.add(power, t.multiply(power, rest)), whole);
  return t.either(isBeyondQuick(t, x), quickExp(t, x), t.or(careful, fault));
}

/** e^(x + tail) as 2^k (high + low), as `expScaled`; k in the low word of `shifted`. */
export function expScaled(t: Trace, x: Value, tail: Value): Pair & { readonly shifted: Value } {
  const clamped = clamp(t, x);
  const shifted = t.add(t.multiply(clamped, t.constant(INVERSE_LN2)), t.constant(ROUNDER));
  const k = t.subtract(shifted, t.constant(ROUNDER));
  const upper = t.subtract(clamped, t.multiply(k, t.constant(LN2_HIGH)));
  const lower = t.subtract(tail, t.multiply(k, t.constant(LN2_LOW)));
  const r = t.add(upper, lower);
  const c = t.add(t.subtract(upper, r), lower);
  const one = t.add(t.constant(1), r);
  const rest = t.add(t.add(t.subtract(t.constant(1), one), r), t.add(expSeries(t, r), t.add(c, t.multiply(c, r))));
  const high = t.add(one, rest);
  return { shifted, high, low: t.add(t.subtract(one, high), rest) };
}
