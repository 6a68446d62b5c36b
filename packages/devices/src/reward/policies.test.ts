import fc from "fast-check";
import { expect, test } from "vitest";
import { declarationsOf } from "./policy.js";
import { policies } from "./testing/epochs.js";
import { checkPromises, trials } from "./testing/properties.js";

test("every policy keeps its promises on generated epochs: exact totals, monotone, equal, orderless, no gain by splitting", () => {
  expect(policies).toHaveLength(108);
  for (const [index, policy] of policies.entries()) {
    fc.assert(
      fc.property(trials, (trial) => checkPromises(policy, trial)),
      { seed: 41 + index, numRuns: 30 },
    );
  }
});

test("what a policy does not promise is declared, and only that", () => {
  const properties = (kind: string, spread: string | undefined, remainder: string) =>
    policies
      .filter((one) => {
        const rule = one.pools.at(-1)!.rule;
        return (
          rule.kind === kind && rule.kind !== "account" && rule.spread?.kind === spread && one.remainder === remainder
        );
      })
      .map((one) =>
        declarationsOf(one)
          .filter(({ pool }) => pool === "work")
          .map(({ property }) => property),
      );
  expect(properties("use", undefined, "unallocated")).toEqual([[], []]);
  expect(properties("use", "hip-104", "next epoch")).toEqual([[], []]);
  expect(properties("use", "first-in-cell", "unallocated")).toEqual([["splitting"], ["splitting"]]);
  expect(properties("presence", undefined, "unallocated")[0]).toEqual(["splitting"]);
  expect(properties("station", undefined, "unallocated")[0]).toEqual(["splitting"]);
  expect(properties("use", undefined, "largest remainder")[0]).toEqual(["splitting", "equal work"]);
});
