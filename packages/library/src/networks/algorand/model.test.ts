import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { economyOn } from "../../history.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import algorand from "./model.js";
import scenarios from "./scenarios.js";

const reference = new Map(
  readReference(new URL("reference.csv", import.meta.url)).rows.map((row) => [row["figure"]!, Number(row["value"])]),
);
const quiet = { feesSpread: "0 %", "price.volatility": "0 %", "price.drift": "0 %/year" };
/** Runs the economy with these values and no draws. */
const still = (parameters: Record<string, string>, steps: number, more: object = {}) =>
  run(build(applyScenario(algorand, { parameters: { ...quiet, ...parameters }, ...more })), { steps });

test("bonuses by interval, and what is paid in the first two million rounds, are those of the chain", () => {
  // One day is a million rounds of 86.4 milliseconds.
  const result = still({ "supply.roundTime": "0.0864 second/round", eligible: "100 %", feesMedian: "0 ALGO/day" }, 5, {
    states: { "supply.round": "0 round" },
  });
  for (let interval = 0; interval <= 4; interval++)
    expect(result.series("supply.bonus")[interval]).toBeCloseTo(reference.get(`bonus-interval-${interval}`)!, 9);
  const circulating = result.series("supply.circulating");
  expect(circulating[2]! - circulating[0]!).toBeCloseTo(reference.get("paid-in-two-million-rounds")!, 3);
});

test("from the upgrade on the bonus falls at every round that is a multiple of a million, to nine tenths in a year", () => {
  const result = still({ "supply.roundTime": "2.9 second/round" }, 380);
  const [round, bonus] = [result.series("supply.round"), result.series("supply.bonus")];
  for (const [day, at] of round.entries()) {
    const cuts = Math.floor(at / 1e6) - 46;
    if (Math.abs(at - Math.round(at / 1e6) * 1e6) > 1)
      expect(Math.abs(bonus[day]! / (10 * 0.99 ** cuts) - 1)).toBeLessThan(1e-6);
  }
  const rounds = (365 * 86_400) / 2.9 / 1e6;
  expect(0.99 ** rounds).toBeCloseTo(reference.get("bonus-kept-in-a-year")!, 2);
});

test("all ALGO add up to the cap on every day of five years, whoever is paid", () => {
  for (const name of ["from-2025", "governance-2021"]) {
    const scenario = scenarios[name]!;
    const tokens = run(build(applyScenario(algorand, scenario)), { steps: scenario.steps }).series("allTokens");
    for (const amount of tokens) expect(Math.abs(amount - 1e10)).toBeLessThan(1e-2);
  }
});

test("75 million a quarter for 4000 million committed are 1.875 % a quarter and 7.7 % a year, the foundation's example", () => {
  const result = still({ governing: "1", paying: "0", committedShare: "800/17 %" }, 0);
  expect(result.series("governanceRate")[0]).toBeCloseTo(reference.get("governance-rate")!, 5);
  expect(Math.abs(result.series("governanceYield")[0]! - reference.get("governance-yield")!)).toBeLessThan(0.05);
});

test("electricity and energy of a transaction are those that were reported", () => {
  const result = still({}, 0);
  expect(result.series("electricity")[0]).toBeCloseTo(reference.get("electricity")! / 1000, 6);
  expect(result.series("energyPerTransaction")[0]).toBeCloseTo(reference.get("energy-per-transaction")!, 9);
});

test("what proposers get is bonuses of eligible rounds and half of the fees; twice the stake earns half the yield", () => {
  const one = still({}, 1);
  const rounds = 86_400 / 2.8;
  expect(one.series("supply.proposerIncome")[0]).toBeCloseTo(rounds * 10 * 0.95 + 1500 * 0.5 * 0.95, 2);
  expect(one.series("proposerYield")[0]! / still({ onlineShare: "44 %" }, 1).series("proposerYield")[0]!).toBeCloseTo(
    2,
    9,
  );
});

test("rules change on their days: proposers are paid from 23 January 2025, governance until April", () => {
  const dated = applyScenario(economyOn(algorand, history, "2025-01-01"), { parameters: quiet });
  const result = run(build(dated), { steps: 120 });
  const [bonuses, governance] = [result.series("supply.bonuses"), result.series("governanceRewards")];
  expect([bonuses[21], bonuses[22]! > 0]).toEqual([0, true]);
  expect([governance[89]! > 0, governance[90]]).toEqual([true, 0]);
  expect(() => economyOn(algorand, history, "2020-01-01")).toThrow(/2021-10-01/);
});

test("the bonus is paid out of the fee sink, which outlasts it: less than 1000 million in all time", () => {
  const result = still({}, 1825);
  const spent = result.series("supply.feeSink")[0]! - result.final("supply.feeSink");
  const years = Array.from({ length: 57 }, (_, interval) => 10 * 0.99 ** interval * 0.95 * 1e6);
  // Five years are 56.3 million rounds, the first interval having 487 110 left; fees bring something back.
  expect(Math.abs(spent / years.reduce((sum, part) => sum + part, 0) - 1)).toBeLessThan(0.02);
  expect(spent).toBeLessThan(1e9);
});

test("fifty futures of five years keep every check", async () => {
  const { report } = await ensemble(build(algorand), { steps: 1825, runs: 50, record: ["allTokens"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
