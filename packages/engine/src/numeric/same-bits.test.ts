import { expect, test } from "vitest";
import { highWord, lowWord } from "./bits.js";
import {
  arccos,
  arcsin,
  arctan,
  chunkedSum,
  cos,
  erf,
  erfc,
  exp,
  expm1,
  gammaP,
  ln,
  lnGamma,
  log1p,
  log2,
  log10,
  normalCdf,
  normalQuantile,
  pow,
  sin,
  tan,
  tanh,
} from "./index.js";
import { inputs } from "./testing/random-inputs.js";

/** FNV-1a over the bits of the results. */
function fingerprint(values: Iterable<number>): string {
  let hash = 0x811c9dc5;
  for (const value of values) {
    for (const word of [lowWord(value), highWord(value)]) {
      for (let shift = 0; shift < 32; shift += 8) hash = Math.imul(hash ^ ((word >>> shift) & 255), 0x01000193);
    }
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

// The fingerprints were taken once (x64, Node 20); any engine, processor or system must give the same ones. A change
// of an algorithm changes them, and with them every published number.
const random = inputs(2026);
const positive = Array.from({ length: 5000 }, () => random.exponents(-60, 9));
const both = positive.map((x) => random.signed(x));
const large = Array.from({ length: 5000 }, () => random.signed(random.exponents(-30, 1023)));
const shares = Array.from({ length: 5000 }, () => random.uniform(1e-16, 1));
const signedShares = shares.map((x) => random.signed(x));

test.each<[string, () => readonly number[], string]>([
  ["exp", () => both.map(exp), "3f387264"],
  ["expm1", () => both.map(expm1), "8bb7a9b0"],
  ["ln", () => positive.map(ln), "fc972ae9"],
  ["log1p", () => positive.map(log1p), "4ae1482e"],
  ["log10", () => positive.map(log10), "d57335d1"],
  ["log2", () => positive.map(log2), "d8283129"],
  ["pow", () => positive.map((x, i) => pow(x, both[(i + 1) % both.length]! / 8)), "b7382fb6"],
  ["sin", () => large.map(sin), "736173bb"],
  ["cos", () => large.map(cos), "3377a3dd"],
  ["tan", () => large.map(tan), "8ed32a8d"],
  ["arctan", () => large.map(arctan), "b1187af0"],
  ["arcsin", () => signedShares.map(arcsin), "bc5c720d"],
  ["arccos", () => signedShares.map(arccos), "0da6e3e9"],
  ["tanh", () => both.map(tanh), "d7bf998f"],
  ["erf", () => both.map(erf), "da8d9634"],
  ["erfc", () => both.map(erfc), "425a631d"],
  ["normalCdf", () => both.map(normalCdf), "9dd7c1e9"],
  ["normalQuantile", () => shares.map(normalQuantile), "5db5a254"],
  ["lnGamma", () => both.map(lnGamma), "2b563860"],
  ["gammaP", () => shares.map((p, i) => gammaP(0.5 + 20 * p, positive[i]!)), "be104279"],
  ["chunkedSum", () => [chunkedSum(shares)], "bdcd699c"],
])("%s gives the same bits on every machine", (_name, results, expected) => {
  expect(fingerprint(results())).toBe(expected);
});
