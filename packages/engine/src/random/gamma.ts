/**
 * The standard gamma draw by Marsaglia and Tsang, "A simple method for generating gamma variables"
 * (ACM TOMS 26, 2000), and what is built on it.
 *
 * **Words.** A gamma owns a lane of further blocks (address.ts): lane L has the indices 4097 L to
 * 4097 L + 4096. `gamma` and `studentT` use lane 0, `beta` lanes 0 and 1. The first block of a lane gives the
 * boost for shapes below 1; the attempts use the following ones in order, one block each:
 *
 *     u1 = 1 - uniform of words 0 and 1       angle = 6.283185307179586 * (word 2 * 2^-32)
 *     x = sqrt(-2 * ln(u1)) * cos(angle)      standard normal, by Box and Muller
 *     u = (word 3 * 2^12 + (word 0 mod 2^12) + 1/2) * 2^-44, the 12 bits of word 0 that u1 leaves over
 */
import { internal } from "../base/errors.js";
import { cos, exp, ln } from "../numeric/index.js";
import { type DrawKey, furtherBlock, unitInterval } from "./address.js";
import { normal } from "./normal.js";

const TWO_PI = 6.283185307179586;
const TWO_MINUS_32 = 1 / 4294967296;
const TWO_MINUS_44 = 1 / 17592186044416;
const MAXIMUM_ATTEMPTS = 4096;
const LANE_BLOCKS = MAXIMUM_ATTEMPTS + 1;

const block = new Int32Array(4);

/**
 * A standard gamma number: mean `shape`, variance `shape`, scale 1. Shape 1 is the exponential.
 *
 * @param shape Greater than 0, at most 1e15. Below about 0.05 the smallest values underflow to 0.
 */
export function gamma(key: DrawKey, step: number, run: number, element: number, shape: number): number {
  if (shape >= 1) return attempts(key, step, run, element, 0, shape);
  return exp(lnGammaDraw(key, step, run, element, 0, shape));
}

/**
 * A beta number in [0, 1]: mean a / (a + b). It is X / (X + Y) of two gammas X (shape a, lane 0) and
 * Y (shape b, lane 1); when a shape is below 1, by their logarithms, which cannot underflow together.
 *
 * @param a Greater than 0, at most 1e15. Values that round to 0 or 1 are given as 0 or 1.
 * @param b As `a`.
 */
export function beta(key: DrawKey, step: number, run: number, element: number, a: number, b: number): number {
  if (a >= 1 && b >= 1) {
    const x = attempts(key, step, run, element, 0, a);
    return x / (x + attempts(key, step, run, element, 1, b));
  }
  const gap = lnGammaDraw(key, step, run, element, 1, b) - lnGammaDraw(key, step, run, element, 0, a);
  return 1 / (1 + exp(gap));
}

/**
 * A Student t number: normal * sqrt(nu / (2 * gamma(nu / 2))), the normal of the same address and the gamma
 * of lane 0. Mean 0 for nu > 1, variance nu / (nu - 2) for nu > 2.
 *
 * @param nu Degrees of freedom, at least 0.1 and at most 1e15.
 */
export function studentT(key: DrawKey, step: number, run: number, element: number, nu: number): number {
  const z = normal(key, step, run, element);
  const half = nu / 2;
  if (half >= 1) return z * Math.sqrt(half / attempts(key, step, run, element, 0, half));
  return z * exp(0.5 * (ln(half) - lnGammaDraw(key, step, run, element, 0, half)));
}

/**
 * ln of a gamma number of any shape. Below 1 it is the boost of Marsaglia and Tsang, section 6:
 * gamma(shape) = gamma(shape + 1) * U^(1/shape).
 */
function lnGammaDraw(key: DrawKey, step: number, run: number, element: number, lane: number, shape: number): number {
  if (shape >= 1) return ln(attempts(key, step, run, element, lane, shape));
  const above = ln(attempts(key, step, run, element, lane, shape + 1));
  furtherBlock(key, step, run, element, lane * LANE_BLOCKS, block);
  return above + ln(1 - unitInterval(block[0]!, block[1]!)) / shape;
}

/** Marsaglia and Tsang's squeeze and acceptance test, shape >= 1. More than 95 % of attempts succeed. */
function attempts(key: DrawKey, step: number, run: number, element: number, lane: number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const first = lane * LANE_BLOCKS + 1;
  for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++) {
    furtherBlock(key, step, run, element, first + attempt, block);
    const angle = TWO_PI * ((block[2]! >>> 0) * TWO_MINUS_32);
    const x = Math.sqrt(-2 * ln(1 - unitInterval(block[0]!, block[1]!))) * cos(angle);
    const u = ((block[3]! >>> 0) * 4096 + (block[0]! & 4095) + 0.5) * TWO_MINUS_44;
    const w = c * x;
    if (w <= -1) continue;
    const square = x * x;
    const v = (1 + w) * (1 + w) * (1 + w);
    if (u < 1 - 0.0331 * square * square || ln(u) < lnAcceptance(x, w, d)) return d * v;
  }
  return internal(`no gamma number of shape ${shape} in ${MAXIMUM_ATTEMPTS} attempts`);
}

/**
 * x^2/2 + d (1 - v + ln v) with v = (1 + w)^3 and w = x / sqrt(9 d): the logarithm of the probability with which
 * an attempt is accepted. For small w the terms up to w^3 cancel, which would leave nothing but rounding at
 * large d, so the remaining series is summed instead: -3 d w^4 (1/4 - w/5 + w^2/6 - ...).
 */
export function lnAcceptance(x: number, w: number, d: number): number {
  if (Math.abs(w) >= 0.03125) {
    const v = (1 + w) * (1 + w) * (1 + w);
    return 0.5 * x * x + d * (1 - v + ln(v));
  }
  let sum = 0;
  for (let k = 14; k >= 4; k--) sum = 1 / k - w * sum;
  return -3 * d * w * w * w * w * sum;
}
