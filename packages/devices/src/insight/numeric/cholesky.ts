/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's decomposition, in one fixed order of operations.
 *
 * @param matrix A by rows, `size` squared values, of which the lower triangle is read; it is overwritten.
 * @param right b; not changed.
 * @returns x, or undefined when A is not positive definite to working precision.
 */
export function solvePositiveDefinite(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const size = right.length;
  for (let row = 0; row < size; row++) {
    const rowStart = row * size;
    for (let column = 0; column <= row; column++) {
      const columnStart = column * size;
      let sum = matrix[rowStart + column]!;
      for (let k = 0; k < column; k++) sum -= matrix[rowStart + k]! * matrix[columnStart + k]!;
      if (column < row) matrix[rowStart + column] = sum / matrix[columnStart + column]!;
      else if (sum > 0) matrix[rowStart + row] = Math.sqrt(sum);
      else return undefined;
    }
  }
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row++) {
    let sum = solution[row]!;
    for (let k = 0; k < row; k++) sum -= matrix[row * size + k]! * solution[k]!;
    solution[row] = sum / matrix[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = solution[row]!;
    for (let k = row + 1; k < size; k++) sum -= matrix[k * size + row]! * solution[k]!;
    solution[row] = sum / matrix[row * size + row]!;
  }
  return solution.every(Number.isFinite) ? solution : undefined;
}
