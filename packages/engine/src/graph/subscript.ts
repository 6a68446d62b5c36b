import { fail } from "../base/errors.js";
import { didYouMean } from "../base/suggest.js";
import { print, type SubscriptExpression } from "../equation/index.js";
import { elementName, elementsMeant } from "./subscripts.js";
import { placeOf, type Scope } from "./typed.js";

/**
 * The name of the one element a subscript means.
 *
 * @throws TokenwrightError `equation/subscript` when it means none or several.
 */
export function elementOf(expression: SubscriptExpression, scope: Scope): string {
  const { dimensions } = scope.space;
  const shape = scope.space.shapeOf(expression.name);
  const place = placeOf(scope, expression.at);
  if (shape === undefined) {
    return fail({
      code: "equation/subscript",
      message: `"${expression.name}" has no subscripts.`,
      hint:
        didYouMean(expression.name, [...scope.names()].map(baseOf)) ??
        "write it without brackets, or declare it with a dimension",
      place,
    });
  }
  const lists = elementsMeant(shape, expression.indices, dimensions, scope.binding, scope.stars);
  if (lists === undefined) {
    const known = shape
      .map((name) => {
        const agents = dimensions.agentsOf(name);
        const elements =
          agents === undefined ? dimensions.elementsOf(name)!.slice(0, 8).join(", ") : `${agents} agents`;
        return `${name} (${elements})`;
      })
      .join(" and ");
    return fail({
      code: "equation/subscript",
      message: `${print(expression)} does not fit "${expression.name}", which is subscripted by ${shape.join(" and ")}.`,
      expected: `one element of each: ${known}`,
      ...(shape.some((name) => dimensions.agentsOf(name) !== undefined)
        ? { hint: `the value of one agent is at(${expression.name}[*], number)` }
        : {}),
      place,
    });
  }
  const isOpen = (own: string, position: number) =>
    expression.indices[position]!.kind === "all" && !scope.stars.has(own);
  if (lists.some(({ length }) => length !== 1) || shape.some(isOpen)) {
    return fail({
      code: "equation/subscript",
      message: `${print(expression)} means several elements.`,
      expected: "one element, or an aggregate over all",
      hint: `write sum(${print(expression)}), or name one element`,
      place,
    });
  }
  return elementName(
    expression.name,
    lists.map(([element]) => element!),
  );
}

function baseOf(name: string): string {
  const open = name.indexOf("[");
  return open < 0 ? name : name.slice(0, open);
}
