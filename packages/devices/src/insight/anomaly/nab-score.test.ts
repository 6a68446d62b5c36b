import fc from "fast-check";
import { expect, test } from "vitest";
import { readNabCorpus } from "../testing/nab-corpus.js";
import { windowedGaussian } from "../testing/simple-detectors.js";
import { bestNabScore, nabProfiles, nabScore, probationRows, type ScoredSeries } from "./nab-score.js";

const [standard, lowFalsePositive, lowFalseNegative] = nabProfiles as [
  (typeof nabProfiles)[0],
  (typeof nabProfiles)[0],
  (typeof nabProfiles)[0],
];

function alarmsAt(rows: number, alarms: readonly number[], windows: ScoredSeries["windows"]): ScoredSeries {
  return { scores: new Float64Array(rows).map((_, row) => (alarms.includes(row) ? 1 : 0)), windows };
}

test("an alarm at a window's first row is worth all, no alarm nothing, whatever the profile", () => {
  for (const profile of nabProfiles) {
    expect(nabScore([alarmsAt(1000, [400], [[400, 499]])], 0.5, profile).normalised).toBeCloseTo(100, 12);
    expect(nabScore([alarmsAt(1000, [], [[400, 499]])], 0.5, profile).normalised).toBe(0);
  }
});

test("a window's last row earns the sigmoid just before its end, by the formula done by hand", () => {
  // y = -1/100: (2/(1 + e^-0.05) - 1) / (2/(1 + e^-5) - 1) = 0.02533390507
  const { raw, found } = nabScore([alarmsAt(1000, [499], [[400, 499]])], 0.5, standard);
  expect(raw).toBeCloseTo(0.02533390507, 10);
  expect(found).toBe(1);
});

test("alarms before every window cost the full weight, and one soon after a window little", () => {
  const early = nabScore([alarmsAt(1000, [200], [[400, 499]])], 0.5, standard);
  expect(early.raw).toBeCloseTo(-1 - 0.11, 12);
  expect(nabScore([alarmsAt(1000, [200], [[400, 499]])], 0.5, lowFalsePositive).raw).toBeCloseTo(-1 - 0.22, 12);
  const soon = nabScore([alarmsAt(1000, [500], [[400, 499]])], 0.5, standard);
  // y = 1/99: 2/(1 + e^(5/99)) - 1 = -0.0252471...
  expect(soon.raw).toBeCloseTo(-1 - 0.11 * 0.0252471, 7);
  // y > 3 from row 499 + 3 * 99 on.
  expect(nabScore([alarmsAt(1000, [797], [[400, 499]])], 0.5, standard).raw).toBeCloseTo(-1.11, 12);
});

test("rows of probation do not count", () => {
  expect(probationRows(4032)).toBe(604);
  expect(probationRows(22_695)).toBe(750);
  expect(nabScore([alarmsAt(1000, [0, 149], [[400, 499]])], 0.5, standard).raw).toBe(-1);
  expect(nabScore([alarmsAt(1000, [150], [[400, 499]])], 0.5, standard).falseAlarms).toBe(1);
});

test("missed windows cost double where misses do", () => {
  const { raw, normalised } = nabScore([alarmsAt(1000, [], [[400, 499]])], 0.5, lowFalseNegative);
  expect([raw, normalised]).toEqual([-2, 0]);
});

test("the best threshold is the best of all that are tried one by one", () => {
  const scores = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 40, maxLength: 80 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 6, max: 20 }), fc.integer({ min: 0, max: 15 }), (list, first, more) => {
      const series = [{ scores: list, windows: [[first, first + more] as const] }];
      const best = bestNabScore(series, standard);
      const each = [0, 1, 2, 3, 4, 5, 6].map((threshold) => nabScore(series, threshold, standard).raw);
      expect(best.raw).toBeCloseTo(Math.max(...each), 9);
      expect(nabScore(series, best.threshold, standard).raw).toBeCloseTo(best.raw, 9);
    }),
    { seed: 7, numRuns: 200 },
  );
});

const corpus = readNabCorpus();
if (corpus === undefined)
  console.log("skipped: published scores of NAB, ../shared/data/nab is not beside the repository");

test.skipIf(corpus === undefined)("a published detector comes out with its published scores", () => {
  // The windowed Gaussian's own output files, re-scored on these 30 files by the benchmark's scorer.
  const series = corpus!.map(({ values, windows }) => ({ scores: windowedGaussian(values), windows }));
  const scores = nabProfiles.map((profile) => bestNabScore(series, profile).normalised);
  expect(scores[0]).toBeCloseTo(37.09, 2);
  expect(scores[1]).toBeCloseTo(18.84, 2);
  expect(scores[2]).toBeCloseTo(45.39, 2);
});
