import fc from "fast-check";
import { expect, test } from "vitest";
import { keepSame } from "./keep-same.js";

const series = fc.array(fc.double(), { maxLength: 4 }).map((values) => Float64Array.from(values));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(undefined, null, true, "a", 0, -0, Number.NaN, 1.5),
    series,
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "c"), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

test("what comes out says the same as the next value, whatever was there before", () => {
  fc.assert(
    fc.property(tree, tree, (before, next) => {
      expect(keepSame(before, next)).toStrictEqual(next);
    }),
    { seed: 6, numRuns: 2_000 },
  );
});

test("of two equal values the first one comes out, with all its parts", () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(Object.is(keepSame(value, structuredClone(value)), value)).toBe(true);
    }),
    { seed: 6, numRuns: 1_000 },
  );
});

test("beside a part that changed the others stay the same objects", () => {
  const before = { changed: Float64Array.of(1, 2), kept: Float64Array.of(3), list: [{ a: 1 }, { a: 2 }] };
  const next = { changed: Float64Array.of(1, 2.5), kept: Float64Array.of(3), list: [{ a: 1 }, { a: 3 }] };
  const found = keepSame(before, next);
  expect(found).not.toBe(before);
  expect(found.changed).toBe(next.changed);
  expect(found.kept).toBe(before.kept);
  expect(found.list[0]).toBe(before.list[0]);
  expect(found.list[1]).toEqual({ a: 3 });
});

test("a zero of the other sign is another number", () => {
  const next = Float64Array.of(-0);
  expect(keepSame(Float64Array.of(0), next)).toBe(next);
});
