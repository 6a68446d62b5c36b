import { expect, test } from "vitest";
import { drawKey, fillNormalPair, fillUniform, philox4x32 } from "../random/index.js";
import { normalPair, primaryBlock, uniformPair } from "./draws.js";
import { philox } from "./philox.js";
import { overBlocks } from "./testing/over-blocks.js";

/** Runs whose words lie in one vector. */
const LANES = 4;

test("Philox in vectors gives the published words", () => {
  // Random123 tests/kat_vectors, philox4x32 10.
  const vectors = [
    { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ];
  for (const { counter, key, words } of vectors) {
    const given = counter.map((word) => new Int32Array(LANES).fill(word));
    const { results } = overBlocks(
      [],
      (t, [c0, c1, c2, c3]) => philox(t, [c0!, c1!, c2!, c3!], [t.word(key[0]!), t.word(key[1]!)]),
      given,
    );
    for (const [index, result] of results.entries()) {
      const found = new Uint32Array(result.buffer).subarray(0, LANES);
      expect([...found]).toEqual(new Array(LANES).fill(words[index]));
    }
  }
});

test("Philox in vectors gives the words of philox4x32 for many runs, steps and keys", () => {
  const runs = Int32Array.from({ length: 1000 }, (_, index) => Math.imul(index, 0x9e3779b1) ^ index);
  const block = new Int32Array(4);
  for (const [pair, key0, key1] of [
    [0, 1, 2],
    [77, -5, 0x7fffffff],
    [0x7fffffff, 123456789, -987654321],
  ] as const) {
    const { results } = overBlocks(
      [],
      (t, [run]) => primaryBlock(t, t.word(pair), run!, [t.word(key0), t.word(key1)]),
      [runs],
    );
    for (const [lane, run] of runs.entries()) {
      philox4x32(pair, run, 0, 0, key0, key1, block);
      for (const [index, result] of results.entries()) {
        const word = new Int32Array(result.buffer)[Math.floor(lane / LANES) * 2 * LANES + (lane % LANES)];
        expect(word).toBe(block[index]);
      }
    }
  }
});

test("uniform and normal draws in vectors have the bits of fillUniform and fillNormalPair", () => {
  const count = 200_001;
  const { key0, key1 } = drawKey(42n, "demand");
  const runs = Int32Array.from({ length: count }, (_, index) => 500 + index);
  for (const pair of [0, 3]) {
    const { results } = overBlocks(
      [],
      (t, [run]) => {
        const words = primaryBlock(t, t.word(pair), run!, [t.word(key0), t.word(key1)]);
        const uniform = uniformPair(t, words);
        const normal = normalPair(t, words);
        return [uniform.even, uniform.odd, normal.even, normal.odd];
      },
      [runs],
    );
    const wanted = Array.from({ length: 4 }, () => new Float64Array(count));
    fillUniform({ key0, key1 }, 2 * pair, 500, count, 0, wanted[0]!);
    fillUniform({ key0, key1 }, 2 * pair + 1, 500, count, 0, wanted[1]!);
    fillNormalPair({ key0, key1 }, pair, 500, count, 0, wanted[2]!, wanted[3]!);
    for (const [index, values] of wanted.entries()) {
      const found = new BigUint64Array(results[index]!.buffer);
      let different = 0;
      for (const [lane, bits] of new BigUint64Array(values.buffer).entries()) if (found[lane] !== bits) different++;
      expect(different).toBe(0);
    }
  }
});
