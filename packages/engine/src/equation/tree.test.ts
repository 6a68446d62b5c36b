import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "./parser.js";
import { print } from "./print.js";
import { arbitraryExpression } from "./testing/arbitrary.js";
import { childrenOf, fold, mapNames, mapQuantities, namesIn, sameStructure, visit } from "./tree.js";

const everything = "if a < {3 ADA} or not true then -x[i, 2] * max(b, supply.fees, a) else balance[*]^2";

test("names are the variables in the order of the text, without functions and indices", () => {
  expect([...namesIn(parse(everything))]).toEqual(["a", "x", "b", "supply.fees", "balance"]);
  expect([...namesIn(parse("beta(beta, 2) + step"))]).toEqual(["beta", "step"]);
  expect([...namesIn(parse("1 + {3 a}"))]).toEqual([]);
});

test("renames variables, subscripted ones too, and leaves functions and indices", () => {
  const renamed = mapNames(parse("max(max, x[x, 2]) + supply.fees"), (name) => `m.${name}`);
  expect(print(renamed)).toBe("max(m.max, m.x[x, 2]) + m.supply.fees");
});

test("replaces the text of quantities and nothing else", () => {
  const mapped = mapQuantities(parse("if {3 ADA} > a then f + {3 ADA} else -abs({4 %})"), (text) => `${text}/day`);
  expect(print(mapped)).toBe("if {3 ADA/day} > a then f + {3 ADA/day} else -abs({4 %/day})");
});

test("mapping leaves the tree it is given as it was", () => {
  const before = parse(everything);
  const printed = print(before);
  mapNames(before, () => "z");
  mapQuantities(before, () => "1");
  expect(print(before)).toBe(printed);
});

test("visits an operation before its parts and parts in the order of the text", () => {
  const seen: string[] = [];
  visit(parse("a * -b + max(c, if d then {1} else 2)"), (node) => seen.push(node.kind));
  expect(seen).toEqual("binary binary name unary name call name if name quantity number".split(" "));
});

test("folds parts before what they are part of", () => {
  const order: string[] = [];
  const count = fold<number>(parse("a * -b + max(c, d, e)"), (node, parts) => {
    order.push(node.kind === "name" ? node.name : node.kind);
    return 1 + parts.reduce((sum, part) => sum + part, 0);
  });
  expect(order).toEqual(["a", "b", "unary", "binary", "c", "d", "e", "call", "binary"]);
  expect(count).toBe(9);
});

test("a call without parts is a leaf to fold", () => {
  const empty = { kind: "call", name: "max", arguments: [], at: { start: 0, end: 0 } } as const;
  expect(fold<string>(empty, (node, parts) => `${node.kind}${parts.length}`)).toBe("call0");
});

test("structure is the same whatever the spacing, and only then", () => {
  expect(sameStructure(parse("a+b*c"), parse(" a + (b*c)"))).toBe(true);
  const different = [
    "a",
    "b",
    "a[i]",
    "b[i]",
    "a[j]",
    "a[1]",
    "a[2]",
    "a[*]",
    "a[i, j]",
    "1",
    "1.0",
    "{1}",
    "{2}",
    "true",
    "false",
    "-a",
    "not a",
    "a + b",
    "b + a",
    "a - b",
    "a + b + c",
    "a + (b + c)",
    "if a then b else c",
    "if a then c else b",
    "max(a, b)",
    "min(a, b)",
    "max(a, b, c)",
    "max(a)",
  ];
  for (const [row, a] of different.entries()) {
    for (const [column, b] of different.entries()) {
      expect(sameStructure(parse(a), parse(b)), `${a} and ${b}`).toBe(row === column);
    }
  }
});

test("structure is the same exactly when the printed text is", () => {
  fc.assert(
    fc.property(arbitraryExpression(1), arbitraryExpression(1), (a, b) => {
      expect(sameStructure(a, b)).toBe(print(a) === print(b));
      expect(sameStructure(a, parse(print(a)))).toBe(true);
    }),
    { numRuns: 5_000, seed: 11 },
  );
});

test("no helper needs a stack as deep as a sum of 5,000 terms", () => {
  const deep = parse(Array.from({ length: 5_000 }, () => "a").join("-"));
  let nodes = 0;
  visit(deep, () => {
    nodes += 1;
  });
  expect(nodes).toBe(9_999);
  const depth = fold<number>(deep, (_, parts) => 1 + Math.max(0, ...parts));
  expect(depth).toBe(5_000);
  expect(
    sameStructure(
      deep,
      mapQuantities(
        mapNames(deep, (name) => name),
        (text) => text,
      ),
    ),
  ).toBe(true);
  expect(childrenOf(deep)).toHaveLength(2);
});
