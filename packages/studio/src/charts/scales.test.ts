import fc from "fast-check";
import { expect, test } from "vitest";
import { dateTicks, linearScale, logScale, roundStep } from "./scales.js";

test.each([
  [0.13, 0.2],
  [1, 1],
  [3, 5],
  [7.2, 10],
  [2100, 5000],
])("of a step of at least %d the round one is %d", (least, step) => {
  expect(roundStep(least)).toBeCloseTo(step, 12);
});

test("a scale covers its values, and its ticks are evenly spaced within it", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e12, noNaN: true }),
      (low, size) => {
        fc.pre(low === 0 || Math.abs(low) > 1e-9);
        fc.pre(Math.abs(low) < 1e9 * size);
        const { domain, at, ticks } = linearScale([low, low + size], [0, 100]);
        expect(domain[0]).toBeLessThanOrEqual(low + 1e-9 * size);
        expect(domain[1]).toBeGreaterThanOrEqual(low + size - 1e-9 * size);
        expect(ticks.length).toBeGreaterThan(1);
        for (const tick of ticks) {
          expect(at(tick)).toBeGreaterThanOrEqual(-1e-3);
          expect(at(tick)).toBeLessThanOrEqual(100.001);
        }
      },
    ),
    { seed: 5, numRuns: 500 },
  );
});

test("a logarithmic scale gives every power of ten the same room", () => {
  const { at, ticks } = logScale([1, 10_000], [0, 400]);
  expect(at(10) - at(1)).toBeCloseTo(100, 9);
  expect(at(10_000) - at(1000)).toBeCloseTo(100, 9);
  expect(ticks).toEqual([1, 10, 100, 1000, 10_000]);
});

test("ten years are marked at the turns of years", () => {
  const at = (year: number) => Date.UTC(year, 0, 1) / 1000;
  expect(dateTicks([Date.UTC(2023, 2, 16) / 1000, Date.UTC(2033, 2, 13) / 1000], 5)).toEqual(
    [2024, 2026, 2028, 2030, 2032].map(at),
  );
});
