import { expect, test } from "vitest";
import { convertUcum, ucumOf, ucumUnits } from "./ucum.js";
import { isSenmlUnit, mainUnits, secondaryUnits, toMainUnit } from "./units.js";

test("secondary units become main ones as RFC 8798 says, dBm with its offset", () => {
  expect(toMainUnit(1, "kWh")).toEqual({ value: 3_600_000, unit: "J" });
  expect(toMainUnit(1013.25, "hPa")).toEqual({ value: 101_325, unit: "Pa" });
  expect(toMainUnit(0, "dBm")).toEqual({ value: -30, unit: "dBW" });
  expect(toMainUnit(36, "km/h").value).toBeCloseTo(10, 12);
  expect(toMainUnit(21.5, "Cel")).toEqual({ value: 21.5, unit: "Cel" });
  for (const { main } of secondaryUnits.values()) expect(mainUnits.has(main), main).toBe(true);
  expect(["Cel", "ug/m3", "%RH"].every(isSenmlUnit)).toBe(true);
  expect(isSenmlUnit("Celsius")).toBe(false);
});

test.each([
  // Fixed points of the scales; NIST SP 811 appendix B.9 for the rest.
  [32, "[degF]", "Cel", 0],
  [212, "[degF]", "K", 373.15],
  [-40, "Cel", "[degF]", -40],
  [0, "K", "Cel", -273.15],
  [1, "atm", "hPa", 1013.25],
  [750.064, "mm[Hg]", "kPa", 100],
  [29.9213, "[in_i'Hg]", "hPa", 1013.25],
  [1, "[mi_i]/h", "m/s", 0.44704],
  [1, "[kn_i]", "km/h", 1.852],
  [1, "mg/m3", "ug/m3", 1000],
  [1, "kW.h", "J", 3.6e6],
  [180, "deg", "rad", Math.PI],
  [45, "%", "1", 0.45],
  [1, "By", "bit", 8],
])("%s %s are %s: %s", (value, from, to, wanted) => {
  expect(convertUcum(value, from, to)).toBeCloseTo(wanted, wanted > 900 ? 1 : 3);
});

test("a unit that both tables have means the same in both", () => {
  let compared = 0;
  for (const [name, { main }] of secondaryUnits) {
    const [code, mainCode] = [ucumOf(name), ucumOf(main)];
    if (code === undefined || mainCode === undefined) continue;
    expect(convertUcum(7, code, mainCode), name).toBeCloseTo(toMainUnit(7, name).value, 9);
    compared++;
  }
  expect(compared).toBeGreaterThan(20);
});

test("there and back is the same value, for every pair of one kind", () => {
  for (const [from, { kind }] of ucumUnits) {
    for (const [to, other] of ucumUnits) {
      if (other.kind === kind) expect(convertUcum(convertUcum(12.5, from, to), to, from)).toBeCloseTo(12.5, 9);
    }
  }
});

test("units of two kinds and units that are not there are refused", () => {
  const wrong = expect.objectContaining({ code: "device/ucum" });
  expect(() => convertUcum(1, "Cel", "hPa")).toThrow(wrong);
  expect(() => convertUcum(1, "celsius", "K")).toThrow(wrong);
  expect(ucumOf("dBm")).toBeUndefined();
});
