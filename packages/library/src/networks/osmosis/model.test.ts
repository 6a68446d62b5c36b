import { build, type Economy, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { economyOn } from "../../history.js";
import { applyScenario } from "../../scenario.js";
import { runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import osmosis from "./model.js";
import scenarios from "./scenarios.js";

const rows = readReference(new URL("reference.csv", import.meta.url)).rows;
const quiet = { "price.volatility": "0 %", "price.velocitySpread": "0 %" };
const on = (date: string): Economy => economyOn(osmosis, history, date);

const variableOf: Readonly<Record<string, readonly [variable: string, tolerance: number]>> = {
  daily: ["supply.minted", 0.6],
  inflation: ["inflation", 0.5],
  limit: ["supply.limit", 0.001],
  subsidy: ["subsidy", 1e-4],
  supply: ["supply.supply", 0.001],
};

test.each(rows)("on $day $quantity is $value, from the date alone", (row) => {
  const [variable, tolerance] = variableOf[row["quantity"]!]!;
  const found = run(build(on(row["day"]!)), { steps: 0 }).final(variable);
  expect(Math.abs(found - Number(row["value"]))).toBeLessThan(tolerance);
});

test("a run through all votes has the tokens that a start on a later day has", () => {
  const steps = 1600;
  const path = run(build(on("2021-06-20")), { steps });
  const burned = 5_000;
  for (const [date, day] of [
    ["2022-06-20", 365],
    ["2023-06-20", 730],
    ["2023-06-21", 731],
    ["2025-06-20", 1461],
    ["2025-09-01", 1534],
  ] as const) {
    const start = run(build(on(date)), { steps: 0 });
    const there = path.series("supply.supply")[day]! + burned * day;
    expect(Math.abs(start.final("supply.supply") - there), date).toBeLessThan(0.001);
    expect(start.final("supply.minted"), date).toBe(path.series("supply.minted")[day]);
  }
});

test("the plan of the launch is exact to the base unit: 399 999 999.999935 OSMO after a year", () => {
  const { price: _, security: __, energy: ___, carbon: ____, ...modules } = osmosis.modules;
  const economy: Economy = {
    ...osmosis,
    modules,
    auxiliaries: {},
    checks: {},
    parameters: { ...osmosis.parameters, burned: { ...osmosis.parameters!["burned"]!, value: "0 OSMO/day" } },
  };
  const planned = economyOn(economy, history, "2021-06-20");
  const result = runExactly({ ...planned, decisions: {} }, { steps: 365 });
  expect(toBaseUnits(result.exact("supply.supply")[365]!, 6)).toBe(399_999_999_999_935n);
});

test("the four recipients and what was there before are all there is, and burning lowers it", () => {
  const result = run(build(applyScenario(osmosis, { parameters: quiet })), { steps: 700 });
  const sum = (name: string) =>
    result
      .series(name)
      .slice(0, 700)
      .reduce((total, value) => total + value, 0);
  const change = result.final("supply.supply") - result.series("supply.supply")[0]!;
  expect(Math.abs(change - sum("supply.minted") + sum("burning"))).toBeLessThan(1e-3);
  const parts = ["Stakers", "Pools", "Developers", "Community"].reduce((all, name) => all + sum(`supply.to${name}`), 0);
  expect(Math.abs(parts - sum("supply.minted"))).toBeLessThan(1e-3);
});

test("shares follow the votes: 45, 13.5 and 20 % for pools, 25, 50 and 25 % for stakers", () => {
  const share = (date: string, name: string) => run(build(on(date)), { steps: 0 }).final(`supply.${name}`);
  expect(["2021-07-01", "2022-12-01", "2024-01-01"].map((date) => share(date, "poolShare"))).toEqual([45, 13.5, 20]);
  expect(["2021-07-01", "2024-01-01", "2025-10-01"].map((date) => share(date, "stakingShare"))).toEqual([25, 50, 25]);
  const crossing = run(build(on("2023-06-18")), { steps: 5 });
  expect(Array.from(crossing.series("supply.minted"), Math.round)).toEqual([
    547_945, 547_945, 547_945, 182_648, 182_648, 182_648,
  ]);
  expect(() => on("2021-06-19")).toThrow(/2021-06-20/);
});

test("each scenario moves what its title says", () => {
  const final = (name: string, variable: string) => {
    const { parameters = {}, steps } = scenarios[name]!;
    return run(build(applyScenario(osmosis, { parameters: { ...quiet, ...parameters } })), { steps }).final(variable);
  };
  expect(final("as-planned-2021", "supply.supply")).toBeCloseTo(881_481_481.480465, 5);
  expect(final("as-before-957", "stakingYield")).toBeGreaterThan(final("rules-of-2025-09", "stakingYield"));
});

test("a hundred futures keep every check and overdraw nothing", async () => {
  const { report } = await ensemble(build(osmosis), { steps: 365, runs: 100, record: ["price.price"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
