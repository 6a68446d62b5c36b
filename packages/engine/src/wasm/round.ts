import type { Trace, Value } from "./trace.js";

/** The nearest whole number, a half away from zero. */
export function round(t: Trace, x: Value): Value {
  const whole = t.vector("f64x2Truncate", x);
  const isHalf = t.lessOrEqual(t.constant(0.5), t.absolute(t.subtract(x, whole)));
  const step = t.choose(t.less(x, t.constant(0)), t.constant(-1), t.constant(1));
  return t.choose(isHalf, t.add(whole, step), whole);
}
