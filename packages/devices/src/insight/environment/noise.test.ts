import { expect, test } from "vitest";
import { dayEveningNightLevel, energyMean, noiseIndicators } from "./noise.js";

test("an even noise of 60 dB all round is 66.395 dB, and 65/60/55 dB is 65 dB", () => {
  // 10 log10[(12 + 4·10^0.5 + 8·10)/24] + 60, by hand.
  expect(dayEveningNightLevel(60, 60, 60)).toBeCloseTo(66.3952430013186, 10);
  expect(dayEveningNightLevel(65, 60, 55)).toBeCloseTo(65, 12);
});

test("two equal sources are 3.01 dB louder than one: the mean of a level and silence is 3.01 dB below it", () => {
  expect(energyMean([80, 80])).toBeCloseTo(80, 12);
  expect(energyMean([80, -400])).toBeCloseTo(80 - 10 * Math.log10(2), 10);
});

test("hours are given to their periods: day 7 to 19, evening 19 to 23, night 23 to 7", () => {
  const hourly = Array.from({ length: 24 }, (_, hour) =>
    hour >= 7 && hour < 19 ? 65 : hour >= 19 && hour < 23 ? 60 : 55,
  );
  const found = noiseIndicators(hourly)!;
  expect(found.day).toBeCloseTo(65, 12);
  expect(found.evening).toBeCloseTo(60, 12);
  expect(found.night).toBeCloseTo(55, 12);
  expect(found.dayEveningNight).toBeCloseTo(65, 12);
});

test("a missing hour is left out of its period, and a period without any hour gives nothing", () => {
  const even = Array<number | undefined>(24).fill(50);
  expect(noiseIndicators(even.map((level, hour) => (hour === 3 ? undefined : level)))?.night).toBeCloseTo(50, 12);
  expect(noiseIndicators(even.map((level, hour) => (hour >= 19 && hour < 23 ? undefined : level)))).toBeUndefined();
});

test("an evening shortened to two hours weighs two", () => {
  const even = Array<number>(24).fill(0);
  const shifted = noiseIndicators(even, { day: 7, evening: 21, night: 23 })!;
  expect(shifted.dayEveningNight).toBeCloseTo(10 * Math.log10((14 + 2 * 10 ** 0.5 + 80) / 24), 10);
});

test("23 hours, and periods out of order, are refused", () => {
  expect(() => noiseIndicators(Array<number>(23).fill(1))).toThrow(/There are 23 hours/);
  expect(() => noiseIndicators(Array<number>(24).fill(1), { day: 19, evening: 7, night: 23 })).toThrow(
    /environment\/noise/,
  );
  expect(() => dayEveningNightLevel(60, Number.NaN, 60)).toThrow(/environment\/noise/);
});
