import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { mean, moments, variance } from "../../testing/sample.js";
import model from "./model.js";
import { momentsAfter } from "./ornstein-uhlenbeck.vectors.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)(
  "θ = $theta, m = $m, σ = $sigma, from $x0: after $t years mean $mean and variance $variance",
  ({ m, mean: expected, variance: spread, ...input }) => {
    const got = momentsAfter({ ...input, mu: m });
    expect(got.mean / Number(expected)).toBeCloseTo(1, 12);
    expect(got.variance / Number(spread)).toBeCloseTo(1, 12);
  },
);

test("many short steps have the same mean and variance as a long one", () => {
  const applied = applyScenario(model, {
    parameters: { startLog: "0.4", reversion: "1.5 1/year", volatility: "30 %" },
  });
  const [long, short] = [
    run(build(applied, { step: "2 year" }), { steps: 1 }),
    run(build(applied, { step: "1 day" }), { steps: 730 }),
  ];
  for (const name of ["expectedLog", "varianceLog", "expectedPrice"])
    expect(short.final(name) / long.final(name)).toBeCloseTo(1, 11);
});

test("the futures have that mean and variance, and a normal logarithm's mean price", async () => {
  const runs = 8000;
  const applied = applyScenario(model, {
    parameters: { startLog: "0.4", reversion: "1.5 1/year", volatility: "60 %" },
  });
  const program = build(applied, { step: "73 day" });
  const result = await ensemble(program, { steps: 5, runs, paths: runs, seed: 1930n, record: ["logPrice", "price"] });
  const last = (name: string) => result.paths(name).map((path) => path[5]!);
  const expected = momentsAfter({ theta: 1.5, mu: 0, sigma: 0.6, x0: 0.4, t: 1 });
  expect(Math.abs(mean(last("logPrice")) - expected.mean)).toBeLessThan(4 * Math.sqrt(expected.variance / runs));
  expect(Math.abs(variance(last("logPrice")) / expected.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
  const meanPrice = Math.exp(expected.mean + expected.variance / 2);
  expect(Math.abs(mean(last("price")) - meanPrice)).toBeLessThan(4 * moments(last("price")).errorOfMean);
});

test("without noise a gap halves in ln 2 over the speed of return", () => {
  const { step, steps, ...scenario } = scenarios["from-above"]!;
  const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
  for (const [day, price] of result.series("price").entries())
    expect(Math.log(price)).toBeCloseTo(Math.log(2) * Math.exp((-2 * day) / 365), 12);
});

test("a negative speed is reported by the check that forbids it", () => {
  const { report } = run(build(model, { step: "1 day" }), { steps: 1, parameters: { reversion: -1 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["parametersMakeSense"]);
});
