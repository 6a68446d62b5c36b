import { limits } from "./limits.js";
import { canonicalName } from "./names.js";
import type { FlatDimension } from "./world.js";

/** Every element of an array, the last dimension fastest (section 3.7.1: row-major), as positions from 0. */
export function allElements(dimensions: readonly FlatDimension[]): number[][] {
  return dimensions.reduce<number[][]>(
    (known, dimension) => known.flatMap((start) => dimension.elements.map((_, position) => [...start, position])),
    [[]],
  );
}

export function countElements(dimensions: readonly FlatDimension[]): number {
  return dimensions.reduce((product, { elements }) => product * elements.length, 1);
}

/** The key of an element in the model: names or positions from 1, joined by commas. */
export function elementKey(dimensions: readonly FlatDimension[], positions: readonly number[]): string {
  return dimensions
    .map(({ numbered, elements }, at) => (numbered ? String(positions[at]! + 1) : elements[positions[at]!]!.id))
    .join(",");
}

/**
 * The elements that a `subscript="…"` means; several where a part of it is the name of a dimension.
 *
 * @returns A clause that says what is wrong, instead, when there is no such element.
 */
export function elementsOf(
  dimensions: readonly FlatDimension[],
  subscript: readonly string[],
  known: ReadonlyMap<string, FlatDimension>,
): readonly (readonly number[])[] | string {
  if (subscript.length !== dimensions.length)
    return `has ${subscript.length} subscripts for ${dimensions.length} dimensions`;
  const choices: number[][] = [];
  for (const [at, part] of subscript.entries()) {
    const dimension = dimensions[at]!;
    const key = canonicalName(part);
    const named = dimension.positions.get(key) ?? -1;
    const number = /^\d{1,6}$/.test(part) ? Number(part) - 1 : -1;
    const other = known.get(key);
    const positions =
      named >= 0
        ? [named]
        : number >= 0 && number < dimension.elements.length
          ? [number]
          : (other?.elements.map((element) => dimension.positions.get(element.key) ?? -1) ?? [-1]);
    if (positions.includes(-1)) return `names ${part}, which is not an element of ${dimension.label}`;
    choices.push(positions);
  }
  const count = choices.reduce((product, positions) => product * positions.length, 1);
  if (count > limits.elementsOfVariable) return `stands for ${count} elements, which are too many`;
  return choices.reduce<number[][]>(
    (found, positions) => found.flatMap((start) => positions.map((position) => [...start, position])),
    [[]],
  );
}
