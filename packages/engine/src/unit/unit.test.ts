import fc from "fast-check";
import { expect, test } from "vitest";
import { multiply, rational, toText } from "../base/rational.js";
import { convert } from "./convert.js";
import { createUnits } from "./system.js";
import { caught } from "./testing/caught.js";
import { coherentUnit, inBaseUnits, sameUnit, unitDivide, unitless, unitMultiply, unitPower } from "./unit.js";

const settings = { seed: 21, numRuns: 1000 };
const units = createUnits({
  assets: { ADA: { decimals: 6, baseUnit: "lovelace" } },
  units: { device: "count" },
  epoch: "5 day",
});
const atoms = fc.constantFrom(
  "ADA",
  "ADA^2",
  "lovelace",
  "epochs",
  "day^-2",
  "%",
  "kWh",
  "device",
  "gCO2e",
  "EiB",
  "1",
);
/** Unit texts such as `(ADA^2*epochs)/kWh`, small enough that their third powers keep within exponents of 20. */
const texts = fc
  .tuple(fc.array(atoms, { minLength: 1, maxLength: 2 }), fc.option(atoms))
  .map(([above, below]) => (below === null ? above.join("*") : `(${above.join("*")})/(${below})`));
const someUnits = texts.map((text) => units.parse(text));

test("350 gCO2e/kWh times 12 kWh/day is 4.2 kgCO2e/day", () => {
  const intensity = units.parseQuantity("350 gCO2e/kWh");
  const energy = units.parseQuantity("12 kWh/day");
  const unit = unitMultiply(intensity.unit, energy.unit);
  expect(unit.text).toBe("gCO2e/day");
  const product = { value: multiply(intensity.value, energy.value), unit, text: "the product" };
  expect(convert(product, units.parse("kgCO2e/day"))).toEqual(rational(42, 10));
});

test("products of units name each unit once", () => {
  const parse = units.parse;
  expect(unitMultiply(parse("ADA/epoch"), parse("epoch")).text).toBe("ADA");
  expect(unitMultiply(parse("USD/ADA"), parse("ADA/day")).text).toBe("USD/day");
  expect(unitDivide(parse("ADA"), parse("ADA")).text).toBe("1");
  expect(unitDivide(unitless, parse("kWh/day")).text).toBe("day/kWh");
  expect(unitPower(parse("m/s"), -2).text).toBe("s^2/m^2");
  // Units of one dimension and another size stay: a year per epoch is 73.
  expect(unitDivide(parse("year"), parse("epoch"))).toMatchObject({ text: "year/epoch", scale: rational(73) });
});

test("unit products do not depend on order or grouping", () => {
  fc.assert(
    fc.property(someUnits, someUnits, someUnits, (a, b, c) => {
      expect(sameUnit(unitMultiply(a, b), unitMultiply(b, a))).toBe(true);
      expect(sameUnit(unitMultiply(unitMultiply(a, b), c), unitMultiply(a, unitMultiply(b, c)))).toBe(true);
    }),
    settings,
  );
});

test("(a/b)*b is a, and a power is a repeated product", () => {
  fc.assert(
    fc.property(someUnits, someUnits, fc.integer({ min: 0, max: 3 }), (a, b, exponent) => {
      expect(sameUnit(unitMultiply(unitDivide(a, b), b), a)).toBe(true);
      let product = unitless;
      for (let count = 0; count < exponent; count++) product = unitMultiply(product, a);
      expect(sameUnit(unitPower(a, exponent), product)).toBe(true);
      expect(sameUnit(unitPower(a, -exponent), unitDivide(unitless, product))).toBe(true);
    }),
    settings,
  );
});

test("the text of every product, quotient and power reads back as the same unit", () => {
  fc.assert(
    fc.property(someUnits, someUnits, fc.integer({ min: -2, max: 2 }), (a, b, exponent) => {
      for (const unit of [a, unitMultiply(a, b), unitDivide(a, b), unitPower(a, exponent)]) {
        const again = units.parse(unit.text);
        expect(again).toEqual(unit);
      }
    }),
    settings,
  );
});

test("units are the same when size and dimension are, not when one of them is", () => {
  const same = (a: string, b: string) => sameUnit(units.parse(a), units.parse(b));
  expect(same("W", "J/s")).toBe(true);
  expect(same("epoch", "day")).toBe(false);
  expect(same("ADA", "lovelace")).toBe(false);
  expect(same("ADA", "device")).toBe(false);
  expect(same("bp", "%^2")).toBe(true);
});

test("a coherent unit has the scale 1", () => {
  const unit = coherentUnit(units.parse("kWh/epoch").dimension);
  expect(unit.text).toBe("kilogram*metre^2/second^3");
  expect(units.parse(unit.text)).toEqual(unit);
});

test("a quantity is given in base units exactly", () => {
  expect(toText(inBaseUnits(units.parseQuantity("0.3 %")))).toBe("3/1000");
  expect(toText(inBaseUnits(units.parseQuantity("1 kWh")))).toBe("3600000");
  expect(toText(inBaseUnits(units.parseQuantity("7 lovelace")))).toBe("7/1000000");
});

test("a scale that grows without bound is refused before it is worked out", () => {
  let unit = units.parse("%");
  const finding = caught(() => {
    for (let count = 0; count < 100; count++) unit = unitPower(unit, 20);
  });
  expect(finding.code).toBe("unit/too-large");
  const wide = createUnits({ units: { huge: "1e400" } });
  expect(caught(() => wide.parse("huge^20")).code).toBe("unit/too-large");
  expect(caught(() => createUnits({ units: { a: "1e400", b: "1e400 a", c: "1e400 b", e: "1e400 c" } }))).toMatchObject({
    code: "unit/too-large",
    place: { path: "units.e" },
  });
});
