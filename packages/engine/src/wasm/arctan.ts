import {
  A1,
  A2,
  A3,
  A4,
  A5,
  ARCTAN_EIGHTHS,
  ARCTAN_EIGHTHS_LOW,
  ARCTAN_GREATEST,
  ARCTAN_LEAST,
  HALF_PI,
  HALF_PI_LOW,
} from "../numeric/inverse-trigonometric.js";
import { dividePairs, orderedSumError, type Pair, productError, sumError } from "./double-double.js";
import { line } from "./exp.js";
import type { Trace, Value } from "./trace.js";

/** The entry of a table of nine at a whole number from 0 to 8. */
function entry(t: Trace, table: readonly number[], k: Value): Value {
  return table.reduce<Value>(
    (all, number, index) => (index === 0 ? all : t.choose(t.equal(k, t.constant(index)), t.constant(number), all)),
    t.constant(table[0]!),
  );
}

/** The angle of a direction, as `angleOfDirection` in `numeric/inverse-trigonometric.ts`. */
function angleOf(t: Trace, x: Pair, y: Pair): Value {
  const left = t.less(x.high, t.constant(0));
  const turned = (value: Value) => t.choose(left, t.negate(value), value);
  const width: Pair = { high: turned(x.high), low: turned(x.low) };
  const steep = t.less(width.high, y.high);
  const pick = (yes: Pair, no: Pair): Pair => ({
    high: t.choose(steep, yes.high, no.high),
    low: t.choose(steep, yes.low, no.low),
  });
  const small = pick(width, y);
  const large = pick(y, width);

  const ratio = t.divide(t.multiply(t.constant(8), small.high), large.high);
  const k = t.vector("f64x2Floor", t.add(ratio, t.constant(0.5)));
  const c = t.multiply(t.constant(0.125), k);
  const across = t.multiply(c, large.high);
  const numerator = t.subtract(small.high, across);
  const numeratorLow = t.add(
    t.subtract(sumError(t, small.high, t.negate(across), numerator), productError(t, c, large.high, across)),
    t.subtract(small.low, t.multiply(c, large.low)),
  );
  const along = t.multiply(c, small.high);
  const denominator = t.add(large.high, along);
  const denominatorLow = t.sum(
    orderedSumError(t, large.high, along, denominator),
    productError(t, c, small.high, along),
    t.add(large.low, t.multiply(c, small.low)),
  );
  const r = dividePairs(t, { high: numerator, low: numeratorLow }, { high: denominator, low: denominatorLow });
  const z = t.multiply(r.high, r.high);
  const z2 = t.multiply(z, z);
  const inner = t.add(line(t, A3, A4, z), t.multiply(z2, t.constant(A5)));
  const third = t.multiply(r.high, t.multiply(z, t.add(line(t, A1, A2, z), t.multiply(z2, inner))));
  const nearest = entry(t, ARCTAN_EIGHTHS, k);
  const angle = t.add(nearest, r.high);
  const rest = t.sum(entry(t, ARCTAN_EIGHTHS_LOW, k), r.low, third);
  const angleLow = t.add(orderedSumError(t, nearest, r.high, angle), rest);

  const quarters = t.choose(steep, t.constant(1), t.and(left, t.constant(2)));
  const minus = t.and(t.xor(steep, left), t.bits(0x80000000, 0));
  const base = t.multiply(quarters, t.constant(HALF_PI));
  const signed = t.xor(angle, minus);
  const sum = t.add(base, signed);
  const sumLow = t.add(t.multiply(quarters, t.constant(HALF_PI_LOW)), t.xor(angleLow, minus));
  return t.add(sum, t.add(orderedSumError(t, base, signed, sum), sumLow));
}

/** √(1 - x²) for |x| < 1, as `otherSide`. */
function otherSide(t: Trace, x: Value): Pair {
  const one = t.constant(1);
  const square = t.multiply(x, x);
  const difference = t.subtract(one, square);
  const differenceLow = t.subtract(
    orderedSumError(t, one, t.negate(square), difference),
    productError(t, x, x, square),
  );
  const rest = t.add(difference, differenceLow);
  const restLow = orderedSumError(t, difference, differenceLow, rest);
  const root = t.squareRoot(rest);
  const rootSquare = t.multiply(root, root);
  const left = t.subtract(t.subtract(rest, rootSquare), productError(t, root, root, rootSquare));
  return { high: root, low: t.divide(t.add(left, restLow), t.multiply(t.constant(2), root)) };
}

function exactly(t: Trace, value: Value): Pair {
  return { high: value, low: t.constant(0) };
}

/** The bits of `arctan` for every x. */
export function arctan(t: Trace, x: Value): Value {
  const magnitude = t.absolute(x);
  const bounded = t.atMost(magnitude, t.constant(ARCTAN_GREATEST));
  const angle = angleOf(t, exactly(t, t.constant(1)), exactly(t, bounded));
  const signed = t.choose(t.less(x, t.constant(0)), t.negate(angle), angle);
  return t.choose(t.less(t.constant(ARCTAN_LEAST), magnitude), signed, x);
}

/** The bits of `arcsin` for every x. */
export function arcsin(t: Trace, x: Value): Value {
  const magnitude = t.absolute(x);
  const one = t.constant(1);
  const angle = angleOf(t, otherSide(t, magnitude), exactly(t, magnitude));
  const signed = t.choose(t.less(x, t.constant(0)), t.negate(angle), angle);
  const inside = t.choose(t.less(magnitude, t.constant(ARCTAN_LEAST)), x, signed);
  const edge = t.choose(t.equal(magnitude, one), t.multiply(x, t.constant(HALF_PI)), t.constant(Number.NaN));
  return t.choose(t.less(magnitude, one), inside, edge);
}

/** The bits of `arccos` for every x. */
export function arccos(t: Trace, x: Value): Value {
  const inside = angleOf(t, exactly(t, x), otherSide(t, x));
  const none = t.choose(t.equal(x, t.constant(-1)), t.constant(2 * HALF_PI), t.constant(Number.NaN));
  const edge = t.choose(t.equal(x, t.constant(1)), t.constant(0), none);
  return t.choose(t.less(t.absolute(x), t.constant(1)), inside, edge);
}
