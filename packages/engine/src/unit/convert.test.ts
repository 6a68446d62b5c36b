import fc from "fast-check";
import { expect, test } from "vitest";
import { rational } from "../base/rational.js";
import { checkBaseUnits, conversionFactor, convert, mismatchHint } from "./convert.js";
import { createUnits } from "./system.js";
import { caught } from "./testing/caught.js";

const units = createUnits({
  assets: { ADA: { decimals: 6, baseUnit: "lovelace" }, coin: { decimals: 0 } },
  units: { device: "count" },
  epoch: "5 day",
});
const { parse, parseQuantity } = units;

test("a year is 73 epochs of 5 days", () => {
  expect(convert(parseQuantity("1 year"), parse("epochs"))).toEqual(rational(73));
  expect(conversionFactor(parse("%/epoch"), parse("%/year"))).toEqual(rational(73));
});

test("converting there and back gives the same number", () => {
  const families = [
    ["ADA/epoch", "lovelace/second", "ADA/year", "lovelace/month"],
    ["kWh", "J", "MWh", "kg*m^2/s^2", "V*Ah"],
    ["PiB", "PB", "EiB", "bit", "kB"],
    ["%/quarter", "bp/week", "1/yr", "ppm/ms"],
  ];
  const pairs = fc
    .constantFrom(...families)
    .chain((family) =>
      fc.tuple(
        fc.constantFrom(...family),
        fc.constantFrom(...family),
        fc.bigInt(-(10n ** 30n), 10n ** 30n),
        fc.bigInt(1n, 10n ** 12n),
      ),
    );
  fc.assert(
    fc.property(pairs, ([from, to, n, d]) => {
      const value = rational(n, d);
      const there = convert({ value, unit: parse(from), text: "" }, parse(to));
      expect(convert({ value: there, unit: parse(to), text: "" }, parse(from))).toEqual(value);
    }),
    { seed: 22, numRuns: 2000 },
  );
});

test("a mismatch names both sides and their dimensions", () => {
  const finding = caught(() => convert(parseQuantity("12 kWh/day"), parse("USD"), { file: "a.yaml", line: 3 }));
  expect(finding.code).toBe("unit/mismatch");
  expect(finding.message).toBe('"12 kWh/day" (kilogram*metre^2/second^3) cannot be given in "USD" (USD).');
  expect(finding.place).toEqual({ file: "a.yaml", line: 3 });
});

test.each([
  ["USD/ADA", "ADA/USD", "inverse"],
  ["ADA", "ADA/epoch", "divide by a time"],
  ["ADA/epoch", "ADA", "multiply by a time"],
  ["1/epoch", "ADA/epoch", "multiply by an amount in ADA"],
  ["ADA", "1", "divide by an amount in ADA"],
  ["ADA", "USD", "price or rate in USD/ADA"],
  ["kgCO2e", "kg", "CO2-equivalent"],
  ["t/MWh", "tCO2e/MWh", "CO2-equivalent"],
])("from %s to %s the hint speaks of: %s", (from, to, hint) => {
  expect(caught(() => conversionFactor(parse(from), parse(to))).hint).toContain(hint);
});

test("a mismatch with no simple cure has no hint", () => {
  expect(mismatchHint(parse("kWh").dimension, parse("USD").dimension)).toBeUndefined();
});

test.each(["0.000001 ADA", "1 lovelace", "45e9 ADA", "-0.000001 ADA", "12.34 USD", "7 coin", "3 devices", "0 ADA"])(
  "%s is a whole number of base units",
  (text) => expect(() => checkBaseUnits(parseQuantity(text), units.bases)).not.toThrow(),
);

test.each(["0.0000001 ADA", "0.5 lovelace", "1/3 ADA", "0.001 USD", "0.5 coin", "1.5 device"])(
  "%s is finer than a base unit",
  (text) => expect(caught(() => checkBaseUnits(parseQuantity(text), units.bases)).code).toBe("unit/too-fine"),
);

test.each(["0.0000001 ADA/epoch", "1/3 USD/ADA", "0.5 day", "1/7 kWh", "0.001 %", "1/3"])(
  "%s is a rate, a price or a measure, which has no base unit",
  (text) => expect(() => checkBaseUnits(parseQuantity(text), units.bases)).not.toThrow(),
);

test("a too fine amount is answered with the nearest amount that can be kept", () => {
  const finding = caught(() => checkBaseUnits(parseQuantity("1.23456789 ADA"), units.bases, { line: 4 }));
  expect(finding).toMatchObject({
    message: '"1.23456789 ADA" is no whole number of the smallest amounts of ADA.',
    expected: "at most 6 decimals in ADA",
    hint: 'for example "1.234568 ADA"',
    place: { line: 4 },
  });
});
