import { P1, P2, P3, P4, REDUCTION_LIMIT, TWO_OVER_PI } from "../numeric/angle-reduction.js";
import { ROUNDER } from "../numeric/exp.js";
import { C1, C2, C3, C4, C5, C6, S1, S2, S3, S4, S5, S6 } from "../numeric/trigonometric.js";
import { dividePairs, sumError } from "./double-double.js";
import { line } from "./exp.js";
import { byHost } from "./rare.js";
import type { Trace, Value } from "./trace.js";

/** x = n π/2 + r + rLow for |x| up to 2^20; the last bits of `turns` are those of n. */
interface Reduced {
  readonly turns: Value;
  readonly r: Value;
  readonly rLow: Value;
}

function reduceAngle(t: Trace, x: Value): Reduced {
  const turns = t.add(t.multiply(x, t.constant(TWO_OVER_PI)), t.constant(ROUNDER));
  const n = t.subtract(turns, t.constant(ROUNDER));
  const first = t.subtract(x, t.multiply(n, t.constant(P1)));
  const minus = t.negate(n);
  const w2 = t.multiply(minus, t.constant(P2));
  const second = t.add(first, w2);
  const secondLow = sumError(t, first, w2, second);
  const w3 = t.multiply(minus, t.constant(P3));
  const third = t.add(second, w3);
  const tail = t.subtract(t.add(secondLow, sumError(t, second, w3, third)), t.multiply(n, t.constant(P4)));
  const r = t.add(third, tail);
  return { turns, r, rLow: t.add(t.subtract(third, r), tail) };
}

function sinRest(t: Trace, r: Value, rLow: Value): Value {
  const z = t.multiply(r, r);
  const z2 = t.multiply(z, z);
  const inner = t.add(line(t, S4, S5, z), t.multiply(z2, t.constant(S6)));
  const series = t.add(t.constant(S1), t.multiply(z, t.add(line(t, S2, S3, z), t.multiply(z2, inner))));
  return t.add(
    t.multiply(t.multiply(z, r), series),
    t.multiply(rLow, t.subtract(t.constant(1), t.multiply(t.constant(0.5), z))),
  );
}

function cosLead(t: Trace, r: Value): Value {
  return t.subtract(t.constant(1), t.multiply(t.constant(0.5), t.multiply(r, r)));
}

function cosRest(t: Trace, r: Value, rLow: Value): Value {
  const z = t.multiply(r, r);
  const z2 = t.multiply(z, z);
  const half = t.multiply(t.constant(0.5), z);
  const lead = t.subtract(t.constant(1), half);
  const inner = t.add(line(t, C3, C4, z), t.multiply(z2, line(t, C5, C6, z)));
  const series = t.add(line(t, C1, C2, z), t.multiply(z2, inner));
  return t.add(
    t.subtract(t.subtract(t.constant(1), lead), half),
    t.subtract(t.multiply(z2, series), t.multiply(r, rLow)),
  );
}

/** All bits where n is even. */
function isStraight(t: Trace, turns: Value): Value {
  return t.vector("i64x2Equal", t.and(turns, t.bits(0, 1)), t.bits(0, 0));
}

/** The value, negated where n has its second bit. */
function signed(t: Trace, value: Value, turns: Value): Value {
  return t.xor(value, t.and(t.shift("i64x2ShiftLeft", turns, 62), t.bits(0x80000000, 0)));
}

function nextQuadrant(t: Trace, turns: Value): Value {
  return t.vector("i64x2Add", turns, t.bits(0, 1));
}

/** Sine and cosine of an angle of at most 2^20, the bits of `sin` (from 10^-8 on) and `cos`. */
export function sineAndCosine(t: Trace, x: Value): { readonly sine: Value; readonly cosine: Value } {
  const { turns, r, rLow } = reduceAngle(t, x);
  const along = t.add(r, sinRest(t, r, rLow));
  const across = t.add(cosLead(t, r), cosRest(t, r, rLow));
  const straight = isStraight(t, turns);
  return {
    sine: signed(t, t.choose(straight, along, across), turns),
    cosine: signed(t, t.choose(straight, across, along), nextQuadrant(t, turns)),
  };
}

/** All bits where the angle is too large for the short reduction, or no number. */
function isLarge(t: Trace, magnitude: Value): Value {
  return t.not(t.lessOrEqual(magnitude, t.constant(REDUCTION_LIMIT)));
}

export function sin(t: Trace, x: Value): Value {
  const magnitude = t.absolute(x);
  const usual = t.choose(t.less(magnitude, t.constant(1e-8)), x, sineAndCosine(t, x).sine);
  return t.either(isLarge(t, magnitude), usual, byHost(t, "sin", [x]));
}

export function cos(t: Trace, x: Value): Value {
  return t.either(isLarge(t, t.absolute(x)), sineAndCosine(t, x).cosine, byHost(t, "cos", [x]));
}

export function tan(t: Trace, x: Value): Value {
  const { turns, r, rLow } = reduceAngle(t, x);
  const lead = cosLead(t, r);
  const sineRest = sinRest(t, r, rLow);
  const cosineRest = cosRest(t, r, rLow);
  const sine = t.add(r, sineRest);
  const sineLow = t.add(t.subtract(r, sine), sineRest);
  const cosine = t.add(lead, cosineRest);
  const cosineLow = t.add(t.subtract(lead, cosine), cosineRest);
  const straight = isStraight(t, turns);
  const above = {
    high: t.choose(straight, sine, t.negate(cosine)),
    low: t.choose(straight, sineLow, t.negate(cosineLow)),
  };
  const below = { high: t.choose(straight, cosine, sine), low: t.choose(straight, cosineLow, sineLow) };
  const magnitude = t.absolute(x);
  const usual = t.choose(t.less(magnitude, t.constant(1e-8)), x, dividePairs(t, above, below).high);
  return t.either(isLarge(t, magnitude), usual, byHost(t, "tan", [x]));
}
