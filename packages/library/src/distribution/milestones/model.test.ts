import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const names = [...new Set(reference.rows.map((row) => row["case"]!))];

test.each(names)("%s: what is released and returned are the reference's", (name) => {
  const { step, steps, ...scenario } = scenarios[name]!;
  const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
  for (const row of reference.rows.filter((one) => one["case"] === name)) {
    for (const stock of ["released", "returned"])
      expect(result.series(stock)[Number(row["day"])], `${stock} ${row["day"]}`).toBe(Number(row[stock]) / 1e18);
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("for any measure, shares, levels, holding time and deadline the release follows the rule, and is the whole in the end", () => {
  const step = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 25, maxLength: 25 }),
      fc.tuple(step, step, step, step),
      fc.tuple(step, step, step, step).filter((weights) => weights.some((weight) => weight > 0)),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 24 }),
      fc.bigInt({ min: 0n, max: 10n ** 25n }),
      (measure, levels, weights, hold, deadline, total) => {
        const whole = weights.reduce((a, b) => a + b);
        const elements = ["first", "second", "third", "fourth"];
        const result = runExactly(model, {
          step: "1 day",
          steps: 24,
          inputs: { measure: measure.map((value) => rational(BigInt(value))) },
          parameters: {
            total: rational(total, 10n ** 18n),
            hold: rational(BigInt(hold)),
            deadline: rational(BigInt(deadline)),
            ...Object.fromEntries(elements.map((name, at) => [`level[${name}]`, rational(BigInt(levels[at]!))])),
            ...Object.fromEntries(
              elements.map((name, at) => [`share[${name}]`, rational(100n * BigInt(weights[at]!), BigInt(whole))]),
            ),
          },
        });
        const held = [0, 0, 0, 0];
        const isReached = [false, false, false, false];
        let [released, returned] = [0n, 0n];
        for (let day = 0; day <= 24; day++) {
          const at = (name: string) => toBaseUnits(result.exact(name)[day]!, 18);
          expect([at("released"), at("returned"), at("locked")]).toEqual([
            released,
            returned,
            total - released - returned,
          ]);
          for (const one of [0, 1, 2, 3]) {
            const isAbove = measure[day]! >= levels[one]!;
            held[one] = isAbove ? held[one]! + 1 : 0;
            isReached[one] ||= isAbove && held[one]! >= hold && day < deadline;
          }
          const parts = weights.filter((_, one) => isReached[one]).reduce((a, b) => a + b, 0);
          if (day < deadline) released = (total * BigInt(parts)) / BigInt(whole);
          else returned = total - released;
        }
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 4, numRuns: 120 },
  );
});

test("a level that is reached for a day only counts for nothing where it has to be held, and for all where it has not", () => {
  const spike = applyScenario(model, {
    inputs: { measure: "if time >= {10 day} and time < {11 day} then {1_000_000 mark} else 0" },
  });
  const held = runExactly(spike, { step: "1 day", steps: 60 });
  expect(held.exact("released")[60]).toEqual(rational(0n));
  const atOnce = runExactly(applyScenario(spike, { parameters: { hold: "0 day" } }), { step: "1 day", steps: 60 });
  expect(atOnce.exact("released")[10]).toEqual(rational(0n));
  expect(atOnce.exact("released")[11]).toEqual(rational(1_000_000n));
});

test("shares that are not the whole are reported", () => {
  const { report } = runExactly(model, {
    step: "1 day",
    inputs: { measure: rational(1n) },
    parameters: { "share[first]": rational(20n) },
  });
  expect(report.violations.map(({ check }) => check)).toEqual(["sharesAreWhole"]);
});
