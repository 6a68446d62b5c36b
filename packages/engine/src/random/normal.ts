/**
 * The standard normal draw by Box and Muller, "A note on the generation of random normal deviates"
 * (Annals of Mathematical Statistics 29, 1958), scalar and in bulk over runs. It takes exactly one
 * block for the steps 2k and 2k + 1 and never rejects:
 *
 *     u1 = 1 - uniform of words 0 and 1, in (0, 1]      u2 = uniform of words 2 and 3, in [0, 1)
 *     r = sqrt(-2 * ln(u1))                             angle = u2 turns, 2π u2 in radians
 *     step 2k: r * cos(angle)                           step 2k + 1: r * sin(angle)
 *
 * With 52-bit uniforms the largest possible value is sqrt(104 ln 2) = 8.49; beyond it lies a probability
 * of 2e-17.
 */
import { ln } from "../numeric/index.js";
import { cosineOfTurn, polarToCartesian, sineOfTurn } from "../numeric/turns.js";
import { type DrawKey, primaryBlock, unitInterval } from "./address.js";
import { philox4x32 } from "./philox.js";
import { requireSpan } from "./uniform.js";

const block = new Int32Array(4);

/** A standard normal number: mean 0, variance 1, within 8.49 of 0. */
export function normal(key: DrawKey, step: number, run: number, element: number): number {
  primaryBlock(key, step, run, element, block);
  const turn = unitInterval(block[2]!, block[3]!);
  const wave = (step & 1) === 0 ? cosineOfTurn(turn) : sineOfTurn(turn);
  return Math.sqrt(-2 * ln(1 - unitInterval(block[0]!, block[1]!))) * wave;
}

/**
 * Writes `normal(key, step, firstRun + i, element)` into `out[i]` for i in [0, count), the same bits as
 * the scalar form. Does not allocate.
 */
export function fillNormal(
  key: DrawKey,
  step: number,
  firstRun: number,
  count: number,
  element: number,
  out: Float64Array,
): void {
  requireSpan(step, firstRun, count, element, out.length);
  const even = (step & 1) === 0;
  for (let start = 0; start < count; start += TILE) {
    const size = Math.min(TILE, count - start);
    fillRadiiAndTurns(key, step >>> 1, firstRun + start, element, size, runs);
    if (even)
      for (let index = 0; index < size; index++) out[start + index] = radii[index]! * cosineOfTurn(turns[index]!);
    else for (let index = 0; index < size; index++) out[start + index] = radii[index]! * sineOfTurn(turns[index]!);
  }
}

/**
 * Both steps of a pair at once, for half the price of two `fillNormal`: step 2 * pairIndex into `outEven`,
 * step 2 * pairIndex + 1 into `outOdd`. Does not allocate.
 *
 * @param pairIndex In [0, 2^31).
 */
export function fillNormalPair(
  key: DrawKey,
  pairIndex: number,
  firstRun: number,
  count: number,
  element: number,
  outEven: Float64Array,
  outOdd: Float64Array,
): void {
  requireSpan(2 * pairIndex, firstRun, count, element, Math.min(outEven.length, outOdd.length));
  for (let start = 0; start < count; start += TILE) {
    const size = Math.min(TILE, count - start);
    fillRadiiAndTurns(key, pairIndex, firstRun + start, element, size, runs);
    polarToCartesian(radii, turns, size, outEven, outOdd, start);
  }
}

/**
 * Both steps of a pair for the elements i in [0, agents) of one run: what `normal` gives at them into
 * `outEven[start + i]` and `outOdd[start + i]`. Does not allocate.
 */
export function fillNormalPairAgents(
  key: DrawKey,
  pairIndex: number,
  run: number,
  agents: number,
  outEven: Float64Array,
  outOdd: Float64Array,
  start: number,
): void {
  requireSpan(2 * pairIndex, run, 1, agents - 1, 1);
  for (let first = 0; first < agents; first += TILE) {
    const size = Math.min(TILE, agents - first);
    fillRadiiAndTurns(key, pairIndex, run, first, size, elements);
    polarToCartesian(radii, turns, size, outEven, outOdd, start + first);
  }
}

// Short loops over a tile that stays in the first-level cache run faster than one long loop, of which the
// optimiser inlines less.

const TILE = 256;
const radii = new Float64Array(TILE);
const turns = new Float64Array(TILE);

/** What goes up by one from draw to draw. */
interface Along {
  readonly run: 0 | 1;
  readonly element: 0 | 1;
}

const runs: Along = { run: 1, element: 0 };
const elements: Along = { run: 0, element: 1 };

function fillRadiiAndTurns(
  key: DrawKey,
  pair: number,
  firstRun: number,
  firstElement: number,
  count: number,
  along: Along,
): void {
  const { key0, key1 } = key;
  const { run, element } = along;
  for (let index = 0; index < count; index++) {
    philox4x32(pair, firstRun + index * run, firstElement + index * element, 0, key0, key1, block);
    radii[index] = 1 - unitInterval(block[0]!, block[1]!);
    turns[index] = unitInterval(block[2]!, block[3]!);
  }
  for (let index = 0; index < count; index++) radii[index] = Math.sqrt(-2 * ln(radii[index]!));
}
