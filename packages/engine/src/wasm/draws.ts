import { lnOfNormal } from "./ln.js";
import { philox, type Words } from "./philox.js";
import type { Trace, Value } from "./trace.js";
import { turn } from "./turn.js";

/** The draws of the steps 2k and 2k + 1. */
export interface StepPair {
  readonly even: Value;
  readonly odd: Value;
}

/** The primary block of a draw: words for `pair` = step >>> 1, runs and elements, see `random/address.ts`. */
export function primaryBlock(
  t: Trace,
  pair: Value,
  runs: Value,
  key: readonly [Value, Value],
  elements: Value = t.word(0),
): Words {
  return philox(t, [pair, runs, elements, t.word(0)], key);
}

/** 1 + the uniform of two words. */
function onePlusUniform(t: Trace, low: Value, high: Value): Value {
  return t.or(t.shift("i64x2ShiftRightUnsigned", t.join(low, high), 12), t.constant(1));
}

/** The standard uniforms of a block, as `fillUniform`. */
export function uniformPair(t: Trace, [w0, w1, w2, w3]: Words): StepPair {
  return {
    even: t.subtract(onePlusUniform(t, w0, w1), t.constant(1)),
    odd: t.subtract(onePlusUniform(t, w2, w3), t.constant(1)),
  };
}

/** The standard normals of a block by Box and Muller, as `fillNormalPair`. */
export function normalPair(t: Trace, [w0, w1, w2, w3]: Words): StepPair {
  // 2 - (1 + u) is 1 - u without rounding: both are multiples of 2^-52 up to 1.
  const radius = t.squareRoot(
    t.multiply(t.constant(-2), lnOfNormal(t, t.subtract(t.constant(2), onePlusUniform(t, w0, w1)))),
  );
  const uniform = t.subtract(onePlusUniform(t, w2, w3), t.constant(1));
  const { sine, cosine } = turn(t, uniform);
  return { even: t.multiply(radius, cosine), odd: t.multiply(radius, sine) };
}
