import { expect, test } from "vitest";
import { soakSources, soakUpgrade } from "./run-soak.js";

test("nine upgrades under load, three of them bad in each way there is: every record is answered once", async () => {
  // Versions 2 to 10: the third, sixth and ninth fail as canary, after the change and in their shadow.
  expect(await soakUpgrade(4_500)).toEqual({ batches: 4_500, records: 13_500, kept: 6, rolledBack: 3 });
});

test("ten planted sources are found as often as stated, give or take chance", () => {
  const { placeWithin, strengthWithin } = soakSources(10, 1_000);
  // Binomial(10, 0.9): fewer than 6 in one of 600 runs.
  expect(Math.min(placeWithin, strengthWithin)).toBeGreaterThanOrEqual(6);
});
