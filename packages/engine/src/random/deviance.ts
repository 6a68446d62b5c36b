/**
 * Pieces of Loader, "Fast and accurate computation of binomial probabilities" (2000): logarithms of
 * Poisson and binomial probabilities without the cancellation of ln k! - k ln(lambda) + lambda, whose terms
 * reach 10^16 where their sum is of order 1.
 */
import { ln, log1p } from "../numeric/index.js";

/** ln(sqrt(2 pi)). */
const LN_ROOT_TWO_PI = 0.9189385332046728;

/** Stirling's error for n = 0 to 15; the entry for 0 stands for ln 0! and is not a Stirling error. */
const stirlingErrors: readonly number[] = [
  0, 0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093, 0.016644691189821193,
  0.013876128823070748, 0.01189670994589177, 0.010411265261972096, 0.009255462182712733, 0.00833056343336287,
  0.007573675487951841, 0.00694284010720953, 0.006408994188004207, 0.0059513701127588475, 0.005554733551962801,
];

/** ln(n!) - ln(sqrt(2 pi n) (n/e)^n) for a whole number n >= 1, to 16 digits. */
export function stirlingError(n: number): number {
  const tabulated = stirlingErrors[n];
  if (tabulated !== undefined) return tabulated;
  // Stirling's series; the first term left out is 691/360360 n^-11, below 1.1e-16 from n = 16 on.
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

/** x ln(x/mean) + mean - x for x >= 0 and mean > 0: how far a count x is from its mean. Never negative. */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const gap = x - mean;
  if (Math.abs(gap) >= 0.1 * (x + mean)) return x * ln(x / mean) - gap;
  // Loader's series in v = (x - mean)/(x + mean), exact where the direct form cancels.
  const v = gap / (x + mean);
  const square = v * v;
  let sum = gap * v;
  let power = 2 * x * v;
  for (let denominator = 3; denominator < 100; denominator += 2) {
    power *= square;
    const next = sum + power / denominator;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** ln of the probability of the count k under Poisson(mean), k >= 0, mean > 0. */
export function lnPoissonProbability(k: number, mean: number): number {
  if (k === 0) return -mean;
  return -stirlingError(k) - deviance(k, mean) - LN_ROOT_TWO_PI - 0.5 * ln(k);
}

/** ln of the probability of k successes in n trials, 0 <= k <= n, 0 < p <= 1/2. */
export function lnBinomialProbability(k: number, n: number, p: number): number {
  if (k === 0) return n * log1p(-p);
  if (k === n) return n * ln(p);
  const rest = n - k;
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(rest);
  const distances = deviance(k, n * p) + deviance(rest, n * (1 - p));
  return errors - distances - LN_ROOT_TWO_PI - 0.5 * (ln(k) + ln(rest / n));
}
