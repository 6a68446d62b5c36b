import { expect, test } from "vitest";
import { m4Accuracy } from "../testing/m4-accuracy.js";
import { readM4Hourly } from "../testing/m4-hourly.js";
import { coverage, intervalScore, seasonalScale, smape } from "./accuracy.js";
import { benchmarkMethod } from "./benchmarks.js";
import { fillGaps } from "./fill-gaps.js";
import { isSeasonal, seasonalFactors } from "./seasonal-index.js";
import { smooth } from "./smoothing.js";

const { NaN: gap } = Number;

test("measures of accuracy by hand", () => {
  const [actual, forecast] = [Float64Array.of(100, 200), Float64Array.of(110, 180)];
  // 200 * 10/210 and 200 * 20/380.
  expect(smape(actual, forecast)).toBeCloseTo((200 * 10) / 210 / 2 + (200 * 20) / 380 / 2, 12);
  expect(smape(Float64Array.of(0), Float64Array.of(0))).toBe(0);
  expect(seasonalScale(Float64Array.of(1, 2, 4, 8), 2)).toBe(4.5);
  const [lower, upper] = [Float64Array.of(90, 210), Float64Array.of(120, 220)];
  expect(coverage(actual, lower, upper)).toBe(0.5);
  // Widths 30 and 10, and 40 times the 10 by which 200 lies below 210.
  expect(intervalScore(actual, lower, upper, 0.95)).toBeCloseTo((30 + 10 + 40 * 10) / 2, 9);
});

test("seasonal factors of a level times a season are that season, for even and odd periods", () => {
  for (const season of [
    [0.5, 1, 1.5, 1],
    [0.8, 1.2, 1],
  ]) {
    const history = new Float64Array(40).map((_, row) => 70 * season[row % season.length]!);
    expect(isSeasonal(history, season.length)).toBe(true);
    const factors = seasonalFactors(history, season.length)!;
    for (const [place, factor] of season.entries()) expect(factors[place]).toBeCloseTo(factor, 12);
  }
  expect(isSeasonal(new Float64Array(40).fill(3), 4)).toBe(false);
  expect(isSeasonal(Float64Array.of(1, 2, 1, 2, 1), 2)).toBe(false);
});

test("Holt's method goes on with a straight line, and simple smoothing with a level", () => {
  const line = new Float64Array(20).map((_, row) => 5 + 2 * row);
  const ahead = smooth(line, 3, "linear")!;
  for (const [index, value] of [45, 47, 49].entries()) expect(ahead[index]).toBeCloseTo(value, 6);
  const level = smooth(new Float64Array(20).fill(7), 3, "none")!;
  for (const value of level) expect(value).toBeCloseTo(7, 9);
});

test("simple smoothing beats every constant on a grid in squared one-step error", () => {
  const history = Float64Array.of(3, 5, 4, 6, 8, 7, 6, 9, 8, 11, 10, 9);
  const errorOf = (alpha: number, start: number): number => {
    let [level, sum] = [start, 0];
    for (const value of history) {
      sum += (value - level) ** 2;
      level += alpha * (value - level);
    }
    return sum;
  };
  let [least, best] = [Number.POSITIVE_INFINITY, 0];
  for (let alpha = 0.0001; alpha < 1; alpha += 0.001) {
    for (let start = 2; start < 7; start += 0.01) {
      const error = errorOf(alpha, start);
      if (error >= least) continue;
      let level = start;
      for (const value of history) level += alpha * (value - level);
      [least, best] = [error, level];
    }
  }
  expect(smooth(history, 1, "none")![0]).toBeCloseTo(best, 1);
});

test("gaps are filled by a line when short, from a period before when long or at the end", () => {
  expect([...fillGaps(Float64Array.of(gap, 1, gap, 3), 2)]).toEqual([1, 2, 3]);
  expect([...fillGaps(Float64Array.of(1, 2, 3, 4, gap, gap, gap, gap, 9), 4)]).toEqual([1, 2, 3, 4, 1, 2, 3, 4, 9]);
  expect([...fillGaps(Float64Array.of(5, 6, 7, gap, gap), 3)]).toEqual([5, 6, 7, 5, 6]);
  expect(fillGaps(Float64Array.of(gap, gap), 3).length).toBe(0);
});

const series = readM4Hourly();
if (series === undefined) console.log("skipped: M4 hourly, ../shared/data/m4 is not beside the repository");

test.skipIf(series === undefined)(
  "the M4 competition's benchmarks have their published scores on its hourly series",
  () => {
    const accuracy = (name: string) => m4Accuracy(series!, benchmarkMethod(name)!.forecast);
    const reference = accuracy("Naive2");
    expect(reference.smape).toBeCloseTo(18.383, 3);
    expect(reference.mase).toBeCloseTo(2.395, 3);
    for (const [name, published] of [
      ["sNaive", 0.627],
      ["SES", 0.99],
      ["Theta", 1.006],
    ] as const) {
      const { smape: percent, mase } = accuracy(name);
      expect(Math.abs((percent / reference.smape + mase / reference.mase) / 2 - published)).toBeLessThan(0.002);
    }
  },
);
