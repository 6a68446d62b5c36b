import { random } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { failureWithin, lifeAtShare, meanLife, meanResidualLife, reliability } from "./weibull.js";
import { failureInterval, fitWeibull, type Life } from "./weibull-fit.js";

/** ∫ from t of R / R(t) by Simpson's rule: another way to the mean residual life. */
function integrated(shape: number, scale: number, age: number): number {
  const rest = (t: number) => Math.exp((age / scale) ** shape - (t / scale) ** shape);
  const width = 40 * scale * Math.max(1, 1 / shape);
  const steps = 200_000;
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    const [from, to] = [age + (width * k) / steps, age + (width * (k + 1)) / steps];
    sum += ((to - from) / 6) * (rest(from) + 4 * rest((from + to) / 2) + rest(to));
  }
  return sum;
}

test("shape 2.5 and scale 1000: R(500) 0.83797, mean life 887.264, B10 406.5", () => {
  const law = { shape: 2.5, scale: 1000 };
  expect(reliability(law, 500)).toBeCloseTo(0.8379668855787558, 13);
  expect(meanLife(law)).toBeCloseTo(887.2638175030755, 8);
  expect(reliability(law, lifeAtShare(law, 0.1))).toBeCloseTo(0.9, 13);
  expect(lifeAtShare(law, 0.1)).toBeCloseTo(1000 * (-Math.log(0.9)) ** 0.4, 9);
});

test("the exponential law has no memory: the mean residual life is the scale at every age", () => {
  for (const age of [0, 1, 50, 5_000, 1e6]) {
    expect(meanResidualLife({ shape: 1, scale: 50 }, age)).toBeCloseTo(50, 9);
  }
  expect(failureWithin({ shape: 1, scale: 50 }, 1234, 50)).toBeCloseTo(1 - Math.exp(-1), 13);
});

test.each([
  [2.5, 1000, 0],
  [2.5, 1000, 500],
  [2.5, 1000, 3000],
  [0.7, 10, 25],
  [4, 1, 1.3],
])("the mean residual life of shape %d, scale %d at age %d is its integral", (shape, scale, age) => {
  const exact = integrated(shape, scale, age);
  expect(meanResidualLife({ shape, scale }, age) / exact).toBeCloseTo(1, shape < 1 ? 4 : 8);
});

test("far in the tail, where R is 0 in doubles, the mean residual life is still 1/hazard", () => {
  const law = { shape: 2.5, scale: 1000 };
  const age = 30_000;
  expect(reliability(law, age)).toBe(0);
  // h(t) = β/η (t/η)^(β-1); the next term of the expansion is of the order 1/(t/η)^β, 2·10⁻⁴.
  const hazard = (2.5 / 1000) * 30 ** 1.5;
  expect(meanResidualLife(law, age) * hazard).toBeCloseTo(1, 3);
});

test("the ball bearings of Lieblein & Zelen 1956 have the shape 2.102 and the scale 81.88", () => {
  // Millions of revolutions; the estimates are those of Lawless, Statistical Models and Methods for Lifetime Data.
  const ages = [17.88, 28.92, 33, 41.52, 42.12, 45.6, 48.48, 51.84, 51.96, 54.12, 55.56, 67.8];
  ages.push(68.64, 68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.4);
  const fit = fitWeibull(ages.map((age) => ({ age, failed: true })));
  expect(fit.shape).toBeCloseTo(2.102, 2);
  expect(fit.scale).toBeCloseTo(81.88, 1);
  expect(fit.logLikelihood).toBeCloseTo(-113.69, 1);
});

const seed = 99n;
function fleet(run: number, units: number, shape: number, scale: number, watched: number): Life[] {
  const key = random.drawKey(seed, "life");
  return Array.from({ length: units }, (_, unit) => {
    const age = scale * (-Math.log(1 - random.uniform(key, unit, run, 0))) ** (1 / shape);
    return age <= watched ? { age, failed: true } : { age: watched, failed: false };
  });
}

test("with 60 % still running the fit is unbiased enough and its standard errors are right", () => {
  const fits = Array.from({ length: 300 }, (_, run) => fitWeibull(fleet(run, 200, 2, 1000, 715)));
  const mean = (of: (fit: (typeof fits)[number]) => number) =>
    fits.reduce((sum, fit) => sum + of(fit), 0) / fits.length;
  const shapeBias = mean((fit) => Math.log(fit.shape / 2));
  const spread = Math.sqrt(mean((fit) => Math.log(fit.shape / 2) ** 2) - shapeBias ** 2);
  expect(Math.abs(shapeBias)).toBeLessThan(0.03);
  expect(mean((fit) => fit.shapeLogError) / spread).toBeGreaterThan(0.88);
  expect(mean((fit) => fit.shapeLogError) / spread).toBeLessThan(1.12);
  expect(Math.abs(mean((fit) => Math.log(fit.scale / 1000)))).toBeLessThan(0.03);
  // A 90 % interval for the share failed by 300: within four standard errors of 0.9.
  const truth = 1 - Math.exp(-((300 / 1000) ** 2));
  const covered = fits.filter((fit) => {
    const [low, high] = failureInterval(fit, 300);
    return low <= truth && truth <= high;
  }).length;
  expect(covered / fits.length).toBeGreaterThan(0.83);
  expect(covered / fits.length).toBeLessThan(0.97);
});

test("no other law is likelier: steps in shape and scale lose likelihood", () => {
  const lives = fleet(1, 50, 1.5, 10, 12);
  const fit = fitWeibull(lives);
  const logOf = (shape: number, scale: number) =>
    lives.reduce((sum, { age, failed }) => {
      const hazard = (age / scale) ** shape;
      return sum - hazard + (failed ? Math.log(shape / age) + Math.log(hazard) : 0);
    }, 0);
  expect(fit.logLikelihood).toBeCloseTo(logOf(fit.shape, fit.scale), 8);
  for (const [up, wide] of [
    [1.001, 1],
    [0.999, 1],
    [1, 1.001],
    [1, 0.999],
  ] as const) {
    expect(logOf(fit.shape * up, fit.scale * wide)).toBeLessThan(fit.logLikelihood);
  }
});

test("ages in other units change the scale alone", () => {
  const lives = fleet(2, 40, 3, 1, 2);
  const [one, other] = [fitWeibull(lives), fitWeibull(lives.map(({ age, failed }) => ({ age: age * 8760, failed })))];
  expect(other.shape).toBeCloseTo(one.shape, 9);
  expect(other.scale / one.scale).toBeCloseTo(8760, 6);
});

test("one failure, failures at one age, and an age of 0 are refused", () => {
  const failed = (age: number) => ({ age, failed: true });
  expect(() => fitWeibull([failed(1), { age: 2, failed: false }])).toThrow(/1 of 2 units have failed/);
  expect(() => fitWeibull([failed(5), failed(5)])).toThrow(/at one age/);
  expect(() => fitWeibull([failed(0), failed(5)])).toThrow(/maintenance\/lives/);
  expect(() => reliability({ shape: 0, scale: 1 }, 1)).toThrow(/maintenance\/weibull/);
});
