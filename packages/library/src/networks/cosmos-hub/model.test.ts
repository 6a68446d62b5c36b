import { build, type Economy, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { dayNumber } from "../../calendar.js";
import { economyOn, withoutDecisionsOn } from "../../history.js";
import { blockProvision, nextInflation } from "../../issuance/target-bonding/rule.js";
import { applyScenario } from "../../scenario.js";
import { runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import cosmosHub from "./model.js";
import scenarios from "./scenarios.js";

const table = (name: string) => readReference(new URL(name, import.meta.url)).rows;
const recorded = new Map(table("reference.csv").map((row) => [row["date"]!, row]));
const figure = (date: string, column: string) => Number(recorded.get(date)![column]);
const launch = dayNumber("2019-03-14");
const dayOf = (date: string) => dayNumber(date) - launch;
const relative = (got: number, wanted: number) => Math.abs(got / wanted - 1);
const quiet = { "price.volatility": "0 %", "price.velocitySpread": "0 %" };

/** The bonded share of a day, in per cent, on the lines between the points of bonding.csv. */
function bonded(day: number): number {
  const points = table("bonding.csv").map((row) => [dayOf(row["date"]!), Number(row["bonded_share"])] as const);
  const next = points.findIndex(([at]) => at >= day);
  const [to, after] = points[next]!;
  const [from, before] = points[Math.max(next - 1, 0)]!;
  return to === from ? after : before + ((after - before) * (day - from)) / (to - from);
}

/** The hub from its launch on, under its rules by date, with the bonded share that was recorded. */
function fromLaunch(steps: number) {
  const rules = economyOn(cosmosHub, history, "2019-03-14");
  const supply = {
    ...rules.modules["supply"]!,
    stocks: { supply: "236_200_000 ATOM" },
    states: { inflation: "7 %" },
  };
  const economy: Economy = { ...rules, modules: { ...rules.modules, supply } };
  const share = Array.from({ length: steps + 1 }, (_, day) => bonded(day));
  return run(build(economy), { steps, inputs: { "supply.bondedShare": share } });
}

test("from launch on, under the rules by date, supply is the recorded one within 0.05 % and inflation within 0.1 points", () => {
  const result = fromLaunch(477);
  for (const date of ["2019-07-14", "2020-04-04"])
    expect(relative(result.series("supply.supply")[dayOf(date)]!, figure(date, "supply"))).toBeLessThan(5e-4);
  for (const date of ["2019-12-11", "2020-07-03"]) {
    const got = result.series("supply.inflation")[dayOf(date)]!;
    expect(Math.abs(got - figure(date, "inflation"))).toBeLessThan(0.1);
  }
  // Under the launch's expectation of 5-second blocks for the whole time, a fifth less would have been created.
  const created = (supply: number) => supply - 236_200_000;
  const unchanged = withoutDecisionsOn(
    economyOn(cosmosHub, history, "2019-03-14"),
    new Set(["supply.blocksPerYear", "supply.blockTime"]),
  );
  const other = {
    ...unchanged.modules["supply"]!,
    stocks: { supply: "236_200_000 ATOM" },
    states: { inflation: "7 %" },
  };
  const share = Array.from({ length: 478 }, (_, day) => bonded(day));
  const naive = run(build({ ...unchanged, modules: { ...unchanged.modules, supply: other } }), {
    steps: 477,
    inputs: { "supply.bondedShare": share },
  });
  expect(created(naive.final("supply.supply")) / created(result.final("supply.supply"))).toBeLessThan(0.85);
});

test("the effective inflation that was reported for July 2020 is that of 7.2-second blocks where 6.5 are expected", () => {
  const flat = applyScenario(cosmosHub, {
    parameters: { ...quiet, "supply.blocksPerYear": "4_855_015 block", "supply.blockTime": "7.2 second/block" },
    states: { "supply.inflation": "7 %" },
    inputs: { "supply.bondedShare": "{75 %}" },
  });
  expect(run(build(flat), { steps: 1 }).series("inflation")[0]).toBeCloseTo(6.32, 2);
});

test("block by block the supply is that of the chain's arithmetic, to the base unit", () => {
  const rule = {
    goal: 67n * 10n ** 16n,
    rateChange: 10n ** 18n,
    minimum: 7n * 10n ** 16n,
    maximum: 10n ** 17n,
    blocksPerYear: 4_360_000n,
  };
  let [inflation, supply] = [9n * 10n ** 16n, 370_000_000_000_000n];
  for (let block = 0; block < 200; block++) {
    inflation = nextInflation(rule, inflation, 638n * 10n ** 15n);
    supply += blockProvision(rule, inflation, supply);
  }
  const flat = applyScenario(cosmosHub.modules["supply"]!.model, {
    parameters: { rateChange: "100 %", maximum: "10 %", blocksPerYear: "4_360_000 block", blockTime: "6 second/block" },
    inputs: { bondedShare: "{63.8 %}" },
    states: { inflation: "9 %" },
    stocks: { supply: "370_000_000 token" },
  });
  const result = runExactly(flat, { steps: 200, step: "6 second" });
  expect(toBaseUnits(result.exact("supply")[200]!, 6) - supply).toBe(0n);
});

test("a date gives the rules of that day, and later ones come on their days", () => {
  const day = (date: string) => build(economyOn(cosmosHub, history, date));
  const start = (date: string, name: string) => run(day(date), { steps: 0 }).final(name);
  expect(start("2022-06-01", "supply.maximum")).toBe(20);
  expect(start("2023-11-26", "supply.maximum")).toBe(10);
  expect(start("2020-01-01", "supply.rateChange")).toBe(13);
  expect(start("2022-06-01", "supply.rateChange")).toBe(100);
  const crossing = run(day("2023-11-20"), { steps: 8 });
  expect(Array.from(crossing.series("supply.maximum"))).toEqual([20, 20, 20, 20, 20, 20, 10, 10, 10]);
  expect(() => day("2019-03-13")).toThrow(/2019-03-14/);
});

test("with holders who answer to yield, bonding and inflation settle where the wanted share is the bonded one", () => {
  const parameters = { ...quiet, "supply.maximum": "20 %", "supply.rateChange": "13 %" };
  const result = run(build(applyScenario(cosmosHub, { parameters })), { steps: 7300 });
  expect(Math.abs(result.final("bondedShare") - result.final("wantedShare"))).toBeLessThan(0.05);
  // Below the goal inflation rises, which raises the yield: it ends at a bound, or where two thirds are bonded.
  const end = result.final("supply.inflation");
  const settled = end >= 20 - 1e-9 || end <= 7 + 1e-9 || Math.abs(result.final("bondedShare") - 67) < 0.2;
  expect(settled).toBe(true);
});

test("what stakers and the community get is all that is created and paid in fees", () => {
  const result = run(build(applyScenario(cosmosHub, { parameters: quiet })), { steps: 30 });
  for (let step = 0; step < 30; step++) {
    const of = (name: string) => result.series(name)[step]!;
    expect(of("toStakers") + of("toCommunity")).toBeCloseTo(of("supply.minted") + of("fees"), 6);
  }
});

test("each scenario moves what its title says", () => {
  const final = (name: string, variable: string) => {
    const { parameters = {}, states = {} } = scenarios[name]!;
    const flat = applyScenario(cosmosHub, { parameters: { ...quiet, ...parameters }, states });
    return run(build(flat), { steps: 1095 }).final(variable);
  };
  expect(final("rules-of-2021-07", "supply.supply")).toBeGreaterThan(1.05 * final("rules-of-2023-11", "supply.supply"));
  expect(final("no-response", "bondedShare")).toBeCloseTo(64, 1);
});

test("a hundred futures keep every check and overdraw nothing", async () => {
  const { report } = await ensemble(build(cosmosHub), { steps: 300, runs: 100, record: ["price.price"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
