import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const names = [...new Set(reference.rows.map((row) => row["scenario"]!))];

test.each(names)("%s releases what its closed form says, to the base unit", (name) => {
  const scenario = scenarios[name]!;
  const result = runExactly(applyScenario(model, scenario), { step: scenario.step!, steps: scenario.steps });
  const released = result.exact("released").map((amount) => toBaseUnits(amount, 18).toString());
  for (const { day, released: expected } of reference.rows.filter((row) => row["scenario"] === name)) {
    expect(released[Number(day)], `day ${day}`).toBe(expected);
  }
});

test.each(names)("%s: the fast backend releases each instalment on the same day", (name) => {
  const scenario = scenarios[name]!;
  const applied = applyScenario(model, scenario);
  const options = { steps: scenario.steps };
  const exact = runExactly(applied, { step: scenario.step!, ...options }).series("released");
  const fast = run(build(applied, { step: scenario.step! }), options).series("released");
  const total = exact.at(-1)!;
  for (let day = 0; day <= scenario.steps; day++)
    expect(Math.abs(fast[day]! - exact[day]!) / total).toBeLessThan(1e-12);
});

const days = (most: number) => fc.integer({ min: 0, max: most });
const terms = fc
  .record({
    duration: fc.integer({ min: 1, max: 400 }),
    tranche: fc.integer({ min: 1, max: 120 }),
    start: days(50),
    upfront: days(100),
  })
  .chain((rest) => days(rest.duration).map((cliff) => ({ ...rest, cliff })));

test("for any start, cliff, duration, instalment and step the release follows the entitlement and sums to the whole", () => {
  const total = fc.bigInt({ min: 0n, max: 10n ** 30n });
  fc.assert(
    fc.property(
      terms,
      total,
      fc.integer({ min: 1, max: 30 }),
      ({ start, cliff, duration, tranche, upfront }, whole, step) => {
        const steps = Math.ceil((start + duration) / step) + 1;
        const result = runExactly(
          applyScenario(model, {
            parameters: {
              start: `${start} day`,
              cliff: `${cliff} day`,
              duration: `${duration} day`,
              tranche: `${tranche} day`,
            },
          }),
          {
            step: `${step} day`,
            steps,
            parameters: { total: rational(whole, 10n ** 18n), upfront: rational(upfront) },
          },
        );
        for (let at = 1; at <= steps; at++) {
          expect(toBaseUnits(result.exact("released")[at]!, 18)).toBe(due(at * step - start));
        }
        expect(toBaseUnits(result.exact("released")[steps]!, 18)).toBe(whole);
        expect(result.exact("locked")[steps]).toEqual(rational(0n));

        function due(elapsed: number): bigint {
          if (elapsed < 0) return 0n;
          if (elapsed >= duration) return whole;
          const vested = elapsed < cliff ? 0 : Math.min(Math.floor(elapsed / tranche) * tranche, duration);
          // upfront/100 + (1 - upfront/100) * vested/duration, over one denominator.
          return (whole * BigInt(upfront * duration + (100 - upfront) * vested)) / BigInt(100 * duration);
        }
      },
    ),
    { seed: 1460, numRuns: 150 },
  );
});

test("a cliff after the end is reported by the check that forbids it", () => {
  const { report } = runExactly(model, { step: "1 day", parameters: { duration: rational(100n, 365n) } });
  expect(report.violations.map(({ check }) => check)).toEqual(["cliffBeforeEnd"]);
});
