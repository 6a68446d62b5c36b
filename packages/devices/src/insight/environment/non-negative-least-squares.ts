import { fail } from "@tokenwright/engine";

/** The x ≥ 0 with the least |Ax - b|². */
export interface NonNegativeSolution {
  readonly values: Float64Array;
  /** |Ax - b|². */
  readonly squaredResidual: number;
}

/**
 * Least squares with no value below 0, by the active sets of Lawson & Hanson, Solving Least Squares Problems (1974),
 * chapter 23. Columns of very different size are scaled to length 1 first. The subproblem is solved by Householder
 * reflections.
 *
 * @param columns The columns of A, each as long as b.
 * @throws TokenwrightError `environment/least-squares` for columns of another length or values that are not finite.
 */
export function nonNegativeLeastSquares(columns: readonly Float64Array[], b: Float64Array): NonNegativeSolution {
  const isUsable = columns.every((column) => column.length === b.length && column.every(Number.isFinite));
  if (!isUsable || !b.every(Number.isFinite)) {
    fail({
      code: "environment/least-squares",
      message: "The columns differ in length or hold values that are not finite.",
    });
  }
  const sizes = columns.map((column) => Math.sqrt(dot(column, column)));
  const scaled = columns.map((column, index) => (sizes[index]! > 0 ? column.map((v) => v / sizes[index]!) : column));
  const x = new Float64Array(columns.length);
  const free = new Set<number>();
  const barred = new Set<number>();
  const residual = Float64Array.from(b);
  const tolerance = 1e-12 * Math.sqrt(dot(b, b));
  for (let round = 0; round < 3 * columns.length + 10; round++) {
    const entering = steepest(scaled, residual, free, barred, tolerance);
    if (entering === undefined || free.size >= b.length) break;
    free.add(entering);
    let isFirst = true;
    for (;;) {
      const order = [...free].sort((one, other) => one - other);
      const trial = solveLeastSquares(
        order.map((column) => scaled[column]!),
        b,
      );
      // A column that rounding alone let in is barred, or the search would go round in a circle.
      if (isFirst && !(trial[order.indexOf(entering)]! > 0)) {
        free.delete(entering);
        barred.add(entering);
        break;
      }
      isFirst = false;
      let step = 1;
      order.forEach((column, place) => {
        if (trial[place]! <= 0) step = Math.min(step, x[column]! / (x[column]! - trial[place]!));
      });
      order.forEach((column, place) => {
        x[column] = x[column]! + step * (trial[place]! - x[column]!);
        if (step < 1 && trial[place]! <= 0 && x[column]! <= 1e-14 * Math.abs(trial[place]!)) {
          x[column] = 0;
          free.delete(column);
        }
      });
      if (step >= 1) {
        barred.clear();
        break;
      }
    }
    residual.set(b);
    for (const column of free) addMultiple(residual, scaled[column]!, -x[column]!);
  }
  const values = x.map((value, index) => (sizes[index]! > 0 ? value / sizes[index]! : 0));
  return { values, squaredResidual: dot(residual, residual) };
}

function steepest(
  columns: readonly Float64Array[],
  residual: Float64Array,
  free: ReadonlySet<number>,
  barred: ReadonlySet<number>,
  tolerance: number,
): number | undefined {
  let best: number | undefined;
  let most = tolerance;
  for (const [index, column] of columns.entries()) {
    if (free.has(index) || barred.has(index)) continue;
    const slope = dot(column, residual);
    if (slope > most) [best, most] = [index, slope];
  }
  return best;
}

/** The x with the least |Ax - b|² for independent columns; 0 for a column that depends on those before it. */
function solveLeastSquares(columns: readonly Float64Array[], b: Float64Array): Float64Array {
  const work = columns.map((column) => Float64Array.from(column));
  const right = Float64Array.from(b);
  const diagonal = new Float64Array(columns.length);
  for (const [k, column] of work.entries()) {
    let square = 0;
    for (let row = k; row < b.length; row++) square += column[row]! * column[row]!;
    const length = column[k]! > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    if (Math.abs(length) < 1e-13) continue;
    diagonal[k] = length;
    column[k] = column[k]! - length;
    const half = -length * column[k]!;
    for (const target of [...work.slice(k + 1), right]) {
      let along = 0;
      for (let row = k; row < b.length; row++) along += column[row]! * target[row]!;
      const share = along / half;
      for (let row = k; row < b.length; row++) target[row] = target[row]! - share * column[row]!;
    }
  }
  const x = new Float64Array(columns.length);
  for (let k = columns.length - 1; k >= 0; k--) {
    if (diagonal[k] === 0) continue;
    let rest = right[k]!;
    for (let later = k + 1; later < columns.length; later++) rest -= work[later]![k]! * x[later]!;
    x[k] = rest / diagonal[k]!;
  }
  return x;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += one[index]! * other[index]!;
  return sum;
}

function addMultiple(target: Float64Array, column: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index++) target[index] = target[index]! + factor * column[index]!;
}
