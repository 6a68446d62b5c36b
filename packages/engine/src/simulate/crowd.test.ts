import { expect, test } from "vitest";
import { whyNotWasm } from "../backend/index.js";
import { expectSameBits } from "../backend/wasm/testing/follow.js";
import { expectSameRuns } from "../backend/wasm/testing/many.js";
import { build, type Model } from "../model/index.js";
import { holdersEconomy } from "../../../../bench/holders-economy/model.js";

test.each([1, 2, 3, 31, 32, 33, 64, 65, 1001])("holders: %i agents", (agents) => {
  const model: Model = { ...holdersEconomy, dimensions: { holder: { agents } } };
  const program = build(model);
  expect(whyNotWasm(program)).toBeUndefined();
  for (const runs of [1, 2, 3, 5]) {
    expectSameBits(program, { seed: 9n, firstRun: 5, runs }, 5);
    expectSameRuns(program, { seed: 9n, firstRun: 5, runs }, 20);
  }
});
