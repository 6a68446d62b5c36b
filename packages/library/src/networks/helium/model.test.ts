import { build, type Economy, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { economyOn } from "../../history.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import helium from "./model.js";
import scenarios from "./scenarios.js";

const recorded = new Map(
  readReference(new URL("reference.csv", import.meta.url)).rows.map((row) => [row["quantity"]!, Number(row["amount"])]),
);
const figure = (name: string) => recorded.get(name)!;
const quiet = { "price.volatility": "0 %", "price.velocitySpread": "0 %" };
const at = (date: string): Economy => economyOn(helium, history, date);
const started = (date: string, name: string) => run(build(at(date)), { steps: 0 }).final(name);
const relative = (got: number, wanted: number) => Math.abs(got / wanted - 1);

test("the table gives the recorded emission of a day and what was left to emit in June 2026", () => {
  const start = run(build(helium), { steps: 1 });
  expect(start.series("supply.scheduledEmission")[0]).toBeCloseTo(figure("emission_per_day"), 0);
  const left = start.final("supply.tableLimit") - start.series("supply.scheduledAtStart")[0]!;
  expect(relative(left, figure("remaining_by_table"))).toBeLessThan(0.005);
});

test("the recorded supply of June 2026 is the table less what its source says was never created or was burned", () => {
  const table = run(build(helium), { steps: 0 }).final("supply.scheduledAtStart");
  const reductions =
    figure("first_year_shortfall") +
    figure("later_reductions_first_chain") +
    figure("burned_above_cap_since_solana") -
    figure("hip_138_supplement");
  expect(relative(table - reductions, figure("supply"))).toBeLessThan(0.001);
});

test("halvings fall within two days of 1 August 2021, 2023 and 2025, with the amounts of the published table", () => {
  for (const [date, amount] of [
    ["2021-08-01", figure("start_of_year_3")],
    ["2023-08-01", figure("start_of_year_5")],
    ["2025-08-01", figure("start_of_year_7")],
  ] as const) {
    expect(relative(started(date, "supply.scheduledAtStart"), amount)).toBeLessThan(7e-4);
    const before = Number(date.slice(0, 4)) === 2021 ? "2021-07-30" : `${date.slice(0, 4)}-07-29`;
    expect(started(before, "supply.yearly") / started(date, "supply.yearly")).toBe(2);
  }
});

test("of what is burned in a day the cap comes back within weeks, and the rest is gone", () => {
  const burned = 20_000;
  const result = run(build(applyScenario(helium, { parameters: quiet })), {
    steps: 200,
    inputs: { "supply.burned": Array(201).fill(burned) },
  });
  expect(result.series("supply.netEmission")[199]).toBeCloseTo(1_643.83561644, 4);
  expect(result.series("supply.destroyed")[199]).toBeCloseTo(burned - 1_643.83561644, 4);
  // Less than the cap is burned: all of it comes back.
  const small = run(build(applyScenario(helium, { parameters: quiet })), {
    steps: 400,
    inputs: { "supply.burned": Array(401).fill(1_000) },
  });
  expect(small.series("supply.netEmission")[399]).toBeCloseTo(1_000, 3);
  expect(small.series("supply.destroyed")[399]).toBe(0);
});

test("the supplement of HIP 149 is 141 million HNT, half of it in the first window", () => {
  const { parameters = {} } = scenarios["hip-149"]!;
  const result = run(build(applyScenario(helium, { parameters: { ...quiet, ...parameters } })), { steps: 1200 });
  const minted = (until: number) =>
    result
      .series("supplementMinted")
      .slice(0, until)
      .reduce((sum, value) => sum + value, 0);
  expect(relative(minted(60 + 360), figure("hip_149_first_window"))).toBeLessThan(1e-3);
  expect(relative(minted(1200), figure("hip_149_supplement"))).toBeLessThan(2e-3);
  expect(minted(60)).toBe(0);
  expect(result.series("supplementMinted")[1150]).toBe(0);
});

test("data credits are bought for dollars: what is burned is what they cost, and their stock follows the traffic", () => {
  const result = run(build(applyScenario(helium, { parameters: quiet })), { steps: 300 });
  for (const step of [0, 100, 299]) {
    const of = (name: string) => result.series(name)[step]!;
    expect(of("hntBurned") * of("price.price")).toBeCloseTo(of("bought") * 0.00001, 6);
  }
  const kept = result.final("credits") / (result.series("used")[299]! * 14);
  expect(kept).toBeGreaterThan(0.95);
  expect(kept).toBeLessThan(1.01);
});

test("a date gives the rules of that day, and later ones come on their days", () => {
  expect(started("2020-01-01", "supply.mostIntoPool")).toBe(0);
  expect(started("2022-01-01", "supply.mostOutOfPool")).toBeCloseTo(68.48, 10);
  expect(started("2024-06-01", "supply.mostIntoPool")).toBeCloseTo(1_643.83561644, 8);
  const crossing = run(build(at("2025-01-10")), { steps: 10 });
  expect(Array.from(crossing.series("founders"))).toEqual([100, 100, 100, 100, 100, 0, 0, 0, 0, 0, 0]);
  expect(crossing.series("toFounders")[0]! / crossing.series("supply.rewards")[0]!).toBeCloseTo(0.3, 10);
  expect(crossing.series("toFounders")[6]).toBe(0);
});

test("all HNT is what there was, plus the table, what came back and the supplement, less what was burned", () => {
  const { parameters = {} } = scenarios["hip-149"]!;
  const result = run(build(applyScenario(helium, { parameters: { ...quiet, ...parameters } })), { steps: 500 });
  const sum = (name: string) =>
    result
      .series(name)
      .slice(0, 500)
      .reduce((total, value) => total + value, 0);
  const change = result.final("totalSupply") - result.series("totalSupply")[0]!;
  expect(relative(change, sum("netIssuance"))).toBeLessThan(1e-9);
});

test("each scenario moves what its title says", () => {
  const final = (name: string, variable: string) => {
    const { parameters = {}, stocks = {} } = scenarios[name]!;
    const flat = applyScenario(helium, { parameters: { ...quiet, ...parameters }, stocks });
    return run(build(flat), { steps: 365 }).final(variable);
  };
  expect(final("hip-149", "totalSupply")).toBeGreaterThan(final("table-alone", "totalSupply") + 5e7);
  expect(final("rate-of-2025", "totalSupply")).toBeLessThan(final("table-alone", "totalSupply"));
});

test("a hundred futures keep every check and overdraw nothing", async () => {
  const { report } = await ensemble(build(helium), { steps: 365, runs: 100, record: ["price.price"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
