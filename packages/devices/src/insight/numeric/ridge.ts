import { solvePositiveDefinite } from "./cholesky.js";

/** A linear rule: intercept + Σ weight × feature. */
export interface LinearRule {
  readonly intercept: number;
  readonly weights: Float64Array;
}

/**
 * Ridge regression (Hoerl & Kennard 1970): the rule with the least Σ residual² + penalty × Σ weight². The intercept
 * bears no penalty. Features are taken as they are: standardise them first when their scales differ.
 *
 * @param features Each a column of as many values as `target`, all finite.
 * @param penalty At least 0.
 * @param hasIntercept False for a rule through the origin, intercept 0.
 * @returns undefined when there are no rows or the features are dependent and the penalty is 0.
 */
export function fitRidge(
  features: readonly Float64Array[],
  target: Float64Array,
  penalty: number,
  hasIntercept = true,
): LinearRule | undefined {
  const rows = target.length;
  const size = features.length;
  if (rows === 0) return undefined;
  const means = features.map((feature) => (hasIntercept ? meanOf(feature) : 0));
  const centre = hasIntercept ? meanOf(target) : 0;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const first = features[i]!;
    for (let j = 0; j <= i; j++) {
      const product = dot(first, features[j]!) - rows * means[i]! * means[j]!;
      matrix[i * size + j] = i === j ? product + penalty : product;
    }
    right[i] = dot(first, target) - rows * means[i]! * centre;
  }
  const weights = solvePositiveDefinite(matrix, right);
  if (weights === undefined) return undefined;
  let intercept = centre;
  for (let i = 0; i < size; i++) intercept -= weights[i]! * means[i]!;
  return { intercept, weights };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]!;
  return sum / values.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
