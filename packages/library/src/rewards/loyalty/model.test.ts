import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const alike = { leaving: "0 %/month", "size[member]": "1" };

test.each(reference.rows)("curvature $curvature, day $day: age $age, multiplier $multiplier, share $share %", (row) => {
  const applied = applyScenario(model, {
    parameters: { ...alike, curvature: row["curvature"]! },
    inputs: { "deposits[member]": "if member = 1 and time = {200 day} then balance[member] / epoch else 0" },
  });
  const result = run(build(applied, { step: "1 day" }), { steps: Number(row["day"]) });
  expect(result.agents("age[member]")[0]! / Number(row["age"])).toBeCloseTo(1, 12);
  expect(result.agents("multiplier[member]")[0]! / Number(row["multiplier"])).toBeCloseTo(1, 12);
  const share = (100 * result.agents("weight[member]")[0]!) / result.final("totalWeight");
  expect(share / Number(row["share"])).toBeCloseTo(1, 12);
  const rewards = result.agents("reward[member]");
  // A day's part of the pool, rounded down to base units.
  const due = (((15_000 / 365) * share) / 100) * 1e6;
  expect(due - rewards[0]! * 1e6).toBeGreaterThan(-1e-3);
  expect(due - rewards[0]! * 1e6).toBeLessThan(1.001);
});

test("who takes out a half keeps its age, and half of its tenure", () => {
  const applied = applyScenario(model, {
    parameters: alike,
    inputs: { "withdrawals[member]": "if time = {100 day} then balance[member] / 2 / epoch else 0" },
  });
  const result = run(build(applied, { step: "1 day" }), { steps: 150 });
  expect(result.agents("age[member]")[5]).toBeCloseTo(150, 10);
  expect(result.agents("tenure[member]")[5]).toBeCloseTo(500 * 150, 6);
  expect(result.final("outside")).toBe(50_000);
});

test("members alike get alike, whatever the curve", () => {
  const applied = applyScenario(model, { parameters: { ...alike, curvature: "2.5" } });
  const earned = run(build(applied, { step: "1 week" }), { steps: 60 }).agents("earned[member]");
  expect(new Set(earned).size).toBe(1);
});

test("the pool is shared out but for less than a base unit for each member and step", () => {
  const steps = 156;
  const result = run(build(applyScenario(model, scenarios["straight-line"]!), { step: "1 week" }), { steps, seed: 9n });
  const earned = result.agents("earned[member]").reduce((sum, amount) => sum + amount, 0);
  expect(result.final("fund") + earned).toBeCloseTo(150_000, 6);
  const due = (15_000 * 7 * steps) / 365;
  expect(due - earned).toBeGreaterThanOrEqual(-1e-6);
  expect(due - earned).toBeLessThan(steps * 100 * 1e-6);
});

test("loyal members earn `most` times what newcomers earn, at the newcomers' expense", () => {
  const result = run(build(applyScenario(model, scenarios["nobody-leaves"]!), { step: "1 week" }), { steps: 156 });
  expect(result.final("meanMultiplier")).toBeCloseTo(3, 12);
  const [newcomer, loyal] = ["newcomerYield", "loyalYield"].map((name) => result.final(name));
  expect(loyal! / newcomer!).toBeCloseTo(3, 12);
  // When all are loyal they earn what all would without the curve.
  expect(loyal! / 100).toBeCloseTo(15_000 / result.final("totalBalance"), 9);
});

test("whoever comes and goes, tokens are kept and no age is below zero or above that of the programme", () => {
  const rate = fc.integer({ min: 0, max: 2000 });
  fc.assert(
    fc.property(rate, rate, fc.bigInt({ min: 0n, max: 10_000n }), (deposits, withdrawals, seed) => {
      const applied = applyScenario(model, {
        inputs: {
          "deposits[member]": `bernoulli(0.2) * {${deposits} token/day}`,
          "withdrawals[member]": `bernoulli(0.2) * {${withdrawals} token/day}`,
        },
      });
      const result = run(build(applied, { step: "1 day" }), { steps: 40, seed });
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
      const ages = result.agents("age[member]");
      expect(ages.every((age) => age >= 0 && age <= 40 + 1e-9)).toBe(true);
      const before = run(build(applied, { step: "1 day" }), { steps: 0, seed }).final("totalBalance");
      expect(result.final("totalBalance") + result.final("outside")).toBeCloseTo(before, 5);
    }),
    { seed: 31, numRuns: 30 },
  );
});

test("a multiplier below one is reported", () => {
  const { report } = run(build(model, { step: "1 week" }), { steps: 1, parameters: { most: 0.5 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["parametersMakeSense"]);
});
