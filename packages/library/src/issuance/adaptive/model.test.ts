import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { parseRational, rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters } from "./adaptive.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const [statics, dynamics, bounds, rewards] = adapters;
const daily = applyScenario(model, scenarios["daily-cycles"]!);

test.each(reference.rows)("$case: rates at a staked share of $staked after $previous", (row) => {
  const { staked, previous, days } = row;
  const within = { min: "1/400", max: "1/10" };
  expect(statics!.compute({ staked_ratio: staked, ...within }, {}, [])["rate"]).toBe(row["static"]);
  const computed = dynamics!.compute({ staked_ratio: staked, previous, days }, {}, []);
  expect([computed["dynamic"], computed["rate"]]).toEqual([row["dynamic"], row["rate"]]);
});

test("bounds stay for the initial period, then move in equal parts, as the protocol's unit test has them", () => {
  const periods = { initial_period_cycles: 5, transition_period_cycles: 5 };
  const cycles = Array.from({ length: 16 }, (_, cycle) => cycle);
  const least = bounds!.compute({ initial: "7/100", final: "1/100", cycles }, periods, [])["bound"];
  const hundredths = (list: readonly number[]) =>
    list.map((value) => {
      const { n, d } = parseRational(`${value}/100`)!;
      return `${n}/${d}`;
    });
  expect(least).toEqual(hundredths([7, 7, 7, 7, 7, 7, 6, 5, 4, 3, 2, 1, 1, 1, 1, 1]));
  const most = bounds!.compute({ initial: "1/10", final: "7/10", cycles }, periods, [])["bound"];
  expect(most).toEqual(hundredths([10, 10, 10, 10, 10, 10, 20, 30, 40, 50, 60, 70, 70, 70, 70, 70]));
  expect(bounds!.compute({ initial: "7/100", final: "1/100", cycle: 3 }, { launch_cycle: 10 }, [])["bound"]).toBe(
    "7/100",
  );
});

test("a run counts its cycles: the one that begins when cycle 35 ends is 26/51 of the way between the bounds", () => {
  const result = runExactly(model, { step: "1 day", steps: 62 });
  const maximum = result.exact("maximum");
  expect([0, 9].map((cycle) => toNumber(maximum[cycle]!))).toEqual([5.5, 5.5]);
  expect(maximum[35]).toEqual(rational(55n * 51n + 45n * 26n, 510n));
  expect([60, 61].map((cycle) => toNumber(maximum[cycle]!))).toEqual([10, 10]);
});

test("the dynamic rate of a run grows by its distance every day until its cap", () => {
  const result = runExactly(daily, { step: "1 day", steps: 40 });
  const [dynamic, rate] = ["dynamicRate", "rate"].map((name) => result.exact(name).map(toNumber));
  for (let day = 0; day < 20; day++) expect(dynamic![day]).toBeCloseTo(0.23 * (day + 1), 12);
  expect(dynamic![25]).toBe(5);
  expect(rate![25]).toBe(6);
});

test("a coefficient is in force three cycles after it was decided, on the supply of then; at activation it is 1", () => {
  const result = runExactly(daily, { step: "1 day", steps: 40 });
  const [decided, force] = ["decidedCoefficient", "coefficient"].map((name) => result.exact(name));
  expect(force!.slice(3, 41)).toEqual(decided!.slice(0, 38));
  expect(force!.slice(0, 3)).toEqual([decided![0], decided![0], decided![0]]);
  // 1 % static and 0.23 points for each day, over 525 600 minutes of 80.007812 tez.
  const supply = toNumber(result.exact("supply")[10]!);
  expect(toNumber(force![13]!)).toBeCloseTo((0.0353 * supply) / 525_600 / 80.007812, 9);
  const activation = scenarios["tezos-activation"]!;
  const start = runExactly(applyScenario(model, activation), { step: activation.step!, steps: 4 });
  expect(start.exact("coefficient").slice(0, 4).map(toNumber)).toEqual([
    1,
    1,
    1,
    toNumber(start.exact("decidedCoefficient")[0]!),
  ]);
});

test("a block of 15 seconds is 20.001953 tez before adaptive issuance, of which 5 are the baker's", () => {
  const parts = rewards!.compute({ block_seconds: 15 }, {}, []) as Record<string, number>;
  expect(parts["tez_per_block"]).toBe(20.001953);
  expect(parts["baking_fixed"]).toBeCloseTo(4.999999968753052, 12);
  expect(parts["attesting"]).toBeCloseTo((20.001953 * 10240) / 20482, 12);
  const sum = ["attesting", "baking_fixed", "baking_bonus", "nonce", "vdf"].reduce(
    (total, name) => total + parts[name]!,
    0,
  );
  expect(sum).toBeCloseTo(20.001953, 12);
});

