import { build, type Economy, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import optionValue from "../../market/option-value/model.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function given(row: Readonly<Record<string, string>>, startDeviation: string, intensity = row["intensity"]!) {
  return applyScenario(model, {
    parameters: {
      grossReturn: row["grossReturn"]!,
      trend: row["trend"]!,
      intensity: `${intensity} 1/USD`,
      cost: `${row["cost"]} USD`,
      riskAversion: `${1 / Number(row["inverseRisk"])} 1/USD`,
      memory: row["memory"]!,
      startDeviation: `${startDeviation} USD/token`,
    },
  });
}

test.each(reference.rows)(
  "R = $grossReturn, g = $trend, β = $intensity: at rest the deviation is $deviation, and it is a rest",
  (row) => {
    const rest = Number(row["deviation"]);
    // Begun at rest, with the advantage that belongs to it, it stays there.
    const [R, g, D, C, eta] = ["grossReturn", "trend", "inverseRisk", "cost", "memory"].map((name) =>
      Number(row[name]),
    );
    const advantage = (D! * g! * (R! - 1) * rest * rest - C!) / (1 - eta!);
    const applied = applyScenario(given(row, row["deviation"]!), { states: { advantage: `${advantage} USD` } });
    // A few epochs: where the rest is not stable roundings grow.
    const deviation = run(build(applied), { steps: 5 }).series("deviation");
    for (const value of deviation) expect(value / rest).toBeCloseTo(1, 7);
    expect(run(build(applied), { steps: 0 }).final("criticalIntensity") / Number(row["critical"])).toBeCloseTo(1, 12);
  },
);

test.each(reference.rows)("β* = $critical: below it the price returns to its value, beyond it it does not", (row) => {
  const critical = Number(row["critical"]);
  const after = (factor: number) => {
    const applied = given(row, "0.01", String(critical * factor));
    return Math.abs(run(build(applied), { steps: 3000 }).final("deviation"));
  };
  expect(after(0.97)).toBeLessThan(1e-4);
  expect(after(1.03)).toBeGreaterThan(0.05);
});

test.each(reference.rows.slice(0, 2))("β = $intensity: from off it the price settles at $deviation", (row) => {
  const found = run(build(given(row, "0.5")), { steps: 4000 }).final("deviation");
  expect(found / Number(row["deviation"])).toBeCloseTo(1, 6);
  // And from the other side of the value at the other rest.
  expect(run(build(given(row, "-0.5")), { steps: 4000 }).final("deviation") / found).toBeCloseTo(-1, 6);
});

test("the rest above the value is left in its turn beyond β = 3.3313, the second bifurcation of the paper's example", () => {
  // The intensity at which the largest eigenvalue of the recursion at its rest has the modulus 1, found by another program.
  const swing = (factor: number) => {
    const row = { ...reference.rows[1]!, intensity: String(3.331336655 * factor) };
    const late = run(build(given(row, "1.3")), { steps: 12_000 })
      .series("deviation")
      .slice(11_000);
    return Math.max(...late) - Math.min(...late);
  };
  expect(swing(0.98)).toBeLessThan(1e-6);
  expect(swing(1.02)).toBeGreaterThan(0.05);
});

test("a path is that of the recursion of the paper, written out by its lags", () => {
  const [R, g, beta, C] = [1.1, 1.2, 3.6, 1];
  const x = [0.1, 0.1];
  let share = (1 + Math.tanh((-beta * C) / 2)) / 2;
  for (let t = 0; t < 60; t++) {
    x.push(((1 - share) * g * x.at(-1)!) / R);
    const [now, last, earlier] = [x.at(-1)!, x.at(-2)!, x.at(-3)!];
    share = 1 / (1 + Math.exp(-beta * (-(now - R * last) * g * earlier - C)));
  }
  const found = run(build(applyScenario(model, scenarios["bubbles-and-crashes"]!)), { steps: 59 }).series("deviation");
  for (const [t, value] of found.entries()) expect(value).toBeCloseTo(x[t + 2]!, 9);
});

test("fast choices bubble and crash, and never settle", () => {
  const path = run(build(applyScenario(model, scenarios["bubbles-and-crashes"]!)), { steps: 2000 }).series("deviation");
  const late = path.slice(1000);
  expect(Math.max(...late) - Math.min(...late)).toBeGreaterThan(0.3);
  expect(Math.max(...late.map(Math.abs))).toBeLessThan(5);
});

test("the market clears: both beliefs together hold what is traded for other reasons", () => {
  const result = run(build(applyScenario(model, scenarios["noisy"]!)), { steps: 300, seed: 12n });
  const at = (name: string, step: number) => result.series(name)[step]!;
  for (let step = 0; step <= 300; step++) {
    const held =
      (at("fundamentalShare", step) / 100) * at("fundamentalDemand", step) +
      (at("trendShare", step) / 100) * at("trendDemand", step);
    expect(held).toBeCloseTo(-at("shock", step), 12);
  }
});

test("its price can be wired where any price is wanted", () => {
  const economy: Economy = {
    title: "An option on a token of speculators",
    epoch: "1 month",
    modules: {
      market: { model: applyScenario(model, scenarios["noisy"]!) },
      option: { model: optionValue, inputs: { price: "market.price" } },
    },
  };
  const { report } = run(build(economy), { steps: 100, seed: 1n });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});

test("a trend without bound drives the price below zero, which is reported", () => {
  const wild = applyScenario(model, {
    parameters: { trend: "2.4", startDeviation: "-0.5 USD/token", intensity: "0 1/USD" },
  });
  const { report } = run(build(wild), { steps: 60 });
  expect(report.violations.map(({ check }) => check)).toContain("priceIsPositive");
});
