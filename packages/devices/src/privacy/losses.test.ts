import { numeric } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { classicalGaussianDeviation, gaussianDelta, gaussianDeviation, laplaceScale } from "./gaussian.js";
import { gaussianLoss, guaranteeOf, laplaceLoss, pureLoss, subsampledGaussianLoss, usualOrders } from "./renyi.js";

/** Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number, steps = 40_000): number {
  const width = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * width);
  return (sum * width) / 3;
}

const normal = (x: number, mean: number, deviation: number): number =>
  numeric.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));

test("the failure probability of Gaussian noise is the mass by which one law exceeds e^ε times the other", () => {
  for (const [deviation, epsilon] of [
    [1, 0.5],
    [3.730_631_634_815_938, 1],
    [0.3, 8],
    [10, 0],
  ] as const) {
    // Beyond the crossing point the first law is the larger: the integral needs no kink.
    const crossing = 0.5 - epsilon * deviation ** 2;
    const excess = integral(
      (x) => normal(x, 0, deviation) - numeric.exp(epsilon) * normal(x, 1, deviation),
      crossing - 40 * deviation,
      crossing,
    );
    expect(gaussianDelta(deviation, epsilon) / excess).toBeCloseTo(1, 8);
  }
});

test("the analytic deviation is the smallest one, from small to large ε", () => {
  // Balle & Wang's rule evaluated elsewhere, to ten digits.
  expect(gaussianDeviation(1, 1e-5)).toBeCloseTo(3.730_631_634_8, 9);
  expect(gaussianDeviation(2, 1e-5)).toBeCloseTo(1.993_812_445_6, 9);
  expect(gaussianDeviation(1, 1e-5, 7)).toBeCloseTo(7 * gaussianDeviation(1, 1e-5), 10);
  for (const epsilon of [0, 1e-3, 0.5, 5, 50, 700, 3000]) {
    for (const delta of [1e-12, 1e-5, 0.3]) {
      const deviation = gaussianDeviation(epsilon, delta);
      expect(gaussianDelta(deviation, epsilon)).toBeLessThanOrEqual(delta);
      expect(gaussianDelta(deviation * (1 - 1e-9), epsilon)).toBeGreaterThan(delta * (1 - 1e-12));
    }
  }
  expect(gaussianDeviation(0.5, 1e-5)).toBeLessThan(classicalGaussianDeviation(0.5, 1e-5));
  // At large ε the classical rule gives less noise than is needed.
  expect(gaussianDeviation(20, 1e-5)).toBeGreaterThan(classicalGaussianDeviation(20, 1e-5));
  expect(laplaceScale(0.5)).toBe(2);
  for (const bad of [
    () => gaussianDeviation(-1, 0.1),
    () => gaussianDeviation(1, 0),
    () => laplaceScale(0),
    () => gaussianDeviation(1, 0.1, Number.NaN),
  ])
    expect(bad).toThrow("privacy/parameter");
});

test("Rényi losses are ln of the mean of the likelihood ratio's power, over α − 1", () => {
  for (const [order, scale] of [
    [2, 1],
    [3.5, 0.7],
    [16, 4],
  ] as const) {
    const ratio = (x: number): number =>
      numeric.exp(((order - 1) * Math.abs(x - 1) - order * Math.abs(x)) / scale) / (2 * scale);
    const mean = integral(ratio, -60 * scale, 0) + integral(ratio, 0, 1) + integral(ratio, 1, 1 + 60 * scale);
    expect(laplaceLoss(order, scale)).toBeCloseTo(numeric.ln(mean) / (order - 1), 9);
  }
  expect(laplaceLoss(2, 1)).toBeCloseTo(0.619_123_629_998_592_8, 14);
  expect(laplaceLoss(1e6, 0.001)).toBeCloseTo(1000, 2);
  expect(gaussianLoss(8, 2)).toBe(1);
  for (const [order, rate, deviation] of [
    [2, 0.01, 1],
    [5, 0.2, 2],
    [8, 256 / 60_000, 1.1],
  ] as const) {
    const ratio = (x: number): number =>
      normal(x, 0, deviation) * numeric.pow(1 - rate + rate * numeric.exp((2 * x - 1) / (2 * deviation ** 2)), order);
    const mean = integral(ratio, -30 * deviation, 30 * deviation + order);
    expect(subsampledGaussianLoss(order, rate, deviation) / (numeric.ln(mean) / (order - 1))).toBeCloseTo(1, 7);
  }
  // A tiny rate: the first term alone, C(α,2) q² (e^(1/σ²) − 1)/(α − 1).
  expect(subsampledGaussianLoss(4, 1e-9, 1) / (2e-18 * (Math.E - 1))).toBeCloseTo(1, 7);
  expect(subsampledGaussianLoss(4, 1, 2)).toBe(gaussianLoss(4, 2));
  expect(subsampledGaussianLoss(4, 0, 2)).toBe(0);
  expect(() => subsampledGaussianLoss(2.5, 0.1, 1)).toThrow("privacy/parameter");
  expect(pureLoss(100, 0.1)).toBe(0.1);
});

test("the accountant gives the published ε of a sampled Gaussian, by both conversions", () => {
  const losses = usualOrders.map((order) => 14_062 * subsampledGaussianLoss(order, 256 / 60_000, 1.1));
  const mironov = guaranteeOf(usualOrders, losses, 1e-5, "mironov");
  const improved = guaranteeOf(usualOrders, losses, 1e-5);
  // 3.009 at order 9 and 2.597 at order 8.
  expect(mironov.epsilon).toBeCloseTo(3.009_099_525_7, 6);
  expect(improved.epsilon).toBeCloseTo(2.596_981_178_6, 6);
  expect([mironov.order, improved.order]).toEqual([9, 8]);
  expect(() => guaranteeOf([], [], 1e-5)).toThrow("privacy/parameter");
});
