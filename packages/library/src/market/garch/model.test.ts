import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { kurtosis, mean, moments, variance } from "../../testing/sample.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function garch(row: Readonly<Record<string, string>>, startVariance: string) {
  const { omega, alpha, beta } = row;
  return applyScenario(model, {
    parameters: { constant: omega!, reaction: alpha!, memory: beta!, startVariance },
  });
}

test.each(reference.rows)(
  "ω = $omega, α = $alpha, β = $beta: long-run variance $variance, and $after after $days days",
  (row) => {
    const result = run(build(garch(row, row["start"]!)), { steps: 400 });
    expect(result.final("longRunVariance") / Number(row["variance"])).toBeCloseTo(1, 11);
    expect(result.series("expectedVariance")[Number(row["days"])]! / Number(row["after"])).toBeCloseTo(1, 11);
  },
);

test.each(reference.rows.slice(1, 3))(
  "α = $alpha, β = $beta: futures have the kurtosis $kurtosis and the memory of the closed forms",
  async (row) => {
    const [runs, steps] = [20_000, 60];
    const program = build(garch(row, row["variance"]!));
    const result = await ensemble(program, { steps, runs, paths: runs, seed: 1986n, record: ["logReturn"] });
    const at = (day: number) => result.paths("logReturn").map((path) => path[day]!);
    const last = at(steps);
    expect(Math.abs(variance(last) - Number(row["variance"]))).toBeLessThan(4 * moments(last).errorOfVariance);
    expect(Math.abs(kurtosis(last) / Number(row["kurtosis"]) - 1)).toBeLessThan(0.12);
    const squares = [at(steps - 1), last].map((list) => list.map((value) => value * value));
    const [before, after] = squares as [number[], number[]];
    const product = before.map((value, index) => (value - mean(before)) * (after[index]! - mean(after)));
    const correlation = mean(product) / Math.sqrt(variance(before) * variance(after));
    expect(Math.abs(correlation - Number(row["correlation"]))).toBeLessThan(0.06);
    // The returns themselves have no memory.
    const plain = at(steps - 1).map((value, index) => value * last[index]!);
    expect(Math.abs(mean(plain))).toBeLessThan(4 * moments(plain).errorOfMean);
  },
);

test("along a path the variance is made of yesterday's variance and yesterday's surprise", () => {
  const { steps, ...scenario } = scenarios["mark-and-pound"]!;
  const result = run(build(applyScenario(model, scenario)), { steps, seed: 5n });
  const [h, r] = [result.series("variance"), result.series("logReturn")];
  let logarithm = 0;
  for (let day = 0; day < steps; day++) {
    const surprise = r[day]! + 0.0000619041;
    const expected = 0.00000107613 + 0.153134 * surprise * surprise + 0.805974 * h[day]!;
    expect(h[day + 1]! / expected).toBeCloseTo(1, 12);
    logarithm += r[day]!;
  }
  expect(result.final("price")).toBeCloseTo(Math.exp(logarithm), 12);
});

test("a persistence of one has no long-run variance, which the check reports", () => {
  const { report } = run(build(model), { steps: 1, parameters: { memory: 0.9 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["varianceReturns"]);
});
