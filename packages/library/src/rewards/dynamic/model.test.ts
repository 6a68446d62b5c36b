import { build, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, fraction, rational, runExactly, subtract } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const rows = (name: string) => reference.rows.filter((row) => row["case"] === name);

test.each(rows("constant"))("gain $gain, activity at $side of its target: after $epochs epochs $rate %", (row) => {
  const applied = applyScenario(model, {
    parameters: { activityGain: row["gain"]! },
    inputs: { activity: `${row["side"]} * activityTarget` },
  });
  const rate = run(build(applied), { steps: Number(row["epochs"]) }).final("rate");
  expect(rate / Number(row["rate"])).toBeCloseTo(1, 11);
});

test.each(rows("jumping"))("gain $gain: in the long run every second rate is $rate %", (row) => {
  const applied = applyScenario(model, {
    parameters: { ...scenarios["eager"]!.parameters!, activityGain: row["gain"]! },
  });
  const late = run(build(applied), { steps: 4000 }).series("rate").slice(3998);
  const nearest = Math.min(...late.map((rate) => Math.abs(rate - Number(row["rate"]))));
  expect(nearest).toBeLessThan(1e-6);
});

test.each(["0.1", "0.5", "1.5", "1.9"])(
  "gain %s: a small deviation from the rest is 1 - gain of itself an epoch later",
  (gain) => {
    const applied = applyScenario(model, {
      parameters: { ...scenarios["eager"]!.parameters!, activityGain: gain, startRate: "8.00001 %/year" },
    });
    const rate = run(build(applied), { steps: 3 }).series("rate");
    for (const step of [1, 2]) {
      const factor = (rate[step]! - 8) / (rate[step - 1]! - 8);
      expect(factor).toBeCloseTo(1 - Number(gain), 4);
    }
  },
);

test("beyond chaos two rules that begin a billionth apart soon differ, below it they do not", () => {
  const gap = (name: string, weeks: number) => {
    const ends = ["5 %/year", "5.000000001 %/year"].map((startRate) => {
      const scenario = scenarios[name]!;
      return run(build(applyScenario(model, { ...scenario, parameters: { ...scenario.parameters, startRate } })), {
        steps: weeks,
      }).final("rate");
    });
    return Math.abs(ends[0]! - ends[1]!);
  };
  expect(gap("chaotic", 150)).toBeGreaterThan(0.01);
  expect(gap("eager", 150)).toBeLessThan(1e-8);
});

test("three gains act as their sum says, each deviation within its limit", () => {
  const applied = applyScenario(model, {
    parameters: {
      activityGain: "0.1",
      engagementGain: "0.2",
      supplyGain: "0.4",
      supplyTarget: "800_000_000 token",
      limit: "50 %",
    },
    inputs: { activity: "{9_000_000 action/week}", engagement: "{30 %}" },
  });
  const result = run(build(applied), { steps: 1 });
  // Activity at nine times its target counts as half above it, engagement is a quarter below, supply a quarter above.
  expect(result.series("factor")[0]).toBeCloseTo(1 - 0.1 * 0.5 + 0.2 * 0.25 - 0.4 * 0.25, 12);
  expect(result.final("rate")).toBeCloseTo(5 * 0.9, 12);
});

test("the supply is what was there, what was created and what was destroyed, to the base unit", () => {
  const applied = applyScenario(model, { inputs: { activity: "activityTarget", burnt: "{10_000.000001 token/week}" } });
  const result = runExactly(applied, { steps: 60 });
  const sum = (name: string) => result.exact(name).slice(0, 60).reduce(add);
  const expected = subtract(add(rational(1_000_000_000n), sum("rewards")), sum("burning"));
  expect(result.exact("supply")[60]).toEqual(expected);
  expect(sum("burning")).toEqual(fraction("600000.00006"));
});

test("a rate stays within its bounds", () => {
  const rate = run(build(applyScenario(model, scenarios["rewards-follow-success"]!)), { steps: 600 }).final("rate");
  expect(rate).toBeCloseTo(25, 10);
});

test("a negative burn is reported", () => {
  const applied = applyScenario(model, { inputs: { activity: "{1 action/week}", burnt: "{-1 token/week}" } });
  const { report } = run(build(applied), { steps: 0 });
  expect(report.violations.map(({ check }) => check)).toEqual(["measuresAreNotNegative"]);
});
