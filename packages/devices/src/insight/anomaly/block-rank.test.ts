import { expect, test } from "vitest";
import { BlockRank } from "./block-rank.js";

test("a value above all of n blocks has the rarity log10(2 (n + 1)), one below all of them almost none", () => {
  const rank = new BlockRank();
  for (let row = 0; row < 600; row++) rank.add(row % 60);
  expect(rank.blocks).toBe(10);
  expect(rank.add(59.5)).toBeCloseTo(Math.log10(22), 12);
  expect(rank.add(1)).toBeCloseTo(-Math.log10(10.5 / 11), 12);
});

test("in a stream that does not change, one block in ten holds a value rarer than one in ten", () => {
  // A linear congruential generator (Numerical Recipes) stands for noise.
  let state = 12_345;
  const rank = new BlockRank();
  let [blocks, rare] = [0, 0];
  for (let block = 0; block < 5000; block++) {
    let most = 0;
    for (let row = 0; row < 60; row++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      most = Math.max(most, rank.add(state / 2 ** 32));
    }
    if (block < 400) continue;
    blocks++;
    if (most >= 1) rare++;
  }
  // Rank among 401 exchangeable block maxima, (k + 0.5)/401 <= 0.1: k = 0 … 39, 40/401; its standard error is 0.0044.
  expect(Math.abs(rare / blocks - 40 / 401)).toBeLessThan(4 * 0.0044);
});
