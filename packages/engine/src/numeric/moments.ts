import { fail } from "../base/errors.js";
import { chunkedSum } from "./sum.js";

/**
 * The arithmetic mean, from the fixed-tree sum; corrected once by the mean of the deviations, which removes
 * the rounding of the division (and its overflow is that of the sum).
 *
 * @throws TokenwrightError `moments/empty` for no values.
 */
export function mean(values: ArrayLike<number>): number {
  checkCount(values.length, 1, "mean");
  const first = chunkedSum(values) / values.length;
  const correction = chunkedSum(Float64Array.from(values, (value) => value - first)) / values.length;
  // Not finite when the sample is not; then the first value says more.
  return Math.abs(correction) < Infinity ? first + correction : first;
}

/**
 * The sample variance with divisor n - 1, by the corrected two-pass formula (Chan, Golub & LeVeque 1983):
 * Σd² less (Σd)²/n over n - 1, d being the deviations from the mean.
 *
 * @returns A value in the square of the sample's unit, never negative.
 * @throws TokenwrightError `moments/empty` for fewer than two values.
 */
export function variance(values: ArrayLike<number>): number {
  const count = values.length;
  checkCount(count, 2, "variance");
  const centre = mean(values);
  const deviations = Float64Array.from(values, (value) => value - centre);
  const sum = chunkedSum(deviations);
  const squares = chunkedSum(deviations.map((deviation) => deviation * deviation));
  const corrected = squares - (sum * sum) / count;
  return (corrected < 0 ? 0 : corrected) / (count - 1);
}

/** The sample standard deviation, the square root of `variance`, in the unit of the sample. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

function checkCount(count: number, needed: number, what: string): void {
  if (count < needed) {
    fail({
      code: "moments/empty",
      message: `The ${what} of ${count} value${count === 1 ? "" : "s"} is not defined.`,
      expected: `at least ${needed} value${needed === 1 ? "" : "s"}`,
      hint: "check the filter or the number of runs that the sample comes from",
    });
  }
}
