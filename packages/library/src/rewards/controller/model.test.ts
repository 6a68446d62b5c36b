import { build, type Economy, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import holders from "../../behaviour/holders/model.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)("Kp = $proportional, Ki = $integral: after $week weeks $share of all take part", (row) => {
  const applied = applyScenario(model, {
    parameters: { proportional: `${row["proportional"]} 1/year`, integral: `${row["integral"]} 1/year^2` },
  });
  const result = run(build(applied), { steps: Number(row["week"]) });
  expect(result.final("participation") / 100 / Number(row["share"])).toBeCloseTo(1, 11);
});

test("the error is zero in the end, at the rate that the target needs", () => {
  const result = run(build(model), { steps: 1000 });
  expect(result.final("error")).toBeCloseTo(0, 9);
  expect(result.final("rate")).toBeCloseTo(10, 9);
  expect(result.final("restRate")).toBeCloseTo(10, 12);
});

test("without the integral an error stays: (T - y0 - K base) / (1 + K Kp)", () => {
  const applied = applyScenario(model, { parameters: { integral: "0 1/year^2" } });
  const error = run(build(applied), { steps: 1000 }).final("error") / 100;
  expect(error).toBeCloseTo((0.6 - 0.2 - 4 * 0.08) / (1 + 4 * 0.2), 12);
});

test("with the guard the rate leaves its bound at once when the target falls, without it not for years", () => {
  const weeks = (name: string) => {
    const result = run(build(applyScenario(model, scenarios[name]!)), { steps: 208 });
    const rate = result.series("rate");
    const change = Math.ceil((2 * 365) / 7);
    expect(rate[change - 1]).toBeCloseTo(12, 10);
    expect(Math.max(...rate)).toBeLessThanOrEqual(12);
    return rate.slice(change).filter((value) => value >= 12).length;
  };
  expect(weeks("out-of-reach")).toBe(0);
  expect(weeks("windup")).toBeGreaterThan(52);
});

test("the sum of errors is held exactly while the rate is at its bound", () => {
  const result = run(build(applyScenario(model, scenarios["out-of-reach"]!)), { steps: 100 });
  const [sum, holds] = ["accumulated", "holds"].map((name) => result.series(name));
  expect(holds!.filter((value) => value === 1).length).toBeGreaterThan(50);
  for (let week = 0; week < 100; week++) if (holds![week] === 1) expect(sum![week + 1]).toBe(sum![week]);
});

test("rewards come out of the fund and go no further than it", () => {
  const applied = applyScenario(model, { stocks: { fund: "5_000_000 token" } });
  const { report, ...result } = run(build(applied), { steps: 200 });
  expect(report).toEqual({ overdrafts: [], violations: [] });
  expect(result.final("fund")).toBe(0);
  expect(result.final("circulating")).toBe(705_000_000);
});

test("it steers holders who choose by themselves", () => {
  const economy: Economy = {
    title: "A stake that is steered",
    epoch: "1 week",
    modules: {
      holders: { model: holders, inputs: { stakingYield: "steer.rate" } },
      steer: {
        model: applyScenario(model, { parameters: { highest: "60 %/year" } }),
        inputs: { measured: "holders.stakers", target: "{50 %}" },
      },
    },
  };
  const result = run(build(economy), { steps: 520, seed: 3n, record: ["holders.stakers"] });
  const late = result.series("holders.stakers").slice(260);
  const mean = late.reduce((sum, value) => sum + value, 0) / late.length;
  // Choices of two hundred holders, who each keep theirs for a month.
  expect(Math.abs(mean - 50)).toBeLessThan(2);
});

test("bounds in the wrong order are reported", () => {
  const { report } = run(build(model), { steps: 1, parameters: { highest: -5 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["boundsInOrder"]);
});
