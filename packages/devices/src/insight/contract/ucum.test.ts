import { expect, test } from "vitest";
import { readUcum, ucumRatio } from "./ucum.js";

const ratio = (from: string, to: string) => ucumRatio(readUcum(from), readUcum(to));

test.each([
  ["mg/m3", "ug/m3", 1000],
  ["km/h", "m/s", 1 / 3.6],
  ["kW.h", "J", 3_600_000],
  ["hPa", "Pa", 100],
  ["mbar", "hPa", 1],
  ["[ppm]", "[ppb]", 1000],
  ["%", "1", 0.01],
  ["L/min", "m3/s", 1 / 60_000],
  ["g.m-3", "g/m3", 1],
  ["{index}", "1", 1],
  ["[mi_i]", "m", 1609.344],
  ["mm[Hg]", "Pa", 133.322387415],
  ["V.A", "W", 1],
  ["lm/m2", "lx", 1],
  ["uS/cm", "S/m", 1e-4],
  ["/min", "Hz", 1 / 60],
  // UCUM knows no kilohour by name: the prefix stands on metric units only, the number before any.
  ["1000.h", "d", 1000 / 24],
])("1 %s is so many %s as the standard's table says", (from, to, factor) => {
  expect(ratio(from, to)! / factor).toBeCloseTo(1, 12);
});

test.each([
  ["Cel", "K"],
  ["dB", "1"],
  ["ug/m3", "[ppb]"],
  ["m", "s"],
  ["[pH]", "1"],
])("%s and %s are not the same quantity", (from, to) => {
  expect(ratio(from, to)).toBeUndefined();
});

test("degrees Celsius stay degrees Celsius", () => {
  expect(ratio("Cel", "Cel")).toBe(1);
});

test.each(["", "ug//m3", "furlong", "kh", "Cel/s", "m^2", "dB2", "[ppm", "x".repeat(100)])("%j is refused", (text) => {
  expect(() => readUcum(text)).toThrow(/module\/unit/);
});
