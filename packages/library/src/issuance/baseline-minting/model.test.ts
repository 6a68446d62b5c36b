import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { adapters, byDay } from "./baseline-minting.vectors.js";
import model from "./model.js";
import { baselineStart, genesis, nextEpoch, type RewardState, simpleReward } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const epochsPerDay = 2880;
const relative = (got: number, wanted: number) => (wanted === 0 ? Math.abs(got) : Math.abs(got / wanted - 1));

test.each(reference.rows)("on day $day minted amounts, baseline and vested allocations are the closed forms", (row) => {
  const wanted = {
    cum_simple_reward_fil: "simple",
    cum_baseline_reward_fil: "baseline",
    baseline_power_eib: "baseline_power",
    vested_fil: "vested",
  };
  const answer = adapters[0]!.compute({ day: Number(row["day"]) }, {}, Object.keys(wanted));
  for (const [name, column] of Object.entries(wanted))
    expect(relative(answer[name] as number, Number(row[column])), name).toBeLessThan(1e-11);
});

test("the chain's arithmetic pays what the source says in epochs 0 and 1, to the attoFIL", () => {
  expect(simpleReward(0n)).toBe(36_266_264_293_777_134_739n);
  expect(simpleReward(1n)).toBe(36_266_260_308_195_979_333n);
  const first = nextEpoch(genesis, 0n);
  expect(first.reward).toBe(36_266_264_293_777_134_739n);
  // The source's own test: the baseline of epoch 0 is one byte short by rounding.
  expect(first.baselinePower).toBe(baselineStart - 1n);
  expect(nextEpoch(first, 0n).reward).toBe(36_266_260_308_195_979_333n);
});

/** The chain's epochs, one by one, with this power. */
function chain(epochs: number, power: (before: RewardState) => bigint): readonly RewardState[] {
  const states: RewardState[] = [];
  let state = genesis;
  for (let epoch = 0; epoch < epochs; epoch++) {
    state = nextEpoch(state, power(state));
    states.push(state);
  }
  return states;
}

test("a day of simple minting in closed form is the chain's epochs 1 to 2880; baseline minting is one epoch's growth ahead", () => {
  const states = chain(epochsPerDay + 1, ({ baselinePower }) => 2n * baselinePower);
  const sum = (amounts: readonly bigint[]) => Number(amounts.reduce((total, amount) => total + amount, 0n)) / 1e18;
  const simple = sum(states.slice(1).map(({ epoch }) => simpleReward(epoch)));
  const baseline = sum(states.slice(0, -1).map(({ epoch, reward }) => reward - simpleReward(epoch)));
  const day = byDay(1);
  expect(relative(day.final("simpleMinted"), simple)).toBeLessThan(1e-11);
  // The chain sums the baseline from epoch 1 and power from epoch 0, so its time after n epochs is n - 1 + 2^(-n / year).
  const theta = epochsPerDay - 1 + 2 ** (-epochsPerDay / 1_051_200);
  expect(relative(baseline, -770e6 * Math.expm1((-Math.LN2 * theta) / 6_307_200))).toBeLessThan(1e-9);
  expect(relative(day.final("baselineMinted"), baseline)).toBeLessThan(7e-7);
});

test("with less power than the baseline the chain's network time and rewards are the model's within 1e-6", () => {
  const days = 12;
  const power = 2n ** 60n;
  const states = chain(days * epochsPerDay, () => power);
  const rewards = states.map(({ epoch, reward }) => reward - simpleReward(epoch));
  const result = byDay(days, {}, 1);
  expect(relative(result.final("baselineMinted"), Number(rewards.reduce((a, b) => a + b, 0n)) / 1e18)).toBeLessThan(
    1e-6,
  );
  expect(
    relative(result.final("networkTime"), Number(states.at(-1)!.effectiveNetworkTime) / epochsPerDay),
  ).toBeLessThan(1e-4);
});

test("at constant power below the baseline network time is ln(1 + g P t / b0) / g", () => {
  const result = byDay(1000, {}, 2);
  const growth = Math.LN2 / 365;
  const start = 2_888_888_880_000_000_000 / 2 ** 60;
  for (const day of [1, 100, 1000])
    expect(relative(result.series("networkTime")[day]!, Math.log1p((growth * 2 * day) / start) / growth)).toBeLessThan(
      1e-11,
    );
});

test("the minted amounts of a day follow from the power counted until then, however it came about", () => {
  const result = byDay(500, {}, 2);
  const counted = { day: 500, cum_capped_power_eib: result.final("cappedSum") };
  const answer = adapters[0]!.compute(counted, {}, ["cum_baseline_reward_fil", "network_time_days"]);
  expect(relative(answer["cum_baseline_reward_fil"] as number, result.final("baselineMinted"))).toBeLessThan(1e-12);
  expect(relative(answer["network_time_days"] as number, result.final("networkTime"))).toBeLessThan(1e-12);
});

test("minting does not depend on the step where power is at the baseline", () => {
  const at = (step: string, steps: number) => run(build(model, { step }), { steps });
  for (const name of ["simpleMinted", "baselineMinted"]) {
    const wanted = at("1 day", 360).final(name);
    expect(relative(at("30 day", 12).final(name), wanted)).toBeLessThan(1e-11);
    expect(relative(at("5 day", 72).final(name), wanted)).toBeLessThan(1e-11);
  }
});

