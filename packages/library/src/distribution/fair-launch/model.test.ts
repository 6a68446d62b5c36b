import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const groups = ["people", "whales", "bots"];
const exactly = (name: string) => {
  const { step, steps, ...scenario } = scenarios[name]!;
  return runExactly(applyScenario(model, scenario), { step: step!, steps });
};

test.each(reference.rows)("$case: after round $round all have what the reference says, to the base unit", (row) => {
  const result = exactly(row["case"]!);
  const at = (name: string, decimals: number) =>
    toBaseUnits(result.exact(name)[Number(row["round"])]!, decimals).toString();
  for (const group of groups) expect(at(`held[${group}]`, 18)).toBe(row[group]);
  expect(at("raised", 6)).toBe(row["raised"]);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("nothing is kept for insiders: what is not given out is rounding, at most three base units a round", () => {
  for (const name of Object.keys(scenarios)) {
    const left = toBaseUnits(exactly(name).exact("launch").at(-1)!, 18);
    expect(left >= 0n && left <= 30n, name).toBe(true);
  }
});

test("shares are 30, 2 and 20 of 52 with the cap, and everybody pays the same price", () => {
  const result = run(build(applyScenario(model, scenarios["capped-addresses"]!), { step: "1 day" }), { steps: 12 });
  for (const [index, part] of [30, 2, 20].entries())
    expect(result.final(`part[${groups[index]}]`)).toBeCloseTo((100 * part) / 52, 9);
  expect(result.series("price")[3]).toBeCloseTo(520_000 / 10_000_000, 12);
  // After the last round the price stays.
  expect(result.series("price")[11]).toBe(result.series("price")[9]);
});

test("who uses ten times the addresses gets round the cap", () => {
  const part = (addresses: string) => {
    const terms = applyScenario(model, { parameters: { "addresses[whales]": addresses } });
    return run(build(terms, { step: "1 day" }), { steps: 10 }).final("part[whales]");
  };
  expect(part("20 address")).toBeCloseTo((100 * 2) / 52, 9);
  expect(part("200 address")).toBeCloseTo((100 * 20) / 70, 9);
});

test("the Gini coefficient is that of all who took part, one by one", () => {
  const result = run(build(applyScenario(model, scenarios["uncapped"]!), { step: "1 day" }), { steps: 10 });
  const each = [1000, 20, 2].flatMap((members) => Array.from({ length: members }, () => 1 / members));
  // Mean absolute difference over twice the mean, over all pairs.
  let sum = 0;
  for (const a of each) for (const b of each) sum += Math.abs(a - b);
  const mean = each.reduce((a, b) => a + b) / each.length;
  expect(result.final("gini")).toBeCloseTo(sum / (2 * each.length ** 2 * mean), 9);
});

test("for any commitments, caps and rounds the shares follow the rule in integers", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(amount, amount, amount), { minLength: 6, maxLength: 6 }),
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.integer({ min: 1, max: 5 }),
      fc.bigInt({ min: 0n, max: 10n ** 26n }),
      (commitments, addressCap, roundCap, rounds, supply) => {
        const result = runExactly(model, {
          step: "1 day",
          steps: 5,
          inputs: Object.fromEntries(
            groups.map((group, at) => [
              `committed[${group}]`,
              commitments.map((row) => rational(row[at]!, 1_000_000n)),
            ]),
          ),
          parameters: {
            supply: rational(supply, 10n ** 18n),
            rounds: rational(BigInt(rounds)),
            addressCap: rational(addressCap, 1_000_000n),
            roundCap: rational(roundCap, 1_000_000n),
          },
        });
        const least = (...all: bigint[]) => all.sort((a, b) => Number(a - b))[0]!;
        const held = [0n, 0n, 0n];
        const money = [10n ** 13n, 10n ** 13n, 10n ** 13n];
        for (let round = 1; round <= 5; round++) {
          if (round <= rounds) {
            const [n, all] = [BigInt(round), BigInt(rounds)];
            const offered = (supply * n) / all - (supply * (n - 1n)) / all;
            const counted = [1000n, 20n, 200n].map((own, at) =>
              least(commitments[round - 1]![at]!, own * addressCap, money[at]!),
            );
            const demand = counted.reduce((a, b) => a + b);
            const accepted = counted.map((one) => (demand > roundCap ? (one * roundCap) / demand : one));
            const paid = accepted.reduce((a, b) => a + b);
            for (const [at, one] of accepted.entries()) {
              held[at]! += paid > 0n ? (offered * one) / paid : 0n;
              money[at]! -= one;
            }
          }
          expect(groups.map((group) => toBaseUnits(result.exact(`held[${group}]`)[round]!, 18))).toEqual(held);
          expect(groups.map((group) => toBaseUnits(result.exact(`money[${group}]`)[round]!, 6))).toEqual(money);
        }
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 10, numRuns: 100 },
  );
});

test("half a round is reported", () => {
  const { report } = runExactly(model, { step: "1 day", parameters: { rounds: rational(5n, 2n) } });
  expect(report.violations.map(({ check }) => check)).toContain("termsMakeSense");
});
