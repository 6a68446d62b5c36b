import { expect, test } from "vitest";
import { briggs, stabilityClasses } from "./briggs.js";
import { alongWind, plumeConcentration } from "./plume.js";

const weather = { windSpeed: 5, stability: "D", urban: false } as const;

test("the worked example: 10 g/s from 50 m, class D, 1 km away on the ground, 92.32 µg/m³", () => {
  const found = plumeConcentration(10, 50, { downwind: 1000, crosswind: 0, height: 0 }, weather);
  // By hand: σy 76.27700714, σz 37.94733192, 10/(π·5·σy·σz)·e^(-50²/2σz²).
  const byHand = (10 / (Math.PI * 5 * 76.27700713964738 * 37.94733192202055)) * Math.exp(-2500 / (2 * 1440));
  expect(found).toBeCloseTo(9.232376242157e-5, 16);
  expect(found / byHand).toBeCloseTo(1, 10);
});

test("the mass that passes any distance is the mass emitted, whatever the class and the height", () => {
  // ∫∫ u C dy dz over the half space is Q: midpoints over ten σ.
  for (const stability of stabilityClasses) {
    for (const [urban, downwind, releaseHeight] of [
      [false, 300, 0],
      [true, 2500, 40],
    ] as const) {
      const { across, up } = briggs(stability, urban, downwind);
      const [dy, dz] = [across / 8, up / 8];
      let passed = 0;
      for (let y = -10 * across + dy / 2; y < 10 * across; y += dy) {
        for (let z = dz / 2; z < releaseHeight + 10 * up; z += dz) {
          const place = { downwind, crosswind: y, height: z };
          passed += 3 * plumeConcentration(2, releaseHeight, place, { windSpeed: 3, stability, urban }) * dy * dz;
        }
      }
      expect(passed, `${stability} ${urban}`).toBeCloseTo(2, 3);
    }
  }
});

test("nothing goes against the wind, and a west wind carries to the east", () => {
  const east = alongWind(100, 0, 270);
  expect(east.downwind).toBeCloseTo(100, 10);
  expect(east.crosswind).toBeCloseTo(0, 10);
  expect(alongWind(0, 100, 0).downwind).toBeCloseTo(-100, 10);
  expect(plumeConcentration(1, 0, { downwind: -1, crosswind: 0, height: 0 }, weather)).toBe(0);
  expect(plumeConcentration(1, 0, { downwind: 0, crosswind: 0, height: 0 }, weather)).toBe(0);
});

test("widths of Hanna, Briggs & Hosker 1982, table 4.5, at 1 km", () => {
  expect(briggs("A", false, 1000).up).toBe(200);
  expect(briggs("F", false, 1000).up).toBeCloseTo(16 / 1.3, 10);
  expect(briggs("A", true, 1000).up).toBeCloseTo(240 * Math.SQRT2, 10);
  expect(briggs("B", true, 1000)).toEqual(briggs("A", true, 1000));
  expect(briggs("F", true, 1000)).toEqual(briggs("E", true, 1000));
});

test("a calm, a negative height and an unknown class are refused", () => {
  const place = { downwind: 100, crosswind: 0, height: 0 };
  expect(() => plumeConcentration(1, 0, place, { ...weather, windSpeed: 0 })).toThrow(/environment\/plume/);
  expect(() => plumeConcentration(1, -1, place, weather)).toThrow(/environment\/plume/);
  expect(() => plumeConcentration(1, 1, place, { ...weather, stability: "G" as "A" })).toThrow(
    /environment\/stability/,
  );
});
