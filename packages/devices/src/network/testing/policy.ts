/** A policy for tests: a capped base, and the rest by quality. */
import { type Policy, readPolicy } from "../../reward/policy.js";

export function testPolicy(seconds = 86_400): Policy {
  const text = `policy: 1
id: test
version: 1.0.0
title: Test
token: { symbol: T, decimals: 6 }
epoch: { seconds: ${seconds} }
emission: [{ from: 0, perEpoch: "1000000007" }]
remainder: next epoch
pools:
  - { name: base, share: 2000, rule: { kind: presence, most: "86400" } }
  - { name: quality, share: rest, rule: { kind: quality, work: presence } }
`;
  return readPolicy(text, "policy.yaml");
}
