/**
 * factor * e^(numerator / denominator), rounded down term by term: the protocol's own loop, for any arguments. The model
 * has the same series with a fixed number of terms.
 *
 * Source: eip-4844, fake_exponential. Factor and numerator are not negative, the denominator is positive.
 */
export function fakeExponential(factor: bigint, numerator: bigint, denominator: bigint): bigint {
  let sum = 0n;
  let term = factor * denominator;
  for (let order = 1n; term > 0n; order++) {
    sum += term;
    term = (term * numerator) / (denominator * order);
  }
  return sum / denominator;
}
