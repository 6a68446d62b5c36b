import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import squareRootOfStake from "../../issuance/square-root-of-stake/model.js";
import { applyScenario } from "../../scenario.js";
import { add, rational, runExactly, subtract } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import blobFee from "../blob-fee/model.js";
import { adapters, startingAt } from "./base-fee.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

/** The rule itself in integers. */
function next(baseFee: bigint, gasLimit: bigint, gasUsed: bigint): bigint {
  const target = gasLimit / 2n;
  if (gasUsed === target) return baseFee;
  if (gasUsed > target) {
    const rise = (baseFee * (gasUsed - target)) / target / 8n;
    return baseFee + (rise > 1n ? rise : 1n);
  }
  const fall = baseFee - (baseFee * (target - gasUsed)) / target / 8n;
  return fall > 0n ? fall : 0n;
}

test.each(reference.rows)("base fee $base_fee, $gas_used of $gas_limit gas: the next is $next_base_fee", (row) => {
  const { next_base_fee, ...input } = row;
  expect(adapters[0]!.compute(input, {}, [])["next_base_fee"]).toEqual(rational(BigInt(next_base_fee!)));
});

test("hundreds of random blocks in a row have the base fees of the rule in integers", () => {
  const limit = 30_000_000n;
  const blocks = fc.array(fc.bigInt({ min: 0n, max: limit }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), blocks, (start, used) => {
      const result = runExactly(startingAt(start), {
        steps: used.length,
        inputs: { gasUsed: [...used, 0n].map((gas) => rational(gas)) },
      });
      let fee = start;
      for (const [block, gas] of used.entries()) {
        expect(result.exact("baseFee")[block]).toEqual(rational(fee, 10n ** 9n));
        expect(result.exact("burned")[block]).toEqual(rational(fee * gas, 10n ** 18n));
        fee = next(fee, limit, gas);
      }
    }),
    { seed: 1559, numRuns: 40 },
  );
});

/** Ethereum: blocks of 12 seconds with both fees, and a supply that acts every 32 of them. */
const chain: Economy = {
  title: "A chain with two fee markets",
  assets: { ETH: { decimals: 18, baseUnit: "wei" } },
  units: { gas: "count", blob: "count", blobGas: "count", validator: "count" },
  inputs: {
    gasUsed: { unit: "gas/epoch", meaning: "gas the block uses" },
    blobs: { unit: "blob/epoch", meaning: "blobs in the block" },
  },
  modules: {
    gas: { model, assets: { ETH: "ETH" }, inputs: { gasUsed: "gasUsed" } },
    space: { model: blobFee, assets: { ETH: "ETH" }, inputs: { blobs: "blobs", baseFee: "gas.baseFee" } },
    supply: { model: squareRootOfStake, assets: { ETH: "ETH" }, inputs: { feeBurn: "gas.burned + space.burned" } },
  },
};

test("wired to a supply, 64 blocks of both fee markets take exactly what they burned from it, to the wei", () => {
  const blocks = 64;
  const used = Array.from({ length: blocks }, (_, block) => BigInt((block * 7_919_000) % 30_000_001));
  const blobs = Array.from({ length: blocks }, (_, block) => BigInt((block * 5) % 10));
  const result = runExactly(chain, {
    steps: blocks,
    inputs: {
      gasUsed: [...used, 0n].map((gas) => rational(gas)),
      blobs: [...blobs, 0n].map((count) => rational(count)),
    },
  });
  const sum = (name: string) => Array.from({ length: blocks }, (_, step) => result.exact(name)[step]!).reduce(add);
  const [baseFees, blobFees] = [sum("gas.burned"), sum("space.burned")];
  let fee = 20_000_000_000n;
  let wanted = 0n;
  for (const gas of used) {
    wanted += fee * gas;
    fee = next(fee, 30_000_000n, gas);
  }
  expect(baseFees).toEqual(rational(wanted, 10n ** 18n));
  expect(blobFees.n > 0n).toBe(true);
  // Two epochs create 30 million times 369 gwei each.
  const created = rational(2n * 30_000_000n * 369n, 10n ** 9n);
  const growth = subtract(result.exact("supply.supply")[blocks]!, result.exact("supply.supply")[0]!);
  expect(growth).toEqual(subtract(created, add(baseFees, blobFees)));
});

test("full blocks raise the base fee by an eighth each, tenfold in twenty blocks", () => {
  const result = runExactly(applyScenario(model, scenarios["full-blocks"]!), { steps: 40 });
  const fee = (block: number) => Number(result.exact("baseFee")[block]!.n) / Number(result.exact("baseFee")[block]!.d);
  for (let block = 0; block < 40; block++) expect(fee(block + 1) / fee(block)).toBeCloseTo(1.125, 8);
  expect(fee(20)).toBeCloseTo(1.125 ** 20, 6);
});

test("empty blocks lower it to 7 wei and no further", () => {
  const result = runExactly(applyScenario(model, scenarios["empty-blocks"]!), { steps: 200 });
  expect(result.exact("baseFee")[200]).toEqual(rational(7n, 10n ** 9n));
});

test("demand brings the base fee to the fair fee from above and from below", () => {
  for (const start of [1_000_000_000n, 200_000_000_000n]) {
    const result = run(build(startingAt(start)), { steps: 150 });
    expect(result.final("baseFee")).toBeCloseTo(20, 1);
    expect(result.final("fullness")).toBeCloseTo(50, 0);
  }
});

test("the fast backend agrees with the exact one while numbers fit a double", () => {
  const scenario = applyScenario(model, scenarios["from-far-above"]!);
  const exact = runExactly(scenario, { steps: 60 });
  const fast = run(build(scenario), { steps: 60 });
  for (let block = 0; block <= 60; block++) {
    const { n, d } = exact.exact("baseFee")[block]!;
    expect(Math.abs(fast.series("baseFee")[block]! - Number(n) / Number(d))).toBeLessThan(1e-7);
  }
});

test("gas beyond the limit, or in parts, is reported", () => {
  const checks = (gas: bigint, parts = 1n) =>
    runExactly(model, { inputs: { gasUsed: rational(gas, parts) } }).report.violations.map(({ check }) => check);
  expect(checks(30_000_000n)).toEqual([]);
  expect(checks(30_000_001n)).toEqual(["blockFits"]);
  expect(checks(1n, 2n)).toEqual(["gasIsWhole"]);
});
