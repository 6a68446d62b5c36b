/**
 * Draws that are formulas of the standard uniform u or the standard normal z of the same address. The
 * formulas are evaluated in doubles exactly as written in each comment, so a graph that spells them out
 * gives the same bits.
 */
import { exp, ln } from "../numeric/index.js";
import type { DrawKey } from "./address.js";
import { normal } from "./normal.js";
import { uniform } from "./uniform.js";

/** `low + (high - low) * u`, between low and high; mean (low + high) / 2. */
export function uniformBetween(
  key: DrawKey,
  step: number,
  run: number,
  element: number,
  low: number,
  high: number,
): number {
  return low + (high - low) * uniform(key, step, run, element);
}

/** `mean + sd * z`: a normal number of that mean and standard deviation. */
export function normalWith(key: DrawKey, step: number, run: number, element: number, mean: number, sd: number): number {
  return mean + sd * normal(key, step, run, element);
}

/** `exp(mu + sigma * z)`: its logarithm is normal of mean mu and standard deviation sigma; median exp(mu). */
export function lognormal(key: DrawKey, step: number, run: number, element: number, mu: number, sigma: number): number {
  return exp(mu + sigma * normal(key, step, run, element));
}

/** `mean * -ln(1 - u)`: waiting time until the next event when `mean` is the average time between events. */
export function exponential(key: DrawKey, step: number, run: number, element: number, mean: number): number {
  return mean * -ln(1 - uniform(key, step, run, element));
}

/** `u < p ? 1 : 0`: 1 with probability p, else 0. */
export function bernoulli(key: DrawKey, step: number, run: number, element: number, p: number): number {
  return uniform(key, step, run, element) < p ? 1 : 0;
}

/**
 * The triangular number from low to high with its peak at mode, by inversion:
 * `u * (high - low) < mode - low ? low + sqrt(u * (high - low) * (mode - low))
 * : high - sqrt((1 - u) * (high - low) * (high - mode))`.
 */
export function triangular(
  key: DrawKey,
  step: number,
  run: number,
  element: number,
  low: number,
  mode: number,
  high: number,
): number {
  const u = uniform(key, step, run, element);
  const width = high - low;
  return u * width < mode - low
    ? low + Math.sqrt(u * width * (mode - low))
    : high - Math.sqrt((1 - u) * width * (high - mode));
}
