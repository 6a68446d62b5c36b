import fc from "fast-check";
import { expect, test } from "vitest";
import { readM4Hourly } from "../testing/m4-hourly.js";
import { coverage, meanAbsoluteError, seasonalScale, smape } from "./accuracy.js";
import { augursMethods } from "./augurs.js";
import { benchmarkMethod } from "./benchmarks.js";
import { candidateMethods } from "./candidates.js";
import { Forecaster } from "./forecaster.js";
import { fitLagRule } from "./lag-rule.js";

/** Trend and season with noise from a linear congruential generator (Numerical Recipes). */
function seasonal(rows: number, period: number, spread = 0, seed = 1): Float64Array {
  let state = seed;
  return new Float64Array(rows).map((_, row) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const season = period > 1 ? 10 * Math.sin((2 * Math.PI * row) / period) : 0;
    return 50 + 0.05 * row + season + spread * (state / 2 ** 32 - 0.5);
  });
}

function forecast(history: Float64Array, horizon: number, period: number) {
  const forecaster = new Forecaster({ period });
  forecaster.update(history);
  return forecaster.forecast(horizon);
}

test.each([
  [1, 60, 6],
  [4, 80, 8],
  [12, 150, 18],
  [24, 700, 48],
])(
  "period %i: a trend with a season is followed, closer than the competition's reference does",
  (period, rows, ahead) => {
    const whole = seasonal(rows + ahead, period, 2);
    const [history, future] = [whole.subarray(0, rows), whole.subarray(rows)];
    const { point, methods } = forecast(history, ahead, period);
    const reference = benchmarkMethod("Naive2")!.forecast(history, ahead, period)!;
    expect(meanAbsoluteError(future, point)).toBeLessThan(meanAbsoluteError(future, reference));
    expect(methods.length).toBeGreaterThan(0);
  },
);

test("intervals hold as many of the rows to come as they say, over 200 series of noise about a season", () => {
  let [at80, at95] = [0, 0];
  for (let seed = 1; seed <= 200; seed++) {
    const whole = seasonal(132, 4, 8, seed * 7919);
    const future = whole.subarray(120);
    const [narrow, wide] = forecast(whole.subarray(0, 120), 12, 4).intervals;
    at80 += coverage(future, narrow!.lower, narrow!.upper) / 200;
    at95 += coverage(future, wide!.lower, wide!.upper) / 200;
  }
  expect(Math.abs(at80 - 0.8)).toBeLessThan(0.05);
  expect(Math.abs(at95 - 0.95)).toBeLessThan(0.04);
});

test("the unit does not matter: a history times a power of two gives the forecast times it", () => {
  const history = seasonal(200, 12, 3).map((value) => value - 60);
  const [one, other] = [
    forecast(history, 12, 12),
    forecast(
      history.map((value) => 8 * value),
      12,
      12,
    ),
  ];
  expect(other.methods.map(({ name }) => name)).toEqual(one.methods.map(({ name }) => name));
  for (const [row, value] of one.point.entries()) expect(other.point[row]).toBeCloseTo(8 * value, 8);
});

test("missing rows are filled and counted; a history without enough values is refused", () => {
  const history = seasonal(300, 24);
  const gappy = history.map((value, row) => (row % 29 === 0 || (row > 200 && row < 220) ? Number.NaN : value));
  const { filled, point } = forecast(gappy, 24, 24);
  expect(filled).toBe(gappy.filter(Number.isNaN).length - 1);
  const future = seasonal(324, 24).subarray(300);
  expect(meanAbsoluteError(future, point)).toBeLessThan(2);
  expect(() => forecast(Float64Array.of(1, 2, 3), 2, 1)).toThrow(/insight\/too-few-values/);
  expect(() =>
    forecast(history.map((value, row) => (row % 2 === 0 ? Number.NaN : value)).fill(Number.NaN, 0, 20), 2, 1),
  ).toThrow(/insight\/too-few-values/);
  expect(() => forecast(history, 0, 24)).toThrow(/insight\/horizon/);
  expect(() => new Forecaster({ period: 0.5 })).toThrow(/insight\/period/);
});

