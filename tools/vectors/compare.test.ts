import fc from "fast-check";
import { expect, test } from "vitest";
import { compare, show } from "./compare.js";
import { readTolerance, type ToleranceSource } from "./tolerance.js";

function verdict(expected: unknown, got: unknown, tolerance?: ToleranceSource): string | undefined {
  const toleranceOf = readTolerance(tolerance, ["x"]);
  if (toleranceOf === undefined) throw new Error("tolerance not understood");
  return compare(expected, got, toleranceOf, ["x"]);
}

test.each<[unknown, unknown, ToleranceSource?]>([
  ["1/1600", "1/1600"],
  ["1/1600", { n: 1n, d: 1600n }],
  ["1/2", 0.5],
  ["2/4", "1/2"],
  ["45000000000000000", 45000000000000000n],
  [60000000.0, "60000000"],
  [0.1, "0.1"],
  ["ab302c4d", "ab302c4d"],
  [null, null],
  [true, true],
  ["NaN", Number.NaN],
  [
    [1, [2]],
    [1n, [2]],
  ],
  [[0.5, 1.5], Float64Array.of(0.5, 1.5)],
  [{ a: 1 }, new Map([["a", 1n]])],
  [7.7, 7.75, "abs 0.06"],
  [100, 100.19, "rel 0.002"],
  ["100000000000000000000", "100000000000000000001", "abs 1"],
  ["1/3", 0.3333333333, "abs 1e-9"],
  [0.66, 0.664, "data"],
  [0.6607357748940296, 0.6607357748940298, "data"],
])("%j agrees with %s", (expected, got, tolerance) => {
  expect(verdict(expected, got, tolerance)).toBeUndefined();
});

test.each<[unknown, unknown, string, ToleranceSource?]>([
  ["1/1600", "1/1599", 'x: expected "1/1600", got "1/1599"'],
  ["45000000000000000", 45000000000000001n, 'x: expected "45000000000000000", got "45000000000000001"'],
  [0.1, 0.10000000000000002, "x: expected 0.1, got 0.10000000000000002"],
  [1, "one", 'x: expected 1, got "one"'],
  [1, true, "x: expected 1, got true"],
  [1, Number.NaN, 'x: expected 1, got "NaN"'],
  [1, null, "x: expected 1, got null"],
  [null, "null", 'x: expected null, got "null"'],
  [true, "true", 'x: expected true, got "true"'],
  ["007", "7", 'x: expected "007", got "7"'],
  ["ab302c4d", "AB302C4D", 'x: expected "ab302c4d", got "AB302C4D"'],
  [1, undefined, "x is missing"],
  [[1, 2], [1, 3], "x.1: expected 2, got 3"],
  [[1, 2], [1], "x has 1 entries, expected 2"],
  [[1], 1, "x is 1, not a list"],
  [{ a: { b: 1 } }, { a: { b: 2 } }, "x.a.b: expected 1, got 2"],
  [{ a: 1 }, {}, "x.a is missing"],
  [{ a: 1 }, { a: 1, b: 2 }, 'x has "b", which is not expected'],
  [{ a: 1 }, [1], "x is [1], not an object"],
  [7.7, 7.761, "x: expected 7.7, got 7.761", "abs 0.06"],
  [100, 100.21, "x: expected 100, got 100.21", "rel 0.002"],
  [0.66, 0.6651, "x: expected 0.66, got 0.6651", "data"],
  [60, 60.0001, "x: expected 60, got 60.0001", "data"],
])("%j does not agree with %s, and says why", (expected, got, message, tolerance) => {
  expect(verdict(expected, got, tolerance)).toBe(message);
});

test("an output named _at_least is a lower bound, up to its tolerance", () => {
  const toleranceOf = readTolerance("abs 0.01", ["x_at_least"]) ?? (() => ({ kind: "exact" as const }));
  const check = (got: number): string | undefined => compare(0.5, got, toleranceOf, ["x_at_least"]);
  expect(check(0.9)).toBeUndefined();
  expect(check(0.495)).toBeUndefined();
  expect(check(0.48)).toBe("x_at_least: expected 0.5, got 0.48");
});

test("every value agrees with itself exactly, after being written as JSON too", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy: unknown = JSON.parse(JSON.stringify(value));
      expect(verdict(copy, copy)).toBeUndefined();
    }),
    { seed: 20240501, numRuns: 300 },
  );
});

test("integers agree within an absolute tolerance exactly when their distance does not exceed it", () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 30n), 10n ** 30n),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 9 }),
      (value, shift, limit) => {
        const agrees = verdict(String(value), value + BigInt(shift), `abs ${limit}`) === undefined;
        expect(agrees).toBe(shift <= limit);
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

test("long values are shortened where they are shown", () => {
  expect(show("x".repeat(500))).toHaveLength(200);
  expect(show({ amount: 10n ** 20n, share: { n: 1n, d: 3n } })).toBe(
    '{"amount":"100000000000000000000","share":"1/3"}',
  );
});
