import fc from "fast-check";
import { expect, test } from "vitest";
import { aqiCategory, aqiPollutants, overallAqi, usAqi } from "./us-aqi.js";

test("EPA's worked examples: ozone 0.078 ppm over 8 h is 126, carbon monoxide 8.4 ppm is 90", () => {
  // EPA-454/B-18-007, Technical Assistance Document for the Reporting of Daily Air Quality.
  expect(usAqi("o3_8h", "0.07853333")).toBe(126);
  expect(usAqi("co", "8.4")).toBe(90);
  expect(overallAqi({ o3_8h: 0.078, pm25: 35.9, co: 8.4 })).toEqual({
    index: 126,
    category: "Unhealthy for Sensitive Groups",
    responsible: "o3_8h",
    parts: { o3_8h: 126, pm25: 102, co: 90 },
  });
});

test("the limits of 2024 hold, not those of 2012: PM2.5 of 12.0 is 56 and 9.0 is 50", () => {
  expect([usAqi("pm25", "12.0"), usAqi("pm25", "9.0"), usAqi("pm25", "9.1")]).toEqual([56, 50, 51]);
});

test("each row begins and ends at its whole numbers, and goes on without a gap", () => {
  // Last concentration of each row of 40 CFR 58, appendix G, table 2, and one digit more.
  for (const [pollutant, ends, step] of [
    ["pm25", [9, 35.4, 55.4, 125.4, 225.4, 325.4], 0.1],
    ["pm10", [54, 154, 254, 354, 424, 604], 1],
    ["no2", [53, 100, 360, 649, 1249, 2049], 1],
    ["so2", [35, 75, 185, 304, 604, 1004], 1],
    ["co", [4.4, 9.4, 12.4, 15.4, 30.4, 50.4], 0.1],
  ] as const) {
    expect(ends.map((end) => usAqi(pollutant, end))).toEqual([50, 100, 150, 200, 300, 500]);
    const next = ends.map((end) => usAqi(pollutant, (end + step).toFixed(1)));
    expect(next.slice(0, 5)).toEqual([51, 101, 151, 201, 301]);
  }
});

test("digits that do not count are cut off in decimal: 0.29 has no binary neighbour here", () => {
  // In binary 35.4 + 0.1 - 0.1 and 0.0 + 9.05 * 10 fall on the wrong side.
  expect(usAqi("pm25", "35.49999999999999999")).toBe(usAqi("pm25", "35.4"));
  expect(usAqi("pm25", 0.1 + 0.2)).toBe(usAqi("pm25", "0.3"));
  expect(usAqi("o3_8h", "0.0709999")).toBe(100);
  expect(usAqi("pm25", "9e0")).toBe(50);
});

test("above the last row its line goes on: PM2.5 of 425.4 is 699", () => {
  // 199/99.9 a microgram: 301 + (425.4 - 225.5)·1.99199… = 699.2.
  expect(usAqi("pm25", "425.4")).toBe(699);
  expect(aqiCategory(699)).toBe("Hazardous");
});

test("ozone over one hour has no index below 0.125 ppm, and then the others count", () => {
  expect(usAqi("o3_1h", "0.1249")).toBeUndefined();
  expect(overallAqi({ o3_1h: 0.1 })).toBeUndefined();
  expect(overallAqi({ o3_1h: 0.1, no2: 53 })?.responsible).toBe("no2");
});

test("with the 24-hour mean of SO2 at hand the hourly one gives at most 200", () => {
  expect(overallAqi({ so2: 500 })?.index).toBe(usAqi("so2", 500));
  expect(overallAqi({ so2: 500, so2_24h: 100 })?.index).toBe(200);
  expect(overallAqi({ so2: 500, so2_24h: 400 })).toMatchObject({
    index: usAqi("so2_24h", 400),
    responsible: "so2_24h",
  });
});

test("more pollution is never a lower index, for every pollutant", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...aqiPollutants),
      fc.double({ min: 0, max: 3000, noNaN: true }),
      fc.double({ min: 0, max: 3000, noNaN: true }),
      (pollutant, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(usAqi(pollutant, more) ?? -1).toBeGreaterThanOrEqual(usAqi(pollutant, less) ?? -1);
      },
    ),
    { seed: 42, numRuns: 500 },
  );
});

test.each(["-1", "1e999", "NaN", "12,0", "1".repeat(200)])("the concentration %s is refused", (text) => {
  expect(() => usAqi("pm25", text)).toThrow(/environment\/concentration/);
});
