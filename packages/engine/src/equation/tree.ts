import type { Expression, Index } from "./syntax.js";

/** The parts of an expression, in the order of its text. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "if":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "call":
      return expression.arguments;
    default:
      return [];
  }
}

/** Calls `see` with every node, an operation before its parts, parts in the order of the text. */
export function visit(expression: Expression, see: (node: Expression) => void): void {
  const stack = [expression];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    see(node);
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index]!);
  }
}

/**
 * Computes a value of a whole expression from the values of its parts, without recursion: a sum of thousands
 * of terms does no harm. Parts come before what they are part of, in the order of the text.
 */
export function fold<T>(expression: Expression, combine: (node: Expression, parts: readonly T[]) => T): T {
  const values: T[] = [];
  const stack: { readonly node: Expression; opened: boolean }[] = [{ node: expression, opened: false }];
  for (;;) {
    const top = stack[stack.length - 1];
    if (top === undefined) return values[0]!;
    const children = childrenOf(top.node);
    if (top.opened || children.length === 0) {
      stack.pop();
      values.push(combine(top.node, values.splice(values.length - children.length)));
    } else {
      top.opened = true;
      for (let index = children.length - 1; index >= 0; index--) stack.push({ node: children[index]!, opened: false });
    }
  }
}

/** The variables an expression names, once each, in the order of its text. Functions and indices are not among them. */
export function namesIn(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  visit(expression, (node) => {
    if (node.kind === "name" || node.kind === "subscript") names.add(node.name);
  });
  return names;
}

/** The expression with its variables renamed; indices keep their names. Positions stay those of the old text. */
export function mapNames(expression: Expression, rename: (name: string) => string): Expression {
  return fold<Expression>(expression, (node, parts) =>
    node.kind === "name" || node.kind === "subscript" ? { ...node, name: rename(node.name) } : withParts(node, parts),
  );
}

/** The expression with the text between the braces of its quantities replaced. */
export function mapQuantities(expression: Expression, replace: (text: string) => string): Expression {
  return fold<Expression>(expression, (node, parts) =>
    node.kind === "quantity" ? { ...node, text: replace(node.text) } : withParts(node, parts),
  );
}

function withParts(node: Expression, parts: readonly Expression[]): Expression {
  switch (node.kind) {
    case "unary":
      return { ...node, operand: parts[0]! };
    case "binary":
      return { ...node, left: parts[0]!, right: parts[1]! };
    case "if":
      return { ...node, condition: parts[0]!, whenTrue: parts[1]!, whenFalse: parts[2]! };
    case "call":
      return { ...node, arguments: parts };
    default:
      return node;
  }
}

/** True when two expressions differ at most in positions. Numbers are the same when they are written the same. */
export function sameStructure(a: Expression, b: Expression): boolean {
  const stack: (readonly [Expression, Expression])[] = [[a, b]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [left, right] = pair;
    if (!sameNode(left, right)) return false;
    const leftParts = childrenOf(left);
    const rightParts = childrenOf(right);
    if (leftParts.length !== rightParts.length) return false;
    leftParts.forEach((part, index) => {
      stack.push([part, rightParts[index]!]);
    });
  }
  return true;
}

/** Compares two nodes without their parts. */
function sameNode(a: Expression, b: Expression): boolean {
  switch (a.kind) {
    case "number":
      return b.kind === "number" && a.text === b.text;
    case "quantity":
      return b.kind === "quantity" && a.text === b.text;
    case "boolean":
      return b.kind === "boolean" && a.value === b.value;
    case "name":
      return b.kind === "name" && a.name === b.name;
    case "subscript":
      return (
        b.kind === "subscript" &&
        a.name === b.name &&
        a.indices.length === b.indices.length &&
        a.indices.every((index, position) => sameIndex(index, b.indices[position]!))
      );
    case "unary":
      return b.kind === "unary" && a.operator === b.operator;
    case "binary":
      return b.kind === "binary" && a.operator === b.operator;
    case "if":
      return b.kind === "if";
    case "call":
      return b.kind === "call" && a.name === b.name;
  }
}

function sameIndex(a: Index, b: Index): boolean {
  switch (a.kind) {
    case "name":
      return b.kind === "name" && a.name === b.name && a.shift === b.shift;
    case "position":
      return b.kind === "position" && a.text === b.text;
    case "all":
      return b.kind === "all";
  }
}
