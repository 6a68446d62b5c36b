import fc from "fast-check";
import { expect, test } from "vitest";
import {
  baseDimension,
  type Dimension,
  describeDimension,
  dimensionless,
  dimensionOf,
  divideDimensions,
  multiplyDimensions,
  powerDimension,
  rootDimension,
  sameDimension,
} from "./dimension.js";
import { createUnits } from "./system.js";
import { caught } from "./testing/caught.js";

const settings = { seed: 20, numRuns: 2000 };
const names = ["second", "metre", "USD", "byte", "kilogram"];
const dimensions = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: -3, max: 3 })), { maxLength: 5 })
  .map((pairs) => dimensionOf(new Map(pairs)));

/** Equal in every part, found without the key. */
function equalParts(a: Dimension, b: Dimension): boolean {
  return names.every((name) => (a.exponents.get(name) ?? 0) === (b.exponents.get(name) ?? 0));
}

test("a product of dimensions does not depend on order or grouping", () => {
  fc.assert(
    fc.property(dimensions, dimensions, dimensions, (a, b, c) => {
      expect(multiplyDimensions(a, b)).toEqual(multiplyDimensions(b, a));
      expect(multiplyDimensions(multiplyDimensions(a, b), c)).toEqual(multiplyDimensions(a, multiplyDimensions(b, c)));
    }),
    settings,
  );
});

test("dividing and multiplying by one dimension gives the first one back", () => {
  fc.assert(
    fc.property(dimensions, dimensions, (a, b) => {
      expect(multiplyDimensions(divideDimensions(a, b), b)).toEqual(a);
      expect(divideDimensions(a, a)).toBe(dimensionless);
      expect(divideDimensions(dimensionless, a)).toEqual(powerDimension(a, -1));
    }),
    settings,
  );
});

test("a power is a repeated product, and a root undoes it", () => {
  fc.assert(
    fc.property(dimensions, fc.integer({ min: 0, max: 6 }), (a, exponent) => {
      let product = dimensionless;
      for (let count = 0; count < exponent; count++) product = multiplyDimensions(product, a);
      expect(powerDimension(a, exponent)).toEqual(product);
      expect(powerDimension(a, -exponent)).toEqual(divideDimensions(dimensionless, product));
      if (exponent > 0) expect(rootDimension(product, exponent)).toEqual(a);
    }),
    settings,
  );
});

test("two dimensions are the same exactly when all their exponents are", () => {
  fc.assert(
    fc.property(dimensions, dimensions, (a, b) => {
      expect(sameDimension(a, b)).toBe(equalParts(a, b));
    }),
    settings,
  );
});

test("a described dimension reads back as a unit of that dimension", () => {
  const units = createUnits();
  fc.assert(
    fc.property(dimensions, (dimension) => {
      const unit = units.parse(describeDimension(dimension));
      expect(unit.dimension).toEqual(dimension);
      expect(unit.scale).toEqual({ n: 1n, d: 1n });
    }),
    settings,
  );
});

test("dimensions are described by their base units in one order", () => {
  const day = baseDimension("second");
  expect(describeDimension(divideDimensions(baseDimension("ADA"), day))).toBe("ADA/second");
  expect(describeDimension(divideDimensions(dimensionless, powerDimension(day, 2)))).toBe("1/second^2");
  expect(
    describeDimension(
      dimensionOf([
        ["token", -1],
        ["ADA", 2],
        ["second", -2],
      ]),
    ),
  ).toBe("ADA^2/(second^2*token)");
  expect(describeDimension(dimensionless)).toBe("1");
});

test("a square root exists only when every exponent is even", () => {
  expect(
    rootDimension(
      dimensionOf([
        ["ADA", 2],
        ["USD", -4],
      ]),
      2,
    )?.key,
  ).toBe("ADA/USD^2");
  expect(rootDimension(baseDimension("ADA"), 2)).toBeUndefined();
  expect(rootDimension(dimensionless, 2)).toBe(dimensionless);
});

test("an exponent above 20 is refused", () => {
  expect(powerDimension(baseDimension("ADA"), 20).exponents.get("ADA")).toBe(20);
  expect(caught(() => powerDimension(baseDimension("ADA"), 21))).toMatchObject({ code: "unit/too-large" });
  const tenth = powerDimension(baseDimension("ADA"), -11);
  expect(caught(() => multiplyDimensions(tenth, tenth))).toMatchObject({ code: "unit/too-large" });
});
