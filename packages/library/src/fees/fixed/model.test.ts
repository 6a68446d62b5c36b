import { build, gradient, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

/** A day at a rate, as a plain number, for users of a sensitivity. */
function day(rate: number, sensitivity = 100, more: Readonly<Record<string, string>> = {}) {
  const parameters = { rate: `${rate * 100} %`, sensitivity: `${sensitivity}`, ...more };
  const result = run(build(applyScenario(model, { parameters }), { step: "1 day" }), { steps: 1 });
  return (name: string) => result.series(name)[0]!;
}

test.each(reference.rows)("a rate of $rate leaves a volume of $volume and brings $revenue", (row) => {
  const at = day(Number(row["rate"]), Number(row["sensitivity"]));
  expect(at("volume") / Number(row["volume"])).toBeCloseTo(1, 12);
  // Rounded down to a millionth of a dollar.
  expect(Number(row["revenue"]) - at("revenue")).toBeGreaterThan(-1e-6);
  expect(Number(row["revenue"]) - at("revenue")).toBeLessThan(2e-6);
});

test("no rate brings more than one over the sensitivity, and there the slope is nothing", () => {
  const best = day(0.01);
  expect(best("bestRate")).toBeCloseTo(1, 12);
  expect(best("shareOfBest")).toBeCloseTo(100, 10);
  expect(best("revenue")).toBeCloseTo(1e7 / (100 * Math.E), 5);
  for (const rate of [0.001, 0.009, 0.011, 0.05]) expect(day(rate)("revenue")).toBeLessThan(best("revenue"));
  const program = build(applyScenario(model, scenarios["best-rate"]!), { step: "1 day" });
  const { gradient: slopes } = gradient(program, { of: "shareOfBest", steps: 0, with: ["rate"] });
  expect(Math.abs(slopes["rate"]!)).toBeLessThan(1e-9);
});

test("a flat fee counts as its share of a mean trade; least and most bound a rate", () => {
  expect(day(0, 100, { flat: "5 USD/trade" })("effectiveRate")).toBeCloseTo(0.25, 12);
  expect(day(0, 100, { flat: "5 USD/trade" })("volume")).toBeCloseTo(day(0.0025)("volume"), 6);
  expect(day(0.001, 100, { least: "3 USD/trade" })("feePerTrade")).toBe(3);
  expect(day(0.1, 100, { most: "50 USD/trade" })("feePerTrade")).toBe(50);
});

test("fees that are collected are paid by users", () => {
  const result = run(build(applyScenario(model, scenarios["growing-demand"]!), { step: "1 day" }), { steps: 730 });
  expect(result.final("users") + result.final("collected")).toBeCloseTo(1e10, 5);
  // 0.15 % of a volume that grows from ten to forty million a day, over ln 2 of it.
  const expected = (0.0015 * Math.exp(-0.15) * 1e7 * 365 * 3) / Math.LN2;
  expect(result.final("collected") / expected).toBeCloseTo(1, 2);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("a least fee above the most is reported", () => {
  const odd = applyScenario(model, { parameters: { least: "10 USD/trade", most: "5 USD/trade" } });
  const { report } = run(build(odd, { step: "1 day" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toEqual(["termsMakeSense"]);
});
