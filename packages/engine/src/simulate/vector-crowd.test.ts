import fc from "fast-check";
import { expect, test } from "vitest";
import { whyNotWasm } from "../backend/index.js";
import { expectSameBits } from "../backend/wasm/testing/follow.js";
import { expectSameRuns } from "../backend/wasm/testing/many.js";
import { auxiliary, build, flow, type Model, mint, parameter, stock } from "../model/index.js";
import { arbitraryCrowd } from "./testing/arbitrary-crowd.js";

const seed = 20_261_120;

test("generated economies of agents have the same bits and reports in vector code, overdrafts included", () => {
  let overdrawn = 0;
  const sizes = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 30, max: 34 }), fc.constantFrom(64, 65, 97));
  fc.assert(
    fc.property(arbitraryCrowd(sizes), fc.integer({ min: 1, max: 5 }), (model, runs) => {
      const program = build(model);
      expect(whyNotWasm(program)).toBeUndefined();
      const { report } = expectSameBits(program, { seed: 9n, firstRun: 5, runs }, 8);
      if ((report?.overdrafts.length ?? 0) > 0) overdrawn++;
    }),
    { seed, numRuns: 40 },
  );
  expect(overdrawn).toBeGreaterThan(8);
}, 120_000);

test("many steps of agents in one call give the same bits and reports, in any batches", () => {
  let overdrawn = 0;
  fc.assert(
    fc.property(
      arbitraryCrowd(fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom(31, 33, 64))),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 30 }),
      (model, runs, batch, steps) => {
        const { report } = expectSameRuns(build(model), { seed: 11n, firstRun: 0, runs }, steps, Math.min(batch, runs));
        if ((report?.overdrafts.length ?? 0) > 0) overdrawn++;
      },
    ),
    { seed, numRuns: 40 },
  );
  expect(overdrawn).toBeGreaterThan(8);
}, 120_000);
