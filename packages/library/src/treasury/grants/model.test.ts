import { build, ensemble, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { mean, moments } from "../../testing/sample.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const names = [...new Set(reference.rows.map((row) => row["case"]!))];
const elements = ["first", "second", "third", "fourth"];

test.each(names)("%s: promised, paid and given back are the reference's, to the base unit", (name) => {
  const { step, steps, ...scenario } = scenarios[name]!;
  const result = runExactly(applyScenario(model, scenario), { step: step!, steps });
  for (const row of reference.rows.filter((one) => one["case"] === name)) {
    for (const amount of ["promised", "paid", "returned"]) {
      const found = toBaseUnits(result.exact(amount)[Number(row["day"])]!, 6).toString();
      expect(found, `${amount} on day ${row["day"]}`).toBe(row[amount]);
    }
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("over many futures the mean paid is the closed form, and it is the cohort's", async () => {
  const runs = 4000;
  const program = build(applyScenario(model, scenarios["one-grant"]!), { step: "30 day" });
  const result = await ensemble(program, { steps: 14, runs, paths: runs, seed: 59n, record: ["paidShare"] });
  const paid = result.paths("paidShare").map((path) => path[14]!);
  expect(Math.abs(mean(paid) - 59.04)).toBeLessThan(4 * moments(paid).errorOfMean);
  // All or a quarter, a half, three quarters or nothing; all with a chance of 0.8^4.
  expect([...new Set(paid)].sort((a, b) => a - b)).toEqual([0, 25, 50, 75, 100]);
  const all = paid.filter((share) => share === 100).length / runs;
  expect(Math.abs(all - 0.4096)).toBeLessThan(4 * Math.sqrt((0.4096 * 0.5904) / runs));
  expect(run(program, { steps: 0 }).final("expectedShare")).toBeCloseTo(59.04, 10);
});

test("for any shares, times and deliveries a grant is paid or given back in full, and never more than promised", () => {
  const part = fc.integer({ min: 0, max: 5 });
  const four = fc.tuple(part, part, part, part);
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 2n * 10n ** 13n }),
      four.filter((weights) => weights.some((weight) => weight > 0)),
      four,
      fc.tuple(part, part, part, part).map((days) => days.sort((a, b) => a - b)),
      part,
      (size, weights, delivered, due, start) => {
        const whole = weights.reduce((a, b) => a + b);
        const each = (name: string, value: (at: number) => ReturnType<typeof rational>) =>
          Object.fromEntries(elements.map((element, at) => [`${name}[${element}]`, value(at)]));
        const result = runExactly(model, {
          step: "1 day",
          steps: 14,
          parameters: {
            size: rational(size, 1_000_000n),
            start: rational(BigInt(start)),
            ...each("share", (at) => rational(100n * BigInt(weights[at]!), BigInt(whole))),
            ...each("delivered", (at) => rational(BigInt(delivered[at]!), 5n)),
            ...each("due", (at) => rational(BigInt(due[at]!))),
          },
        });
        const at = (name: string, day: number) => toBaseUnits(result.exact(name)[day]!, 6);
        const granted = size < 10n ** 13n ? size : 10n ** 13n;
        for (let day = 0; day <= 14; day++) {
          expect(at("treasury", day) + at("promised", day) + at("paid", day)).toBe(10n ** 13n);
          if (day > start) expect(at("promised", day) + at("paid", day) + at("returned", day)).toBe(granted);
        }
        expect(at("promised", 14)).toBe(0n);
        // Σ share K over one denominator.
        let [sum, running] = [0n, 1n];
        for (const [index, weight] of weights.entries()) {
          running *= BigInt(delivered[index]!);
          sum += BigInt(weight) * running * 5n ** BigInt(3 - index);
        }
        expect(at("paid", 14)).toBe((granted * sum) / (BigInt(whole) * 625n));
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 360, numRuns: 150 },
  );
});

test("milestones out of order are reported", () => {
  const odd = applyScenario(model, { parameters: { "due[first]": "200 day" } });
  expect(runExactly(odd, { step: "1 day" }).report.violations.map(({ check }) => check)).toEqual(["inOrder"]);
});
