import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { parseRational, rational, runExactly, subtract, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters } from "./block-reward.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const wei = (amount: Parameters<typeof toBaseUnits>[0]) => toBaseUnits(amount, 18);

test.each(reference.rows)("$reward tokens every $block_seconds seconds are $created tokens a year", (row) => {
  const parameters = { reward: parseRational(row["reward"]!)!, blockTime: parseRational(row["block_seconds"]!)! };
  const result = runExactly(model, { step: "1 year", parameters });
  const [before, after] = result.exact("supply");
  expect(subtract(after!, before!)).toEqual(rational(BigInt(row["created"]!)));
});

test("the supply grows on a straight line, so inflation falls as its inverse", () => {
  const scenario = scenarios["monad-launch"]!;
  const result = run(build(applyScenario(model, scenario), { step: scenario.step! }), { steps: 3650 });
  expect(result.series("inflation")[0]).toBeCloseTo(1.971, 12);
  expect(result.final("supply")).toBeCloseTo(1e11 + 10 * 1.971e9, 3);
  expect(result.final("inflation")).toBeCloseTo(197.1e9 / result.final("supply"), 9);
});

test("what is created less what is burned is the change of the supply, and fees only move", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 0, max: 100 }), (priority, base, commission) => {
      const result = runExactly(model, {
        step: "1 day",
        inputs: { priorityFees: rational(priority, 10n ** 18n), baseFees: rational(base, 10n ** 18n) },
        parameters: { commission: rational(commission) },
      });
      const at = (name: string) => wei(result.exact(name)[0]!);
      const [before, after] = result.exact("supply").map(wei);
      expect(after! - before!).toBe(at("created") - base);
      expect(wei(result.exact("validators")[1]!)).toBe(at("toValidators") + priority);
      expect(at("created")).toBe(216_000n * 25n * 10n ** 18n);
      expect(at("toValidators")).toBe((at("created") * BigInt(commission)) / 100n);
    }),
    { seed: 25, numRuns: 60 },
  );
});

test("half of all tokens staked earn twice the inflation less the commission", () => {
  const result = runExactly(model, { step: "1 day" });
  expect(toNumber(result.exact("stakingYield")[0]!)).toBeCloseTo(2 * 1.971 * 0.9, 12);
});

test("a commission above 100 % and negative fees are reported", () => {
  const given = { inputs: { baseFees: rational(-1n) }, parameters: { commission: rational(101n) } };
  const names = runExactly(model, { step: "1 day", ...given }).report.violations.map(({ check }) => check);
  expect(names).toContain("commissionIsShare");
  expect(names).toContain("nothingIsNegative");
});

test("the adapter answers for a year of 365 days", () => {
  expect(adapters[0]!.compute({}, { mon_per_block: 25, block_seconds: 0.4 }, [])["mon_per_year"]).toBe(1_971_000_000);
});
