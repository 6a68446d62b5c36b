import fc from "fast-check";
import { expect, test } from "vitest";
import { readNabCorpus } from "../testing/nab-corpus.js";
import { AnomalyDetector } from "./detector.js";
import { nabProfiles, nabScore } from "./nab-score.js";

/** Noise from a linear congruential generator (Numerical Recipes), in [-0.5, 0.5). */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

/** A day of 288 rows, over and over, with noise. */
function daily(rows: number, seed = 1): Float64Array {
  const next = noise(seed);
  return new Float64Array(rows).map((_, row) => 20 + 5 * Math.sin((2 * Math.PI * row) / 288) + next());
}

function alarms(values: Float64Array, detector = new AnomalyDetector()): number[] {
  return [...values.keys()].filter((row) => detector.observe(values[row]!).alarm);
}

test("nothing that comes later changes a verdict", () => {
  const values = daily(900);
  const whole = new AnomalyDetector();
  const verdicts = Array.from(values, (value) => whole.observe(value));
  fc.assert(
    fc.property(fc.integer({ min: 400, max: 800 }), fc.double({ noNaN: true }), (cut, strange) => {
      const detector = new AnomalyDetector();
      for (const value of values.subarray(0, cut)) detector.observe(value);
      expect(detector.explain()).toEqual(verdicts[cut - 1]);
      detector.observe(strange);
      expect(detector.observe(values[cut]!).row).toBe(cut + 1);
    }),
    { seed: 11, numRuns: 6 },
  );
});

test.each([
  ["a spike", (values: Float64Array) => values.fill(60, 3000, 3003)],
  ["a level that never was", (values: Float64Array) => values.fill(35, 3000, 3300)],
  ["a day that stands still at its height", (values: Float64Array) => values.fill(25, 3000, 3150)],
  [
    "an hour of wild values inside of the range",
    (values: Float64Array) =>
      values.set(
        Array.from({ length: 24 }, (_, row) => 20 + 4 * (-1) ** row),
        3000,
      ),
  ],
])("%s is found within 60 rows, with its reasons", (_, plant) => {
  const values = daily(4000);
  plant(values);
  const detector = new AnomalyDetector();
  let found: number | undefined;
  for (const [row, value] of values.entries()) {
    const verdict = detector.observe(value);
    if (!verdict.alarm || row < 3000 || found !== undefined) continue;
    found = row;
    expect(verdict.evidence).toBeGreaterThanOrEqual(verdict.threshold);
    const sum = verdict.reasons.reduce((total, { evidence }) => total + evidence, 0);
    expect(sum).toBeCloseTo(verdict.evidence, 12);
    expect(verdict.reasons[0]!.text).toMatch(/distance|outside/);
  }
  expect(found).toBeGreaterThanOrEqual(3000);
  expect(found).toBeLessThan(3060);
});

test("a noisy stream in which nothing happens does not flood: at most one alarm in 500 rows, ever fewer", () => {
  const values = daily(12_000, 5).map((value, row) => value * (row % 97 === 0 ? 1.3 : 1));
  const found = alarms(values);
  expect(found.length).toBeLessThanOrEqual(24);
  const late = found.filter((row) => row >= 6000).length;
  expect(late).toBeLessThanOrEqual(found.length - late + 2);
});

test("the unit does not matter: values times a power of two give the same evidence", () => {
  const values = daily(1500);
  values[1200] = 90;
  const [one, other] = [new AnomalyDetector(), new AnomalyDetector()];
  for (const value of values) expect(other.observe(value * 1024).evidence).toBe(one.observe(value).evidence);
});

test("a detector that was saved and loaded goes on as if nothing had been", () => {
  const values = daily(3000);
  values.fill(50, 2500, 2510);
  const whole = new AnomalyDetector();
  let resumed = new AnomalyDetector();
  for (const [row, value] of values.entries()) {
    const wanted = whole.observe(value);
    if (row % 700 === 350) resumed = AnomalyDetector.loadState(resumed.saveState());
    expect(resumed.observe(value)).toEqual(wanted);
  }
  expect(resumed.health()).toEqual(whole.health());
  expect(resumed.saveState().length).toBeLessThan(100_000);
});

test("missing values are counted, never judged and never learned from", () => {
  const values = daily(2000);
  const [gappy, plain] = [new AnomalyDetector(), new AnomalyDetector()];
  for (const [row, value] of values.entries()) {
    if (row % 50 === 0) {
      for (const gap of [Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(gappy.observe(gap)).toMatchObject({ missing: true, alarm: false, evidence: 0 });
      }
      expect(gappy.health().missingInARow).toBe(2);
    }
    expect(gappy.observe(value).evidence).toBe(plain.observe(value).evidence);
  }
  expect(gappy.health()).toMatchObject({ missing: 80, missingInARow: 0, rows: 2080 });
});

test("values of any size keep the evidence a number, and the state one that loads", () => {
  const anyValues = fc.array(fc.double({ noNaN: true }), { minLength: 450, maxLength: 500 });
  fc.assert(
    fc.property(anyValues, (values) => {
      const detector = new AnomalyDetector();
      for (const value of values) expect(Number.isFinite(detector.observe(value).evidence)).toBe(true);
      expect(AnomalyDetector.loadState(detector.saveState()).health()).toEqual(detector.health());
    }),
    { seed: 2, numRuns: 20 },
  );
});

test("states that are no states are refused", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const good = new TextDecoder().decode(new AnomalyDetector().saveState());
  for (const text of [
    "",
    "null",
    "{}",
    good.replace('"rows":0', '"rows":-1'),
    good.replace('"version":1', '"version":2'),
  ]) {
    expect(() => AnomalyDetector.loadState(bytes(text))).toThrow(/insight\/state/);
  }
  expect(() => new AnomalyDetector(Number.NaN)).toThrow(/insight\/threshold/);
});

const corpus = readNabCorpus()?.filter(({ folder }) => folder !== "realAWSCloudwatch");
if (corpus === undefined) console.log("skipped: NAB, ../shared/data/nab is not beside the repository");

test.skipIf(corpus === undefined)(
  "traffic and artificial streams of NAB score 58 and more at the standard threshold",
  () => {
    const series = corpus!.map(({ values, windows }) => {
      const detector = new AnomalyDetector();
      return { scores: values.map((value) => (detector.observe(value).alarm ? 1 : 0)), windows };
    });
    expect(nabScore(series, 1, nabProfiles[0]!).normalised).toBeGreaterThanOrEqual(58);
  },
);
