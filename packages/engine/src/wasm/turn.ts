import { ROUNDER } from "../numeric/exp.js";
import {
  T1,
  T2,
  T3,
  T4,
  T5,
  T6,
  TWO_PI,
  TWO_PI_LOW,
  TWO_PI_SQUARED,
  U1,
  U2,
  U3,
  U4,
  U5,
  U6,
} from "../numeric/turns.js";
import { line } from "./exp.js";
import type { Trace, Value } from "./trace.js";

/** Sine and cosine of u turns for multiples u of 2^-52 in [0, 1), as `sineOfTurn` and `cosineOfTurn`. */
export function turn(t: Trace, u: Value): { readonly sine: Value; readonly cosine: Value } {
  const shifted = t.add(t.multiply(u, t.constant(4)), t.constant(ROUNDER));
  const quarter = t.subtract(shifted, t.constant(ROUNDER));
  const f = t.subtract(u, t.multiply(t.constant(0.25), quarter));
  const z = t.multiply(f, f);
  const z2 = t.multiply(z, z);
  const sines = t.add(
    line(t, T1, T2, z),
    t.multiply(z2, t.add(line(t, T3, T4, z), t.multiply(z2, line(t, T5, T6, z)))),
  );
  const cosines = t.add(
    line(t, U1, U2, z),
    t.multiply(z2, t.add(line(t, U3, U4, z), t.multiply(z2, line(t, U5, U6, z)))),
  );
  const along = t.add(
    t.multiply(f, t.constant(TWO_PI)),
    t.multiply(f, t.add(t.constant(TWO_PI_LOW), t.multiply(z, sines))),
  );
  const across = t.add(t.constant(1), t.subtract(t.multiply(z2, cosines), t.multiply(z, t.constant(TWO_PI_SQUARED))));
  // All bits where the quarter is odd: there sine and cosine change places.
  const isOdd = t.vector("i64x2Subtract", t.bits(0, 0), t.and(shifted, t.bits(0, 1)));
  const change = t.and(t.xor(along, across), isOdd);
  const next = t.vector("i64x2Add", shifted, t.bits(0, 1));
  return {
    sine: signed(t, t.xor(along, change), shifted),
    cosine: signed(t, t.xor(across, change), next),
  };
}

/** The value, negated where the second bit is set. */
function signed(t: Trace, value: Value, bits: Value): Value {
  return t.xor(value, t.and(t.shift("i64x2ShiftLeft", bits, 62), t.bits(0x80000000, 0)));
}
