import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { lockEnd, mostSeconds, votesOf, weekSeconds, workingBalance } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const token = (amount: bigint) => `${amount / 10n ** 18n}.${(amount % 10n ** 18n).toString().padStart(18, "0")}`;

/** Lock and liquidity in base units and seconds, run exactly. */
function given(locked: bigint, seconds: bigint, intoWeek: bigint, liquidity: bigint, others: bigint, votes: bigint) {
  return applyScenario(model, {
    parameters: {
      duration: `${seconds} second`,
      intoWeek: `${intoWeek} second`,
      liquidity: `${token(liquidity)} share`,
    },
    stocks: { locked: `${token(locked)} token` },
    inputs: { otherLiquidity: `{${token(others)} share}`, otherVotes: `{${token(votes)} token}` },
  });
}

test.each(reference.rows)("$locked base units, $seconds s left: $votes votes, liquidity counts as $working", (row) => {
  const [locked, seconds, liquidity, others, votes] = ["locked", "seconds", "liquidity", "others", "otherVotes"].map(
    (name) => BigInt(row[name]!),
  ) as [bigint, bigint, bigint, bigint, bigint];
  const result = runExactly(given(locked, seconds, 0n, liquidity, others, votes), { step: "1 week" });
  const units = (name: string) => toBaseUnits(result.exact(name)[0]!, 18).toString();
  expect(units("votes")).toBe(row["votes"]);
  expect(units("working")).toBe(row["working"]);
  expect(votesOf(locked, seconds).toString()).toBe(row["votes"]);
});

test("for any lock, deposit and others the equations are the contracts' rule, to the base unit", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 27n });
  const seconds = fc.bigInt({ min: 0n, max: mostSeconds });
  const inWeek = fc.bigInt({ min: 0n, max: weekSeconds - 1n });
  fc.assert(
    fc.property(amount, seconds, inWeek, amount, amount, amount, (locked, wanted, into, own, others, votes) => {
      const result = runExactly(given(locked, wanted, into, own, others, votes), { step: "1 week", steps: 0 });
      const units = (name: string) => toBaseUnits(result.exact(name)[0]!, 18);
      // Seen from a week that began at a whole number of weeks.
      const left = lockEnd(into + wanted) - into;
      expect(units("votes")).toBe(votesOf(locked, left));
      const expected = workingBalance(own, own + others, votesOf(locked, left), votesOf(locked, left) + votes);
      expect(units("working")).toBe(expected);
    }),
    { seed: 2020, numRuns: 400 },
  );
});

test("the rule alone: liquidity never counts as less than two fifths of itself, nor as more than itself", () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 27n });
  fc.assert(
    fc.property(amount, amount, amount, amount, (own, others, votes, otherVotes) => {
      const counted = workingBalance(own, own + others, votes, votes + otherVotes);
      expect(counted <= own && counted >= (own * 40n) / 100n).toBe(true);
      // In proportion to liquidity votes give the full boost, but for what is rounded off.
      const fair = (otherVotes * own) / others + 1n;
      expect(own - workingBalance(own, own + others, fair, fair + otherVotes) <= 2n).toBe(true);
    }),
    { seed: 40, numRuns: 10_000 },
  );
});

test("votes fall in a straight line to nothing in four years, the tokens come back the step after", () => {
  const { step, steps } = scenarios["four-years"]!;
  const result = runExactly(applyScenario(model, scenarios["four-years"]!), { step: step!, steps });
  const votes = result.exact("votes").map((amount) => toBaseUnits(amount, 18));
  // Four years are 208 weeks and four days; the end is rounded down to 208 weeks.
  const slope = (600_000n * 10n ** 18n) / mostSeconds;
  for (const [week, amount] of votes.entries()) {
    expect(amount).toBe(week < 208 ? slope * weekSeconds * BigInt(208 - week) : 0n);
  }
  expect(result.exact("locked")[208]).toEqual(rational(600_000n));
  expect(result.exact("locked")[209]).toEqual(rational(0n));
  expect(result.exact("free")[209]).toEqual(rational(600_000n));
  const boost = result.series("boost");
  expect(boost[0]).toBe(2.5);
  expect(boost[208]).toBe(1);
});

test("a lock that is prolonged keeps its votes", () => {
  const result = runExactly(applyScenario(model, scenarios["renewed"]!), { step: "1 week", steps: 100 });
  const votes = result.exact("votes");
  for (const amount of votes) expect(amount).toEqual(votes[0]);
});

test("a lock of a year has a quarter of the votes of one of four years, within a week", () => {
  const votes = (seconds: bigint) =>
    runExactly(given(10n ** 24n, seconds, 0n, 0n, 1n, 1n), { step: "1 week", steps: 0 }).final("votes");
  const share = votes(mostSeconds / 4n) / votes(mostSeconds);
  expect(Math.abs(share - 0.25)).toBeLessThan(1 / 208);
});

test("rewards are the owner's share of the emission, and all others get the rest", () => {
  const result = runExactly(model, { step: "1 week", steps: 52 });
  // 100,000 shares with a full boost beside 9,900,000 with one of 1.5.
  const share = 100_000 / (100_000 + 0.6 * 9_900_000);
  expect(result.series("reward")[0]).toBeCloseTo((1_000_000 * 7 * share) / 365, 9);
  expect(toBaseUnits(result.exact("earned")[52]!, 18) > 0n).toBe(true);
  expect(result.final("votesForAll")).toBeCloseTo(505_050.50505, 5);
});

test("what is saved week by week has the votes of its sum, from the moment it is locked", () => {
  const result = runExactly(applyScenario(model, scenarios["saving-up"]!), { step: "1 week", steps: 30 });
  const locked = toBaseUnits(result.exact("locked")[30]!, 18);
  expect(locked).toBe(30_000n * 10n ** 18n);
  expect(toBaseUnits(result.exact("votes")[30]!, 18)).toBe(votesOf(locked, weekSeconds * 178n));
});

test("the fast backend agrees with the exact one", () => {
  const exact = runExactly(model, { step: "1 week", steps: 215 });
  const fast = run(build(model, { step: "1 week" }), { steps: 215 });
  for (const name of ["votes", "working", "earned", "boost"]) {
    for (const [week, value] of exact.series(name).entries()) {
      expect(Math.abs(fast.series(name)[week]! - value), name).toBeLessThanOrEqual(1e-9 * (1 + value));
    }
  }
});

test("a lock of five years is reported", () => {
  const { report } = runExactly(model, { step: "1 week", parameters: { duration: rational(5n * 31_536_000n) } });
  expect(report.violations.map(({ check }) => check)).toEqual(["lockIsNotTooLong"]);
});
