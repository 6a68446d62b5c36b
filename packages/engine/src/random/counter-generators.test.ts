import fc from "fast-check";
import { expect, test } from "vitest";
import { counterWords, type GeneratorName, generatorNames } from "./counter-generators.js";
import { philox4x32 } from "./philox.js";
import { adapters } from "./random.vectors.js";

// DEShawResearch/random123, tests/kat_vectors: generator, rounds, counter, key, expected words.
const knownAnswers = `
philox2x32 7 | ffffffff ffffffff | ffffffff | ab302c4d 3dc9d239
philox2x32 10 | 00000000 00000000 | 00000000 | ff1dae59 6cd10df2
philox2x32 10 | 243f6a88 85a308d3 | 13198a2e | dd7ce038 f62a4c12
philox2x32 10 | ffffffff ffffffff | ffffffff | 2c3f628b ab4fd7ad
philox4x32 7 | ffffffff ffffffff ffffffff ffffffff | ffffffff ffffffff | 5207ddc2 45165e59 4d8ee751 8c52f662
philox4x32 10 | 00000000 00000000 00000000 00000000 | 00000000 00000000 | 6627e8d5 e169c58d bc57ac4c 9b00dbd8
philox4x32 10 | 243f6a88 85a308d3 13198a2e 03707344 | a4093822 299f31d0 | d16cfe09 94fdcceb 5001e420 24126ea1
philox2x64 7 | ffffffffffffffff ffffffffffffffff | ffffffffffffffff | a4696cc04462015d 724782dae17169e9
philox2x64 10 | 0000000000000000 0000000000000000 | 0000000000000000 | ca00a0459843d731 66c24222c9a845b5
philox2x64 10 | 243f6a8885a308d3 13198a2e03707344 | a4093822299f31d0 | 0a5e742c2997341c b0f883d38000de5d
philox2x64 10 | ffffffffffffffff ffffffffffffffff | ffffffffffffffff | 65b021d60cd8310f 4d02f3222f86df20
philox4x64 7 | ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff | ffffffffffffffff ffffffffffffffff | 071dd84367903154 48e2bbdc722b37d1 6afa9890bb89f76c 9194c8d8ada56ac7
philox4x64 10 | 0000000000000000 0000000000000000 0000000000000000 0000000000000000 | 0000000000000000 0000000000000000 | 16554d9eca36314c db20fe9d672d0fdc d7e772cee186176b 7e68b68aec7ba23b
philox4x64 10 | 243f6a8885a308d3 13198a2e03707344 a4093822299f31d0 082efa98ec4e6c89 | 452821e638d01377 be5466cf34e90c6c | a528f45403e61d95 38c72dbd566e9788 a5a1610e72fd18b5 57bd43b5e52b7fe6
threefry2x32 13 | 243f6a88 85a308d3 | 13198a2e 03707344 | ba3e4725 f27d669e
threefry2x32 13 | ffffffff ffffffff | ffffffff ffffffff | fd36d048 2d17272c
threefry2x32 20 | 00000000 00000000 | 00000000 00000000 | 6b200159 99ba4efe
threefry2x32 20 | ffffffff ffffffff | ffffffff ffffffff | 1cb996fc bb002be7
threefry2x32 20 | 243f6a88 85a308d3 | 13198a2e 03707344 | c4923a9c 483df7a0
threefry4x32 13 | 243f6a88 85a308d3 13198a2e 03707344 | a4093822 299f31d0 082efa98 ec4e6c89 | 4aa71d8f 734738c2 431fc6a8 ae6debf1
threefry4x32 13 | ffffffff ffffffff ffffffff ffffffff | ffffffff ffffffff ffffffff ffffffff | c4189358 1c9cc83a d5881c67 6a0a89e0
threefry4x32 20 | 00000000 00000000 00000000 00000000 | 00000000 00000000 00000000 00000000 | 9c6ca96a e17eae66 fc10ecd4 5256a7d8
threefry4x32 20 | ffffffff ffffffff ffffffff ffffffff | ffffffff ffffffff ffffffff ffffffff | 2a881696 57012287 f6c7446e a16a6732
threefry2x64 13 | 243f6a8885a308d3 13198a2e03707344 | a4093822299f31d0 082efa98ec4e6c89 | c3aac71561042993 3fe7ae8801aff316
threefry2x64 13 | ffffffffffffffff ffffffffffffffff | ffffffffffffffff ffffffffffffffff | ccdec5c917a874b1 4df53abca26ceb01
threefry2x64 20 | 0000000000000000 0000000000000000 | 0000000000000000 0000000000000000 | c2b6e3a8c2c69865 6f81ed42f350084d
threefry2x64 20 | ffffffffffffffff ffffffffffffffff | ffffffffffffffff ffffffffffffffff | e02cb7c4d95d277a d06633d0893b8b68
threefry4x64 13 | 243f6a8885a308d3 13198a2e03707344 a4093822299f31d0 082efa98ec4e6c89 | 452821e638d01377 be5466cf34e90c6c c0ac29b7c97c50dd 3f84d5b5b5470917 | 4361288ef9c1900c 8717291521782833 0d19db18c20cf47e a0b41d63ac8581e5
threefry4x64 13 | ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff | ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff | 7eaed935479722b5 90994358c429f31c 496381083e07a75b 627ed0d746821121
threefry4x64 20 | 0000000000000000 0000000000000000 0000000000000000 0000000000000000 | 0000000000000000 0000000000000000 0000000000000000 0000000000000000 | 09218ebde6c85537 55941f5266d86105 4bd25e16282434dc ee29ec846bd2e40b
threefry4x64 20 | ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff | ffffffffffffffff ffffffffffffffff ffffffffffffffff ffffffffffffffff | 29c24097942bba1b 0371bbfb0f6f4e11 3c231ffa33f83a1c cd29113fde32d168
threefry4x64 20 | 243f6a8885a308d3 13198a2e03707344 a4093822299f31d0 082efa98ec4e6c89 | 452821e638d01377 be5466cf34e90c6c be5466cf34e90c6c c0ac29b7c97c50dd | a7e8fde591651bd9 baafd0c30138319b 84a5c1a729e685b9 901d406ccebc1ba4
`;

