import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { heightOn } from "./chain.js";
import { calibrated, counts, recordedSupply } from "./history.js";
import model from "./model.js";
import scenarios from "./scenarios.js";
import { adapters, growthIn, recordedGrowth, supplyOn } from "./work-eras.vectors.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const history = adapters[0]!;

test.each(reference.rows)(
  "in $year the supply grew by $growth_pct %: within 0.05 points by counted blocks and uncles, with one lateness for all years",
  (row) => {
    const year = Number(row["year"]);
    const grown = growthIn(year, { isCalibrated: false });
    expect(recordedGrowth(year)).toBeCloseTo(Number(row["growth_pct"]), 4);
    expect(Math.abs(grown - Number(row["growth_pct"]))).toBeLessThan(0.05);
    // Without uncles the rule would miss every year by far more.
    const scenario = scenarios[`ethereum-${year}`]!;
    const bare = run(
      build(applyScenario(model, { ...scenario, inputs: { ...scenario.inputs, uncles: "0" } }), { step: "1 day" }),
      {
        steps: scenario.steps,
      },
    );
    expect(Math.abs((bare.final("supply") / bare.series("supply")[0]! - 1) * 100 - grown)).toBeGreaterThan(0.15);
  },
);

test.each(reference.rows)("the scenario of $year, at an even pace, grows as the record within 0.06 points", (row) => {
  const scenario = scenarios[`ethereum-${row["year"]}`]!;
  const result = run(build(applyScenario(model, scenario), { step: scenario.step! }), { steps: scenario.steps });
  const grown = (result.final("supply") / Number(row["supply"]) - 1) * 100;
  expect(Math.abs(grown - Number(row["growth_pct"]))).toBeLessThan(0.06);
  expect(recordedSupply.get(`${row["year"]}-01-01`)).toBe(row["supply"]);
});

test("sums of counted blocks meet the first blocks of years", () => {
  for (const row of reference.rows.slice(1)) {
    const end = `${Number(row["year"]) - 1}-12-31`;
    expect(heightOn(end)).toBe(Number(row["first_block"]));
  }
});

test("what the recorded supply leaves for the lateness of uncles is a whole number of blocks where one reward was paid", () => {
  // 32nds of the reward: 32 for a block, 1 and 4 * (8 - d) for an uncle d blocks late.
  const spansOfOneReward = [
    ["2015-07-30", "2016-01-01", 5],
    ["2016-01-01", "2017-01-01", 5],
    ["2018-01-01", "2019-01-01", 3],
  ] as const;
  for (const [from, to, reward] of spansOfOneReward) {
    const parts = (Number(recordedSupply.get(to)) - Number(recordedSupply.get(from))) / (reward / 32);
    const [before, after] = [counts.find(([date]) => date === from)!, counts.find(([date]) => date === to)!];
    const late = (32 * (after[1] - before[1]) + 33 * (after[2]! - before[2]!) - parts) / 4;
    expect(Number.isInteger(late), to).toBe(true);
    expect(late).toBe(Number(calibrated.find(({ until }) => until === to)!.late.replaceAll("_", "")));
    expect(late / (after[2]! - before[2]!)).toBeGreaterThan(1);
    expect(late / (after[2]! - before[2]!)).toBeLessThan(2.5);
  }
});

test("months and days within a year follow from counts alone: within 1 % of what was created, within 0.03 % of the supply", () => {
  for (const [month, recorded] of [
    ["2016-06", (81_541_688 - 80_575_141.125) / 30],
    ["2017-11", (96_055_954.34375 - 95_445_491) / 30],
    ["2018-06", (100_407_167.9375 - 99_789_952.90625) / 30],
    ["2019-06", (106_710_481.59375 - 106_302_389.96875) / 30],
    ["2020-06", (111_569_801.46875 - 111_161_261.59375) / 30],
  ] as const) {
    const found = history.compute({ month }, {}, [])["eth_per_day"] as number;
    expect(Math.abs(found / recorded - 1), month).toBeLessThan(0.01);
  }
  for (const [date, recorded] of recordedSupply) {
    const found = toNumber(supplyOn(date, { isCalibrated: false }));
    expect(Math.abs(found / Number(recorded) - 1), date).toBeLessThan(0.0008);
  }
});

