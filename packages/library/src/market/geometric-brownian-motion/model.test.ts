import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { mean, moments, variance } from "../../testing/sample.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const closedForm = (quantity: string) => Number(reference.rows.find((row) => row["quantity"] === quantity)!["value"]);
const applied = applyScenario(model, { parameters: { drift: "10 %/year", volatility: "60 %" } });

test.each([
  ["73 day", 10],
  ["2 year", 1],
] as const)("in steps of %s mean, variance and median after two years are those of the law", async (step, steps) => {
  const runs = 8000;
  const result = await ensemble(build(applied, { step }), { steps, runs, paths: runs, seed: 1965n, record: ["price"] });
  const prices = result.paths("price").map((path) => path[steps]!);
  const { errorOfMean, errorOfVariance } = moments(prices);
  expect(Math.abs(mean(prices) - closedForm("mean"))).toBeLessThan(4 * errorOfMean);
  expect(Math.abs(variance(prices) - closedForm("variance"))).toBeLessThan(4 * errorOfVariance);
  const logarithms = prices.map((price) => Math.log(price));
  const spread = closedForm("logarithm variance");
  expect(Math.abs(mean(logarithms) - closedForm("logarithm mean"))).toBeLessThan(4 * Math.sqrt(spread / runs));
  expect(Math.abs(variance(logarithms) / spread - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
  const below = prices.filter((price) => price < 1).length / runs;
  expect(Math.abs(below - closedForm("share below the start"))).toBeLessThan(4 * Math.sqrt(0.25 / runs));
});

test("the model says mean and median itself", () => {
  const result = run(build(applied, { step: "73 day" }), { steps: 10 });
  expect(result.final("expectedPrice")).toBeCloseTo(closedForm("mean"), 12);
  expect(result.final("medianPrice")).toBeCloseTo(closedForm("median"), 12);
});

test("without noise every future is the mean", () => {
  const { step, steps, ...scenario } = scenarios["certain"]!;
  const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
  for (const [day, price] of result.series("price").entries()) {
    expect(price / result.series("expectedPrice")[day]!).toBeCloseTo(1, 12);
    expect(price).toBeCloseTo(Math.exp((0.1 * day) / 365), 12);
  }
});

test("a negative spread is reported by the check that forbids it", () => {
  const { report } = run(build(model, { step: "1 day" }), { steps: 1, parameters: { volatility: -1 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["volatilityIsNotNegative"]);
});
