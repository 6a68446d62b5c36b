import { LN2_HIGH, LN2_LOW } from "../numeric/exp.js";
import { A3, A4, A5, A6, A7, A8, B3, B4, B5, B6, B7, LEAST_NORMAL } from "../numeric/ln.js";
import { LEAST_MANTISSA_WORD } from "../numeric/ln-table.js";
import { INVERSE_LN2_NEAREST, INVERSE_LN2_REST, INVERSE_LN10, INVERSE_LN10_LOW } from "../numeric/log10.js";
import { multiplyPairs, normalised, type Pair } from "./double-double.js";
import { line } from "./exp.js";
import { byHost } from "./rare.js";
import { lnEntries, pairOf } from "./tables.js";
import type { Trace, Value } from "./trace.js";

/** ln x = lead + ln(1 + r) + low, see `ln` and `lnExtended` in `numeric/ln.ts`. */
interface Parted {
  readonly lead: Value;
  readonly low: Value;
  readonly r: Value;
  readonly rHigh: Value;
  readonly rLow: Value;
}

/** For a positive normal x. */
function parted(t: Trace, x: Value): Parted {
  const above = t.vector("i32x4Subtract", x, t.bits(LEAST_MANTISSA_WORD, 0));
  const z = t.vector("i32x4Subtract", x, t.and(above, t.bits(0xfff00000, 0)));
  const exponent = t.shift("i32x4ShiftRightSigned", above, 20);
  const k = t.vector("f64x2ConvertLowI32x4", t.shuffleWords(exponent, exponent, [1, 3, 1, 3]));
  const offset = t.and(t.shift("i64x2ShiftRightUnsigned", above, 40), t.bits(0, 127 << 5));
  const [c, minusLn] = pairOf(t, lnEntries, offset, 0);
  const [minusLnLow] = pairOf(t, lnEntries, offset, 16);
  const zHigh = t.and(t.vector("i64x2Add", z, t.bits(0, 0x80000000)), t.bits(-1, 0));
  const rHigh = t.subtract(t.multiply(zHigh, c), t.constant(1));
  const rLow = t.multiply(t.subtract(z, zHigh), c);
  const r = t.add(rHigh, rLow);
  const rRest = t.add(t.subtract(rHigh, r), rLow);
  const lead = t.add(t.multiply(k, t.constant(LN2_HIGH)), minusLn);
  return { lead, low: t.add(t.multiply(k, t.constant(LN2_LOW)), t.add(minusLnLow, rRest)), r, rHigh, rLow };
}

/** The natural logarithm of a positive normal finite number, the bits of `ln`. */
export function lnOfNormal(t: Trace, x: Value): Value {
  const { lead, low, r } = parted(t, x);
  const r2 = t.multiply(r, r);
  const series = t.add(line(t, B3, B4, r), t.multiply(r2, t.add(line(t, B5, B6, r), t.multiply(r2, t.constant(B7)))));
  const third = t.multiply(t.multiply(r, r2), series);
  const sum = t.add(lead, r);
  const rest = t.add(low, t.subtract(third, t.multiply(t.constant(0.5), r2)));
  return t.add(sum, t.add(t.add(t.subtract(lead, sum), r), rest));
}

/** ln x in two parts, as `lnExtended`, for a positive normal finite x. */
export function lnExtended(t: Trace, x: Value): Pair {
  const { lead, low, r, rHigh, rLow } = parted(t, x);
  const half = t.constant(0.5);
  const sum = t.add(lead, r);
  const halfHigh = t.multiply(half, rHigh);
  const square = t.multiply(rHigh, halfHigh);
  const main = t.subtract(sum, square);
  const r2 = t.multiply(r, r);
  const series = t.add(
    line(t, A3, A4, r),
    t.multiply(r2, t.add(line(t, A5, A6, r), t.multiply(r2, line(t, A7, A8, r)))),
  );
  const third = t.multiply(t.multiply(r, r2), series);
  const cross = t.multiply(rLow, t.add(t.multiply(half, r), halfHigh));
  const rest = t.sum(
    t.add(low, t.add(t.subtract(lead, sum), r)),
    t.subtract(t.subtract(t.subtract(sum, main), square), cross),
    third,
  );
  return normalised(t, main, rest);
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