test("all there is: what was allocated, plus what was minted, less what was burned", () => {
  const flows = fc.record({
    pledged: fc.integer({ min: 0, max: 200_000 }),
    burnt: fc.integer({ min: 0, max: 50_000 }),
  });
  fc.assert(
    fc.property(flows, fc.double({ min: 0, max: 20, noNaN: true }), ({ pledged, burnt }, power) => {
      const steps = 200;
      const series = (value: number) => Array.from({ length: steps + 1 }, () => value);
      const result = run(build(model, { step: "1 day" }), {
        steps,
        inputs: { pledged: series(pledged), burnt: series(burnt), rawPower: series(power) },
      });
      const held = (step: number) =>
        ["circulating", "lockedRewards", "pledge", "unvested"].reduce(
          (sum, name) => sum + result.series(name)[step]!,
          0,
        );
      expect(relative(held(steps), held(0) + result.final("minted") - burnt * steps)).toBeLessThan(1e-11);
    }),
    { seed: 2020, numRuns: 20 },
  );
});

test("a reward is paid to a quarter at once, and the rest in 180 equal parts", () => {
  const result = run(
    build(applyScenario(model, { inputs: { rawPower: "0" }, parameters: { halfLife: "0.001 year" } }), {
      step: "1 day",
    }),
    {
      steps: 181,
    },
  );
  // So short a half-life mints all but a 2^-2.74th part on day 0, and next to nothing after day 9.
  const [reward, vested] = [result.series("reward"), result.series("rewardsVest")];
  const all = [...reward].reduce((sum, value) => sum + value, 0);
  expect(vested[0]).toBe(0);
  expect(vested[1]! / (0.75 * reward[0]!)).toBeCloseTo(1 / 180, 12);
  expect(vested[100]! / (0.75 * all)).toBeCloseTo(1 / 180, 9);
});

test("the pledge of new power is capped at 1 FIL for 32 GiB", () => {
  const scenario = applyScenario(model, scenarios["filecoin-no-power"]!);
  const result = run(build(scenario, { step: "1 day" }), { steps: 1 });
  expect(result.series("initialPledge")[0]).toBeCloseTo(32_768, 6);
  const atBaseline = byDay(365);
  const [reward, circulating, baseline] = ["reward", "circulating", "baseline"].map(
    (name) => atBaseline.series(name)[365]!,
  );
  const power = atBaseline.series("adjustedPower")[365]! * 1024;
  const expected = (20 * reward!) / power + (0.3 * circulating!) / Math.max(power, baseline! * 1024);
  expect(relative(atBaseline.series("initialPledge")[365]!, expected)).toBeLessThan(1e-12);
});

test("with no power three tenths of all rewards are minted in the end, and power cannot be negative", () => {
  const result = run(build(applyScenario(model, scenarios["filecoin-no-power"]!), { step: "30 day" }), { steps: 730 });
  expect(result.final("baselineMinted")).toBe(0);
  expect(result.final("minted") / 330e6).toBeCloseTo(1 - 2 ** -10, 9);
  expect(byDay(1, {}, -1).report.violations.map(({ check }) => check)).toEqual(["powerIsPositive"]);
});

test("counting by epochs of 30 seconds, a day's mintings are the chain's within 1e-9, at the baseline and below it", () => {
  const sum = (amounts: readonly bigint[]) => Number(amounts.reduce((total, amount) => total + amount, 0n)) / 1e18;
  const byEpoch = (power?: number) => {
    const flat = applyScenario(model, { parameters: { blockEpoch: "30 second" } });
    const inputs = power === undefined ? {} : { inputs: { rawPower: [power, power, power] } };
    return run(build(flat, { step: "1 day" }), { steps: 2, ...inputs });
  };
  const above = chain(2 * epochsPerDay, ({ baselinePower }) => 2n * baselinePower);
  const below = chain(2 * epochsPerDay, () => 2n ** 60n);
  for (const [states, result] of [
    [above, byEpoch()],
    [below, byEpoch(1)],
  ] as const) {
    const simple = states.map(({ epoch }) => simpleReward(epoch));
    const baseline = states.map(({ reward }, index) => reward - simple[index]!);
    expect(relative(result.final("simpleMinted"), sum(simple))).toBeLessThan(1e-9);
    expect(relative(result.final("baselineMinted"), sum(baseline))).toBeLessThan(1e-8);
  }
});

test("the weight of the baseline in the pledge falls evenly along its ramp, and blocks that are not made are not paid", () => {
  const parameters = { gammaAfter: "0.7", rampStart: "10 day", rampTime: "100 day" };
  const result = run(build(applyScenario(model, { parameters, inputs: { blocksMade: "{97 %}" } }), { step: "1 day" }), {
    steps: 120,
  });
  const weight = result.series("baselineWeight");
  expect([0, 10, 60, 110, 120].map((day) => weight[day]!)).toEqual([1, 1, 0.85, 0.7, 0.7]);
  expect(result.series("paid")[5]! / result.series("reward")[5]!).toBeCloseTo(0.97, 12);
});

test("allocations that have been vesting for a while have the rest of their time to go", () => {
  const flat = applyScenario(model, { parameters: { vestedFor: "1000 day" } });
  const later = run(build(flat, { step: "1 day" }), { steps: 1200 }).series("unvested");
  const whole = run(build(model, { step: "1 day" }), { steps: 2200 }).series("unvested");
  for (const day of [0, 50, 100, 1180, 1190]) expect(Math.abs(later[day]! - whole[1000 + day]!)).toBeLessThan(1e-3);
});