test("on the days of the calibration the adapter meets the record to the cent, and outside of the counts there is no answer", () => {
  expect(history.compute({ date: "2015-07-30" }, {}, [])["supply_eth"]).toBe(72_049_306.59);
  for (const { until } of calibrated) {
    const found = history.compute({ date: until }, {}, [])["supply_eth"] as number;
    expect(Math.abs(found - Number(recordedSupply.get(until))), until).toBeLessThan(0.011);
  }
  expect(() => history.compute({ date: "2014-01-01" }, {}, [])).toThrow(/outside of those that were counted/);
  expect(() => history.compute({ date: "2022-01-01" }, {}, [])).toThrow(/outside of those that were counted/);
});

/** The rule itself in integers: rewards of the blocks from one height to another, in wei. */
function rewards(from: bigint, to: bigint): bigint {
  const eras = [
    [0n, 4_370_000n, 5n],
    [4_370_000n, 7_280_000n, 3n],
    [7_280_000n, 10n ** 12n, 2n],
  ] as const;
  return eras.reduce((sum, [start, end, eth]) => {
    const low = from > start ? from : start;
    const high = to < end ? to : end;
    return high > low ? sum + (high - low) * eth * 10n ** 18n : sum;
  }, 0n);
}

test("block rewards are exact at any height, however blocks fall into steps and across changes", () => {
  const steps = fc.array(fc.bigInt({ min: 0n, max: 2_900_000n }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(steps, (blocks) => {
      const result = runExactly(model, {
        step: "1 day",
        steps: blocks.length,
        inputs: { blocks: [...blocks.map((count) => rational(count)), rational(0n)], uncles: rational(0n) },
      });
      let height = 1n;
      for (const [step, count] of blocks.entries()) {
        height += count;
        expect(toBaseUnits(result.exact("miners")[step + 1]!, 18)).toBe(rewards(1n, height));
      }
    }),
    { seed: 5, numRuns: 60 },
  );
});

test("a block with one uncle one block late creates 5 + 5/32 + 35/8 ETH", () => {
  const result = runExactly(applyScenario(model, { parameters: { uncleDistance: "1" } }), {
    step: "1 day",
    inputs: { blocks: rational(1n), uncles: rational(100n) },
  });
  expect(result.exact("miners")[1]).toEqual(rational(5n * 32n + 5n + 140n, 32n));
});

test("a step over two changes is reported; so are more than two uncles a block", () => {
  const checks = (blocks: bigint, uncles: bigint) =>
    runExactly(model, {
      step: "1 day",
      inputs: { blocks: rational(blocks), uncles: rational(uncles) },
    }).report.violations.map(({ check }) => check);
  expect(checks(7_279_999n, 0n)).toEqual([]);
  expect(checks(7_280_000n, 0n)).toEqual(["atMostOneChange"]);
  expect(checks(1n, 201n)).toEqual(["inputsAreSound"]);
});

test("in 2017 the reward falls from 5 to 3 within a step, and the fast backend agrees with the exact one", () => {
  const scenario = scenarios["ethereum-2017"]!;
  const given = applyScenario(model, scenario);
  const exact = runExactly(given, { step: scenario.step!, steps: scenario.steps });
  const fast = run(build(given, { step: scenario.step! }), { steps: scenario.steps });
  expect([fast.series("reward")[0], fast.final("reward")]).toEqual([5, 3]);
  expect(Math.abs(fast.final("supply") / exact.final("supply") - 1)).toBeLessThan(1e-12);
});