test("values too large to square are missing, not passed on", () => {
  const forecaster = new Forecaster({ period: 1 });
  forecaster.update([1, 2, 1e200, 3, Number.NEGATIVE_INFINITY, 4, Number.NaN, 5]);
  expect(forecaster.health()).toMatchObject({ rows: 8, missing: 3 });
  expect(forecaster.forecast(2).point.every((value) => value > 0 && value < 10)).toBe(true);
});

test("a forecaster that was saved and loaded says the same", () => {
  const forecaster = new Forecaster({ period: 12 });
  forecaster.update(seasonal(120, 12, 4).map((value, row) => (row === 50 ? Number.NaN : value)));
  const loaded = Forecaster.loadState(forecaster.saveState(), { period: 12 });
  expect(loaded.forecast(12)).toEqual(forecaster.forecast(12));
  expect(loaded.health()).toEqual({ rows: 120, missing: 1, missingInARow: 0, ready: true });
  expect(() => Forecaster.loadState(forecaster.saveState(), { period: 24 })).toThrow(/insight\/state/);
});

test("whatever the values, a forecast is finite and the intervals stand around it", () => {
  const values = fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), { minLength: 4, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 12 }), (history, period) => {
      const { point, intervals } = forecast(Float64Array.from(history), 3, period);
      expect(point.every(Number.isFinite)).toBe(true);
      for (const { lower, upper } of intervals) {
        for (const [row, value] of point.entries()) {
          expect(lower[row]! <= value || lower[row] === 0).toBe(true);
          expect(upper[row]! >= value).toBe(true);
        }
      }
    }),
    { seed: 4, numRuns: 200 },
  );
});

test("a rule of lags finds the recursion a series was made with", () => {
  const series = new Float64Array(300);
  let state = 9;
  for (let row = 2; row < 300; row++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    series[row] = 0.6 * series[row - 1]! - 0.3 * series[row - 2]! + state / 2 ** 32;
  }
  const rule = fitLagRule(series, { lags: [1, 2], lead: 1 })!;
  const known = Float64Array.of(1, 2);
  // The mean of the noise is 0.5; the coefficients are estimated from 298 rows.
  expect(rule.predict(known)).toBeCloseTo(0.6 * 2 - 0.3 * 1 + 0.5, 0);
  expect(rule.halfWidth(0.9)).toBeGreaterThan(0.4);
  expect(rule.halfWidth(0.9)).toBeLessThan(0.5);
  expect(rule.predict(Float64Array.of(1))).toBeNaN();
  expect(rule.predict(Float64Array.of(Number.NaN, 2))).toBeNaN();
  expect(fitLagRule(series, { lags: [1], lead: 1, logarithm: true })).toBeUndefined();
});

const series = readM4Hourly()?.filter((_, index) => index % 23 === 7);
if (series === undefined) console.log("skipped: M4 hourly, ../shared/data/m4 is not beside the repository");

test.skipIf(series === undefined)("every 23rd hourly series of M4 is forecast at half the error of Naive2", () => {
  const sums = { own: [0, 0], reference: [0, 0] };
  for (const { history, future } of series!) {
    const scale = seasonalScale(history, 24);
    const reference = benchmarkMethod("Naive2")!.forecast(history, 48, 24)!;
    for (const [who, point] of [
      ["own", forecast(history, 48, 24).point],
      ["reference", reference],
    ] as const) {
      sums[who][0]! += smape(future, point);
      sums[who][1]! += meanAbsoluteError(future, point) / scale;
    }
  }
  const ratios = sums.own.map((sum, index) => sum / sums.reference[index]!);
  expect((ratios[0]! + ratios[1]!) / 2).toBeLessThanOrEqual(0.5);
});

test("methods of augurs serve as candidates like any other", () => {
  const whole = seasonal(220, 12, 1);
  for (const { name, forecast: method } of augursMethods) {
    const point = method(whole.subarray(0, 200), 20, 12);
    expect(meanAbsoluteError(whole.subarray(200), point!), name).toBeLessThan(6);
    expect(method(new Float64Array(3), 2, 12), name).toBeUndefined();
  }
  const forecaster = new Forecaster({ period: 12, methods: [...candidateMethods, ...augursMethods] });
  forecaster.update(whole.subarray(0, 200));
  expect(meanAbsoluteError(whole.subarray(200), forecaster.forecast(20).point)).toBeLessThan(1);
});
