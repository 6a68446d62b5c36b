import fc from "fast-check";
import { expect, test } from "vitest";
import { rational, toText } from "../base/rational.js";
import { convert } from "./convert.js";
import type { UnitDeclarations } from "./declare.js";
import { createUnits } from "./system.js";
import { caught } from "./testing/caught.js";

const cardano = createUnits({
  assets: { ADA: { decimals: 6, baseUnit: "lovelace" } },
  units: { block: "count", slot: "second", era: "210_000 blocks", devices: "count", fifth: "20 %" },
  epoch: "432000 slots",
});

test("a lovelace is a millionth of an ADA, and 45e9 ADA are 45e15 lovelace", () => {
  expect(cardano.parse("lovelace").scale).toEqual(rational(1, 1_000_000));
  expect(convert(cardano.parseQuantity("45e9 ADA"), cardano.parse("lovelace"))).toEqual(rational(45n * 10n ** 15n));
});

test("an epoch of 432000 slots of a second is 5 days", () => {
  expect(convert(cardano.parseQuantity("1 epoch"), cardano.parse("day"))).toEqual(rational(5));
  expect(convert(cardano.parseQuantity("1 year"), cardano.parse("epochs"))).toEqual(rational(73));
});

test("declared words are known in the singular and the plural", () => {
  for (const [one, many] of [
    ["block", "blocks"],
    ["device", "devices"],
    ["era", "eras"],
    ["slot", "slots"],
  ] as const) {
    expect(cardano.parse(one)).toMatchObject({
      scale: cardano.parse(many).scale,
      dimension: cardano.parse(many).dimension,
    });
    expect(cardano.knows(one) && cardano.knows(many)).toBe(true);
  }
  expect(cardano.knows("ADAs")).toBe(false);
});

test("a plural that two declared words share, or that is built in, stands for neither", () => {
  const units = createUnits({ units: { box: "count", boxe: "3 box", hashe: "2 hashes" } });
  expect(caught(() => units.parse("boxes")).code).toBe("unit/unknown");
  expect(units.parse("hashes").dimension.key).toBe("hash");
});

test("declared units may be made of each other in any order", () => {
  const units = createUnits({ units: { c: "3 b", b: "2 a", a: "5 day" } });
  expect(toText(convert(units.parseQuantity("1 c"), units.parse("day")))).toBe("30");
});

test("a number's exponent is not taken for a unit of that name", () => {
  const units = createUnits({ units: { e9: "1e9 day" } });
  expect(toText(convert(units.parseQuantity("1 e9"), units.parse("day")))).toBe("1000000000");
});

test("base units are listed with their kind and decimals", () => {
  expect(cardano.bases.get("ADA")).toEqual({ name: "ADA", kind: "asset", decimals: 6 });
  expect(cardano.bases.get("block")).toEqual({ name: "block", kind: "count", decimals: 0 });
  expect(cardano.bases.get("second")).toEqual({ name: "second", kind: "time" });
  expect(cardano.bases.has("lovelace")).toBe(false);
  expect(cardano.bases.has("slot")).toBe(false);
});

test("a built-in currency may be declared anew, as an asset or as an amount of another", () => {
  const stable = createUnits({ assets: { USD: { decimals: 6, baseUnit: "microdollar" } } });
  expect(stable.bases.get("USD")?.decimals).toBe(6);
  const pegged = createUnits({ units: { USD: "0.9 EUR" } });
  expect(pegged.bases.has("USD")).toBe(false);
  expect(toText(convert(pegged.parseQuantity("10 USD"), pegged.parse("EUR")))).toBe("9");
});

test("declaring does not change another economy's units", () => {
  createUnits({ assets: { XYZ: { decimals: 2 } }, units: { USD: "2 EUR" } });
  expect(createUnits().knows("XYZ")).toBe(false);
  expect(createUnits().parse("USD").scale).toEqual(rational(1));
});

test("every name that is listed parses", () => {
  const names = cardano.names();
  expect(names.slice(0, 3)).toEqual(["ADA", "lovelace", "block"]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) {
    expect(cardano.knows(name)).toBe(true);
    expect(() => cardano.parse(name), name).not.toThrow();
  }
});

