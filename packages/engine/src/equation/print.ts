import { bindings, level, levelOf, unaryLevel } from "./precedence.js";
import type { Expression, Index } from "./syntax.js";

/** Text that is finished, or an expression still to be written where a form of at least the level `least` fits. */
type Piece = string | { readonly expression: Expression; readonly least: number };

/**
 * The canonical text of an expression: the fewest parentheses, single spaces around operators other than `^`.
 * `parse(print(e))` has the same structure as `e`.
 */
export function print(expression: Expression): string {
  const written: string[] = [];
  // A stack of its own: a chain of thousands of terms is as many nodes deep.
  const stack: Piece[] = [{ expression, least: level.if }];
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    if (typeof piece === "string") {
      written.push(piece);
      continue;
    }
    const pieces = piecesOf(piece.expression);
    if (levelOf(piece.expression) < piece.least) {
      pieces.unshift("(");
      pieces.push(")");
    }
    for (let index = pieces.length - 1; index >= 0; index--) stack.push(pieces[index]!);
  }
  return written.join("");
}

function at(least: number, expression: Expression): Piece {
  return { expression, least };
}

function piecesOf(expression: Expression): Piece[] {
  switch (expression.kind) {
    case "number":
      return [expression.text];
    case "quantity":
      return [`{${expression.text}}`];
    case "boolean":
      return [expression.value ? "true" : "false"];
    case "name":
      return [expression.name];
    case "subscript":
      return [`${expression.name}[${expression.indices.map(printIndex).join(", ")}]`];
    case "unary": {
      const operand = at(unaryLevel[expression.operator], expression.operand);
      return [expression.operator === "not" ? "not " : "-", operand];
    }
    case "binary": {
      const { operator } = expression;
      const binding = bindings[operator];
      const between = operator === "^" ? "^" : ` ${operator} `;
      return [at(binding.left, expression.left), between, at(binding.right, expression.right)];
    }
    case "if":
      return [
        "if ",
        at(level.if, expression.condition),
        " then ",
        at(level.if, expression.whenTrue),
        " else ",
        at(level.if, expression.whenFalse),
      ];
    case "call":
      return [
        `${expression.name}(`,
        ...expression.arguments.flatMap((part, index) =>
          index === 0 ? [at(level.if, part)] : [", ", at(level.if, part)],
        ),
        ")",
      ];
  }
}

function printIndex(index: Index): string {
  switch (index.kind) {
    case "name":
      return index.shift === undefined
        ? index.name
        : `${index.name} ${index.shift < 0 ? "-" : "+"} ${Math.abs(index.shift)}`;
    case "position":
      return index.text;
    case "all":
      return "*";
  }
}