interface KnownAnswer {
  readonly generator: GeneratorName;
  readonly rounds: number;
  readonly counter: readonly string[];
  readonly key: readonly string[];
  readonly words: readonly string[];
}

const cases: readonly KnownAnswer[] = knownAnswers
  .trim()
  .split("\n")
  .map((line) => {
    const [head, counter, key, expected] = line.split(" | ").map((part) => part.split(" "));
    return {
      generator: head![0] as GeneratorName,
      rounds: Number(head![1]),
      counter: counter!,
      key: key!,
      words: expected!,
    };
  });

const integers = (words: readonly string[]): bigint[] => words.map((word) => BigInt(`0x${word}`));

test("every generator has published answers, at the default and at a reduced number of rounds", () => {
  for (const name of generatorNames) {
    const rounds = cases.filter((known) => known.generator === name).map((known) => known.rounds);
    expect(new Set(rounds), name).toEqual(new Set(name.startsWith("philox") ? [7, 10] : [13, 20]));
  }
});

test.each(cases)("$generator with $rounds rounds gives the published words for counter $counter", (known) => {
  const words = counterWords(known.generator, integers(known.counter), integers(known.key), known.rounds);
  expect(words).toEqual(integers(known.words));
});

test("the vector adapters give the published words, fast Philox4x32 included", () => {
  expect(adapters.map((adapter) => adapter.group)).toEqual(["random123", "numeric.rng_known_answers"]);
  for (const adapter of adapters) {
    for (const { generator, rounds, counter, key, words } of cases) {
      expect(adapter.compute({ generator, rounds, counter, key }, {}, ["words"])).toEqual({ words });
    }
  }
});

test("the default number of rounds is 10 for Philox and 20 for Threefry", () => {
  for (const known of cases.filter(({ rounds }) => rounds === 10 || rounds === 20)) {
    expect(counterWords(known.generator, integers(known.counter), integers(known.key))).toEqual(integers(known.words));
  }
});

test("fast Philox4x32 agrees with the plain one on any counter, key and number of rounds, signed or not", () => {
  const word = fc.integer({ min: 0, max: 0xffffffff });
  const unsigned = new Uint32Array(4);
  const signed = new Int32Array(4);
  fc.assert(
    fc.property(fc.array(word, { minLength: 6, maxLength: 6 }), fc.integer({ min: 0, max: 20 }), (input, rounds) => {
      const [c0, c1, c2, c3, k0, k1] = input as [number, number, number, number, number, number];
      const expected = counterWords("philox4x32", [c0, c1, c2, c3].map(BigInt), [k0, k1].map(BigInt), rounds);
      philox4x32(c0, c1, c2, c3, k0, k1, unsigned, rounds);
      philox4x32(c0 | 0, c1 | 0, c2 | 0, c3 | 0, k0 | 0, k1 | 0, signed, rounds);
      expect(Array.from(unsigned, BigInt)).toEqual(expected);
      expect(Array.from(signed, (value) => BigInt(value >>> 0))).toEqual(expected);
    }),
    { seed: 20110, numRuns: 500 },
  );
});

test("a wrong generator name, number of words, word or round count is refused by name", () => {
  const counter = [0n, 0n];
  expect(() => counterWords("philox2x33" as GeneratorName, counter, [0n])).toThrow("philox2x33");
  expect(() => counterWords("toString" as GeneratorName, counter, [0n])).toThrow("random/generator");
  expect(() => counterWords("philox2x32", [0n], [0n])).toThrow("counter of 1 words");
  expect(() => counterWords("philox2x32", counter, [0n, 0n])).toThrow("key of 2 words");
  expect(() => counterWords("philox2x32", [0n, 1n << 32n], [0n])).toThrow("outside its range");
  expect(() => counterWords("philox2x32", [0n, -1n], [0n])).toThrow("outside its range");
  expect(() => counterWords("threefry2x32", counter, counter, 257)).toThrow("257 rounds");
  expect(() => counterWords("threefry2x32", counter, counter, 1.5)).toThrow("1.5 rounds");
});