test.each<[string, UnitDeclarations, string]>([
  ["unit/taken", { units: { day: "count" } }, "units.day"],
  ["unit/taken", { assets: { kWh: { decimals: 2 } } }, "assets.kWh"],
  ["unit/taken", { assets: { ADA: { decimals: 6, baseUnit: "second" } } }, "assets.ADA.baseUnit"],
  ["unit/taken", { assets: { ADA: { decimals: 6 } }, units: { ADA: "count" } }, "units.ADA"],
  ["unit/taken", { units: { epoch: "5 day" }, epoch: "5 day" }, "epoch"],
  ["unit/taken", { units: { device: "count", devices: "count" } }, "units.device"],
  ["unit/taken", { units: { count: "5 day" } }, "units.count"],
  ["unit/decimals", { assets: { ADA: { decimals: 31 } } }, "assets.ADA"],
  ["unit/decimals", { assets: { ADA: { decimals: 1.5 } } }, "assets.ADA"],
  ["unit/decimals", { assets: { ADA: { decimals: -1 } } }, "assets.ADA"],
  ["unit/scale", { units: { none: "0 day" } }, "units.none"],
  ["unit/scale", { units: { debt: "-1 USD" } }, "units.debt"],
  ["unit/epoch", { epoch: "5 USD" }, "epoch"],
  ["unit/epoch", { epoch: "5" }, "epoch"],
  ["unit/unknown", { epoch: "5 dya" }, "epoch"],
  ["unit/unknown", { units: { era: "210000 block" } }, "units.era"],
  ["unit/syntax", { units: { era: "" } }, "units.era"],
  ["unit/cycle", { units: { a: "2 a" } }, "units.a"],
  ["unit/cycle", { units: { a: "2 b", b: "c/day", c: "3 b", e: "count" } }, "units.b"],
  ["unit/cycle", { units: { slot: "epoch/432000" }, epoch: "432000 slot" }, "units.slot"],
  ["name/invalid", { units: { "my unit": "count" } }, "units.my unit"],
  ["name/invalid", { assets: { "": { decimals: 2 } } }, "assets."],
  ["name/reserved", { units: { if: "count" } }, "units.if"],
  ["name/reserved", { units: JSON.parse('{"__proto__": "count"}') as Record<string, string> }, "units.__proto__"],
])("%s for the declarations %j at %s", (code, declarations, path) => {
  expect(caught(() => createUnits(declarations))).toMatchObject({ code, place: { path } });
});

test("a circle of units is shown", () => {
  const finding = caught(() => createUnits({ units: { x: "a", a: "2 bee", bee: "3 cee", cee: "a*day" } }));
  expect(finding.message).toContain("a -> bee -> cee -> a");
});

test("the place of the declarations comes before the name in them", () => {
  const place = { file: "economy.yaml", line: 7, column: 3, path: "economy" };
  const finding = caught(() => createUnits({ units: { slot: "1 secnd" } }, place));
  expect(finding.place).toEqual({ file: "economy.yaml", line: 7, path: "economy.units.slot" });
});

test("1000 declarations in one chain are read, 1001 are not", () => {
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [`u${index}x`, index === length - 1 ? "day" : `u${index + 1}x`]),
    );
  expect(createUnits({ units: chain(1000) }).parse("u0x").scale).toEqual(rational(86_400));
  expect(caught(() => createUnits({ units: chain(1001) })).code).toBe("unit/too-many");
});

test.each([
  ["tokn", "token", "tokn"],
  ["lovelaces/dya", "day", "dya"],
  ["kwh", "kWh", "kwh"],
  ["usd", "USD", "usd"],
  ["kgCO2", "kgCO2e", "kgCO2"],
  ["mwh", '"mWh" or "MWh"', "mwh"],
  ["m2", '"m^2"', "m2"],
  ["epochs", "length of an epoch", "epochs"],
  ["zebra", "declare it", "zebra"],
  ["x", "declare it", "x"],
])("the unknown unit in %s gets a hint on %s", (text, hint, word) => {
  const units = createUnits({ assets: { token: { decimals: 6, baseUnit: "lovelace" } } });
  const finding = caught(() => units.parse(text));
  expect(finding).toMatchObject({
    code: "unit/unknown",
    place: { column: text.indexOf(word) + 1, length: word.length },
  });
  expect(finding.message).toContain(`"${word}"`);
  expect(finding.hint).toContain(hint);
});

test("columns count from where the text begins in the user's line", () => {
  const lineText = '  rho: "0.3 %/epochh"';
  const place = { file: "a.yaml", line: 12, column: 9, lineText };
  const finding = caught(() => cardano.parseQuantity("0.3 %/epochh", place));
  expect(finding.place).toEqual({ ...place, column: 15, length: 6 });
  expect(lineText.slice(14, 20)).toBe("epochh");
});

test("no column is made up when only the line is known", () => {
  const place = { file: "a.yaml", line: 12 };
  expect(caught(() => cardano.parseQuantity("0.3 %/epochh", place)).place).toEqual(place);
});

test("printed quantities read back exactly", () => {
  const unitTexts = ["1", "%", "1/epoch", "ADA/epoch", "USD/(ADA*year)", "(m/s)^2", "kg*m^2", "1/(day*block)"];
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 40n), 10n ** 40n),
      fc.bigInt(1n, 10n ** 20n),
      fc.constantFrom(...unitTexts),
      (n, d, text) => {
        const value = rational(n, d);
        const quantity = cardano.parseQuantity(cardano.format(value, cardano.parse(text)));
        expect(quantity.value).toEqual(value);
        expect(quantity.unit).toEqual(cardano.parse(text));
      },
    ),
    { seed: 23, numRuns: 3000 },
  );
});

test("a quantity prints as a decimal when it ends, as a fraction when it does not, or to the places asked for", () => {
  const format = (value: string, unit: string, digits?: number) =>
    cardano.format(cardano.parseQuantity(value).value, cardano.parse(unit), digits);
  expect(format("13_888_022_852.926644", "ADA")).toBe("13888022852.926644 ADA");
  expect(format("1/3", "day")).toBe("1/3 day");
  expect(format("1/3", "day", 4)).toBe("0.3333 day");
  expect(format("0.5", "1")).toBe("0.5");
  expect(format("2.5", "%", 0)).toBe("3 %");
  expect(format("1e-60", "USD")).toBe(`0.${"0".repeat(59)}1 USD`);
  expect(format("1e-61", "USD")).toBe(`1/1${"0".repeat(61)} USD`);
});
