import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { Table } from "../graph/index.js";
import type { Instruction } from "./js-operations.js";

/** Index of the last point whose x is not above the argument, -1 before the first. */
function segment(count: number, isAtOrBelow: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAtOrBelow(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Which line holds at a segment: from point `from` to the next, or the value of one point. */
function lineAt(
  index: number,
  count: number,
  beyond: Table["beyond"],
): { readonly from: number; readonly isLevel: boolean } {
  const last = count - 1;
  if (count === 1) return { from: 0, isLevel: true };
  if (beyond === "step") return { from: Math.max(index, 0), isLevel: true };
  if (index < 0) return { from: 0, isLevel: beyond === "clamp" };
  if (index >= last) return beyond === "clamp" ? { from: last, isLevel: true } : { from: last - 1, isLevel: false };
  return { from: index, isLevel: false };
}

/** A table at x, exactly. */
export function lookupExact({ x, y, beyond }: Table, at: Rational): Rational {
  const index = segment(x.length, (point) => rational.compare(x[point]!, at) <= 0);
  const { from, isLevel } = lineAt(index, x.length, beyond);
  if (isLevel) return y[from]!;
  const slope = rational.divide(rational.subtract(y[from + 1]!, y[from]!), rational.subtract(x[from + 1]!, x[from]!));
  return rational.add(y[from]!, rational.multiply(slope, rational.subtract(at, x[from]!)));
}

/**
 * A table over all lanes: y + slope (at - x), the slope rounded once. An argument that is not finite gives NaN, so
 * that the fault is not lost on a level end of the table.
 */
export function lookupInstruction(table: Table, out: Float64Array, argument: Float64Array): Instruction {
  const x = Float64Array.from(table.x, rational.toNumber);
  const y = Float64Array.from(table.y, rational.toNumber);
  const slopes = Float64Array.from({ length: Math.max(0, x.length - 1) }, (_, index) =>
    rational.toNumber(
      rational.divide(
        rational.subtract(table.y[index + 1]!, table.y[index]!),
        rational.subtract(table.x[index + 1]!, table.x[index]!),
      ),
    ),
  );
  return () => {
    for (let lane = 0; lane < out.length; lane++) {
      const at = argument[lane]!;
      const index = segment(x.length, (point) => x[point]! <= at);
      const { from, isLevel } = lineAt(index, x.length, table.beyond);
      if (at - at !== 0) out[lane] = Number.NaN;
      else out[lane] = isLevel ? y[from]! : y[from]! + slopes[from]! * (at - x[from]!);
    }
  };
}
