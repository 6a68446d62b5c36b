import { type Expression, visit } from "../equation/index.js";

/** The names an expression needs at this step: one that stands in previous(…) alone is not among them. */
export function presentNames(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  const remembered = new Set<Expression>();
  // A call is seen before its arguments, so what it remembers is known when it comes.
  visit(expression, (node) => {
    if (node.kind === "call" && node.name === "previous" && node.arguments[0]?.kind === "name") {
      remembered.add(node.arguments[0]);
    }
    if ((node.kind === "name" || node.kind === "subscript") && !remembered.has(node)) names.add(node.name);
  });
  return names;
}
