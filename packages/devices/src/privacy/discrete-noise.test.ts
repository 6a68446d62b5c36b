import { numeric } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { bernoulliExp, discreteGaussian, discreteLaplace } from "./discrete-noise.js";
import { uniformBelow } from "./random.js";
import { estimateCounts, randomisedResponse, truthFraction, truthProbability } from "./randomised-response.js";
import { seededBytes } from "./testing/stream.js";

/** Chi-squared of counts against exact shares, with its degrees of freedom's upper 0.1 % point by Wilson & Hilferty. */
function fits(counts: ReadonlyMap<number, number>, shareOf: (x: number) => number, from: number, to: number): boolean {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let inside = 0;
  let sharesInside = 0;
  for (let x = from; x <= to; x++) {
    const expected = total * shareOf(x);
    statistic += ((counts.get(x) ?? 0) - expected) ** 2 / expected;
    inside += counts.get(x) ?? 0;
    sharesInside += shareOf(x);
  }
  const outside = total * (1 - sharesInside);
  statistic += (total - inside - outside) ** 2 / outside;
  const freedom = to - from + 1;
  const limit = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3;
  return statistic < limit;
}

function tally(count: number, draw: () => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const x = draw();
    counts.set(x, (counts.get(x) ?? 0) + 1);
  }
  return counts;
}

test("whole numbers below a bound are equally likely, also where bytes do not divide evenly", () => {
  const random = seededBytes("uniform");
  expect(
    fits(
      tally(20_000, () => Number(uniformBelow(11n, random))),
      () => 1 / 11.000001,
      0,
      10,
    ),
  ).toBe(true);
  expect(uniformBelow(1n, random)).toBe(0n);
  expect(() => uniformBelow(0n, random)).toThrow("privacy/parameter");
});

test("a coin of e^(−γ) falls as often, below and above γ = 1", () => {
  for (const [above, below] of [
    [0n, 1n],
    [1n, 3n],
    [7n, 2n],
  ] as const) {
    const random = seededBytes(`coin ${above}`);
    const hits = tally(20_000, () => Number(bernoulliExp(above, below, random))).get(1) ?? 0;
    const share = numeric.exp(-Number(above) / Number(below));
    expect(Math.abs(hits - 20_000 * share)).toBeLessThanOrEqual(4 * Math.sqrt(20_000 * share * (1 - share)));
  }
});

test("discrete Laplace noise has its law", () => {
  for (const [above, below] of [
    [3n, 2n],
    [1n, 4n],
  ] as const) {
    const random = seededBytes(`laplace ${above}`);
    const decay = numeric.exp(-Number(below) / Number(above));
    const counts = tally(20_000, () => Number(discreteLaplace({ above, below }, random)));
    const reach = above > below ? 6 : 1;
    expect(fits(counts, (x) => ((1 - decay) / (1 + decay)) * numeric.pow(decay, Math.abs(x)), -reach, reach)).toBe(
      true,
    );
  }
});

test("discrete Gaussian noise has its law, and fails a law of another width", () => {
  for (const [above, below] of [
    [4n, 1n],
    [1n, 3n],
    [25n, 2n],
  ] as const) {
    const random = seededBytes(`gaussian ${above}`);
    const variance = Number(above) / Number(below);
    const counts = tally(20_000, () => Number(discreteGaussian({ above, below }, random)));
    const law = (width: number) => {
      const weight = (x: number) => numeric.exp((-x * x) / (2 * width));
      let total = 0;
      for (let x = -60; x <= 60; x++) total += weight(x);
      return (x: number) => weight(x) / total;
    };
    const reach = Math.ceil(2.5 * Math.sqrt(variance));
    expect(fits(counts, law(variance), -reach, reach)).toBe(true);
    expect(fits(counts, law(variance * 1.1), -reach, reach)).toBe(false);
  }
  expect(() => discreteGaussian(0n, seededBytes("x"))).toThrow("privacy/parameter");
});

test("randomised response tells the truth as often as it should, and the counts are restored", () => {
  expect(truthProbability(1, 4)).toBeCloseTo(0.475_366_886_418_671_7, 14);
  expect(truthProbability(0, 5)).toBeCloseTo(0.2, 14);
  expect(truthProbability(1000, 5)).toBe(1);
  const random = seededBytes("response");
  const fraction = truthFraction(1, 4);
  expect(Number(fraction.above) / 2 ** 32).toBeLessThanOrEqual(truthProbability(1, 4));
  const people = [6_000, 3_000, 1_000, 0];
  const seen = [0, 0, 0, 0];
  people.forEach((count, truth) => {
    for (let i = 0; i < count; i++) seen[randomisedResponse(truth, 4, fraction, random)]! += 1;
  });
  estimateCounts(seen, truthProbability(1, 4)).forEach((estimate, answer) => {
    // Four deviations of the estimate: √(n p (1 − p))/(p − q) is at most 166.
    expect(Math.abs(estimate - people[answer]!)).toBeLessThan(4 * 166);
  });
  expect(() => randomisedResponse(4, 4, fraction, random)).toThrow("privacy/parameter");
});
