import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits, wholeNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters, mine } from "./halving.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const [bitcoin, byDate] = adapters;

/** The rule itself, block era by block era, in integers. */
function supplyBefore(height: bigint): bigint {
  let supply = 0n;
  for (let era = 0n; era * 210_000n < height; era++) {
    const end = (era + 1n) * 210_000n;
    supply += ((height < end ? height : end) - era * 210_000n) * (5_000_000_000n >> era);
  }
  return supply;
}

test.each(reference.rows)("at height $height subsidy and supply are those of the rule", (row) => {
  const computed = bitcoin!.compute({ height: Number(row["height"]) }, {}, []);
  expect(computed).toEqual({ subsidy_sat: row["subsidy_sat"], supply_before_sat: row["supply_before_sat"] });
});

test("33 eras pay a subsidy", () => {
  expect(bitcoin!.compute({ height: 0 }, {}, ["eras"])["eras"]).toBe(33);
});

test("supply is exact at any height, however the blocks fall into steps and across halvings", () => {
  const steps = fc.array(fc.bigInt({ min: 0n, max: 210_000n }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(steps, (blocks) => {
      const result = mine(blocks);
      let height = 0n;
      for (const [step, count] of blocks.entries()) {
        height += count;
        expect(toBaseUnits(result.exact("supply")[step + 1]!, 8)).toBe(supplyBefore(height));
      }
    }),
    { seed: 33, numRuns: 60 },
  );
});

test("a step of more than one era is reported, for it could hide a halving", () => {
  expect(mine([210_001n]).report.violations.map(({ check }) => check)).toEqual(["atMostOneEra"]);
  expect(mine([210_000n]).report.violations).toEqual([]);
});

test("supply only grows and never reaches 21 million", () => {
  const byEra = applyScenario(model, scenarios["bitcoin-by-era"]!);
  const supply = runExactly(byEra, { step: "35000 hour", steps: 40 })
    .exact("supply")
    .map((amount) => toBaseUnits(amount, 8));
  for (const [step, amount] of supply.entries()) {
    if (step > 0) expect(amount >= supply[step - 1]!).toBe(true);
    expect(amount < 2_100_000_000_000_000n).toBe(true);
  }
  expect(supply.at(-1)).toBe(2_099_999_997_690_000n);
});

test("by default one block is made per block time, and the fast backend keeps count", () => {
  const scenario = scenarios["bitcoin-genesis"]!;
  const result = run(build(applyScenario(model, scenario), { step: scenario.step! }), { steps: scenario.steps });
  expect(result.final("height")).toBe(1440 * scenario.steps);
  // 33 eras of 210 000 blocks are over after 4812.5 steps of 1440 blocks.
  expect(result.final("supply")).toBe(20_999_999.9769);
});

test("at the fourth halving inflation falls to 0.83 % a year", () => {
  const scenario = scenarios["bitcoin-height-840000"]!;
  const result = runExactly(applyScenario(model, scenario), { step: scenario.step! });
  // 144 blocks a day of 3.125 BTC, 365 days, over 19 687 500 BTC.
  const expected = rational(144n * 3125n * 365n * 100n, 1000n * 19_687_500n);
  expect(result.exact("inflation")[0]).toEqual(expected);
  expect(wholeNumber(String(result.exact("height")[1]!.n))).toBe(840_144n);
});

test("counted blocks make the recorded coins, block 0 left out as it cannot be spent", () => {
  expect(byDate!.compute({ date: "2009-01-09" }, {}, [])).toMatchObject({
    blocks: 19n,
    btc_issued: 950,
    supply_btc: 950,
  });
  expect(byDate!.compute({ date: "2009-01-03" }, {}, [])).toMatchObject({ blocks: 0n, supply_btc: 0 });
  expect(byDate!.compute({ date: "2009-01-12" }, {}, [])).toMatchObject({ blocks: 94n, supply_btc: 13_350 });
  expect(byDate!.compute({ date: "2009-04-01" }, {}, [])).toMatchObject({ blocks: 114n, supply_btc: 475_400 });
});

test("on the day of the second halving the coins follow from the block's time, near what market data imply", () => {
  const { supply_btc: supply, blocks } = byDate!.compute({ date: "2016-07-09" }, {}, []);
  expect(Math.abs((supply as number) - 15_750_551)).toBeLessThan(100);
  // 16.77 hours at 159 blocks a day, the pace since 2012, and 7.23 hours at 150, the pace until 2020.
  expect(Math.abs(Number(blocks) - (16.77 * 159.2 + 7.23 * 149.8) / 24)).toBeLessThan(2);
});

test("between measured points blocks come at an even pace, after the last one every ten minutes, before the first there are none", () => {
  const supply = byDate!.compute({ date: "2009-02-14" }, {}, [])["supply_btc"] as number;
  expect(supply).toBe(50 * Math.floor(2548 + ((5829 - 2548) * 14) / 27));
  const year = byDate!.compute({ date: "2025-04-19" }, {}, [])["supply_btc"] as number;
  expect(year).toBeCloseTo(19_687_500 - 50 + 3.125 * (1 + Math.floor(144 * (365 - 567 / 86_400))), 6);
  expect(() => byDate!.compute({ date: "2008-10-31" }, {}, [])).toThrow(/before the first block/);
  expect(() => byDate!.compute({ date: "soon" }, {}, [])).toThrow(/not a date/);
});
