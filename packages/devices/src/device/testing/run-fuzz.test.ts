import { expect, test } from "vitest";
import { fuzzMessages } from "./run-fuzz.js";

test("thousands of mutated packets are each accepted as they were signed or refused with a code, and none crashes", () => {
  const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  const { packets, accepted, refused } = fuzzMessages(6_000);
  const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0);
  expect(accepted + refusals).toBe(packets);
  // The mutations reach every gate, also those behind the signature.
  for (const code of [
    "form",
    "json",
    "cbor",
    "signature",
    "envelope",
    "senml",
    "number",
    "proof",
    "too-large",
    "algorithm",
  ]) {
    expect(refused[`device/${code}`], code).toBeGreaterThan(0);
  }
  expect(accepted).toBeGreaterThan(300);
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before);
});
