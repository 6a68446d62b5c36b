import { INVERSE_LN2, LN2_HIGH, LN2_LOW, ROUNDER } from "../numeric/exp.js";
import { dividePairs, normalised, orderedSumError, type Pair, sumError } from "./double-double.js";
import { expSeries, powerOfTwo } from "./exp.js";
import type { Trace, Value } from "./trace.js";

/** e^x - 1 in two parts for -40 <= x <= 60, as `expm1Extended`. */
function expm1Extended(t: Trace, x: Value): Pair {
  const one = t.constant(1);
  const shifted = t.add(t.multiply(x, t.constant(INVERSE_LN2)), t.constant(ROUNDER));
  const k = t.subtract(shifted, t.constant(ROUNDER));
  const reduced = t.subtract(x, t.multiply(k, t.constant(LN2_HIGH)));
  const reducedLow = t.multiply(t.negate(k), t.constant(LN2_LOW));
  const r = t.add(reduced, reducedLow);
  const c = t.add(t.subtract(reduced, r), reducedLow);
  const series = t.add(expSeries(t, r), t.add(c, t.multiply(c, r)));
  const lead = t.add(one, r);
  const scale = powerOfTwo(t, shifted);
  const power = t.multiply(scale, lead);
  const difference = t.subtract(power, one);
  const rest = t.sum(t.subtract(one, lead), r, series);
  const differenceLow = t.add(sumError(t, power, t.constant(-1), difference), t.multiply(scale, rest));
  const isSmall = t.equal(k, t.constant(0));
  return normalised(t, t.choose(isSmall, r, difference), t.choose(isSmall, series, differenceLow));
}

/** The hyperbolic tangent, the bits of `tanh` for every x. */
export function tanh(t: Trace, x: Value): Value {
  const two = t.constant(2);
  const magnitude = t.absolute(x);
  const bounded = t.atMost(magnitude, t.constant(20));
  const above = expm1Extended(t, t.multiply(two, bounded));
  const sum = t.add(above.high, two);
  const error = t.choose(
    t.less(two, above.high),
    orderedSumError(t, above.high, two, sum),
    orderedSumError(t, two, above.high, sum),
  );
  const quotient = dividePairs(t, above, { high: sum, low: t.add(error, above.low) }).high;
  const value = t.choose(t.less(x, t.constant(0)), t.negate(quotient), quotient);
  return t.choose(t.less(t.constant(1e-8), magnitude), value, x);
}
