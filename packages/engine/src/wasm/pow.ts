import { LEAST_NORMAL } from "../numeric/ln.js";
import { EXPONENT_LIMIT } from "../numeric/pow.js";
import { isBeyondQuick, quickExp } from "./exp.js";
import { lnExtended } from "./ln.js";
import { byHost } from "./rare.js";
import type { Trace, Value } from "./trace.js";

/**
 * x to the power y, the bits of `pow`; all but a positive normal x, a finite y and a result far from the ends of a
 * double go to the host.
 *
 * @param fault Bits that are set where x or y is not finite, and will be in the result.
 */
export function pow(t: Trace, x: Value, y: Value, fault?: Value): Value {
  const bounded = t.atLeast(t.atMost(y, t.constant(EXPONENT_LIMIT)), t.constant(-EXPONENT_LIMIT));
  const logarithm = lnExtended(t, x);
  const upperBits = t.bits(-1, -(1 << 27));
  const yHigh = t.and(bounded, upperBits);
  const lnHigh = t.and(logarithm.high, upperBits);
  const product = t.multiply(yHigh, lnHigh);
  const rest = t.add(
    t.multiply(t.subtract(bounded, yHigh), lnHigh),
    t.multiply(bounded, t.add(t.subtract(logarithm.high, lnHigh), logarithm.low)),
  );
  // Negative numbers too: their highest bit makes them small as whole numbers.
  const isSmall = t.above(t.constant(LEAST_NORMAL), x);
  const isNoNumber = fault ?? t.or(t.subtract(x, x), t.subtract(y, y));
  const mask = t.or(t.or(isSmall, isBeyondQuick(t, product)), isNoNumber);
  const careful = byHost(t, "power", [x, y]);
  return t.either(mask, quickExp(t, product, rest), fault === undefined ? careful : t.or(careful, fault));
}
