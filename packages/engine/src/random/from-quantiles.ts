/** Distributions fitted to a range such as `8% to 15%`, read as the 5 % and the 95 % quantile. */
import { fail } from "../base/errors.js";
import { ln } from "../numeric/index.js";

/** The 95 % quantile of the standard normal, NIST/SEMATECH e-Handbook 1.3.6.7.1 (1.645) to 17 digits. */
const Z_95 = 1.6448536269514722;

export interface NormalParameters {
  readonly distribution: "normal";
  readonly mean: number;
  readonly sd: number;
}

export interface LognormalParameters {
  readonly distribution: "lognormal";
  readonly mu: number;
  readonly sigma: number;
}

/**
 * The distribution meant by `p5 to p95`: lognormal when both ends are positive, as for rates, prices and
 * amounts, which cannot go below zero; otherwise normal. Nine values in ten fall between the ends.
 *
 * @throws TokenwrightError `random/quantiles` when the ends are not finite or not in ascending order.
 */
export function fromQuantiles(p5: number, p95: number): NormalParameters | LognormalParameters {
  return p5 > 0 && p95 > 0 ? lognormalFromQuantiles(p5, p95) : normalFromQuantiles(p5, p95);
}

/**
 * The lognormal distribution with these 5 % and 95 % quantiles; its median is sqrt(p5 p95).
 *
 * @throws TokenwrightError `random/quantiles` unless 0 < p5 < p95 and both are finite.
 */
export function lognormalFromQuantiles(p5: number, p95: number): LognormalParameters {
  requireOrder(p5, p95);
  if (p5 <= 0) {
    fail({
      code: "random/quantiles",
      message: `A lognormal range cannot begin at ${p5}, because a lognormal number is greater than 0.`,
      expected: "a lower end greater than 0",
      hint: "a normal distribution, which may go below 0",
    });
  }
  const low = ln(p5);
  const high = ln(p95);
  return { distribution: "lognormal", mu: (low + high) / 2, sigma: (high - low) / (2 * Z_95) };
}

/**
 * The normal distribution with these 5 % and 95 % quantiles; its mean is their middle.
 *
 * @throws TokenwrightError `random/quantiles` unless p5 < p95 and both are finite.
 */
export function normalFromQuantiles(p5: number, p95: number): NormalParameters {
  requireOrder(p5, p95);
  return { distribution: "normal", mean: p5 / 2 + p95 / 2, sd: (p95 / 2 - p5 / 2) / Z_95 };
}

function requireOrder(p5: number, p95: number): void {
  if (p5 < p95 && p5 >= -Number.MAX_VALUE && p95 <= Number.MAX_VALUE) return;
  fail({
    code: "random/quantiles",
    message: `The range ${p5} to ${p95} has no 5 % and 95 % quantile.`,
    expected: "two finite ends, the smaller one first",
    hint: p95 < p5 ? `${p95} to ${p5}` : "a plain number when there is no uncertainty",
  });
}
