import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters } from "./disinflation.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)("$scenario: the rate at the age of $age is $rate %", ({ scenario, age, rate }) => {
  const program = build(applyScenario(model, scenarios[scenario!]!), { step: "1 day" });
  const result = run(program, { steps: 1, parameters: { startAge: Number(age) * 365.242199 } });
  expect(result.series("rate")[0]).toBeCloseTo(Number(rate), 12);
});

test("in whole years the rates are those of the closed form, exactly", () => {
  const result = runExactly(model, {
    step: "365 day",
    steps: 12,
    parameters: { year: rational(365n), changeAt: rational(365n * 100n) },
  });
  const rates = result.exact("rate");
  for (let year = 0; year <= 10; year++)
    expect(rates[year]).toEqual(rational(8n * 17n ** BigInt(year), 20n ** BigInt(year)));
  expect(rates[11]).toEqual(rational(3n, 2n));
});

test("a year of rates compounds: the supply grows as the product of the epochs' factors", () => {
  const scenario = scenarios["solana-main-network"]!;
  const result = run(build(applyScenario(model, scenario), { step: "2 day" }), { steps: 900 });
  const rates = result.series("rate");
  let supply = 500e6;
  for (let epoch = 0; epoch < 900; epoch++) supply *= 1 + (rates[epoch]! / 100) * (2 / 365.242199);
  // Each epoch is rounded down to a base unit.
  expect(supply - result.final("supply")).toBeGreaterThanOrEqual(-1e-5);
  expect(supply - result.final("supply")).toBeLessThan(1e-4);
});

test("another taper from an age on bends the rate without a jump", () => {
  const program = build(applyScenario(model, scenarios["solana-doubled-taper"]!), { step: "1 day" });
  const at = (age: number) => run(program, { steps: 1, parameters: { startAge: age } }).series("rate")[0]!;
  const changed = 2008 / 365.242199;
  expect(at(2008)).toBeCloseTo(8 * 0.85 ** changed, 10);
  expect(at(2008 + 365.242199)).toBeCloseTo(8 * 0.85 ** changed * 0.7, 10);
});

test("the foundation gets its share until its term ends and nothing after", () => {
  const program = build(applyScenario(model, scenarios["code-defaults"]!), { step: "1 day" });
  const at = (age: string) =>
    run(program, { steps: 1, parameters: { startAge: Number(age) * 365.242199 } }).series("foundationRate")[0]!;
  expect(at("1")).toBeCloseTo(0.05 * 12.75, 10);
  expect(at("6.99")).toBeGreaterThan(0);
  expect(at("7.01")).toBe(0);
});

test("what stakers and the foundation get is what is created, to the base unit but for rounding down", () => {
  const share = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(share, share, (foundation, staked) => {
      const result = runExactly(model, {
        step: "365 day",
        steps: 3,
        parameters: { year: rational(365n), changeAt: rational(365n * 100n), foundationShare: rational(foundation) },
        inputs: { stakedShare: rational(staked) },
      });
      for (let year = 0; year < 3; year++) {
        const at = (name: string) => toBaseUnits(result.exact(name)[year]!, 9);
        const grown = toBaseUnits(result.exact("supply")[year + 1]!, 9) - at("supply");
        expect(grown).toBe(at("stakingRewards") + at("foundationIncome"));
        const rate = result.exact("rate")[year]!;
        const whole = (at("supply") * rate.n) / (rate.d * 100n);
        expect(whole - grown >= 0n && whole - grown <= 1n).toBe(true);
      }
    }),
    { seed: 85, numRuns: 40 },
  );
});

test("the rate never rises and never falls below the terminal rate", () => {
  const scenario = scenarios["solana-doubled-taper"]!;
  const rates = run(build(applyScenario(model, scenario), { step: "2 day" }), { steps: scenario.steps }).series("rate");
  for (let step = 1; step <= scenario.steps; step++) {
    expect(rates[step]!).toBeLessThanOrEqual(rates[step - 1]!);
    expect(rates[step]!).toBeGreaterThanOrEqual(1.5 - 1e-12);
  }
});

test("the adapter takes ages that are whole and others", () => {
  const rate = (year: number) =>
    adapters[0]!.compute({ year }, { initial: 0.08, taper: 0.15, terminal: 0.015 }, [])["rate"] as number;
  expect(rate(3)).toBeCloseTo(0.04913, 15);
  expect(rate(2.5)).toBeCloseTo(0.08 * 0.85 ** 2.5, 12);
  expect(rate(50)).toBe(0.015);
});

test("a taper of more than 100 % and a staked share above 100 % are reported", () => {
  const names = (parameters: Record<string, ReturnType<typeof rational>>, staked = 65n) =>
    run(build(model, { step: "1 day" }), {
      steps: 1,
      parameters,
      inputs: { stakedShare: [rational(staked), rational(staked)] },
    }).report.violations.map(({ check }) => check);
  expect(names({ foundationShare: rational(101n) })).toContain("sharesAreShares");
  expect(names({}, 130n)).toContain("stakedShareIsShare");
  expect(names({})).toEqual([]);
});
