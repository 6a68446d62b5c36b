/**
 * Counts: the Poisson and the binomial draw.
 *
 * **Words.** Small means are drawn by inversion from the uniform of the same address. Large ones use
 * Hörmann's transformed rejection with squeeze, which takes further block j (address.ts) for attempt j:
 * the uniform of words 0 and 1, less 1/2, is his U and 1 minus the uniform of words 2 and 3 is his V.
 */
import { internal } from "../base/errors.js";
import { exp, ln, log1p } from "../numeric/index.js";
import { type DrawKey, furtherBlock, unitInterval } from "./address.js";
import { lnBinomialProbability, lnPoissonProbability } from "./deviance.js";
import { uniform } from "./uniform.js";

/** Means below this are inverted; Hörmann's bounds hold from here on. */
const SMALLEST_REJECTION_MEAN = 10;

/** When a probability beyond the mean has fallen this low, the rest is below the uniform's 2^-52. */
const NEGLIGIBLE = 5.551115123125783e-17;

const MAXIMUM_ATTEMPTS = 4096;

const block = new Int32Array(4);

/**
 * A Poisson count: mean and variance `mean`. From mean 10 on by PTRS of Hörmann, "The transformed rejection
 * method for generating Poisson random variables" (Insurance: Mathematics and Economics 12, 1993).
 *
 * @param mean 0 to 1e15.
 * @returns A whole number >= 0.
 */
export function poisson(key: DrawKey, step: number, run: number, element: number, mean: number): number {
  if (mean < SMALLEST_REJECTION_MEAN) {
    let rest = uniform(key, step, run, element);
    let probability = exp(-mean);
    let k = 0;
    while (rest >= probability && probability >= NEGLIGIBLE) {
      rest -= probability;
      k++;
      probability *= mean / k;
    }
    return k;
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++) {
    furtherBlock(key, step, run, element, attempt, block);
    const u = unitInterval(block[0]!, block[1]!) - 0.5;
    const v = 1 - unitInterval(block[2]!, block[3]!);
    const room = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / room + b) * u + mean + 0.43);
    if (room >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (room < 0.013 && v > room)) continue;
    if (ln((v * inverseAlpha) / (a / (room * room) + b)) <= lnPoissonProbability(k, mean)) return k;
  }
  return internal(`no Poisson count of mean ${mean} in ${MAXIMUM_ATTEMPTS} attempts`);
}

/**
 * A binomial count: successes in n trials of probability p; mean n p, variance n p (1 - p). For p above 1/2 it
 * is n less the count of failures. From n p = 10 on by BTRS of Hörmann, "The generation of binomial random
 * variates" (Journal of Statistical Computation and Simulation 46, 1993).
 *
 * @param n A whole number, 0 to 1e15.
 * @param p 0 to 1.
 * @returns A whole number in [0, n].
 */
export function binomial(key: DrawKey, step: number, run: number, element: number, n: number, p: number): number {
  if (p > 0.5) return n - successes(key, step, run, element, n, 1 - p);
  return successes(key, step, run, element, n, p);
}

/** The binomial draw for p <= 1/2. */
function successes(key: DrawKey, step: number, run: number, element: number, n: number, p: number): number {
  const mean = n * p;
  const q = 1 - p;
  if (mean < SMALLEST_REJECTION_MEAN) {
    let rest = uniform(key, step, run, element);
    let probability = exp(n * log1p(-p));
    let k = 0;
    while (rest >= probability && probability >= NEGLIGIBLE && k < n) {
      rest -= probability;
      probability *= ((n - k) / (k + 1)) * (p / q);
      k++;
    }
    return k;
  }
  const deviation = Math.sqrt(mean * q);
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const squeeze = 0.92 - 4.2 / b;
  const lnMode = lnBinomialProbability(Math.floor((n + 1) * p), n, p);
  for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++) {
    furtherBlock(key, step, run, element, attempt, block);
    const u = unitInterval(block[0]!, block[1]!) - 0.5;
    const v = 1 - unitInterval(block[2]!, block[3]!);
    const room = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / room + b) * u + mean + 0.5);
    if (room >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    if (ln((v * alpha) / (a / (room * room) + b)) <= lnBinomialProbability(k, n, p) - lnMode) return k;
  }
  return internal(`no binomial count of ${n} trials at ${p} in ${MAXIMUM_ATTEMPTS} attempts`);
}
