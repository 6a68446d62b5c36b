import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import changeOfMechanism from "../../consensus/change-of-mechanism/model.js";
import baseFee from "../../fees/base-fee/model.js";
import { economyOn } from "../../history.js";
import squareRootOfStake from "../../issuance/square-root-of-stake/model.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import ethereum from "./model.js";
import scenarios from "./scenarios.js";

const reference = new Map(
  readReference(new URL("reference.csv", import.meta.url)).rows.map((row) => [
    row["figure"]!,
    { value: Number(row["value"]), tolerance: Number(row["tolerance"]) },
  ]),
);
const near = (figure: string, value: number): void => {
  const { value: recorded, tolerance } = reference.get(figure)!;
  expect(Math.abs(value - recorded), `${figure}: ${value}`).toBeLessThanOrEqual(tolerance);
};
const runScenario = (name: string, steps?: number, seed = 1n) => {
  const scenario = scenarios[name]!;
  return run(build(applyScenario(ethereum, scenario)), { steps: steps ?? scenario.steps, seed });
};
const quiet = { baseFeeSpread: "0 %", "price.volatility": "0 %", "price.drift": "0 %/year" };

test.each([2016, 2018, 2019])("in %i the mined supply grows as recorded, within 0.05 points", (year) => {
  const supply = runScenario(`mined-${year}`).series("supply");
  near(`growth-${year}`, (supply.at(-1)! / supply[0]! - 1) * 100);
});

test("issuance by day is that of the rule by epoch: 225 epochs at the stake of the day", () => {
  const staked = { "stake.staked": "30_000_000 ETH", "stake.liquid": "90_000_000 ETH" };
  const all = applyScenario(ethereum, { stocks: staked, parameters: { ...quiet, participation: "100 %" } });
  const byDay = run(build(all), { steps: 0 }).series("stake.maximumIssuance")[0]!;
  const byEpoch = run(build(squareRootOfStake), { steps: 0 }).series("maximumIssuance")[0]!;
  expect(byDay).toBeCloseTo(225 * byEpoch, 6);
  near("issuance-at-30000000", byDay * 365);
});

test("in the 217 days after the Merge the supply falls about as much as was reported; the base fee was chosen for it", () => {
  const seeds = Array.from({ length: 20 }, (_, seed) => BigInt(seed + 1));
  const falls = seeds.map((seed) => {
    const supply = runScenario("from-the-merge", 217, seed).series("supply");
    near("supply-at-the-merge", supply[0]!);
    return supply[217]! - supply[0]!;
  });
  near("change-in-217-days", falls.reduce((sum, fall) => sum + fall, 0) / falls.length);
});

test("the Merge ends issuance by work and nearly all electricity, on its day", () => {
  const dated = applyScenario(economyOn(ethereum, history, "2022-09-01"), { parameters: quiet });
  const result = run(build(dated), { steps: 30 });
  const [mined, electricity, work] = ["mined", "electricity", "work.issuance"].map((name) => result.series(name));
  expect(Array.from(mined!.slice(12, 16))).toEqual([1, 1, 0, 0]);
  near("electricity-before", electricity![13]!);
  near("electricity-after-cambridge", electricity![14]!);
  near("reduction-cambridge", (1 - electricity![14]! / electricity![13]!) * 100);
  expect(work![13]!).toBeGreaterThan(13_000);
  expect(work![14]).toBe(0);
});

test("with the figures of the report on the Merge the fall is 99.9886 %", () => {
  const result = run(build(changeOfMechanism, { step: "1 day" }), { steps: 0 });
  near("reduction-ccri", result.series("reduction")[0]!);
  near("electricity-after-ccri", result.series("power")[0]!);
});

