import { fail } from "../base/errors.js";
import type { VectorAdapter } from "../base/vector-adapter.js";
import { counterWords, type GeneratorName } from "./counter-generators.js";
import { philox4x32 } from "./philox.js";

/** Known answers of the counter-based generators, DEShawResearch/random123 tests/kat_vectors. */
function knownAnswer(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const name = input["generator"] as GeneratorName;
  const rounds = Number(input["rounds"]);
  const counter = words(input["counter"]);
  const key = words(input["key"]);
  const reference = counterWords(name, counter, key, rounds);
  const digits = name.endsWith("64") ? 16 : 8;
  // The engine draws with the fast form, so the fast form is what answers where there is one.
  const answer = name === "philox4x32" ? fastPhilox(counter, key, rounds) : reference;
  return { words: answer.map((word) => word.toString(16).padStart(digits, "0")) };
}

function fastPhilox(counter: readonly bigint[], key: readonly bigint[], rounds: number): bigint[] {
  const out = new Uint32Array(4);
  const [c0, c1, c2, c3] = counter.map(Number);
  const [k0, k1] = key.map(Number);
  philox4x32(c0!, c1!, c2!, c3!, k0!, k1!, out, rounds);
  return Array.from(out, BigInt);
}

function words(value: unknown): bigint[] {
  if (!Array.isArray(value)) {
    fail({ code: "random/generator", message: "A known answer lists its words in an array.", expected: "an array" });
  }
  return value.map((word) => BigInt(`0x${String(word)}`));
}

export const adapters: readonly VectorAdapter[] = [
  { group: "random123", compute: knownAnswer },
  { group: "numeric.rng_known_answers", compute: knownAnswer },
];
