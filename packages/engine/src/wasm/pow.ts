import { LEAST_NORMAL } from "../numeric/ln.js";
import { EXPONENT_LIMIT } from "../numeric/pow.js";
import { productError } from "./double-double.js";
import { isBeyondQuick, quickExpFine } from "./exp.js";
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
  const product = t.multiply(bounded, logarithm.high);
  const rest = t.add(productError(t, bounded, logarithm.high, product), t.multiply(bounded, logarithm.low));
  const isSmall = t.not(t.lessOrEqual(t.constant(LEAST_NORMAL), x));
  const isNoNumber = fault ?? t.or(t.subtract(x, x), t.subtract(y, y));
  const mask = t.or(t.or(isSmall, isBeyondQuick(t, product)), isNoNumber);
  const careful = byHost(t, "power", [x, y]);
  return t.either(mask, quickExpFine(t, product, rest), fault === undefined ? careful : t.or(careful, fault));
}
