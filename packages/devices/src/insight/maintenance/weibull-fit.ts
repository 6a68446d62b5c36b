import { fail, numeric } from "@tokenwright/engine";
import { logLikelihood, type Weibull } from "./weibull.js";

const { exp, ln } = numeric;

/** What is known of one unit: it failed at this age, or was still running when it was last seen (right-censored). */
export interface Life {
  /** Above 0, in one unit for all. */
  readonly age: number;
  readonly failed: boolean;
}

export interface WeibullFit extends Weibull {
  /** Standard errors of ln β and ln η, from the observed information. */
  readonly shapeLogError: number;
  readonly scaleLogError: number;
  /** Covariance of ln β and ln η. */
  readonly logCovariance: number;
  readonly logLikelihood: number;
  readonly failures: number;
  readonly units: number;
}

const mostUnits = 1_000_000;

/**
 * The lifetime law under which what was seen is most likely, with units that have not failed counted as such
 * (maximum likelihood; Cohen 1965, Technometrics 7). The shape solves
 * Σ t^β ln t / Σ t^β - 1/β = mean of ln t over the failed, whose left side grows with β, by bisection.
 *
 * @param lives At least two failures at different ages.
 * @throws TokenwrightError `maintenance/lives` when the law cannot be had from them.
 */
export function fitWeibull(lives: readonly Life[]): WeibullFit {
  const failures = lives.filter(({ failed }) => failed).length;
  if (lives.length > mostUnits || !lives.every(({ age }) => age > 0 && age < Infinity)) {
    refuse(`An age is not above 0 and finite, or there are more than ${mostUnits} units.`);
  }
  const logs = lives.map(({ age }) => ln(age));
  const failedLogs = logs.filter((_, index) => lives[index]!.failed);
  const highest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  if (failures < 2) refuse(`${failures} of ${lives.length} units have failed.`);
  const meanFailed = numeric.compensatedSum(failedLogs) / failures;
  // With a last unit at the same age as all failures, no finite shape is the likeliest.
  if (highest - meanFailed < 1e-12) refuse("All failures are at one age, which no other unit has passed.");
  const excess = (shape: number): number => {
    const { sum, first } = moments(logs, highest, shape);
    return highest + first / sum - 1 / shape - meanFailed;
  };
  let low = 1e-3;
  let high = 1;
  while (excess(high) < 0 && high < 1e9) high *= 2;
  while (excess(low) > 0 && low > 1e-9) low /= 2;
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (excess(middle) < 0) low = middle;
    else high = middle;
  }
  const shape = (low + high) / 2;
  const { sum, first, second } = moments(logs, highest, shape);
  const logScale = highest + ln(sum / failures) / shape;
  const law = { shape, scale: exp(logScale) };
  // Observed information in (ln β, ln η) at the maximum: with z = β(ln t - ln η), Σ e^z = r there.
  const shift = logScale - highest;
  const perSum = failures / sum;
  const squared = perSum * (second - 2 * shift * first + shift * shift * sum) * shape * shape;
  const mixed = perSum * (first - shift * sum) * shape;
  const [bb, be, ee] = [failures + squared, -shape * mixed, shape * shape * failures];
  const determinant = bb * ee - be * be;
  return {
    ...law,
    shapeLogError: Math.sqrt(ee / determinant),
    scaleLogError: Math.sqrt(bb / determinant),
    logCovariance: -be / determinant,
    logLikelihood: numeric.compensatedSum(lives.map(({ age, failed }) => logLikelihood(law, age, failed))),
    failures,
    units: lives.length,
  };
}

/** Σ t^β, Σ t^β ln t and Σ t^β (ln t)², ages and logarithms taken from the highest. */
function moments(logs: readonly number[], highest: number, shape: number) {
  let sum = 0;
  let first = 0;
  let second = 0;
  for (const log of logs) {
    const from = log - highest;
    const weight = exp(shape * from);
    sum += weight;
    first += weight * from;
    second += weight * from * from;
  }
  return { sum, first, second };
}

/** An interval for the share that fails by an age, of about the stated coverage (delta method on ln of the hazard). */
export function failureInterval(fit: WeibullFit, age: number, coverage = 0.9): readonly [number, number] {
  const z = numeric.normalQuantile(0.5 + coverage / 2);
  const logHazard = fit.shape * (ln(age) - ln(fit.scale));
  // d ln H / d ln β = ln H, d ln H / d ln η = -β.
  const variance =
    logHazard * logHazard * fit.shapeLogError * fit.shapeLogError +
    fit.shape * fit.shape * fit.scaleLogError * fit.scaleLogError -
    2 * logHazard * fit.shape * fit.logCovariance;
  const half = z * Math.sqrt(Math.max(0, variance));
  const share = (power: number) => -numeric.expm1(-exp(power));
  return [share(logHazard - half), share(logHazard + half)];
}

function refuse(message: string): never {
  return fail({
    code: "maintenance/lives",
    message,
    expected: "ages above 0, with at least two failures at different ages",
    hint: "watch longer, or use the law of a like fleet",
  });
}
