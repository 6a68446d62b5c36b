import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, subtract, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { blockProvision, type MintRule, nextInflation } from "./rule.js";
import scenarios from "./scenarios.js";
import { adapters } from "./target-bonding.vectors.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const one = 10n ** 18n;
const usual: MintRule = {
  goal: (67n * one) / 100n,
  rateChange: (13n * one) / 100n,
  minimum: (7n * one) / 100n,
  maximum: one / 5n,
  blocksPerYear: 6_311_520n,
};

/** Blocks of the model, one a step, on the exact backend. */
function mine(blocks: number, bonded: bigint, inflation: bigint, supply: bigint) {
  const started = applyScenario(model, {
    states: { inflation: `${inflation}/${10n ** 16n} %` },
    stocks: { supply: `${supply}/1000000 token` },
  });
  return runExactly(started, {
    step: "1 day",
    steps: blocks,
    inputs: { blocks: rational(1n), bondedShare: rational(bonded, 10n ** 16n) },
  });
}

test.each(reference.rows)(
  "$blocks blocks at a bonded share of $bonded leave the chain's inflation and supply",
  (row) => {
    const [bonded, inflation, supply] = ["bonded", "inflation", "supply"].map((name) => BigInt(row[name]!));
    const blocks = Number(row["blocks"]);
    let chain = inflation!;
    let coins = supply!;
    for (let block = 0; block < blocks; block++) {
      chain = nextInflation(usual, chain, bonded!);
      coins += blockProvision(usual, chain, coins);
    }
    expect([chain, coins].map(String)).toEqual([row["inflation_after"], row["supply_after"]]);
    const result = mine(blocks, bonded!, inflation!, supply!);
    // The chain rounds at 18 decimals three times a block; the model keeps fractions.
    const off = subtract(result.exact("inflation")[blocks]!, rational(chain, 10n ** 16n));
    expect(Math.abs(toNumber(off)) / 100).toBeLessThanOrEqual(2e-18 * blocks);
    const short = toBaseUnits(result.exact("supply")[blocks]!, 6) - coins;
    expect(short >= -1n && short <= 1n).toBe(true);
  },
);

test("in one block the model and the chain's arithmetic never differ by more than the last of 18 decimals", () => {
  const decimal = (least: bigint, most: bigint) => fc.bigInt({ min: least, max: most });
  const cases = fc.record({
    bonded: decimal(0n, one),
    inflation: decimal(usual.minimum, usual.maximum),
    supply: decimal(1n, 10n ** 15n),
  });
  fc.assert(
    fc.property(cases, ({ bonded, inflation, supply }) => {
      const chain = nextInflation(usual, inflation, bonded);
      const result = mine(1, bonded, inflation, supply);
      const off = subtract(result.exact("inflation")[1]!, rational(chain, 10n ** 16n));
      expect(Math.abs(toNumber(off)) / 100).toBeLessThanOrEqual(2e-18);
      const created = toBaseUnits(result.exact("supply")[1]!, 6) - supply;
      const gap = created - blockProvision(usual, chain, supply);
      expect(gap >= -1n && gap <= 1n).toBe(true);
    }),
    { seed: 67, numRuns: 200 },
  );
});

test("at the goal inflation stays, below it rises to its ceiling, above it falls to its floor", () => {
  const years = (bonded: bigint) => {
    const result = runExactly(model, { step: "1 month", steps: 60, inputs: { bondedShare: rational(bonded) } });
    return toNumber(result.exact("inflation")[60]!);
  };
  expect(years(67n)).toBe(13);
  expect(years(10n)).toBe(20);
  expect(years(100n)).toBe(7);
});

test("half bonded, inflation rises by 13 % * (1 - 50/67) in a year of the rule", () => {
  const scenario = scenarios["half-bonded"]!;
  // 6 311 520 blocks of 5 seconds are 365.25 days.
  const result = runExactly(applyScenario(model, scenario), { step: "365.25 day", steps: 1 });
  expect(toNumber(result.exact("inflation")[1]!)).toBeCloseTo(7 + 13 * (1 - 50 / 67), 12);
});

test("longer steps come near the block by block supply: the error of ten times shorter steps is ten times smaller", () => {
  const half = applyScenario(model, scenarios["half-bonded"]!);
  const after = (step: string, steps: number) => run(build(half, { step }), { steps }).final("supply");
  const reference = after("30 minute", 48 * 300);
  const errors = [after("30 day", 10), after("3 day", 100)].map((supply) => Math.abs(supply - reference));
  expect(errors[0]! / errors[1]!).toBeGreaterThan(8);
  expect(errors[1]! / reference).toBeLessThan(1e-4);
});

test("the fast backend agrees with the exact one within a token in a billion after two years", () => {
  const hub = applyScenario(model, scenarios["cosmos-hub-until-2023-11"]!);
  const exact = runExactly(hub, { step: "1 day", steps: 730 });
  const fast = run(build(hub, { step: "1 day" }), { steps: 730 });
  expect(Math.abs(fast.final("supply") / exact.final("supply") - 1)).toBeLessThan(1e-9);
});

test("all that is created is in the supply", () => {
  const result = mine(20, one / 2n, one / 10n, 10n ** 15n);
  const created = result.exact("minted").slice(0, 20);
  const sum = created.reduce((total, amount) => total + toBaseUnits(amount, 6), 0n);
  expect(toBaseUnits(result.exact("supply")[20]!, 6) - 10n ** 15n).toBe(sum);
});

test("a bonded share above 100 % and bounds out of order are reported", () => {
  const names = (given: Parameters<typeof runExactly>[1]) =>
    runExactly(model, { step: "1 day", ...given }).report.violations.map(({ check }) => check);
  expect(names({ inputs: { bondedShare: rational(101n) } })).toContain("bondedShareIsShare");
  expect(names({ parameters: { minimum: rational(30n) } })).toContain("boundsInOrder");
  expect(names({})).toEqual([]);
});

test("the adapter answers with the change of a block", () => {
  const delta = (bonded: number, inflation: number) =>
    adapters[0]!.compute({ bonded, inflation }, {}, [])["delta"] as number;
  expect(delta(0, 0.07)).toBeCloseTo(0.13 / 6_311_520, 18);
  expect(delta(1, 0.07)).toBe(0);
});
