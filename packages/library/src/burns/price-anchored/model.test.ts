import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);

/** What is burned in a quarter with so many blocks, in base units. */
function burned(blocks: bigint, price: bigint, supply = "200_000_000 token"): bigint {
  const given = applyScenario(model, { stocks: { supply } });
  const result = runExactly(given, { inputs: { blocks: rational(blocks), price: rational(price) } });
  return toBaseUnits(result.exact("burned")[0]!, 8);
}

test.each(reference.rows)("$blocks blocks at $price dollars burn $formula units", (row) => {
  expect(burned(BigInt(row["blocks"]!), BigInt(row["price"]!)).toString()).toBe(row["formula"]);
  // What was really burned is near what the formula says of the worth reported.
  const reported = Number(row["reported"] || Number(row["formula"]) / 1e8);
  expect(Math.abs(Number(row["formula"]) / 1e8 / reported - 1)).toBeLessThan(0.01);
});

test("a chain of three-second blocks makes 28 800 a day", () => {
  const result = runExactly(model);
  expect(toNumber(result.exact("blocks")[0]!)).toBe((28_800 * 365) / 4);
});

test("nothing is burned once the supply is below the target; the last burn may pass it", () => {
  expect(burned(2_592_000n, 1000n, "99_999_999.99999999 token")).toBe(0n);
  expect(burned(2_592_000n, 1000n, "100_000_000 token")).toBe(129_600_000_000_000n);
  const result = run(build(of("bnb-at-400-dollars")), { steps: 40 });
  // 68 137 036 over 1 877 142.857 a quarter: the 37th passes the target.
  expect(result.series("supply")[36]).toBeGreaterThan(1e8);
  expect(result.series("supply")[37]).toBeLessThan(1e8);
  expect(result.final("supply")).toBe(result.series("supply")[37]);
  expect(result.series("timeLeft")[0]).toBeCloseTo(68_137_036 / (2_628_000_000 / 1400) / 4, 9);
});

test("the worth of what is burned rises with the price to the factor times the blocks", () => {
  const result = run(build(of("price-doubles")), { steps: 39 });
  const worth = result.series("burnedValue");
  for (let quarter = 1; quarter < 39; quarter++) expect(worth[quarter]).toBeGreaterThan(worth[quarter - 1]!);
  const price = result.series("price")[39]!;
  expect(worth[39]! / 2_628_000_000).toBeCloseTo(price / (price + 1000), 9);
});

test("blocks twice as fast at half the factor burn the same", () => {
  const [slow, fast] = [{}, scenarios["faster-blocks"]!].map((terms) =>
    runExactly(applyScenario(model, terms), { steps: 8 }),
  );
  expect(fast!.exact("supply")).toEqual(slow!.exact("supply"));
});

test("for any blocks and price the burn is the formula in whole base units, never more than at a price of nothing", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 8n }), fc.bigInt({ min: 0n, max: 10n ** 7n }), (blocks, price) => {
      const all = burned(blocks, price, "1e12 token");
      expect(all).toBe((blocks * 10n ** 11n) / (price + 1000n));
      expect(all <= blocks * 10n ** 8n).toBe(true);
    }),
    { seed: 1000, numRuns: 100 },
  );
});

test("a negative price is reported by the check that forbids it", () => {
  const { report } = runExactly(model, { inputs: { price: rational(-1n) } });
  expect(report.violations.map(({ check }) => check)).toEqual(["pricesMakeSense"]);
});
