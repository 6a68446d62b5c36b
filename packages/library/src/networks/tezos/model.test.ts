import { build, type Economy, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { economyOn } from "../../history.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import tezos from "./model.js";
import scenarios from "./scenarios.js";

const rows = readReference(new URL("reference.csv", import.meta.url)).rows;
const quiet = { "price.volatility": "0 %", "price.velocitySpread": "0 %" };
const on = (date: string): Economy => economyOn(tezos, history, date);

test.each(rows.filter((row) => row["day"] === ""))("with $staked % staked issuance ends at $figure %", (row) => {
  const flat = applyScenario(tezos, {
    parameters: { ...quiet, startStaked: `${row["staked"]} %`, adjustment: "100_000_000 day", delegatedShare: "10 %" },
    states: { "supply.dynamicBefore": "5 %" },
  });
  const ceiling = run(build(flat), { steps: 400 }).final("supply.ceiling");
  expect(Math.abs(ceiling - Number(row["figure"]))).toBeLessThan(0.06);
  // With up to 5 points of dynamic rate issuance reaches the bound where the static rate is no more than 5 below it.
  const result = run(build(flat), { steps: 400 });
  const reached = Math.min(result.final("supply.staticRate") + 5, ceiling);
  expect(result.final("supply.rate")).toBeLessThanOrEqual(reached + 1e-9);
});

test("before adaptive issuance a year creates at most 42.05 million tez, of which 39.77 million were created until May 2020", () => {
  const economy = on("2020-03-05");
  const year = run(build(economy), { steps: 365, inputs: { "supply.participation": Array(366).fill(100) } });
  const created = (name: string) =>
    year
      .series(name)
      .slice(0, 365)
      .reduce((sum, value) => sum + value, 0);
  const all = created("supply.issuance");
  // 80.007812 tez a minute, less what is cut to whole mutez for each of 7 000 slots and 1 440 blocks a day.
  expect(all).toBeLessThan(80.007812 * 525_600);
  expect(all).toBeGreaterThan(80.007812 * 525_600 * 0.999);
  const recorded = Number(rows.find((row) => row["day"] === "2020-05-15")!["figure"]);
  expect(recorded / all).toBeGreaterThan(0.9);
  expect(recorded / all).toBeLessThan(1);
});

test("before June 2024 issuance with the subsidy is the documented 4.6 % of a supply of 971 million", () => {
  const start = on("2024-06-05");
  const supply = { ...start.modules["supply"]!, stocks: { supply: "971_000_000 tez" } };
  const economy = { ...start, modules: { ...start.modules, supply } };
  const result = run(build(economy), { steps: 5, inputs: { "supply.participation": Array(6).fill(100) } });
  const rate = (result.series("supply.issuance")[0]! + result.series("subsidy")[0]!) * (365 / 971_000_000) * 100;
  expect(rate).toBeCloseTo(4.6, 1);
  // At 7.5 % staked the static rate would be 11.1 %, so the bound of 5.5 % holds it at first.
  const staked = run(build(economy), { steps: 0, inputs: { "supply.stakedShare": [7.5] } });
  expect(100 / 1600 / 0.075 ** 2).toBeCloseTo(11.1111, 4);
  expect(staked.final("supply.staticRate")).toBe(5.5);
});

test("a date gives the rules of that day, and later protocols come on their days", () => {
  const path = run(build(on("2024-06-01")), { steps: 620 });
  const day = (name: string, at: number) => path.series(name)[at];
  // 2024-06-05 is day 4, 06-19 day 18, 2025-01-20 day 233, 05-01 day 334, 2026-01-24 day 602.
  expect([3, 4, 232, 233, 601, 602].map((at) => day("supply.blocks", at))).toEqual([
    5760, 8640, 8640, 10_800, 10_800, 14_400,
  ]);
  expect([17, 18].map((at) => day("supply.isAdaptive", at))).toEqual([0, 1]);
  expect([17, 18].map((at) => day("edge", at))).toEqual([1, 2]);
  expect(day("supply.coefficient", 17)).toBe(1);
  expect(day("supply.dynamicRate", 17)).toBe(0);
  expect(day("supply.dynamicRate", 30)).toBeGreaterThan(0);
  expect([333, 334].map((at) => day("supply.dataWeight", at))).toEqual([0, 2275]);
  expect(day("supply.ceiling", 232)).toBeGreaterThan(5);
  expect(day("supply.ceiling", 233)! - day("supply.adaptiveMaximum", 233)!).toBe(0);
  expect(() => on("2019-01-01")).toThrow(/2020-03-05/);
});

test("the bounds widen from a month after activation for five months: 4.5 to 5.5 % at first, 0.25 to 10 % in the end", () => {
  const path = run(build(on("2024-06-19")), { steps: 210 });
  const at = (day: number) => [path.series("supply.minimum")[day]!, path.series("supply.maximum")[day]!];
  // Ten cycles of 2.84 days are 28.4 days, 61 are 173.5.
  expect(at(20)).toEqual([4.5, 5.5]);
  expect(at(26)).toEqual([4.5, 5.5]);
  const [low, high] = at(100);
  expect(low! < 4.5 && low! > 0.25 && high! > 5.5 && high! < 10).toBe(true);
  expect(at(175)[0]).toBeCloseTo(0.25, 12);
  expect(at(175)[1]).toBeCloseTo(10, 12);
});

test("what stakers and delegates get adds up to what is issued", () => {
  const result = run(build(applyScenario(tezos, { parameters: quiet })), { steps: 50 });
  for (const step of [0, 20, 49]) {
    const of = (name: string) => result.series(name)[step]!;
    const paid = (of("stakingYield") * of("stakedShare") + of("delegatingYield") * of("delegatedShare")) / 100;
    expect(paid / (of("supply.inflation") * (of("supply.supply") / of("totalSupply")))).toBeCloseTo(1, 10);
  }
});

test("supply is what there was, plus what was issued and the subsidy, less what was burned", () => {
  const { parameters = {} } = scenarios["fixed-issuance"]!;
  const result = run(build(applyScenario(tezos, { parameters: { ...quiet, ...parameters } })), { steps: 300 });
  const sum = (name: string) =>
    result
      .series(name)
      .slice(0, 300)
      .reduce((total, value) => total + value, 0);
  const grown = result.final("totalSupply") - result.series("totalSupply")[0]!;
  expect(grown / (sum("supply.issuance") + sum("subsidy") - sum("supply.burn"))).toBeCloseTo(1, 9);
});

test("each scenario moves what its title says", () => {
  const final = (name: string, variable: string) =>
    run(
      build(applyScenario(tezos, { ...scenarios[name]!, parameters: { ...quiet, ...scenarios[name]!.parameters } })),
      {
        steps: 1095,
      },
    ).final(variable);
  // Without the adaptive maximum the dynamic rate runs to its bound of 5 points.
  expect(final("rules-of-2024-06", "supply.dynamicRate")).toBe(5);
  expect(final("rules-of-2026-01", "supply.rate")).toBe(final("rules-of-2026-01", "supply.adaptiveMaximum"));
  expect(final("fixed-issuance", "supply.coefficient")).toBe(1);
});

test("a hundred futures keep every check and overdraw nothing", async () => {
  const { report } = await ensemble(build(tezos), { steps: 300, runs: 100, record: ["price.price"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
