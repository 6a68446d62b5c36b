import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCount, formatNumber, formatShare, scaleFor, unitWords } from "./numbers.js";

test.each([
  [9_408_537_858.242252, "9.409", "billion ADA"],
  [1_198_058_432.94492, "1.198", "billion ADA"],
  [45e9, "45.00", "billion ADA"],
  [2_500_000, "2.500", "million ADA"],
  [999_999, "999,999", "ADA"],
  [21_600, "21,600", "ADA"],
  [73.245, "73.25", "ADA"],
  [9.9996, "10.00", "ADA"],
  [0.0123456, "0.01235", "ADA"],
  [-0.5, "-0.5000", "ADA"],
  [0, "0", "ADA"],
  [1.5e-9, "1.500e-9", "ADA"],
  [3.2e21, "3.200e21", "ADA"],
  [6.25e14, "625.0", "trillion ADA"],
])("%d ADA is written %s %s", (value, text, unit) => {
  const scale = scaleFor([value]);
  expect(formatNumber(value, scale)).toBe(text);
  expect(unitWords("ADA", scale)).toBe(unit);
});

test("what is written is within half a unit of the fourth digit", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e14, noNaN: true }), (value) => {
      const scale = scaleFor([value]);
      const read = Number(formatNumber(value, scale).replaceAll(",", "")) * scale.divisor;
      expect(Math.abs(read - value)).toBeLessThanOrEqual(0.500001e-3 * value);
    }),
    { seed: 3 },
  );
});

test("numbers that belong together share the scale of the largest", () => {
  expect(scaleFor([2e6, -3e9, 5])).toEqual({ divisor: 1e9, word: "billion" });
});

test("a share is never rounded up to all of it", () => {
  expect([0.95, 0.9995, 1, 0.42188, 0].map(formatShare)).toEqual(["95 %", "99.95 %", "100 %", "42.188 %", "0 %"]);
  expect(formatShare(1 - 1e-9)).toBe("> 99.999 %");
});

test("counts are grouped in threes", () => {
  expect([0, 999, 1000, 1_234_567].map(formatCount)).toEqual(["0", "999", "1,000", "1,234,567"]);
});
