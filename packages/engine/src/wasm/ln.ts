import { SPLITTER } from "../numeric/double-double.js";
import { LN2_HIGH, LN2_LOW } from "../numeric/exp.js";
import {
  L1,
  L2,
  L3,
  L4,
  L5,
  L6,
  L7,
  L8,
  LEAST_NORMAL,
  M2,
  M3,
  M4,
  M5,
  M6,
  M7,
  M8,
  M9,
  SQRT_HALF_WORD,
  TWO_THIRDS,
  TWO_THIRDS_LOW,
} from "../numeric/ln.js";
import { INVERSE_LN2_NEAREST, INVERSE_LN2_REST, INVERSE_LN10, INVERSE_LN10_LOW } from "../numeric/log10.js";
import { multiplyPairs, orderedSumError, type Pair, productError } from "./double-double.js";
import { line } from "./exp.js";
import { byHost } from "./rare.js";
import type { Trace, Value } from "./trace.js";

/** x = mantissa · 2^exponent with the mantissa near 1, for a positive normal x. */
function parted(t: Trace, x: Value): { readonly mantissa: Value; readonly exponent: Value } {
  const above = t.vector("i32x4Subtract", x, t.bits(SQRT_HALF_WORD, 0));
  const mantissa = t.vector("i32x4Subtract", x, t.and(above, t.bits(0xfff00000, 0)));
  const exponent = t.shift("i32x4ShiftRightSigned", above, 20);
  return { mantissa, exponent: t.vector("f64x2ConvertLowI32x4", t.shuffleWords(exponent, exponent, [1, 3, 1, 3])) };
}

/** The natural logarithm of a positive normal finite number, the bits of `ln`. */
export function lnOfNormal(t: Trace, x: Value): Value {
  const { mantissa, exponent: k } = parted(t, x);
  const f = t.subtract(mantissa, t.constant(1));
  const s = t.divide(f, t.add(t.constant(2), f));
  const third = t.multiply(s, t.add(t.multiply(t.multiply(t.constant(0.5), f), f), lnSeries(t, t.multiply(s, s))));
  const scaled = t.multiply(f, t.constant(SPLITTER));
  const top = t.subtract(scaled, t.subtract(scaled, f));
  const halfSquare = t.multiply(t.multiply(t.constant(0.5), top), top);
  const halfSquareLow = t.multiply(t.multiply(t.constant(0.5), t.subtract(f, top)), t.add(f, top));
  const a = t.subtract(f, halfSquare);
  const aLow = t.subtract(t.subtract(t.subtract(f, a), halfSquare), halfSquareLow);
  const kHigh = t.multiply(k, t.constant(LN2_HIGH));
  const b = t.add(kHigh, a);
  const bLow = t.add(t.subtract(kHigh, b), a);
  // The `small` of `lnKernel` is 0 here: adding it could only turn -0 into 0, which the next addition does as well.
  return t.add(b, t.add(bLow, t.add(t.multiply(k, t.constant(LN2_LOW)), t.add(aLow, third))));
}

function lnSeries(t: Trace, z: Value): Value {
  const z2 = t.multiply(z, z);
  const z4 = t.multiply(z2, z2);
  const high = t.multiply(z4, t.add(line(t, L5, L6, z), t.multiply(z2, line(t, L7, L8, z))));
  return t.multiply(z, t.sum(line(t, L1, L2, z), t.multiply(z2, line(t, L3, L4, z)), high));
}

/** ln x in two parts, as `lnExtended`, for a positive normal finite x. */
export function lnExtended(t: Trace, x: Value): Pair {
  const { mantissa: m, exponent: k } = parted(t, x);
  const one = t.constant(1);
  const f = t.subtract(m, one);
  const d = t.add(m, one);
  const dLow = t.subtract(m, t.subtract(d, one));
  const inverse = t.divide(one, d);
  const s = t.multiply(f, inverse);
  const sd = t.multiply(s, d);
  const left = t.subtract(t.subtract(f, sd), productError(t, s, d, sd));
  const sLow = t.multiply(t.subtract(left, t.multiply(s, dLow)), inverse);
  const z = t.multiply(s, s);
  const zLow = t.add(productError(t, s, s, z), t.multiply(t.multiply(t.constant(2), s), sLow));
  const z2 = t.multiply(z, z);
  const z4 = t.multiply(z2, z2);
  const upper = t.add(line(t, M6, M7, z), t.multiply(z2, line(t, M8, M9, z)));
  const tail = t.multiply(z, t.sum(line(t, M2, M3, z), t.multiply(z2, line(t, M4, M5, z)), t.multiply(z4, upper)));
  const twoThirds = t.constant(TWO_THIRDS);
  const bracket = t.add(twoThirds, tail);
  const bracketLow = t.add(
    t.add(t.subtract(twoThirds, bracket), tail),
    t.add(t.constant(TWO_THIRDS_LOW), t.multiply(t.constant(M2), zLow)),
  );
  const cubic = t.multiply(z, bracket);
  const cubicLow = t.add(
    productError(t, z, bracket, cubic),
    t.add(t.multiply(z, bracketLow), t.multiply(zLow, bracket)),
  );
  const term = t.multiply(s, cubic);
  const termLow = t.add(productError(t, s, cubic, term), t.add(t.multiply(s, cubicLow), t.multiply(sLow, cubic)));
  const double = t.multiply(t.constant(2), s);
  const logM = t.add(double, term);
  const logMLow = t.add(orderedSumError(t, double, term, logM), t.add(t.multiply(t.constant(2), sLow), termLow));
  const kHigh = t.multiply(k, t.constant(LN2_HIGH));
  const sum = t.add(kHigh, logM);
  const rest = t.add(orderedSumError(t, kHigh, logM, sum), t.add(logMLow, t.multiply(k, t.constant(LN2_LOW))));
  const high = t.add(sum, rest);
  return { high, low: t.add(t.subtract(sum, high), rest) };
}

/** The edges that all logarithms share; numbers below the normal ones and infinity go to the host. */
function withEdges(t: Trace, task: "ln" | "log2" | "log10", x: Value, usual: Value): Value {
  const zero = t.constant(0);
  const isPositive = t.less(zero, x);
  const edge = t.choose(t.equal(x, zero), t.constant(Number.NEGATIVE_INFINITY), t.constant(Number.NaN));
  const isOdd = t.or(t.less(x, t.constant(LEAST_NORMAL)), t.equal(x, t.constant(Number.POSITIVE_INFINITY)));
  return t.either(t.and(isPositive, isOdd), t.choose(isPositive, usual, edge), byHost(t, task, [x]));
}

export function ln(t: Trace, x: Value): Value {
  return withEdges(t, "ln", x, lnOfNormal(t, x));
}

function scaledLog(t: Trace, task: "log2" | "log10", x: Value, high: number, low: number): Value {
  const product = multiplyPairs(t, lnExtended(t, x), { high: t.constant(high), low: t.constant(low) });
  return withEdges(t, task, x, t.choose(t.equal(x, t.constant(1)), t.constant(0), product.high));
}

export function log10(t: Trace, x: Value): Value {
  return scaledLog(t, "log10", x, INVERSE_LN10, INVERSE_LN10_LOW);
}

export function log2(t: Trace, x: Value): Value {
  return scaledLog(t, "log2", x, INVERSE_LN2_NEAREST, INVERSE_LN2_REST);
}
