import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "./parser.js";
import { print } from "./print.js";
import type { Expression } from "./syntax.js";
import { arbitraryExpression } from "./testing/arbitrary.js";
import { sameStructure } from "./tree.js";

/** The tree without its positions, by a route that shares nothing with `sameStructure`. */
function bare(expression: Expression): string {
  return JSON.stringify(expression, (key, value: unknown) =>
    key === "at" ? undefined : typeof value === "bigint" ? value.toString() : value,
  );
}

test("100,000 generated expressions are read back as they were printed", { timeout: 60_000 }, () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(arbitraryExpression(3), (expression) => {
      const printed = print(expression);
      const again = parse(printed);
      kinds.set(expression.kind, (kinds.get(expression.kind) ?? 0) + 1);
      return bare(again) === bare(expression) && print(again) === printed;
    }),
    { numRuns: 100_000, seed: 20_240_601 },
  );
  // Every kind of node was at the top, so the generator is not stuck on leaves.
  const all = ["binary", "boolean", "call", "if", "name", "number", "quantity", "subscript", "unary"];
  expect([...kinds.keys()].sort()).toEqual(all);
});

test("no pair of parentheses can be left out", () => {
  fc.assert(
    fc.property(arbitraryExpression(3), (expression) => {
      const printed = print(expression);
      for (const [open, close] of groups(printed)) {
        const without = `${printed.slice(0, open)} ${printed.slice(open + 1, close)} ${printed.slice(close + 1)}`;
        let other: Expression;
        try {
          other = parse(without);
        } catch {
          continue;
        }
        if (sameStructure(other, expression)) return false;
      }
      return true;
    }),
    { numRuns: 5_000, seed: 7 },
  );
});

/** Offsets of the parentheses that group, not of those that follow a function. */
function groups(text: string): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  const open: number[] = [];
  for (let offset = 0; offset < text.length; offset++) {
    if (text[offset] === "(") open.push(offset);
    if (text[offset] !== ")") continue;
    const start = open.pop()!;
    if (start === 0 || !/\w/.test(text[start - 1]!)) found.push([start, offset]);
  }
  return found;
}

test("trees built by hand print with the parentheses they need", () => {
  const at = { start: 0, end: 0 };
  const name = (text: string): Expression => ({ kind: "name", name: text, at });
  const sum: Expression = { kind: "binary", operator: "+", left: name("a"), right: name("b"), at };
  const negated: Expression = { kind: "unary", operator: "-", operand: sum, at };
  expect(print(negated)).toBe("-(a + b)");
  expect(print({ kind: "binary", operator: "^", left: negated, right: negated, at })).toBe("(-(a + b))^-(a + b)");
  const condition: Expression = { kind: "if", condition: sum, whenTrue: sum, whenFalse: sum, at };
  expect(print({ kind: "if", condition, whenTrue: condition, whenFalse: condition, at })).toBe(
    "if if a + b then a + b else a + b then if a + b then a + b else a + b else if a + b then a + b else a + b",
  );
});
