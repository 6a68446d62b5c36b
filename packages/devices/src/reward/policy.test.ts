import { readFileSync } from "node:fs";
import { TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { canonicalJson } from "../device/canonical-json.js";
import { computePayout } from "./payout.js";
import { checkPolicy, policyData, readPolicy, scheduledEmission } from "./policy.js";
import { exampleEvidence, policy, policyText } from "./testing/example.js";

function placesOf(text: string): string[] {
  try {
    readPolicy(text, "policy.yaml");
  } catch (error) {
    if (error instanceof TokenwrightError) {
      return error.diagnostics.map(({ message, place }) => `${place?.line}: ${message}`);
    }
  }
  return [];
}

test("a policy reads back from the data that a manifest carries", () => {
  const data = policyData(policy);
  expect(canonicalJson(policyData(checkPolicy(data)))).toBe(canonicalJson(data));
  expect(policyData(readPolicy(JSON.stringify(data), "policy.json"))).toEqual(data);
});

test("the emission is the last step of the schedule that has begun", () => {
  expect([0, 4, 5, 1000].map((epoch) => scheduledEmission(policy, epoch))).toEqual([1000n, 1000n, 500n, 500n]);
});

test("every mistake in a policy is located by its line", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["share: 2500", "share: 9500", "12: The policy's pools is wrong: the shares add up to 10500"],
    ["share: 1000", "share: rest", "13: The policy's pools.1.share is wrong: only the last pool"],
    ["name: base", "name: work", "14: The policy's pools.2.name is wrong: the pool work stands there twice"],
    ["remainder: unallocated", "remainder: lost", "10: The policy's remainder"],
    ['perEpoch: "1000"', "perEpoch: 0.5", "8: The policy's emission.0.perEpoch"],
    ['perEpoch: "1000"', "perEpoch: 1000000000000000000", "8: The policy's emission.0.perEpoch"],
    ["from: 0", "from: 1", "8: The policy's emission.0.from is wrong: the first emission begins at epoch 0"],
    ["from: 5", "from: 0", "9: The policy's emission.1.from is wrong: each emission begins after"],
    ["kind: quality", "kind: luck", "14: The policy's pools.2.rule"],
    ["work: use", "work: constructor", "14: The policy's pools.2.rule.work is wrong: this name is not allowed"],
    ["title: Example", "title: Example\nextra: 1", "1: The policy's outermost level is wrong: Unrecognized key"],
    ["title: Example", "title: Example\ntitle: Again", "5: Map keys must be unique"],
  ];
  for (const [from, to, message] of cases) {
    const text = policyText.replace(from, to);
    expect(text).not.toBe(policyText);
    expect(placesOf(text)[0]).toContain(message);
  }
  expect(placesOf("policy: 1\nid: &a b\ntitle: *a\n")[0]).toContain("A policy has no aliases");
  expect(placesOf(`# ${"x".repeat(300_000)}`)[0]).toContain("longer than");
});

test("the guide's policy is one, and splits the issue as HIP 149 does", () => {
  const guide = readFileSync(new URL("../../../../docs/guides/rewards.md", import.meta.url), "utf8");
  const written = readPolicy(/^```yaml\n([\s\S]*?)^```/m.exec(guide)![1]!, "rewards.md");
  const evidence = { ...exampleEvidence(0), devices: [] };
  const { pools } = computePayout(written, evidence, { emissions: 101n, issued: 95n, carriedIn: 0n });
  // Helium's own case: 24 and 71 of 95 issued.
  expect(pools.map(({ amount }) => amount)).toEqual([24n, 71n]);
});
