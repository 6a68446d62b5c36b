import { expect, test } from "vitest";
import { toText } from "../base/rational.js";
import { builtinBases, builtinUnits } from "./builtin.js";
import { convert } from "./convert.js";
import { createUnits } from "./system.js";

const units = createUnits();
const inUnit = (quantity: string, unit: string) => toText(convert(units.parseQuantity(quantity), units.parse(unit)));

// SI Brochure, 9th edition, tables 3, 4, 7 and 8; IEC 80000-13 for binary prefixes.
test.each([
  ["1 kWh", "3600000", "J"],
  ["1 W", "1", "J/s"],
  ["1 J", "1", "kg*m^2/s^2"],
  ["1 N", "1", "kg*m/s^2"],
  ["1 Pa", "1", "N/m^2"],
  ["1 V", "1", "W/A"],
  ["1 Hz", "1", "1/s"],
  ["1 Ah", "3600", "A*s"],
  ["1 V*Ah", "1", "Wh"],
  ["1 hPa", "100", "Pa"],
  ["1 kg", "1000", "g"],
  ["1 t", "1000", "kg"],
  ["1 Mt", "1000000000", "kg"],
  ["1 ha", "10000", "m^2"],
  ["1 L", "1/1000", "m^3"],
  ["1 µg", "1/1000000", "g"],
  ["1 ug", "1", "μg"],
  ["1 nm", "1/1000000000", "m"],
  ["1 cm", "10", "mm"],
  ["1 km", "1000", "m"],
  ["1 TWh", "1000000000", "kWh"],
  ["1 GW", "1000000", "kW"],
  ["1 EJ", "1000000", "TJ"],
  ["1 mWh", "1/1000000000", "MWh"],
  ["1 B", "8", "bit"],
  ["1 kB", "1000", "B"],
  ["1 KiB", "1024", "B"],
  ["1 MiB", "1048576", "B"],
  ["1 GiB", "1073741824", "B"],
  ["1 TiB", "1099511627776", "B"],
  ["1 PiB", "1125899906842624", "B"],
  ["1 EiB", "1152921504606846976", "B"],
  ["1 EiB", "1024", "PiB"],
  ["1 PB", "1000000000000000", "B"],
  ["1.125899906842624 PB", "1", "PiB"],
  ["1 Gbit/s", "125", "MB/s"],
  ["1 EH/s", "1000000", "TH/s"],
  ["30 J/TH", "30", "W*s/TH"],
  ["1 tCO2e", "1000000", "gCO2e"],
  ["1 MtCO2e", "1000000000", "kgCO2e"],
])("%s is %s %s", (quantity, value, unit) => expect(inUnit(quantity, unit)).toBe(value));

test.each([
  ["1 min", "60", "s"],
  ["1 hour", "3600", "s"],
  ["1 day", "24", "h"],
  ["1 week", "7", "days"],
  ["1 year", "8760", "hours"],
  ["1 yr", "365", "d"],
  ["12 months", "1", "year"],
  ["4 quarters", "1", "year"],
  ["1 month", "730", "h"],
  ["1 ms", "1/1000", "s"],
])("a year has 365 days: %s is %s %s", (quantity, value, unit) => expect(inUnit(quantity, unit)).toBe(value));

test.each([
  ["0.3 %", "3/1000"],
  ["1 ‰", "1/1000"],
  ["25 bp", "1/400"],
  ["1 ppm", "1/1000000"],
])("the share %s is the number %s", (quantity, value) => expect(inUnit(quantity, "1")).toBe(value));

test("every built-in name parses to its own row of the table", () => {
  expect(builtinUnits.size).toBeGreaterThan(200);
  for (const [name, entry] of builtinUnits) {
    const unit = units.parse(name);
    expect(unit.text).toBe(name);
    expect(unit.scale, name).toEqual(entry.scale);
    expect(unit.dimension.key, name).toBe(entry.dimension.key);
    expect(entry.scale.n > 0n, name).toBe(true);
  }
});

test("every base unit is one of itself, and every dimension is made of base units", () => {
  for (const name of builtinBases.keys()) expect(units.parse(name)).toMatchObject({ scale: { n: 1n, d: 1n } });
  for (const [name, { dimension }] of builtinUnits) {
    for (const base of dimension.exponents.keys()) expect(builtinBases.has(base), `${name}: ${base}`).toBe(true);
  }
});

test("a pebibyte and an exbibyte, a petabyte and a pebibyte are told apart", () => {
  const sizes = new Set(["PB", "PiB", "EB", "EiB", "Pbit", "Pibit"].map((name) => inUnit(`1 ${name}`, "bit")));
  expect(sizes.size).toBe(6);
});

test("emissions, plain mass and currencies have dimensions of their own", () => {
  const keys = ["kgCO2e", "kg", "USD", "EUR", "GBP", "CNY", "JPY", "byte", "hash"].map(
    (name) => units.parse(name).dimension.key,
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test("currencies have the minor units of ISO 4217", () => {
  const decimals = ["USD", "EUR", "CNY", "GBP", "JPY"].map((name) => units.bases.get(name)?.decimals);
  expect(decimals).toEqual([2, 2, 2, 2, 0]);
});
