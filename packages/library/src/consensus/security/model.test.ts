import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const [work, stake] = ["bitcoin-2024", "ethereum-2024"].map((name) => runExactly(of(name), { step: "1 day" }));

test.each(reference.rows)("an attack for $share % costs what the closed form says, by work and by stake", (row) => {
  const attack = Number(row["share"]) < 50 ? "third" : "majority";
  const near = (computed: number, column: string) =>
    expect(Math.abs(computed / Number(row[column]) - 1), column).toBeLessThan(1e-12);
  for (const column of ["workCapital", "workPower", "workCost"]) near(work!.final(`${column}[${attack}]`), column);
  for (const column of ["addedStake", "stakeCapital"]) near(stake!.final(`${column}[${attack}]`), column);
});

test("a network pays for security what it issues and collects", () => {
  // 470 BTC a day at 60 000 USD, 365 days, over 19.7 M BTC.
  expect(work!.exact("budget")[0]).toEqual(rational(470n * 60_000n * 365n));
  expect(work!.exact("budgetShare")[0]).toEqual(rational(470n * 365n * 100n, 19_700_000n));
  expect(work!.exact("feeShare")[0]).toEqual(rational(2000n, 470n));
  // The attack by work loses 6.118e9 USD, which 10.293e9 USD a year pay in 216.9 days.
  expect(work!.final("daysOfBudget[majority]")).toBeCloseTo(216.943, 3);
});

test("a third of new stake is half of the old one, and the whole of it must be for sale", () => {
  const result = runExactly(applyScenario(model, { parameters: { "attackShare[third]": "100/3 %" } }), {
    step: "1 day",
    inputs: { supply: rational(100n), staked: rational(60n), price: rational(10n) },
    parameters: { impact: rational(0n), slashed: rational(50n), priceFall: rational(50n) },
  });
  expect(result.exact("addedStake[third]")[0]).toEqual(rational(30n));
  expect(result.exact("reachable[third]")[0]).toEqual(rational(1n));
  expect(result.exact("reachable[majority]")[0]).toEqual(rational(0n));
  expect(result.exact("stakeCapital[third]")[0]).toEqual(rational(300n));
  // Half is slashed, the other half loses half of its price.
  expect(result.exact("stakeCost[third]")[0]).toEqual(rational(225n));
  expect(result.exact("atRisk[third]")[0]).toEqual(rational(100n));
});

test("of eight holders two exceed a third and three exceed one half; their squared shares sum to 0.18", () => {
  const result = runExactly(of("eight-holders"), { step: "1 day" });
  expect(result.exact("nakamoto[third]")[0]).toEqual(rational(2n));
  expect(result.exact("nakamoto[majority]")[0]).toEqual(rational(3n));
  expect(result.exact("concentration")[0]).toEqual(fraction("0.18"));
});

/** The coefficient by sorting and adding, in whole numbers. */
function fewest(weights: readonly number[], share: number): bigint {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let joint = 0;
  for (const [index, weight] of [...weights].sort((a, b) => b - a).entries()) {
    joint += weight;
    if (joint * 100 > share * total) return BigInt(index + 1);
  }
  return BigInt(weights.length + 1);
}

test("the Nakamoto coefficient is that of sorting and adding, in whatever order the holders stand", () => {
  const weights = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(
      weights.filter((all) => all.some((weight) => weight > 0)),
      fc.integer({ min: 1, max: 90 }),
      (all, share) => {
        const parameters = Object.fromEntries(all.map((weight, index) => [`weight[${index + 1}]`, `${weight}`]));
        const given = { ...parameters, "attackShare[third]": `${share} %` };
        const result = runExactly(applyScenario(model, { parameters: given }), { step: "1 day" });
        expect(result.exact("nakamoto[third]")[0]).toEqual(rational(fewest(all, share)));
        expect(result.exact("nakamoto[majority]")[0]).toEqual(rational(fewest(all, 51)));
      },
    ),
    { seed: 51, numRuns: 60 },
  );
});

test("power in hands too small to tell apart makes a coalition larger, or impossible among those that are", () => {
  const small = (share: string) =>
    runExactly(applyScenario(model, { parameters: { smallShare: share } }), { step: "1 day" });
  // By default the parties' weights are 1, 1/2, 1/3, ...; five of them have 63.5 %.
  expect(small("0 %").final("nakamoto[majority]")).toBe(4);
  expect(small("20 %").final("nakamoto[majority]")).toBe(6);
  expect(small("60 %").final("nakamoto[majority]")).toBe(21);
});

test("the fast backend agrees with the exact one", () => {
  const fast = run(build(of("bitcoin-2024"), { step: "1 day" }), { steps: 1 });
  for (const name of work!.names) {
    expect(Math.abs(fast.final(name) - work!.final(name)), name).toBeLessThanOrEqual(
      1e-12 * Math.abs(work!.final(name)),
    );
  }
});

test("more at stake than there is is reported, and less power than none is refused", () => {
  const inputs = { staked: rational(2n), supply: rational(1n) };
  const { report } = runExactly(model, { step: "1 day", inputs });
  expect(report.violations.map(({ check }) => check)).toEqual(["stakeIsPartOfSupply"]);
  const negative = applyScenario(model, { parameters: { "weight[party]": "party - 20" } });
  expect(() => runExactly(negative, { step: "1 day" })).toThrowError(/holding is below zero/);
});
