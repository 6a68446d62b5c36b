/** The arithmetic mean of a sample. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean of the deviations from the mean, raised to a power. */
function central(values: readonly number[], power: number): number {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** power));
}

/** The variance of a sample, with n - 1. */
export function variance(values: readonly number[]): number {
  return (central(values, 2) * values.length) / (values.length - 1);
}

/** The fourth central moment over the square of the second: 3 for a normal sample. */
export function kurtosis(values: readonly number[]): number {
  return central(values, 4) / central(values, 2) ** 2;
}

/** Standard errors of the sample's mean and of its variance, estimated from the sample. */
export function moments(values: readonly number[]): { readonly errorOfMean: number; readonly errorOfVariance: number } {
  const second = central(values, 2);
  return {
    errorOfMean: Math.sqrt(second / values.length),
    errorOfVariance: Math.sqrt((central(values, 4) - second * second) / values.length),
  };
}
