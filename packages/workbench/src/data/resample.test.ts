import { type Rational, rational } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Points, reachOf, valuesAtSteps } from "./resample.js";

const number = (text: string) => rational.parseRational(text)!;
const points = (...pairs: readonly (readonly [string, string])[]): Points => ({
  times: pairs.map(([time]) => number(time)),
  values: pairs.map(([, value]) => number(value)),
});
const shown = (values: readonly Rational[]) =>
  values.map((value) => (value.d === 1n ? String(value.n) : `${value.n}/${value.d}`));

test("a value that holds until the next is met at the start of a step, its jump included", () => {
  const series = points(["0", "10"], ["3/2", "20"], ["2", "40"]);
  expect(shown(valuesAtSteps(series, 3, "previous", "start"))).toEqual(["10", "10", "40", "40"]);
});

test("a straight line is met at the start of a step in thirds, not in rounded decimals", () => {
  const series = points(["0", "0.1"], ["3", "0.2"]);
  expect(shown(valuesAtSteps(series, 3, "linear", "start"))).toEqual(["1/10", "2/15", "1/6", "1/5"]);
});

test("the mean over a step weighs every value with the time for which it holds", () => {
  const series = points(["0", "10"], ["1/4", "20"], ["2", "40"]);
  // A quarter of 10 and three quarters of 20; then 20; then 40; the end has the last step's.
  expect(shown(valuesAtSteps(series, 3, "previous", "mean"))).toEqual(["35/2", "20", "40", "40"]);
});

test("the mean of a straight line over a step is that of its ends, and of a bend the trapezes on both sides", () => {
  expect(shown(valuesAtSteps(points(["0", "0"], ["4", "8"]), 4, "linear", "mean"))).toEqual(["1", "3", "5", "7", "7"]);
  const tent = points(["0", "0"], ["1/2", "1"], ["1", "0"]);
  expect(shown(valuesAtSteps(tent, 1, "linear", "mean"))).toEqual(["1/2", "1/2"]);
});

test("before the first point its value holds, and after the last point the last one", () => {
  const series = points(["3/2", "5"], ["5/2", "9"]);
  expect(shown(valuesAtSteps(series, 4, "linear", "start"))).toEqual(["5", "5", "7", "9", "9"]);
  expect(shown(valuesAtSteps(series, 4, "linear", "mean"))).toEqual(["5", "11/2", "17/2", "9", "9"]);
  expect(shown(valuesAtSteps(series, 4, "previous", "mean"))).toEqual(["5", "5", "7", "9", "9"]);
});

test("values that hold reach as far behind the last point as the one before it did; lines end at the last point", () => {
  const { times } = points(["-2", "0"], ["3", "0"], ["5", "0"]);
  expect(shown(reachOf(times, "previous"))).toEqual(["-2", "7"]);
  expect(shown(reachOf(times, "linear"))).toEqual(["-2", "5"]);
  expect(shown(reachOf(times.slice(0, 1), "previous"))).toEqual(["-2", "-2"]);
});

const fraction = fc
  .tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 1, max: 24 }))
  .map(([n, d]) => rational.rational(n, d));
const anySeries = fc
  .uniqueArray(fc.tuple(fraction, fraction), {
    selector: ([time]) => rational.toText(time),
    minLength: 1,
    maxLength: 12,
  })
  .map((pairs) => [...pairs].sort(([a], [b]) => rational.compare(a, b)))
  .map((pairs): Points => ({ times: pairs.map(([time]) => time), values: pairs.map(([, value]) => value) }));

/** The integral from the first point to `end` by formulas for whole pieces: the witness, which knows no steps. */
function areaUntil({ times, values }: Points, end: Rational, between: "linear" | "previous"): Rational {
  let area = rational.multiply(values[0]!, rational.minimum(rational.zero, rational.subtract(end, times[0]!)));
  for (const [index, from] of times.entries()) {
    const next = times[index + 1];
    const to = next === undefined ? end : rational.minimum(end, next);
    if (rational.compare(from, to) >= 0) continue;
    const length = rational.subtract(to, from);
    area = rational.add(area, rational.multiply(values[index]!, length));
    if (between === "previous" || next === undefined) continue;
    // A triangle of the slope on top: slope · length² / 2.
    const slope = rational.divide(rational.subtract(values[index + 1]!, values[index]!), rational.subtract(next, from));
    area = rational.add(
      area,
      rational.multiply(slope, rational.multiply(rational.rational(1, 2), rational.multiply(length, length))),
    );
  }
  return area;
}

test("means over steps add up to the integral of the data exactly, whatever the points", () => {
  fc.assert(
    fc.property(
      anySeries,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom("linear" as const, "previous" as const),
      (series, steps, between) => {
        const means = valuesAtSteps(series, steps, between, "mean");
        expect(means).toHaveLength(steps + 1);
        const total = means.slice(0, steps).reduce(rational.add, rational.zero);
        const whole = rational.subtract(
          areaUntil(series, rational.rational(steps), between),
          areaUntil(series, rational.zero, between),
        );
        expect(rational.toText(total)).toBe(rational.toText(whole));
      },
    ),
    { seed: 11, numRuns: 2_000 },
  );
});

test("a value at the start of a step is the slope of the integral there", () => {
  fc.assert(
    fc.property(anySeries, fc.constantFrom("linear" as const, "previous" as const), (series, between) => {
      const atStart = valuesAtSteps(series, 6, between, "start");
      for (const [step, value] of atStart.entries()) {
        // So short that no further point lies within: denominators of times are at most 24.
        const moment = rational.rational(1, 10_000);
        const from = rational.rational(step);
        const area = rational.subtract(
          areaUntil(series, rational.add(from, moment), between),
          areaUntil(series, from, between),
        );
        const mean = rational.divide(area, moment);
        const off = rational.absolute(rational.subtract(mean, value));
        if (between === "previous") expect(rational.toText(off)).toBe("0");
        else expect(rational.toNumber(off)).toBeLessThan(50);
      }
    }),
    { seed: 12, numRuns: 300 },
  );
});

test("a hundred thousand rows at ten thousand steps are resampled within seconds", () => {
  const times = Array.from({ length: 100_000 }, (_, index) => rational.rational(index, 10));
  const values = Array.from({ length: 100_000 }, (_, index) => rational.rational((index * 7919) % 1000, 100));
  const means = valuesAtSteps({ times, values }, 10_000, "previous", "mean");
  const total = means.slice(0, -1).reduce(rational.add, rational.zero);
  // Each value counts for a tenth of a step.
  const sum = values.reduce(rational.add, rational.zero);
  expect(rational.toText(total)).toBe(rational.toText(rational.divide(sum, rational.rational(10))));
});
