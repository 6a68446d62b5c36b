import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { mean, moments, variance } from "../../testing/sample.js";
import { plan, schedule } from "./almgren-chriss.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)("λ = $lambda in $N steps: after the first $first is left, at a cost of $cost", (row) => {
  const { kappa, first, second, cost, variance: spread, ...input } = row;
  const got = schedule(input);
  const holdings = got["holdings"] as number[];
  if (Number(kappa) > 0) expect((got["kappa"] as number) / Number(kappa)).toBeCloseTo(1, 12);
  expect(holdings[1]! / Number(first)).toBeCloseTo(1, 12);
  expect(holdings[2]! / Number(second)).toBeCloseTo(1, 11);
  expect((got["expected_cost"] as number) / Number(cost)).toBeCloseTo(1, 12);
  expect((got["variance"] as number) / Number(spread)).toBeCloseTo(1, 11);
  expect(holdings.at(-1)).toBe(0);
  expect(plan(input).report).toEqual({ overdrafts: [], violations: [] });
});

test("the holdings printed in the paper's example are those of the plan", () => {
  const { N, lambda, S0, X, T, sigma, epsilon, gamma, eta } = reference.rows[0]!;
  const holdings = schedule({ N, lambda, S0, X, T, sigma, epsilon, gamma, eta })["holdings"] as number[];
  expect(holdings.map((held) => held.toFixed(1))).toEqual([
    "1000000.0",
    "541955.6",
    "289854.2",
    "147897.5",
    "62141.8",
    "0.0",
  ]);
});

test("the books show the expected cost as what was paid beyond the first price, once what the walk added is taken off", () => {
  for (const name of ["paper-averse", "paper-neutral", "thin-token"]) {
    const { step, steps, ...scenario } = scenarios[name]!;
    const program = build(applyScenario(model, scenario), { step: step! });
    const result = run(program, { steps, seed: 1n });
    const walk = result.series("walk");
    const purchases = result.series("purchase");
    let fromWalk = 0;
    for (let at = 0; at < steps; at++) fromWalk += walk[at]! * purchases[at]!;
    expect((result.final("cost") - fromWalk) / result.final("expectedCost")).toBeCloseTo(1, 9);
    expect(result.final("bought") / result.series("remaining")[0]!).toBeCloseTo(1, 12);
  }
});

test("over many futures the cost has the expected mean and variance", async () => {
  const runs = 10_000;
  const { step, steps, ...scenario } = scenarios["paper-averse"]!;
  const program = build(applyScenario(model, scenario), { step: step! });
  const result = await ensemble(program, { steps, runs, paths: runs, seed: 2000n, record: ["cost"] });
  const costs = result.paths("cost").map((path) => path[steps]!);
  expect(Math.abs(mean(costs) - 911226.986)).toBeLessThan(4 * moments(costs).errorOfMean);
  expect(Math.abs(variance(costs) - 364128572058)).toBeLessThan(4 * moments(costs).errorOfVariance);
});

test("no other split of the five purchases has a lower cost plus λ times its variance", () => {
  const lambda = 1e-6;
  const value = (held: readonly number[]) => {
    let [cost, spread] = [0, 0];
    for (let step = 1; step < held.length; step++) {
      const bought = held[step - 1]! - held[step]!;
      cost += (2.5e-6 - 1.25e-7) * bought * bought;
      spread += 0.95 * 0.95 * held[step]! * held[step]!;
    }
    return cost + lambda * spread;
  };
  const { step, steps, ...scenario } = scenarios["paper-averse"]!;
  const best = Array.from(run(build(applyScenario(model, scenario), { step: step! }), { steps }).series("remaining"));
  for (let at = 1; at <= 4; at++) {
    for (const change of [-1000, -1, 1, 1000]) {
      const other = best.map((held, index) => (index === at ? held + change : held));
      expect(value(other)).toBeGreaterThan(value(best));
    }
  }
});

test("permanent impact of half a step that outweighs the temporary one is refused where the schedule has no root", () => {
  const { report } = run(build(model, { step: "1 day" }), {
    steps: 1,
    parameters: { permanentImpact: 1e-7, temporaryImpact: 2e-6 },
  });
  expect(report.violations).toEqual([]);
  expect(() => run(build(model, { step: "1 day" }), { steps: 1, parameters: { permanentImpact: 6e-6 } })).toThrowError(
    /hyperbolicSine/,
  );
});

test("a time that is no whole number of steps is reported by the check that forbids it", () => {
  const { report } = run(build(model, { step: "3 day" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toEqual(["wholeSteps"]);
});
