import { dividePairs, lowPart, orderedSumError } from "./double-double.js";
import { expm1Extended } from "./expm1.js";

/**
 * The hyperbolic tangent of x, by (e^2x - 1)/(e^2x + 1) with numerator and denominator in two parts.
 *
 * Below 1 ulp. tanh(±0) = ±0, tanh(±Infinity) = ±1, NaN for NaN; ±1 beyond |x| = 19.1.
 */
export function tanh(x: number): number {
  const magnitude = Math.abs(x);
  // x³/3 lies below half of the last bit of x.
  if (!(magnitude > 1e-8)) return x;
  const bounded = magnitude > 20 ? 20 : magnitude;
  const numerator = expm1Extended(2 * bounded);
  const numeratorLow = lowPart[0]!;
  const sum = numerator + 2;
  const denominatorLow =
    (numerator > 2 ? orderedSumError(numerator, 2, sum) : orderedSumError(2, numerator, sum)) + numeratorLow;
  const value = dividePairs(numerator, numeratorLow, sum, denominatorLow);
  return x < 0 ? -value : value;
}
