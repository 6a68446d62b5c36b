import { expect, test } from "vitest";
import { forecastColumn, publishedLags } from "../testing/air-forecast.js";
import { channelRows, readAirQuality } from "../testing/air-quality.js";
import { SensorCalibration } from "./calibration.js";

/** Numbers in [-0.5, 0.5) from a linear congruential generator (Numerical Recipes). */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

test("a sensor whose reference is a straight or a bent rule of its channels is corrected to it", () => {
  const next = noise(1);
  const straight = ([a, b]: readonly number[]) => 3 + 2 * a! - b!;
  const bent = ([a, b]: readonly number[]) => 3 + 2 * a! - b! + 4 * a! * b! - 3 * a! * a!;
  for (const [law, terms] of [
    [straight, "linear"],
    [bent, "quadratic"],
  ] as const) {
    const calibration = new SensorCalibration({ channels: 2, terms });
    for (let row = 0; row < 2000; row++) {
      const channels = [10 * next(), 10 * next()];
      calibration.learn(channels, law(channels));
    }
    calibration.fit();
    // The penalty of 1 against 2,000 rows takes a two-thousandth off each standardised weight.
    expect(Math.abs(calibration.correct([1, 2]).value - law([1, 2]))).toBeLessThan(0.2);
  }
});

test("the kind of terms is chosen by references not yet seen", () => {
  const next = noise(2);
  const calibration = new SensorCalibration({ channels: 1 });
  for (let row = 0; row < 1000; row++) {
    const value = 2 * next();
    calibration.learn([value], value * value + 0.01 * next());
  }
  const { terms, errors } = calibration.explain();
  expect(terms).toBe("quadratic");
  expect(errors.quadratic).toBeLessThan(errors.linear / 10);
});

test("intervals hold their share of references to come, and widen to infinity when there is nothing to go by", () => {
  const next = noise(3);
  const calibration = new SensorCalibration({ channels: 1, terms: "linear" });
  expect(calibration.correct([1]).halfWidths).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  let [asked, at80, at95] = [0, 0, 0];
  for (let row = 0; row < 6000; row++) {
    const channel = next();
    const reference = channel + (next() + next()) / 2;
    const { value, missing, halfWidths } = calibration.correct([channel]);
    if (!missing && row > 1000) {
      asked++;
      if (Math.abs(value - reference) <= halfWidths[0]!) at80++;
      if (Math.abs(value - reference) <= halfWidths[1]!) at95++;
    }
    calibration.learn([channel], reference);
  }
  expect(Math.abs(at80 / asked - 0.8)).toBeLessThan(0.02);
  expect(Math.abs(at95 / asked - 0.95)).toBeLessThan(0.01);
});

test("missing channels and references are refused and counted, and corrected to no number", () => {
  const calibration = new SensorCalibration({ channels: 2 });
  for (let row = 0; row < 50; row++) expect(calibration.learn([row, -row * row], row)).toBe(true);
  calibration.fit();
  for (const bad of [[1], [1, Number.NaN], [Number.POSITIVE_INFINITY, 1], [1e200, 1], [1, 2, 3]]) {
    expect(calibration.learn(bad, 1)).toBe(false);
    expect(calibration.correct(bad)).toMatchObject({ missing: true, value: Number.NaN });
  }
  expect(calibration.learn([1, 2], Number.NaN)).toBe(false);
  expect(calibration.health()).toEqual({ learned: 50, refused: 6, sinceReference: 5, ready: true });
  expect(() => calibration.correct([1, 2], [1])).toThrow(/insight\/level/);
  expect(() => new SensorCalibration({ channels: 0 })).toThrow(/insight\/channels/);
});

test("a calibration that was saved and loaded goes on as if nothing had been", () => {
  const next = noise(4);
  const whole = new SensorCalibration({ channels: 2 });
  let resumed = new SensorCalibration({ channels: 2 });
  for (let row = 0; row < 900; row++) {
    const channels = [next(), next()];
    const reference = channels[0]! * channels[1]! + next();
    for (const one of [whole, resumed]) one.learn(channels, reference);
    if (row % 200 === 99) resumed = SensorCalibration.loadState(resumed.saveState(), { channels: 2 });
    expect(resumed.correct(channels)).toEqual(whole.correct(channels));
  }
  expect(resumed.explain()).toEqual(whole.explain());
  expect(() => SensorCalibration.loadState(whole.saveState(), { channels: 3 })).toThrow(/insight\/state/);
});

const air = readAirQuality();
if (air === undefined) console.log("skipped: UCI air quality, ../shared/data/air_energy is not beside the repository");

/** RMSE, MAE and coverage at 80 and 95 % on the last 40 % of the rows; references go on in the second case. */
function measure(target: string, goesOn: boolean, terms?: "linear" | "quadratic") {
  const rows = channelRows(air!);
  const reference = air!.get(target)!;
  const cut = Math.floor(0.6 * rows.length);
  const calibration = new SensorCalibration(terms === undefined ? { channels: 8 } : { channels: 8, terms });
  for (let row = 0; row < cut; row++) calibration.learn(rows[row]!, reference[row]!);
  calibration.fit();
  let [count, squares, sum, at80, at95] = [0, 0, 0, 0, 0];
  for (let row = cut; row < rows.length; row++) {
    const { value, missing, halfWidths } = calibration.correct(rows[row]!);
    const error = Math.abs(value - reference[row]!);
    if (!missing && !Number.isNaN(error)) {
      count++;
      squares += error * error;
      sum += error;
      if (error <= halfWidths[0]!) at80++;
      if (error <= halfWidths[1]!) at95++;
    }
    if (goesOn) calibration.learn(rows[row]!, reference[row]!);
  }
  return { rmse: Math.sqrt(squares / count), mae: sum / count, at80: at80 / count, at95: at95 / count };
}

test.skipIf(air === undefined)("carbon monoxide in a city is calibrated at the published error, split in time", () => {
  const linear = measure("CO(GT)", false, "linear");
  expect(linear.rmse).toBeCloseTo(0.726, 3);
  expect(linear.mae).toBeCloseTo(0.552, 3);
  const chosen = measure("CO(GT)", false);
  expect(chosen.rmse).toBeLessThanOrEqual(0.65);
  expect(chosen.mae).toBeLessThanOrEqual(0.453);
});

test.skipIf(air === undefined)(
  "references that go on halve the error of a drifting sensor and make its intervals true",
  () => {
    const [frozen, followed] = [measure("NO2(GT)", false), measure("NO2(GT)", true)];
    expect(followed.rmse).toBeLessThan(0.6 * frozen.rmse);
    expect(Math.abs(followed.at80 - 0.8)).toBeLessThan(0.03);
    expect(Math.abs(followed.at95 - 0.95)).toBeLessThan(0.03);
  },
);

test.skipIf(air === undefined)(
  "benzene an hour ahead is foretold at the published error and better than by its last value",
  () => {
    const { rmse, persistence } = forecastColumn(air!.get("C6H6(GT)")!, { lags: publishedLags, lead: 1 });
    expect(Math.abs(rmse - 2.957)).toBeLessThan(0.01);
    expect(Math.abs(persistence - 3.492)).toBeLessThan(0.01);
  },
);
