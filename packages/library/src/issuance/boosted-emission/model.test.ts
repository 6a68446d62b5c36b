import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters } from "./boosted-emission.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const bgt = (input: object) => adapters[0]!.compute(input as Record<string, unknown>, {}, [])["bgt"] as number;

test.each(reference.rows)("at a boost of $boost a block creates $reward tokens", ({ boost, reward }) => {
  expect(bgt({ boost })).toBeCloseTo(Number(reward), 13);
});

test("without votes only the base amount is created, with all of them rate times multiplier and the base", () => {
  expect(bgt({ boost: 0 })).toBe(0.5);
  expect(bgt({ boost: 1 })).toBe(5.75);
  expect(bgt({ boost: 0, min: 2 })).toBe(2.5);
  expect(bgt({ boost: 1, base: 1, rate: 2, m: 3, convexity: 1 })).toBe(7);
});

test("the reward rises with the boost, lies between base and ceiling, and the least is kept", () => {
  const share = fc.integer({ min: 0, max: 1000 });
  const cases = fc.record({ a: share, b: share, m: share, c: fc.integer({ min: 1, max: 100 }), min: share });
  fc.assert(
    fc.property(cases, ({ a, b, m, c, min }) => {
      const shared = { m: m / 200, convexity: c / 100, min: min / 1000 };
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((boost) => bgt({ boost: boost / 1000, ...shared }));
      expect(low!).toBeLessThanOrEqual(high!);
      expect(low!).toBeGreaterThanOrEqual(0.5 + shared.min - 1e-12);
      expect(high!).toBeLessThanOrEqual(0.5 + Math.max(1.5 * shared.m, shared.min) + 1e-12);
    }),
    { seed: 80, numRuns: 100 },
  );
});

test("one group of fifty equal validators creates what fifty groups of a fiftieth of the blocks do", () => {
  const scenario = applyScenario(model, scenarios["berachain-launch"]!);
  const all = run(build(scenario, { step: "1 day" }), { steps: 10 }).final("supply");
  const blocks = { inputs: { blocks: "{864 block/day}" } };
  const one = run(build(applyScenario(scenario, blocks), { step: "1 day" }), { steps: 10 }).final("supply");
  expect(one * 50).toBeCloseTo(all, 3);
});

test("at full boost, where all is rational, every base unit created is in the stocks or redeemed", () => {
  const result = runExactly(model, {
    step: "1 day",
    steps: 5,
    inputs: { boost: rational(100n), redeemed: rational(1_000_001n, 1000n) },
    parameters: { convexity: rational(1n) },
  });
  const at = (name: string, day: number) => toBaseUnits(result.exact(name)[day]!, 18);
  for (let day = 1; day < 5; day++) {
    expect(at("created", day)).toBe((43_200n * 575n * 10n ** 18n) / 100n);
    expect(at("supply", day + 1) - at("supply", day)).toBe(at("created", day) - at("redemption", day));
  }
});

test("a boost above 100 % is reported", () => {
  const result = run(build(model, { step: "1 day" }), { steps: 1, inputs: { boost: [120, 120] } });
  expect(result.report.violations.map(({ check }) => check)).toContain("boostIsShare");
});