test("every change of the rules takes effect on its day in one run over nine years", () => {
  const dated = applyScenario(economyOn(ethereum, history, "2016-01-01"), {
    parameters: quiet,
    stocks: { "stake.staked": "0 ETH", "stake.liquid": "76_166_284.40625 ETH" },
    states: { "work.height": "783_368 block" },
  });
  const days = (date: string) => (Date.parse(date) - Date.parse("2016-01-01")) / 86_400_000;
  const result = run(build(dated), { steps: days("2025-03-01") });
  for (const [name, from, before, after] of [
    ["staking", "2020-12-01", 0, 1],
    ["burning", "2021-08-05", 0, 1],
    ["mined", "2022-09-15", 1, 0],
    ["withdrawing", "2023-04-12", 0, 1],
    ["gasLimit", "2025-02-04", 30e6, 36e6],
  ] as const) {
    const series = result.series(name);
    expect([series[days(from) - 1], series[days(from)]], name).toEqual([before, after]);
  }
  const [burn, staked] = [result.series("burn"), result.series("stake.staked")];
  expect(burn[days("2021-08-04")]).toBe(0);
  expect(burn[days("2021-08-05")]).toBeGreaterThan(1000);
  expect(staked[days("2020-12-01")]).toBe(0);
  expect(staked[days("2021-12-01")]).toBeGreaterThan(1e6);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
  // The reward by height: 5, 3 and 2 ETH a block, at the pace of the model.
  expect([...new Set(result.series("work.reward"))]).toEqual([5, 3, 2]);
  expect(() => economyOn(ethereum, history, "2015-01-01")).toThrow(/2015-07-30/);
});

test("all ETH is what was there, and was created, and was not burned: every day for five years", () => {
  for (const name of ["from-the-merge", "without-the-merge", "busy-chain"]) {
    const result = runScenario(name);
    const [supply, growth] = [result.series("supply"), result.series("growth")];
    for (let day = 0; day < supply.length - 1; day++)
      expect(Math.abs(supply[day + 1]! - supply[day]! - growth[day]!), `${name} ${day}`).toBeLessThan(1e-5);
  }
});

test("what a day burns is what the fee market of 7150 blocks burns, once the base fee has found its level", () => {
  const market = run(build(baseFee), { steps: 7200 });
  const burned = market
    .series("burned")
    .slice(50, 7200)
    .reduce((sum, part) => sum + part, 0);
  const all = applyScenario(ethereum, { parameters: { ...quiet, missedSlots: "0 %", baseFeeMedian: "20 gwei/gas" } });
  const day = run(build(all), { steps: 0 }).series("burn")[0]!;
  expect(Math.abs(burned / ((day * 7150) / 7200) - 1)).toBeLessThan(0.001);
});

test("quadruple stake, double issuance, half the yield", () => {
  const at = (stake: number) =>
    run(
      build(
        applyScenario(ethereum, {
          parameters: { ...quiet, participation: "100 %", tip: "0 gwei/gas" },
          stocks: { "stake.staked": `${stake} ETH`, "stake.liquid": `${120e6 - stake} ETH` },
        }),
      ),
      { steps: 0 },
    );
  const [one, four] = [at(10e6), at(40e6)];
  expect(four.series("issuance")[0]! / one.series("issuance")[0]!).toBeCloseTo(2, 2);
  expect(one.series("stakingYield")[0]! / four.series("stakingYield")[0]!).toBeCloseTo(2, 2);
});

test("stake enters no faster than the churn allows, and does not leave before withdrawals", () => {
  const result = run(
    build(applyScenario(ethereum, { parameters: { ...quiet, stakeTarget: "90 %", stakeTime: "10 day" } })),
    {
      steps: 30,
    },
  );
  // 13.7 M ETH are 428 125 validators: 6 in an epoch, 225 epochs a day, 32 ETH each.
  expect(result.series("deposits")[0]).toBe(6 * 225 * 32);
  const leaving = { ...quiet, stakeTarget: "1 %", stakeTime: "10 day" };
  const closed = run(build(applyScenario(ethereum, { parameters: leaving })), { steps: 5 });
  const open = run(build(applyScenario(ethereum, { parameters: { ...leaving, withdrawing: "1" } })), { steps: 5 });
  expect(closed.final("stake.staked")).toBeGreaterThan(13_699_000);
  expect(open.series("withdrawals")[0]).toBe(6 * 225 * 32);
});

test("fifty futures of five years keep every check", async () => {
  const { report } = await ensemble(build(ethereum), { steps: 1825, runs: 50, record: ["supply"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
