import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters } from "./emission-in-pieces.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const second = (rate: { n: bigint; d: bigint }) => rational(rate.n * 10n ** 18n, rate.d);

/** The contract's view of what may exist at a time in seconds since the first rate came into force. */
function availableSupply(seconds: bigint, premine: bigint, firstYear: bigint): bigint {
  const year = 31_536_000n;
  let rate = (firstYear * 10n ** 18n) / year;
  let supply = premine * 10n ** 18n;
  let left = seconds;
  for (; left >= year; left -= year) {
    supply += rate * year;
    rate = (rate * 10n ** 18n) / 1_189_207_115_002_721_024n;
  }
  return supply + left * rate;
}

test.each(reference.rows)("$scenario: rate and supply at the start of year $year are the contract's", (row) => {
  const year = Number(row["year"]);
  const scenario = applyScenario(model, scenarios[row["scenario"]!]!);
  const result = runExactly(scenario, { step: "365 day", steps: Math.max(year, 1) });
  expect(second(result.exact("rate")[year]!)).toEqual(rational(BigInt(row["rate"]!)));
  expect(toBaseUnits(result.exact("supply")[year]!, 18).toString()).toBe(row["supply"]);
});

test("however time falls into steps, the supply is the contract's to the base unit", () => {
  const cases = fc.record({
    hours: fc.integer({ min: 1, max: 8760 }),
    steps: fc.integer({ min: 1, max: 40 }),
    premine: fc.bigInt({ min: 0n, max: 10n ** 10n }),
    firstYear: fc.bigInt({ min: 1n, max: 10n ** 10n }),
  });
  fc.assert(
    fc.property(cases, ({ hours, steps, premine, firstYear }) => {
      const result = runExactly(model, {
        step: `${hours} hour`,
        steps,
        parameters: { premine: rational(premine), firstYear: rational(firstYear) },
      });
      for (const [step, supply] of result.exact("supply").entries())
        expect(toBaseUnits(supply, 18)).toBe(availableSupply(BigInt(step * hours) * 3600n, premine, firstYear));
      expect(result.report.violations).toEqual([]);
    }),
    { seed: 4, numRuns: 60 },
  );
});

test("the supply after n years is initial + rate * (1 - q^n) / (1 - q), q = 2^(-1/4), and tends to its limit", () => {
  const q = 2 ** -0.25;
  const result = runExactly(model, { step: "365 day", steps: 60 });
  for (const [year, supply] of result.exact("supply").entries())
    expect(toNumber(supply)).toBeCloseTo(1_303_030_303 + (274_815_283 * (1 - q ** year)) / (1 - q), 0);
  expect(toNumber(result.exact("limit")[0]!)).toBeCloseTo(3_030_303_031.88, 0);
  expect(toNumber(result.exact("limit")[60]!)).toBeCloseTo(3_030_303_031.88, 0);
});

test("four cuts halve the rate", () => {
  const rates = runExactly(model, { step: "365 day", steps: 8 }).exact("rate").map(toNumber);
  expect(rates[4]! / rates[0]!).toBeCloseTo(0.5, 15);
  expect(rates[8]! / rates[0]!).toBeCloseTo(0.25, 15);
});

test("a step of more than one interval is reported, for it could hide a cut", () => {
  const names = runExactly(model, { step: "400 day" }).report.violations.map(({ check }) => check);
  expect(names).toEqual(["atMostOneCut"]);
});

test("the fast backend agrees with the exact one within a token after ten years of days", () => {
  const scenario = applyScenario(model, scenarios["curve-deployed"]!);
  const exact = runExactly(scenario, { step: "1 day", steps: 3650 });
  const fast = run(build(scenario, { step: "1 day" }), { steps: 3650 });
  expect(Math.abs(fast.final("supply") - exact.final("supply"))).toBeLessThan(1);
});

test("the adapter answers for years, parts of years and the limit", () => {
  const supply = (input: object) =>
    adapters[0]!.compute(
      { initial: 1303030303, first_year_rate: 274815283, ...input },
      { yearly_divisor: "2^(1/4)" },
      [],
    )["supply"] as number;
  expect(supply({ years: 2 })).toBeCloseTo(1_808_936_772, 0);
  expect(supply({ years: 0.2 })).toBeCloseTo(1_303_030_303 + 274_815_283 / 5, 0);
  expect(supply({})).toBeCloseTo(3_030_303_031.88, 0);
});
