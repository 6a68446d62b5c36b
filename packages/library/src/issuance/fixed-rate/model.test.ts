import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { parseRational, rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const rows = (scenario: string) => reference.rows.filter((row) => row["scenario"] === scenario);

test.each(rows("disinflation-from-15"))("the rate of year $year is $value %, exactly", ({ year, value }) => {
  const model15 = applyScenario(model, scenarios["disinflation-from-15"]!);
  const result = runExactly(model15, { step: "1 year", steps: 20 });
  expect(result.exact("rate")[Number(year)]).toEqual(parseRational(value!));
});

test("an amount that falls by a third a year creates the geometric series, to a base unit a day", () => {
  const scenario = scenarios["thirdening"]!;
  const result = runExactly(applyScenario(model, scenario), { step: "1 day", steps: 3650 });
  for (const { year, value } of rows("thirdening")) {
    const days = Number(year) * 365;
    const short = toBaseUnits(parseRational(value!)!, 9) - toBaseUnits(result.exact("supply")[days]!, 9);
    // Each day's amount is rounded down, so at most one base unit a day is missing; the table is rounded itself.
    expect(short >= -1n && short <= BigInt(days), `year ${year}: ${short}`).toBe(true);
  }
});

test("a constant rate compounds step by step: supply is start * (1 + r * dt)^n, rounded down", () => {
  const constant = applyScenario(model, scenarios["constant"]!);
  const result = runExactly(constant, { step: "1 day", steps: 365 });
  const base = 500_000_000n * 10n ** 9n;
  const closed = (base * 18_251n ** 365n) / 18_250n ** 365n; // 1 + 0.02 / 365 = 18 251 / 18 250
  const short = closed - toBaseUnits(result.exact("supply")[365]!, 9);
  expect(short >= 0n && short <= 2n * 365n).toBe(true);
});

test("the tail is reached and kept: amount never falls below it, inflation tends to zero", () => {
  const scenario = scenarios["tail-emission"]!;
  const result = run(build(applyScenario(model, scenario), { step: scenario.step! }), { steps: scenario.steps });
  const amount = result.series("amount");
  expect([0, 365, 365 * 4, 365 * 5, 365 * 6, 3650].map((day) => amount[day])).toEqual([
    10_000_000, 5_000_000, 625_000, 312_500, 300_000, 300_000,
  ]);
  expect(result.final("totalRate")).toBeCloseTo((300_000 / result.final("supply")) * 100, 6);
});

test("no issuance creates nothing, however long", () => {
  const nothing = { initialRate: rational(0n), terminalRate: rational(0n) };
  const result = runExactly(model, { step: "1 year", steps: 30, parameters: nothing });
  expect(result.exact("supply")[30]).toEqual(rational(500_000_000n));
});

test("for any taper and floor the rate never rises and never falls below its floor", () => {
  const share = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(share, share, share, (initialRate, taper, terminalRate) => {
      const parameters = {
        initialRate: rational(initialRate),
        taper: rational(taper),
        terminalRate: rational(terminalRate),
      };
      const rates = runExactly(model, { step: "1 year", steps: 12, parameters }).exact("rate").map(toNumber);
      for (const [year, rate] of rates.entries()) {
        expect(rate).toBeGreaterThanOrEqual(terminalRate);
        if (year > 0) expect(rate).toBeLessThanOrEqual(rates[year - 1]!);
      }
    }),
    { seed: 8, numRuns: 100 },
  );
});
