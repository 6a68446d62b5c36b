import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, parseRational, rational, runExactly, subtract, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters } from "./governance.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)(
  "$pool shared by $committed is $quarter % a quarter",
  ({ pool, committed, quarter, year }) => {
    const result = runExactly(model, {
      parameters: { pool: rational(BigInt(pool!)) },
      inputs: { committed: rational(BigInt(committed!)) },
    });
    expect(result.exact("periodRate")[0]).toEqual(parseRational(quarter!));
    expect(result.exact("yearlyRate")[0]).toEqual(parseRational(year!));
  },
);

test("the foundation's example is 1.875 % a quarter and 7.7 % a year", () => {
  const rates = adapters[0]!.compute({ pool: 75_000_000, committed: 4_000_000_000 }, {}, []);
  expect(rates["quarter_pct"]).toBe(1.875);
  expect(Math.abs((rates["annual_pct"] as number) - 7.7)).toBeLessThan(0.05);
});

test("who does not keep the commitment leaves the share to the others", () => {
  const rate = (kept: bigint) => runExactly(model, { inputs: { keptShare: rational(kept) } }).exact("periodRate")[0]!;
  expect(rate(50n)).toEqual(rational(15n, 4n));
  expect(rate(100n)).toEqual(rational(15n, 8n));
  expect(rate(0n)).toEqual(rational(0n));
});

test("nothing is created: what leaves the fund circulates, and an empty fund pays no more", () => {
  const cases = fc.record({
    fund: fc.bigInt({ min: 0n, max: 10n ** 15n }),
    pool: fc.bigInt({ min: 0n, max: 10n ** 15n }),
    committed: fc.bigInt({ min: 1n, max: 6_000_000_000n }),
  });
  fc.assert(
    fc.property(cases, ({ fund, pool, committed }) => {
      const started = applyScenario(model, { stocks: { fund: `${fund}/1000000 token` } });
      const result = runExactly(started, {
        steps: 4,
        parameters: { pool: rational(pool, 1_000_000n) },
        inputs: { committed: rational(committed) },
      });
      const [held, others] = ["fund", "circulating"].map((name) => result.exact(name));
      for (let quarter = 0; quarter < 4; quarter++) {
        const paid = toBaseUnits(subtract(held![quarter]!, held![quarter + 1]!), 6);
        const left = toBaseUnits(held![quarter]!, 6);
        expect([pool, left]).toContain(paid);
        expect(paid <= pool && paid <= left).toBe(true);
        expect(add(held![quarter + 1]!, others![quarter + 1]!)).toEqual(add(held![0]!, others![0]!));
      }
      expect(result.report.overdrafts).toEqual([]);
    }),
    { seed: 75, numRuns: 80 },
  );
});

test("the more commit, the less each gets, and the fund lasts ten years at 300 M a year", () => {
  const result = run(build(applyScenario(model, scenarios["everybody-commits"]!)), { steps: 8 });
  expect(result.series("periodRate")[0]).toBeCloseTo(75 / 63, 12);
  expect(result.series("lastingTime")[0]).toBeCloseTo(10, 12);
});

test("more committed than there is, is reported", () => {
  const { report } = runExactly(model, { inputs: { committed: rational(8_000_000_000n) } });
  expect(report.violations.map(({ check }) => check)).toContain("committedExists");
  expect(toNumber(runExactly(model).exact("committedShare")[0]!)).toBeCloseTo((4 / 7) * 100, 12);
});
