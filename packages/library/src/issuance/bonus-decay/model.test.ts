import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, rational, runExactly, subtract, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters, propose } from "./bonus-decay.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const micro = (amount: Parameters<typeof toBaseUnits>[0]) => toBaseUnits(amount, 6);

/** The chain's own loop over rounds, by blocks of rounds with one bonus. */
function paidBefore(round: bigint): bigint {
  let bonus = 10_000_000n;
  let paid = 0n;
  for (let first = 0n; first < round; first += 1_000_000n) {
    const last = first + 1_000_000n < round ? first + 1_000_000n : round;
    paid += (last - first) * bonus;
    bonus = (bonus * 99n) / 100n;
  }
  return paid;
}

test.each(reference.rows)("round $round gets the chain's bonus, and before it the chain's sum is paid", (row) => {
  const round = BigInt(row["round"]!);
  const rounds = [...Array.from({ length: Number(round / 1_000_000n) }, () => 1_000_000n), round % 1_000_000n];
  const result = propose(rounds);
  expect(micro(result.exact("bonus").at(-1)!).toString()).toBe(row["bonus"]);
  const circulating = result.exact("circulating");
  expect(micro(subtract(circulating.at(-1)!, circulating[0]!)).toString()).toBe(row["paid_before"]);
});

test("payments are exact at any round, however the rounds fall into steps and across decays", () => {
  const steps = fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(steps, (rounds) => {
      const result = propose(rounds);
      const circulating = result.exact("circulating");
      let round = 0n;
      for (const [step, count] of rounds.entries()) {
        round += count;
        expect(micro(subtract(circulating[step + 1]!, circulating[0]!))).toBe(paidBefore(round));
      }
    }),
    { seed: 99, numRuns: 60 },
  );
});

test("in all time less than a thousand million tokens are paid", () => {
  const result = propose(Array.from({ length: 1200 }, () => 1_000_000n));
  const circulating = result.exact("circulating");
  const paid = micro(subtract(circulating.at(-1)!, circulating[0]!));
  expect(paid < 10n ** 15n).toBe(true);
  expect(paid > 99n * 10n ** 13n).toBe(true);
});

test("nothing is created: fee sink and circulating tokens keep their sum", () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  const share = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(amount, share, share, (fees, feeShare, eligible) => {
      const result = runExactly(model, {
        step: "1 day",
        steps: 3,
        inputs: { fees: rational(fees), eligibleShare: rational(eligible), rounds: rational(30_001n) },
        parameters: { feeShare: rational(feeShare) },
      });
      const whole = rational(10_000_000_000n);
      for (let day = 0; day <= 3; day++)
        expect(add(result.exact("feeSink")[day]!, result.exact("circulating")[day]!)).toEqual(whole);
      const bonuses = micro(result.exact("bonuses")[0]!);
      expect(bonuses).toBe((30_001n * 10_000_000n * BigInt(eligible)) / 100n);
      expect(micro(result.exact("feePayments")[0]!)).toBe(
        (BigInt(fees) * 10n ** 6n * BigInt(feeShare * eligible)) / 10_000n,
      );
    }),
    { seed: 30, numRuns: 60 },
  );
});

test("when the fee sink is empty, no more than what flows in is paid, and the run says so", () => {
  const poor = applyScenario(model, { stocks: { feeSink: "100_000 token" } });
  const result = runExactly(poor, { step: "1 day", steps: 2, inputs: { fees: rational(10n) } });
  expect(result.exact("feeSink").map((amount) => micro(amount) >= 0n)).toEqual([true, true, true]);
  expect(result.report.overdrafts.map(({ stock }) => stock)).toEqual(["feeSink"]);
});

test("the fast backend counts the same rounds and pays the same as the exact one, within a token", () => {
  const rule = applyScenario(model, scenarios["algorand-rule"]!);
  const step = "2800000 second";
  const exact = runExactly(rule, { step, steps: 200 });
  const fast = run(build(rule, { step }), { steps: 200 });
  expect(fast.final("round")).toBeCloseTo(200e6, 3);
  expect(Math.abs(fast.final("circulating") - exact.final("circulating"))).toBeLessThan(1);
});

test("a step of more than one interval is reported, for it could hide a decay", () => {
  expect(propose([1_000_001n]).report.violations.map(({ check }) => check)).toEqual(["atMostOneDecay"]);
  expect(propose([1_000_000n]).report.violations).toEqual([]);
});

test("the adapter takes an interval or a number of rounds, and other intervals", () => {
  const answer = (input: object, shared = {}) => adapters[0]!.compute(input as Record<string, unknown>, shared, []);
  expect(answer({ interval: 4 })["bonus_microalgo"]).toBe(9_605_960);
  expect(answer({ rounds: 2_000_000 })["paid_algo"]).toBe(19_900_000);
  expect(answer({ rounds: 500_000 }, { interval_rounds: 250_000 })["paid_algo"]).toBe(4_975_000);
});
