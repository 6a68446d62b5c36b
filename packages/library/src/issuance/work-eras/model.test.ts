import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { supplyOn, years } from "./history.js";
import model from "./model.js";
import scenarios from "./scenarios.js";
import { adapters, growthIn, recordedSupply } from "./work-eras.vectors.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const history = adapters[0]!;

test.each(reference.rows)("in $year the supply grew by $growth_pct %, within 0.01 points", (row) => {
  expect(Math.abs(growthIn(Number(row["year"])) - Number(row["growth_pct"]))).toBeLessThan(0.01);
  expect(supplyOn.get(`${row["year"]}-01-01`)).toBe(row["supply"]);
  expect(years.get(Number(row["year"]))!.firstBlock).toBe(Number(row["first_block"]));
});

test("the record's growth and its daily issuance are those of the published days", () => {
  expect(history.compute({ date: "2015-07-30" }, {}, [])["supply_eth"]).toBe(72_049_306.59);
  expect(history.compute({ month: "2016-06" }, {}, [])["eth_per_day"]).toBeCloseTo(32_218.2, 1);
  expect(history.compute({ month: "2017-11" }, {}, [])["eth_per_day"]).toBeCloseTo(20_348.8, 1);
  const halfway = recordedSupply("2016-06-15");
  expect(Number(halfway.n) / Number(halfway.d)).toBeCloseTo((80_575_141.125 + 81_541_688) / 2, 3);
  expect(() => history.compute({ date: "2014-01-01" }, {}, [])).toThrow(/outside the recorded days/);
});

test("what the record says was created in June 2016 is a whole number of 32nds of the reward, as blocks and uncles pay", () => {
  expect((81_541_688 - 80_575_141.125) / (5 / 32)).toBe(6_185_900);
  expect((96_055_954.34375 - 95_445_491) / (3 / 32)).toBe(6_511_609);
  expect((111_569_801.46875 - 111_161_261.59375) / (2 / 32)).toBe(6_536_638);
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
      let height = 0n;
      for (const [step, count] of blocks.entries()) {
        height += count;
        expect(toBaseUnits(result.exact("miners")[step + 1]!, 18)).toBe(rewards(0n, height));
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
  expect(checks(7_280_000n, 0n)).toEqual([]);
  expect(checks(7_280_001n, 0n)).toEqual(["atMostOneChange"]);
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
