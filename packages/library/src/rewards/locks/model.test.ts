import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { votesOf, weekSeconds } from "../vote-escrow/rule.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)("$scenario: in week $week $locked tokens are locked, with $votes votes", (row) => {
  const scenario = scenarios[row["scenario"]!]!;
  const result = runExactly(applyScenario(model, scenario), { step: "1 week", steps: Number(row["week"]) });
  expect(result.final("locked")).toBe(Number(row["locked"]));
  expect(result.final("votes")).toBeCloseTo(Number(row["votes"]), 5);
});

test("whatever is locked, the votes are the sum of those of single locks", () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 20 }), (locks, weeks) => {
      const applied = applyScenario(model, { parameters: { duration: `${weeks} week`, relocked: "0 %" } });
      const result = runExactly(applied, {
        step: "1 week",
        steps: 29,
        inputs: { locking: locks.map((amount) => fromBaseUnits(amount, 18)) },
      });
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
      let [votes, locked] = [0n, 0n];
      for (const [week, amount] of locks.slice(0, 29).entries()) {
        const age = 29 - week;
        if (age > weeks) continue;
        locked += amount;
        votes += votesOf(amount, weekSeconds * BigInt(weeks - age));
      }
      expect(toBaseUnits(result.exact("locked")[29]!, 18)).toBe(locked);
      // The contract loses less than a base unit a second of each lock.
      const { n, d } = result.exact("votes")[29]!;
      const difference = (n * 10n ** 18n) / d - votes;
      expect(difference >= 0n && difference <= 30n * 20n * weekSeconds).toBe(true);
    }),
    { seed: 208, numRuns: 60 },
  );
});

test("what is renewed keeps locks full: the tokens of a wave that all renew never come back", () => {
  const applied = applyScenario(model, {
    ...scenarios["wave-that-returns"]!,
    parameters: { duration: "10 week", relocked: "100 %" },
  });
  const result = runExactly(applied, { step: "1 week", steps: 100 });
  for (let week = 1; week <= 100; week++) {
    expect(result.exact("locked")[week]).toEqual(rational(10_000_000n));
    expect(result.exact("netLocked")[week]).toEqual(rational(0n));
  }
  // Votes run down to nothing in ten weeks, and are full again after the renewal.
  const votes = result.series("votes");
  expect(votes[10]! < 1e-9 && Math.abs(votes[11]! - votes[1]!) < 1e-6).toBe(true);
});

test("payments are shared by votes: a new lock of a year in a full market is paid twice the mean of all", () => {
  const result = run(build(applyScenario(model, scenarios["steady"]!), { step: "1 week" }), { steps: 120 });
  const mean = (100_000 * 365) / 7 / result.final("locked");
  // A new lock has 52 weeks, the mean of those there are 25.5.
  expect(result.final("firstYield") / 100 / mean).toBeCloseTo(52 / 25.5, 9);
  expect(result.final("meanTime")).toBeCloseTo(25.5, 9);
});

test("every token is free or locked", () => {
  const result = runExactly(applyScenario(model, scenarios["two-year-locks"]!), { step: "1 week", steps: 250 });
  for (const supply of result.exact("supply")) expect(supply).toEqual(rational(100_000_000n));
  expect(result.final("lockedShare")).toBeGreaterThan(10);
});

test("a lock of five years is reported", () => {
  const { report } = runExactly(model, { step: "1 week", parameters: { duration: rational(261n) } });
  expect(report.violations.map(({ check }) => check)).toContain("parametersMakeSense");
});
