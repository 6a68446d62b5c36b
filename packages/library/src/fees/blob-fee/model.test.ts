import { build, numeric, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { adapters, feeAt, startingWith } from "./blob-fee.vectors.js";
import model from "./model.js";
import { fakeExponential } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const blobFee = adapters.find(({ group }) => group === "blob_base_fee")!;

test.each(reference.rows)("fake_exponential($factor, $numerator, $denominator) is $value", (row) => {
  const of = (name: string) => BigInt(row[name]!);
  expect(feeAt(of("factor"), of("numerator"), of("denominator"))).toBe(of("value"));
  expect(fakeExponential(of("factor"), of("numerator"), of("denominator"))).toBe(of("value"));
});

test("the model's series is the protocol's loop for any excess up to 30 fractions, and says when it is cut", () => {
  const fraction = fc.bigInt({ min: 1n, max: 20_000_000n });
  const seriesAt = (factor: bigint, excess: bigint, d: bigint) =>
    runExactly(startingWith(excess), { parameters: { minFeeWei: rational(factor), updateFraction: rational(d) } });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 50n }), fraction, fc.bigInt({ min: 0n, max: 3000n }), (factor, d, share) => {
      const excess = (d * share) / 100n;
      const result = seriesAt(factor, excess, d);
      expect(result.report.violations).toEqual([]);
      expect(result.exact("blobFee")[0]).toEqual(rational(fakeExponential(factor, excess, d)));
    }),
    { seed: 4844, numRuns: 40 },
  );
  const cut = seriesAt(1n, 60n * 3_338_477n, 3_338_477n).report.violations;
  expect(cut.map(({ check }) => check)).toEqual(["seriesHasEnded"]);
});

test("blocks in a row have the excess and fee of the protocol's rule, before and after EIP-7918", () => {
  const blocks = fc.array(fc.bigInt({ min: 0n, max: 9n }), { minLength: 1, maxLength: 25 });
  const start = fc.bigInt({ min: 0n, max: 120_000_000n });
  fc.assert(
    fc.property(
      start,
      blocks,
      fc.constantFrom(0n, 8192n),
      fc.bigInt({ min: 0n, max: 10n ** 11n }),
      (first, blobs, cost, baseFee) => {
        const result = runExactly(startingWith(first), {
          steps: blobs.length,
          parameters: { blobBaseCost: rational(cost) },
          inputs: { blobs: [...blobs, 0n].map((count) => rational(count)), baseFee: rational(baseFee) },
        });
        let excess = first;
        for (const [block, count] of blobs.entries()) {
          const fee = fakeExponential(1n, excess, 5_007_716n);
          expect(result.exact("excess")[block]).toEqual(rational(excess));
          expect(result.exact("burned")[block]).toEqual(rational(fee * count * 131_072n, 10n ** 18n));
          const used = count * 131_072n;
          if (excess + used < 6n * 131_072n) excess = 0n;
          else if (cost * baseFee > fee * 131_072n) excess += (used * 3n) / 9n;
          else excess += used - 6n * 131_072n;
        }
      },
    ),
    { seed: 7918, numRuns: 15 },
  );
});

test("full blocks raise the fee by 12.5 % under Cancun and 8.17 % under Prague", () => {
  for (const [fork, growth] of [
    ["cancun", 1.1250000149858326],
    ["prague", numeric.exp((3 * 131_072) / 5_007_716)],
  ] as const) {
    expect(blobFee.compute({ fork, full_blocks: 1 }, {}, ["ratio"])["ratio"]).toBeCloseTo(growth, 12);
    const result = runExactly(applyScenario(model, scenarios[fork]!), { steps: 150 });
    const fee = (block: number) => Number(result.exact("blobFee")[block]!.n);
    expect(fee(150) / fee(140) / growth ** 10).toBeCloseTo(1, 4);
  }
});

test("under EIP-7918 the fee of a blob stays at its share of the base fee although blocks are half empty", () => {
  const fallsTo = (blobBaseCost: string) => {
    const osaka = scenarios["osaka"]!;
    const result = runExactly(applyScenario(model, { ...osaka, parameters: { blobBaseCost } }), { steps: 300 });
    return Number(result.exact("blobFee")[300]!.n);
  };
  // 8192 gas of 1 gwei over 131 072 blob gas: a sixteenth of a gwei.
  expect(fallsTo("8192 gas/blob") / 62_500_000).toBeGreaterThan(0.9);
  expect(fallsTo("8192 gas/blob") / 62_500_000).toBeLessThan(1.1);
  expect(fallsTo("0 gas/blob")).toBe(1);
});

test("a small excess falls to nothing, never below", () => {
  const result = runExactly(startingWith(100n), { inputs: { blobs: rational(0n) } });
  expect(result.exact("nextExcess")[0]).toEqual(rational(0n));
});

test("the fast backend has the exact excess, and the fee within a wei in a million", () => {
  const scenario = applyScenario(model, scenarios["prague"]!);
  const [exact, fast] = [runExactly(scenario, { steps: 150 }), run(build(scenario), { steps: 150 })];
  for (let block = 0; block <= 150; block++) {
    expect(fast.series("excess")[block]).toBe(Number(exact.exact("excess")[block]!.n));
    const fee = Number(exact.exact("blobFee")[block]!.n);
    expect(Math.abs(fast.series("blobFee")[block]! - fee)).toBeLessThanOrEqual(fee * 1e-6);
  }
});

test("blobs beyond the limit, or in parts, are reported", () => {
  const checks = (blobs: bigint, parts = 1n) =>
    runExactly(model, { inputs: { blobs: rational(blobs, parts) } }).report.violations.map(({ check }) => check);
  expect(checks(9n)).toEqual([]);
  expect(checks(10n)).toEqual(["blobsFit"]);
  expect(checks(1n, 2n)).toEqual(["blobsAreWhole"]);
});