test("the rewards of a block are the protocol's whole numbers: each part cut, then times the coefficient, cut again", () => {
  const cases = fc.record({
    staked: fc.integer({ min: 1, max: 100 }),
    supply: fc.bigInt({ min: 10n ** 12n, max: 2n * 10n ** 15n }),
    seconds: fc.bigInt({ min: 1n, max: 60n }),
    data: fc.bigInt({ min: 0n, max: 3000n }),
  });
  fc.assert(
    fc.property(cases, ({ staked, supply, seconds, data }) => {
      const started = applyScenario(model, { stocks: { supply: `${supply}/1000000 token` } });
      const result = runExactly(started, {
        step: "1 day",
        parameters: { blockTime: rational(seconds), dataWeight: rational(data), cyclesBefore: rational(100n) },
        inputs: { stakedShare: rational(staked) },
      });
      const rate = result.exact("rate")[0]!;
      // Mutez: the coefficient is rate / 525600 * supply / 80007812.
      const times = (amount: bigint) => (amount * rate.n * supply) / (rate.d * 100n * 525_600n * 80_007_812n);
      const part = (weight: bigint) => (80_007_812n * weight * seconds) / ((20_482n + data) * 60n);
      const at = (name: string) => {
        const { n, d } = result.exact(name)[0]!;
        return rational(n * 10n ** 6n, d);
      };
      expect(at("fixedReward")).toEqual(rational(times(part(5120n))));
      expect(at("slotReward")).toEqual(rational(times(part(10_240n) / 7000n)));
      expect(at("bonusReward")).toEqual(rational(times(part(5120n) / 2333n)));
      expect(at("tipReward")).toEqual(rational(2n * times(part(128n)), 128n));
      expect(at("dataReward")).toEqual(rational(times(part(data))));
    }),
    { seed: 5, numRuns: 100 },
  );
});

test("a year creates the rate in force, short of it only by rounding", () => {
  const settled = applyScenario(daily, { states: { dynamicBefore: "5 %" } });
  const result = runExactly(settled, { step: "1 day", steps: 1 });
  const inflation = toNumber(result.exact("inflation")[0]!);
  expect(inflation).toBeLessThanOrEqual(6);
  expect(inflation).toBeGreaterThan(5.98);
});

test("the coefficient of 1 gives what was created before: 80.007812 tez a minute but for rounding", () => {
  // 525 600 minutes of 80.007812 tez over 1e9 tez.
  const rate = 525_600 * 80.007812e-9;
  expect(rewards!.compute({ rate: String(rate), supply: "1000000000" }, {}, [])["coefficient"]).toBeCloseTo(1, 12);
});

test("nobody staked counts as the upper bound, and no rate leaves its bounds", () => {
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(percent, percent, fc.integer({ min: 0, max: 80 }), (staked, before, cycle) => {
      const started = applyScenario(model, { states: { dynamicBefore: `${before}/20 %` } });
      const result = runExactly(started, {
        step: "1 day",
        steps: 3,
        inputs: { stakedShare: rational(staked) },
        parameters: { cyclesBefore: rational(cycle) },
      });
      expect(result.report.violations).toEqual([]);
      const [dynamic, most] = ["dynamicRate", "maximum"].map((name) => toNumber(result.exact(name)[2]!));
      expect(dynamic).toBeGreaterThanOrEqual(0);
      expect(dynamic).toBeLessThanOrEqual(Math.min(5, most!));
      if (staked === 0) expect(result.exact("rate")[2]).toEqual(result.exact("maximum")[2]);
    }),
    { seed: 50, numRuns: 100 },
  );
});

test("what is created less what is burned is the change of the supply", () => {
  const result = runExactly(daily, { step: "1 day", steps: 5, inputs: { burned: rational(12_345_678n, 1000n) } });
  const mutez = (name: string, step: number) => toBaseUnits(result.exact(name)[step]!, 6);
  for (let day = 0; day < 5; day++)
    expect(mutez("supply", day + 1) - mutez("supply", day)).toBe(mutez("issuance", day) - mutez("burn", day));
  expect(mutez("burn", 0)).toBe(12_345_678_000n);
});

test("the fast backend agrees with the exact one within 100 tez in 10^9 after a year", () => {
  const exact = runExactly(daily, { step: "1 day", steps: 365 });
  const fast = run(build(daily, { step: "1 day" }), { steps: 365 });
  expect(Math.abs(fast.final("supply") - exact.final("supply"))).toBeLessThan(100);
});

test("a staked share above 100 % is reported", () => {
  const names = runExactly(model, { step: "1 day", inputs: { stakedShare: rational(101n) } }).report.violations;
  expect(names.map(({ check }) => check)).toContain("stakedShareIsShare");
});

test.each([
  ["5 %", 10],
  ["10 %", 9.2],
  ["20 %", 5.6],
  ["30 %", 3],
  ["40 %", 1.5],
  ["50 %", 1],
])("with %s staked the adaptive maximum is the published %s %%, and the rate does not pass it", (staked, published) => {
  const flat = applyScenario(model, {
    parameters: { hasAdaptiveMaximum: "1", cyclesBefore: "200", maxBonus: "10 %" },
    inputs: { stakedShare: `{${staked}}` },
    states: { dynamicBefore: "9 %" },
  });
  const result = run(build(flat, { step: "1 day" }), { steps: 3 });
  expect(Math.abs(result.series("adaptiveMaximum")[0]! - published)).toBeLessThan(0.06);
  expect(result.series("rate")[1]).toBe(result.series("adaptiveMaximum")[1]);
});
