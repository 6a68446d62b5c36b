import { type Expression, visit } from "../equation/index.js";
import { combinations, elementName, elementsMeant, type NameSpace } from "../graph/index.js";

/**
 * The variables an equation needs at the same step, elements of subscripted ones by their own names. What
 * stands in previous(…) is only remembered and not among them.
 */
export function presentNames(
  expression: Expression,
  binding: ReadonlyMap<string, string>,
  space: NameSpace,
): ReadonlySet<string> {
  const remembered = new Set<Expression>();
  visit(expression, (node) => {
    if (node.kind === "call" && node.name === "previous") remembered.add(node.arguments[0]!);
  });
  return allNames(expression, binding, space, remembered);
}

/** How many elements the subscripts of an equation mean in all, without listing them. */
export function countElements(expression: Expression, binding: ReadonlyMap<string, string>, space: NameSpace): number {
  let count = 0;
  visit(expression, (node) => {
    const shape = node.kind === "subscript" ? space.shapeOf(node.name) : undefined;
    if (node.kind !== "subscript" || shape === undefined) return;
    const lists = elementsMeant(shape, node.indices, space.dimensions, binding) ?? [];
    count += lists.reduce((product, { length }) => product * length, 1);
  });
  return count;
}

/** The variables an equation names, elements of subscripted ones by their own names, but for some of its parts. */
export function allNames(
  expression: Expression,
  binding: ReadonlyMap<string, string>,
  space: NameSpace,
  but: ReadonlySet<Expression> = new Set(),
): ReadonlySet<string> {
  const names = new Set<string>();
  visit(expression, (node) => {
    if (but.has(node)) return;
    if (node.kind === "name") names.add(node.name);
    if (node.kind !== "subscript") return;
    const shape = space.shapeOf(node.name);
    const lists = shape === undefined ? undefined : elementsMeant(shape, node.indices, space.dimensions, binding);
    for (const combination of combinations(lists ?? [])) names.add(elementName(node.name, combination));
  });
  return names;
}
