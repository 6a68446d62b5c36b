import fc from "fast-check";
import { expect, test } from "vitest";
import { drawKey, furtherBlock, parseSeed, primaryBlock, unitInterval } from "./address.js";
import { counterWords } from "./counter-generators.js";

const hex = (words: Int32Array): string => Array.from(words, (word) => (word >>> 0).toString(16)).join(" ");

test("a seed is read in decimal and hexadecimal, up to 2^64 - 1", () => {
  expect(parseSeed("0")).toBe(0n);
  expect(parseSeed(" 42 ")).toBe(42n);
  expect(parseSeed("0x2A")).toBe(42n);
  expect(parseSeed("18446744073709551615")).toBe(0xffffffffffffffffn);
  expect(parseSeed("0xffffffffffffffff")).toBe(0xffffffffffffffffn);
});

test.each(["", "-1", "1.5", "18446744073709551616", "0x1ffffffffffffffff", "0x", "1e3", "seed", "9".repeat(5000)])(
  "the seed %j is refused",
  (text) => {
    expect(() => parseSeed(text)).toThrow("random/seed");
  },
);

// Computed in Python from the contract in address.ts.
test.each([
  [0n, "x", 0x79adc40d, 0xb2cb7371],
  [42n, "demand", 0xe105d6dd, 0x385011d2],
  [1n, "abcdefghijkl", 0xc19dbf5b, 0xf67ec131],
  [1n, "abcdefghijklm", 0x0b6d7e33, 0xb2edf170],
  [0x0123456789abcdefn, "höhe.der_nachfrage", 0xa826bab3, 0x5af4b142],
  [0xffffffffffffffffn, "𝛼", 0x22821c4c, 0x8598ac2b],
])("seed %d and name %s give the key of the contract", (seed, name, key0, key1) => {
  expect(drawKey(seed, name)).toEqual({ key0, key1 });
});

test("the key of any name follows the contract, spelled out with the platform's UTF-8 and the plain generator", () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 64n) - 1n), fc.string({ unit: "binary", minLength: 1 }), (seed, name) => {
      const bytes = new TextEncoder().encode(name);
      const message = new Uint8Array(Math.ceil((bytes.length + 4) / 16) * 16);
      const view = new DataView(message.buffer);
      view.setUint32(0, bytes.length, true);
      message.set(bytes, 4);
      let key = [seed & 0xffffffffn, seed >> 32n];
      for (let start = 0; start < message.length; start += 16) {
        const chunk = [0, 4, 8, 12].map((offset) => BigInt(view.getUint32(start + offset, true)));
        key = counterWords("philox4x32", chunk, key, 10).slice(0, 2);
      }
      expect(drawKey(seed, name)).toEqual({ key0: Number(key[0]), key1: Number(key[1]) });
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("an empty name, half a surrogate pair, an endless name and a seed beyond 64 bits are refused", () => {
  expect(() => drawKey(1n, "")).toThrow("random/name");
  expect(() => drawKey(1n, "a\ud800b")).toThrow("random/name");
  expect(() => drawKey(1n, "a".repeat(4097))).toThrow("random/name");
  expect(() => drawKey(1n, "ä".repeat(4096))).toThrow("random/name");
  expect(() => drawKey(1n << 64n, "a")).toThrow("random/seed");
  expect(() => drawKey(-1n, "a")).toThrow("random/seed");
});

test("names that differ by a zero character, by length or by order have different keys", () => {
  const names = ["a", "a\0", "a\0\0", "ab", "ba", "aa", "a".repeat(12), "a".repeat(13), "a".repeat(28), "a".repeat(29)];
  expect(new Set(names.map((name) => JSON.stringify(drawKey(5n, name)))).size).toBe(names.length);
});

test("100,000 names and seeds give keys without a collision", () => {
  const keys = new Set<string>();
  for (let index = 0; index < 50_000; index++) {
    const byName = drawKey(1n, `draw${index}`);
    const bySeed = drawKey(BigInt(index) + 2n, "draw");
    keys.add(`${byName.key0} ${byName.key1}`).add(`${bySeed.key0} ${bySeed.key1}`);
  }
  expect(keys.size).toBe(100_000);
});

test("blocks have the counters of the contract: published words come out at their addresses", () => {
  // The two Philox4x32-10 lines of random123 tests/kat_vectors that fit the layout.
  const out = new Int32Array(4);
  primaryBlock({ key0: 0, key1: 0 }, 1, 0, 0, out);
  expect(hex(out)).toBe("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
  const pi = { key0: 0xa4093822, key1: 0x299f31d0 };
  furtherBlock(pi, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 - 1, out);
  expect(hex(out)).toBe("d16cfe09 94fdcceb 5001e420 24126ea1");
});

test("steps 2k and 2k + 1 share a primary block; no other two of 40,000 addresses share any block", () => {
  const key = drawKey(9n, "shared");
  const out = new Int32Array(4);
  const seen = new Map<string, number>();
  const count = (): void => {
    seen.set(hex(out), (seen.get(hex(out)) ?? 0) + 1);
  };
  for (let step = 0; step < 20; step++) {
    for (let run = 0; run < 20; run++) {
      for (let element = 0; element < 20; element++) {
        primaryBlock(key, step, run, element, out);
        count();
        for (let index = 0; index < 4; index++) {
          furtherBlock(key, step, run, element, index, out);
          count();
        }
      }
    }
  }
  const shares = [...seen.values()];
  expect(shares.filter((times) => times === 2).length).toBe(10 * 20 * 20);
  expect(shares.filter((times) => times === 1).length).toBe(20 * 20 * 20 * 4);
});

test("word pairs become the double with exponent bits 0x3ff and 52 fraction bits, less 1", () => {
  const view = new DataView(new ArrayBuffer(8));
  fc.assert(
    fc.property(
      fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (low, high) => {
        const bits = (BigInt(high) << 32n) | BigInt(low >>> 0);
        view.setBigUint64(0, (0x3ffn << 52n) | (bits >> 12n));
        expect(unitInterval(low, high)).toBe(view.getFloat64(0) - 1);
        expect(unitInterval(low | 0, high | 0)).toBe(view.getFloat64(0) - 1);
      },
    ),
    { seed: 2, numRuns: 500 },
  );
  expect(unitInterval(0, 0)).toBe(0);
  expect(unitInterval(0xffffffff, 0xffffffff)).toBe(1 - Number.EPSILON);
});

test.each([
  [-1, 0, 0],
  [0.5, 0, 0],
  [0, 2 ** 32, 0],
  [0, 0, Number.NaN],
])("an address outside [0, 2^32) is a bug and says so: step %d, run %d, element %d", (step, run, element) => {
  expect(() => primaryBlock(drawKey(1n, "a"), step, run, element, new Int32Array(4))).toThrow("internal:");
});
