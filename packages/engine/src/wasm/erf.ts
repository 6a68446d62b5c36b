import { B, B0, ERF_SERIES, twoOverRootPi, twoOverRootPiLow } from "../numeric/erf.js";
import { multiplyPairs, normalised, productError } from "./double-double.js";
import { expScaled, line, timesPowerOfTwo } from "./exp.js";
import type { Trace, Value } from "./trace.js";

/** erf x for |x| <= 1, as `erfOfSmall`. */
function erfOfSmall(t: Trace, x: Value): Value {
  const [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12] = ERF_SERIES;
  const z = t.multiply(x, x);
  const z2 = t.multiply(z, z);
  const z4 = t.multiply(z2, z2);
  const last = t.add(line(t, a9, a10, z), t.multiply(z2, line(t, a11, a12, z)));
  const middle = t.sum(line(t, a5, a6, z), t.multiply(z2, line(t, a7, a8, z)), t.multiply(z4, last));
  const series = t.sum(line(t, a1, a2, z), t.multiply(z2, line(t, a3, a4, z)), t.multiply(z4, middle));
  const product = t.multiply(x, t.constant(twoOverRootPi));
  const rest = t.sum(
    productError(t, x, t.constant(twoOverRootPi), product),
    t.multiply(x, t.constant(twoOverRootPiLow)),
    t.multiply(t.multiply(x, z), series),
  );
  return normalised(t, product, rest).high;
}

/** 1 - erf x for x from 0.5 to 6 as 2^k (high + low), as `erfcOfLarge`. */
function erfcOfLarge(t: Trace, x: Value) {
  const zero = t.constant(0);
  const one = t.constant(1);
  const two = t.constant(2);
  const four = t.constant(4);
  const square = t.multiply(x, x);
  const squareError = productError(t, x, x, square);
  const above = t.add(x, four);
  const aboveLow = t.sum(t.subtract(x, above), four, zero);
  const below = t.subtract(x, four);
  const belowLow = t.add(t.subtract(t.subtract(x, below), four), zero);
  const inverse = t.divide(one, above);
  const u = t.multiply(below, inverse);
  const product = t.multiply(u, above);
  const left = t.subtract(t.subtract(below, product), productError(t, u, above, product));
  const uLow = t.multiply(t.add(left, t.subtract(belowLow, t.multiply(u, aboveLow))), inverse);
  const u2 = t.multiply(u, u);
  const u4 = t.multiply(u2, u2);
  const u8 = t.multiply(u4, u4);
  const pair = (i: number) => line(t, B[i]!, B[i + 1]!, u);
  const group = (i: number) => t.add(pair(i), t.multiply(u2, pair(i + 2)));
  const last = t.add(group(16), t.multiply(u4, pair(20)));
  const upper = t.sum(group(8), t.multiply(u4, group(12)), t.multiply(u8, last));
  const series = t.sum(group(0), t.multiply(u4, group(4)), t.multiply(u8, upper));
  const term = t.multiply(u, series);
  const lead = t.add(t.constant(B0), term);
  const double = t.multiply(two, x);
  const divisor = t.add(one, double);
  const divisorLow = t.add(t.add(t.subtract(double, divisor), one), zero);
  const divisorInverse = t.divide(one, divisor);
  const estimate = t.multiply(lead, divisorInverse);
  const slope = t.add(
    t.multiply(two, estimate),
    t.multiply(divisor, t.subtract(t.multiply(double, estimate), t.constant(twoOverRootPi))),
  );
  const stretch = t.multiply(t.multiply(above, above), t.constant(0.125));
  const leadLow = t.sum(t.subtract(t.constant(B0), lead), term, t.multiply(t.multiply(slope, uLow), stretch));
  const value = t.multiply(lead, divisorInverse);
  const back = t.multiply(value, divisor);
  const missing = t.subtract(t.subtract(lead, back), productError(t, value, divisor, back));
  const valueLow = t.multiply(t.add(missing, t.subtract(leadLow, t.multiply(value, divisorLow))), divisorInverse);
  const { shifted, high, low } = expScaled(t, t.negate(square), t.negate(squareError));
  return { shifted, ...multiplyPairs(t, { high, low }, { high: value, low: valueLow }) };
}

/** The bits of `erf` for every x. */
export function erf(t: Trace, x: Value): Value {
  const magnitude = t.absolute(x);
  const one = t.constant(1);
  const { shifted, high, low } = erfcOfLarge(t, t.atMost(magnitude, t.constant(6)));
  const complement = timesPowerOfTwo(t, high, shifted);
  const difference = t.subtract(one, complement);
  const rest = t.subtract(t.subtract(t.subtract(one, difference), complement), timesPowerOfTwo(t, low, shifted));
  const large = t.add(difference, rest);
  const signed = t.choose(t.less(x, t.constant(0)), t.negate(large), large);
  const ordinary = t.choose(t.lessOrEqual(magnitude, t.constant(0.7)), erfOfSmall(t, x), signed);
  const tiny = t.multiply(x, t.constant(twoOverRootPi));
  return t.choose(t.less(t.constant(1e-150), magnitude), ordinary, tiny);
}
