import { build, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function scenario(name: string) {
  const { step, steps, ...values } = scenarios[name]!;
  return run(build(applyScenario(model, values), { step: step! }), { steps });
}

test.each(reference.rows)(
  "ε = $demand_elasticity, η = $supply_elasticity, demand × $demand, supply × $supply: price × $price, amount × $amount",
  (row) => {
    const applied = applyScenario(model, {
      parameters: {
        demandElasticity: row["demand_elasticity"]!,
        supplyElasticity: row["supply_elasticity"]!,
        startPrice: "3 USD/token",
      },
      inputs: {
        wanted: `${row["demand"]!} * {1_000 token/day}`,
        offered: `${row["supply"]!} * {1_000 token/day}`,
      },
    });
    const result = run(build(applied, { step: "1 day" }), { steps: 10 });
    expect(result.series("price")[0]! / 3 / Number(row["price"])).toBeCloseTo(1, 12);
    expect(result.series("traded")[0]! / 1000 / Number(row["amount"])).toBeCloseTo(1, 12);
    expect(Math.abs(result.series("unsold")[0]!) + Math.abs(result.series("unserved")[0]!)).toBeLessThan(1e-9);
    // Ten days of it are in the books of both sides.
    expect(result.final("buyerToken") / (10_000 * Number(row["amount"]))).toBeCloseTo(1, 12);
    expect(result.final("sellerCash") / result.final("buyerToken") / 3 / Number(row["price"])).toBeCloseTo(1, 12);
  },
);

test("a price that adjusts closes 63 % of the gap of its logarithm in the stated time, and the shorter side decides", () => {
  const result = scenario("unlock-cliff");
  const [price, clearing] = [result.series("price"), result.series("clearingPrice")];
  expect(price[29]).toBeCloseTo(1, 12);
  const target = Math.log(1 / 1.5) / 1.2;
  // The first step after the change has closed a day's part of it already.
  expect(Math.log(price[39]!) / target).toBeCloseTo(1 - Math.exp(-1), 12);
  expect(clearing[39]).toBeCloseTo(Math.exp(target), 12);
  expect(result.series("unsold")[35]).toBeGreaterThan(0);
  expect(result.series("traded")[35]).toBe(result.series("demanded")[35]);
  // After the unlock the price is too low for a while, and buyers go unserved.
  expect(result.series("unserved")[65]).toBeGreaterThan(0);
  expect(result.series("traded")[65]).toBe(result.series("supplied")[65]);
});

test("doubled demand raises the price by 78 % and the amount by 26 %", () => {
  const result = scenario("demand-doubles");
  expect(result.final("price")).toBeCloseTo(1.7818, 4);
  expect(result.final("traded") / result.series("traded")[0]!).toBeCloseTo(1.2599, 4);
});

test("nobody sells what is not there, or pays without money", () => {
  const poor = applyScenario(model, {
    stocks: { sellerToken: "250 token" },
    inputs: { wanted: "{100 token/day}", offered: "{100 token/day}" },
  });
  const result = run(build(poor, { step: "1 day" }), { steps: 5 });
  expect(result.final("buyerToken")).toBe(250);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("two sides of which none answers to the price have none, and an elasticity below zero is reported", () => {
  const applied = applyScenario(model, scenarios["demand-doubles"]!);
  const dead = { demandElasticity: 0, supplyElasticity: 0 };
  expect(() => run(build(applied, { step: "1 day" }), { steps: 1, parameters: dead })).toThrowError(/clearingLog/);
  const { report } = run(build(applied, { step: "1 day" }), { steps: 1, parameters: { supplyElasticity: -0.1 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["elasticitiesMakeSense"]);
});
