import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { splitByLargestRemainder, splitWithRest } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const flows = ["burned", "toTreasury", "toLiquidity", "toDevelopers", "toValidators"];
const takers = ["burned", "treasury", "liquidity", "developers", "validators"];

test.each(reference.rows)("$case: of $fees base units each gets what the reference says", (row) => {
  const result = runExactly(of(row["case"]!), { step: "1 day" });
  expect(flows.map((name) => toBaseUnits(result.exact(name)[0]!, 18).toString())).toEqual(
    takers.map((name) => row[name]),
  );
  expect(toBaseUnits(result.exact("sharedOut")[0]!, 18).toString()).toBe(row["fees"]);
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 25n });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 5, maxLength: 5 })
  .filter((all) => all.some((one) => one > 0n));

test("for any fees and shares the parts are those of the rule, and sum to the fees to the base unit", () => {
  fc.assert(
    fc.property(amount, weights, (fees, given) => {
      const whole = given.reduce((a, b) => a + b);
      const share = (index: number) => rational(100n * given[index]!, whole);
      const result = runExactly(model, {
        step: "1 day",
        parameters: {
          burnShare: share(0),
          treasuryShare: share(1),
          liquidityShare: share(2),
          developerShare: share(3),
        },
        inputs: { fees: fromBaseUnits(fees, 18) },
      });
      const parts = flows.map((name) => toBaseUnits(result.exact(name)[0]!, 18));
      expect(parts).toEqual(splitWithRest(fees, given));
      expect(parts.reduce((a, b) => a + b)).toBe(fees);
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
    }),
    { seed: 5, numRuns: 150 },
  );
});

test("split by largest remainder nobody is more than a unit away from his share, and units go to the largest losses", () => {
  fc.assert(
    fc.property(amount, weights, (total, given) => {
      const whole = given.reduce((a, b) => a + b);
      const parts = splitByLargestRemainder(total, given);
      expect(parts.reduce((a, b) => a + b)).toBe(total);
      const lost = parts.map((part, index) => total * given[index]! - part * whole);
      for (const rest of lost) expect(rest > -whole && rest < whole).toBe(true);
      // Who was rounded up lost no less, before it, than anybody who was not.
      const up = lost.filter((rest) => rest < 0n).map((rest) => rest + whole);
      const down = lost.filter((rest) => rest > 0n);
      for (const one of up) for (const other of down) expect(one >= other).toBe(true);
    }),
    { seed: 6, numRuns: 1000 },
  );
});

test("1000 units by 1, 1 and 1: the first gets the unit that is left, or with the other rule the last", () => {
  expect(splitByLargestRemainder(1000n, [1n, 1n, 1n])).toEqual([334n, 333n, 333n]);
  expect(splitWithRest(1000n, [1n, 1n, 1n])).toEqual([333n, 333n, 334n]);
});

test("a year of odd fees leaves nothing out: what was paid is burned or in somebody's hands", () => {
  const exact = runExactly(of("five-takers"), { step: "1 day", steps: 365 });
  const held = ["users", "treasury", "liquidity", "developers", "validators"].map((name) =>
    toBaseUnits(exact.exact(name)[365]!, 18),
  );
  const burned = exact
    .exact("burned")
    .slice(0, 365)
    .map((part) => toBaseUnits(part, 18));
  expect([...held, ...burned].reduce((a, b) => a + b)).toBe(10n ** 26n);
  const fast = run(build(of("five-takers"), { step: "1 day" }), { steps: 365 });
  for (const name of ["treasury", "validators"]) expect(fast.final(name) / exact.final(name)).toBeCloseTo(1, 12);
});

test("who has no tokens left pays what there is, and shares beyond the whole are reported", () => {
  const poor = applyScenario(model, { stocks: { users: "7 token" } });
  const result = runExactly(poor, { step: "1 day", steps: 2 });
  expect(result.exact("paid")[0]).toEqual(rational(7n));
  expect(result.exact("users")[1]).toEqual(rational(0n));
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
  const greedy = applyScenario(model, { parameters: { burnShare: "60 %", treasuryShare: "41 %" } });
  expect(runExactly(greedy, { step: "1 day" }).report.violations.map(({ check }) => check)).toContain(
    "sharesAreShares",
  );
});
