import { build, type Economy, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { dayNumber } from "../../calendar.js";
import { economyOn } from "../../history.js";
import { mine } from "../../issuance/halving/halving.vectors.js";
import { applyScenario } from "../../scenario.js";
import { toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import bitcoin from "./model.js";
import scenarios, { supplyAtHalving } from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const runScenario = (name: string, steps?: number) => {
  const scenario = scenarios[name]!;
  return run(build(applyScenario(bitcoin, scenario)), { steps: steps ?? scenario.steps });
};

test("every halving so far had the coins before it that the rule gives, to the satoshi", () => {
  const result = mine([210_000n, 210_000n, 210_000n, 210_000n]);
  for (const [era, row] of reference.rows.entries()) {
    expect(toBaseUnits(result.exact("supply")[era]!, 8).toString()).toBe(row["supply_before_sat"]);
    expect(toBaseUnits(result.exact("subsidy")[era]!, 8).toString()).toBe(row["subsidy_sat"]);
  }
});

test("the scenarios from halvings begin with those coins", () => {
  for (const row of reference.rows.slice(1, 4)) {
    const { states, stocks } = scenarios[`from-${row["date"]!.slice(0, 4)}`]!;
    expect(states!["supply.height"]).toBe(`${row["height"]} block`);
    const [whole, part] = stocks!["supply.supply"]!.replace(" BTC", "").split(".");
    expect(`${whole}${part}`).toBe(row["supply_before_sat"]);
  }
  expect(supplyAtHalving(4)).toBe("19687500.00000000 BTC");
});

test("from halving to halving are four years less what blocks came sooner, as the headers say", () => {
  const seconds = (row: Readonly<Record<string, string>>) => {
    const [hours, minutes, rest] = row["time"]!.split(":").map(Number);
    return dayNumber(row["date"]) * 86_400 + hours! * 3600 + minutes! * 60 + rest!;
  };
  for (const row of reference.rows) {
    const ahead = (seconds(reference.rows[0]!) + Number(row["height"]) * 600 - seconds(row)) / 86_400;
    expect(ahead).toBeCloseTo(Number(row["days_ahead"]), 1);
  }
});

test("the first year after the halving of 2024 uses the electricity and emits the carbon of the survey: 137.9 TWh, 39.8 Mt", () => {
  const result = runScenario("from-2024", 0);
  expect(result.series("electricity")[0]).toBeCloseTo((268 / 0.48) * 28.2 * 8.76e-3, 6);
  expect(Math.abs(result.series("electricity")[0]! - 138)).toBeLessThan(0.2);
  expect(Math.abs(result.series("emissions")[0]! - 39.8)).toBeLessThan(0.05);
});

test("inflation falls to 0.83 % a year at the halving, 450 BTC a day over 19 687 500", () => {
  expect(runScenario("from-2024", 0).series("inflation")[0]).toBeCloseTo((450 * 365 * 100) / 19_687_500, 10);
});

test("the coins at any later height are those of the rule", () => {
  const result = runScenario("price-stays");
  const [height, supply] = [result.series("supply.height"), result.series("supply.supply")];
  for (const step of [100, 1000, 2000, 3650]) {
    const blocks = height[step]! - 840_000;
    const eras = [0, 1, 2, 3].map((era) => Math.max(0, Math.min(blocks - era * 210_000, 210_000)) * (3.125 / 2 ** era));
    // Blocks of a day are no whole number, and satoshi are: less than one is lost each day.
    expect(Math.abs(supply[step]! - 19_687_500 - eras.reduce((sum, part) => sum + part, 0))).toBeLessThan(1e-4);
  }
});

test("the security budget is coins and fees at the price, and falls to half at a halving but for the fees", () => {
  const result = runScenario("price-stays");
  const [budget, subsidy] = [result.series("securityBudget"), result.series("supply.subsidy")];
  expect(budget[0]).toBeCloseTo((450 + 20) * 64_000 * 365, -3);
  const step = subsidy.findIndex((amount) => amount < 3.125) + 1;
  const blocks = result.series("blocks")[step]!;
  expect(budget[step]! / (64_000 * 365)).toBeCloseTo(blocks * 1.5625 + 20, 6);
});

test("miners' bill for electricity returns to its usual share of income after a halving", () => {
  const result = runScenario("price-stays", 1400);
  const share = result.series("powerOverIncome");
  // At the start the survey's machines use 31 cents of a dollar earned at 5 cents a kWh; miners add machines up to 60.
  expect(share[0]).toBeCloseTo((15.745 * 24 * 50_000 * 100) / (470 * 64_000), 0);
  expect(Math.abs(share[1000]! - 60)).toBeLessThan(0.5);
  expect(share[1000]!).toBeLessThan(60.5);
});

test("when the hash rate grows steadily, blocks come sooner by the growth in the time the difficulty lags", () => {
  const growing: Economy = {
    ...bitcoin,
    auxiliaries: {
      ...bitcoin.auxiliaries,
      hashRate: { ...bitcoin.auxiliaries!["hashRate"]!, equation: "startHashRate * exp(time / {1 year})" },
    },
  };
  const blocks = run(build(growing), { steps: 400 }).series("blocks");
  // In steps of a day: the lag is 14 days, the growth in a day exp(1 / 365) - 1.
  expect(blocks[400]! / 144).toBeCloseTo(1 + 14 * (Math.exp(1 / 365) - 1), 6);
});

test("a price that doubles every four years keeps miners' income where a halving would halve it", () => {
  const [stays, doubles] = ["price-stays", "price-doubles"].map((name) => runScenario(name).series("income"));
  expect(doubles![3000]! / doubles![0]!).toBeGreaterThan(0.95);
  expect(Math.abs(stays![3000]! / stays![0]! - (112.5 + 20) / 470)).toBeLessThan(0.01);
});

test("in 2024 nine futures of ten lie between 120 and 180 TWh, and the middle is not below the survey's 138", async () => {
  const scenario = scenarios["2024-uncertain"]!;
  const program = build(applyScenario(bitcoin, scenario));
  const all: number[] = [];
  for (let seed = 1n; seed <= 400n; seed++) all.push(run(program, { steps: 0, seed }).series("electricity")[0]!);
  all.sort((a, b) => a - b);
  expect(all[20]!).toBeGreaterThan(118);
  expect(all[380]!).toBeLessThan(182);
  expect(all[200]!).toBeGreaterThan(138);
});

test("a hundred futures of ten years keep every check", async () => {
  const { report } = await ensemble(build(bitcoin), { steps: 3650, runs: 100, record: ["supply.supply"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});

test("the rule of money is the same on every day, and before the first block there is none", () => {
  expect(economyOn(bitcoin, history, "2013-01-01").modules["supply"]!.parameters!["interval"]).toMatchObject({
    value: "210_000 block",
    confidence: "protocol",
  });
  expect(() => economyOn(bitcoin, history, "2009-01-02")).toThrow(/2009-01-03/);
});
