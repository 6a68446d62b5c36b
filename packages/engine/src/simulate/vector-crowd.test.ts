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

test("what is said of all agents is told before they move, whichever equations need it", () => {
  const model: Model = {
    title: "Told before",
    epoch: "1 day",
    assets: { token: { decimals: 6 } },
    dimensions: { member: { agents: 40 } },
    stocks: { "balance[member]": stock("5 token", "of each"), treasury: stock("0 token", "of all") },
    flows: { "dues[member]": flow("balance[member]", "treasury", "balance[member] * uniform(0, 0.1) / epoch") },
    auxiliaries: {
      supply: auxiliary("token", "sum(balance[*]) + treasury", "all there is"),
      unequal: auxiliary("1", "gini(balance[*]) + at(balance[*], 3) / {1 token}", "of all"),
    },
  };
  const { report } = expectSameRuns(build(model), { seed: 2n, firstRun: 0, runs: 5 }, 30, 3);
  expect(report?.overdrafts).toEqual([]);
});

/** As the holders of the benches, in fewer words. */
function stakers(agents: number): Model {
  return {
    title: "Stakers",
    epoch: "1 day",
    assets: { token: { decimals: 6 } },
    dimensions: { holder: { agents } },
    parameters: { "trait[holder]": parameter("0.5 * normal(0, 1)", "leaning", { unit: "1" }) },
    stocks: {
      "idle[holder]": stock("1000 token", "free"),
      "staked[holder]": stock("500 token", "at stake"),
      pool: stock("100_000 token", "sold"),
    },
    flows: {
      "staking[holder]": flow("idle[holder]", "staked[holder]", "{5 %/day} * idle[holder] * leaning[holder]"),
      "selling[holder]": flow("idle[holder]", "pool", "if leaning[holder] < 0.4 then {2 %/day} * idle[holder] else 0"),
      "buying[holder]": flow("pool", "idle[holder]", "if leaning[holder] < 0.6 then 0 else {1 %/day} * idle[holder]"),
      "rewards[holder]": mint("staked[holder]", "{200 token/day} / stake * staked[holder]"),
      "leaving[holder]": flow("staked[holder]", "idle[holder]", "{1 %/day} * staked[holder]"),
    },
    auxiliaries: {
      stake: auxiliary("token", "sum(staked[*])", "in all"),
      "leaning[holder]": auxiliary("1", "1 / (1 + exp(-(trait[holder] + normal(0, 1))))", "towards staking"),
    },
  };
}

test.each([1, 2, 3, 31, 32, 33, 63, 64, 65, 1001])(
  "%i holders have the same bits, for any number of runs",
  (agents) => {
    const program = build(stakers(agents));
    for (const runs of agents > 100 ? [3] : [1, 2, 3, 5]) {
      expectSameBits(program, { seed: 9n, firstRun: 5, runs }, 4);
      expectSameRuns(program, { seed: 9n, firstRun: 5, runs }, 18);
    }
  },
);
