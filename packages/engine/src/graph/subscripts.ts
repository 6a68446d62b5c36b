import type { Index } from "../equation/index.js";

/**
 * The dimensions of a model with their elements in order. A population is a dimension whose elements have no
 * names: it is listed with one element of its own name, which stands for all agents at once.
 */
export interface Dimensions {
  names(): Iterable<string>;
  /** Number of agents of a population; undefined for a dimension whose elements have names. */
  agentsOf(name: string): number | undefined;
  /** Elements of a dimension or subrange, or undefined when there is none of that name. */
  elementsOf(name: string): readonly string[] | undefined;
  /** Place of an element in a dimension, from 1; undefined when it has no such element. */
  positionOf(name: string, element: string): number | undefined;
  /** The element of another dimension that an element of one belongs to. */
  mapped(name: string, element: string, to: string): string | undefined;
}

/** What the subscripted names of a model are. */
export interface NameSpace {
  readonly dimensions: Dimensions;
  /** Dimensions of a subscripted name; undefined for a name without any. */
  shapeOf(base: string): readonly string[] | undefined;
}

/** The name of one element: `balance[team]`. */
export function elementName(base: string, elements: readonly string[]): string {
  return elements.length === 0 ? base : `${base}[${elements.join(",")}]`;
}

/** All combinations of the elements of some dimensions, the last one running fastest. */
export function combinations(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (before, list) => before.flatMap((head) => list.map((element) => [...head, element])),
    [[]],
  );
}

const none: ReadonlyMap<string, string> = new Map();

/**
 * Which elements the indices of a subscript can mean, a list for each index.
 *
 * @param shape The dimensions of the subscripted name.
 * @param binding Dimensions that stand for one element in this equation.
 * @param stars What `*` stands for, by dimension, while an aggregate runs over its elements.
 * @returns undefined when the indices do not fit.
 */
export function elementsMeant(
  shape: readonly string[],
  indices: readonly Index[],
  dimensions: Dimensions,
  binding: ReadonlyMap<string, string>,
  stars: ReadonlyMap<string, string> = none,
): readonly (readonly string[])[] | undefined {
  if (shape.length !== indices.length) return undefined;
  const lists: (readonly string[])[] = [];
  for (const [position, index] of indices.entries()) {
    const own = shape[position]!;
    const star = stars.get(own);
    const list = index.kind === "all" && star !== undefined ? [star] : elementsOfIndex(index, own, dimensions, binding);
    if (list === undefined) return undefined;
    lists.push(list);
  }
  return lists;
}

/** The element of a dimension so many places behind one; undefined beyond its ends. */
export function shifted(dimensions: Dimensions, own: string, element: string, places: number): string | undefined {
  const position = dimensions.positionOf(own, element);
  return position === undefined ? undefined : dimensions.elementsOf(own)?.[position - 1 + places];
}

function elementsOfIndex(
  index: Index,
  own: string,
  dimensions: Dimensions,
  binding: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  const has = (element: string) => dimensions.positionOf(own, element) !== undefined;
  if (index.kind === "all") return dimensions.elementsOf(own);
  if (index.kind === "position") {
    const element = has(index.text) ? index.text : dimensions.elementsOf(own)?.[index.position - 1];
    return element === undefined ? undefined : [element];
  }
  const bound = binding.get(index.name);
  if (index.shift !== undefined) {
    const element = bound === undefined ? undefined : shifted(dimensions, own, bound, index.shift);
    return element === undefined ? undefined : [element];
  }
  if (bound !== undefined) return has(bound) ? [bound] : undefined;
  if (has(index.name)) return [index.name];
  if (index.name === own) {
    for (const [name, element] of binding) {
      const mapped = dimensions.mapped(name, element, own);
      if (mapped !== undefined) return [mapped];
    }
  }
  const range = dimensions.elementsOf(index.name);
  return range?.every(has) === true ? range : undefined;
}
