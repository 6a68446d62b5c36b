import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, rational, runExactly, subtract, toBaseUnits, withStocks } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";
import { adapters, epochAt } from "./square-root-of-stake.vectors.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const wei = 10n ** 18n;
const stakedWith = (eth: bigint) => withStocks(model, { staked: eth * wei, liquid: 0n }, "ETH", 18);

test.each(reference.rows)(
  "$staked_eth ETH at stake: root, base reward and yearly issuance are the published ones",
  (row) => {
    const answer = adapters[0]!.compute({ staked_eth: Number(row["staked_eth"]) }, {}, []);
    expect(answer["isqrt_total_gwei"]).toBe(BigInt(row["root"]!));
    expect(answer["base_reward_per_increment_gwei"]).toEqual(rational(BigInt(row["base_reward_gwei"]!)));
    const [whole, part] = row["issuance_eth_per_year"]!.split(".");
    expect(answer["issuance_eth_per_year"]).toEqual(rational(BigInt(whole! + part!), 10n ** 9n));
  },
);

test("the root is the whole square root for every stake up to 10^13 ETH, beside squares too", () => {
  const anyStake = fc.bigInt({ min: 1n, max: 10n ** 13n });
  // 10^9 times a number is a square when the number is 10 k^2 * 10^(2m), so these stakes hit squares of gwei.
  const square = fc.bigInt({ min: 1n, max: 10n ** 6n }).map((k) => 10n * k * k);
  fc.assert(
    fc.property(fc.oneof(anyStake, square), fc.bigInt({ min: -1n, max: 1n }), (stake, beside) => {
      const staked = stake + beside < 1n ? 1n : stake + beside;
      const root = epochAt(staked * wei).root.n;
      const total = staked * 10n ** 9n;
      expect(root * root <= total && (root + 1n) * (root + 1n) > total).toBe(true);
    }),
    { seed: 64, numRuns: 400 },
  );
});

test("stake counts in whole increments, and at least one counts", () => {
  expect(epochAt(33n * wei - 1n)).toEqual(epochAt(32n * wei));
  // The root is that of one increment when nothing is staked, and nobody is there to be paid.
  expect(epochAt(0n)).toEqual({ ...epochAt(wei), maximumIssuance: rational(0n) });
});

test("with everybody online an epoch creates the maximum and destroys nothing", () => {
  const result = runExactly(stakedWith(30_000_000n));
  expect(result.exact("rewards")[0]).toEqual(result.exact("maximumIssuance")[0]);
  expect(result.exact("penalties")[0]).toEqual(rational(0n));
  expect(result.exact("maximumIssuance")[0]).toEqual(rational(30_000_000n * 369n, 10n ** 9n));
});

test("proposers have an eighth of all weights, votes twenty-seven thirty-seconds", () => {
  const parameters = Object.entries(model.parameters!).filter(([name]) => name.endsWith("Weight"));
  const weight = Object.fromEntries(parameters.map(([name, { value }]) => [name, Number(value)]));
  const all = parameters.reduce((sum, [, { value }]) => sum + Number(value), 0);
  expect(all).toBe(64);
  expect(weight["proposerWeight"]! / all).toBe(1 / 8);
  expect((weight["sourceWeight"]! + weight["targetWeight"]! + weight["headWeight"]!) / all).toBe(27 / 32);
});

test("with two thirds online rewards and penalties are the fractions worked out by hand", () => {
  const result = runExactly(stakedWith(30_000_000n), { inputs: { participation: rational(200n, 3n) } });
  const maximum = 30_000_000n * 369n * 10n ** 9n;
  // (54 * 4/9 + 10 * 2/3) / 64 = 23/48 and (1/3) * 42 / 64 = 7/32, rounded down to a wei.
  expect(toBaseUnits(result.exact("rewards")[0]!, 18)).toBe((maximum * 23n) / 48n);
  expect(toBaseUnits(result.exact("penalties")[0]!, 18)).toBe((maximum * 7n) / 32n);
});

test("a slashed validator of 32 ETH loses half an ETH at once, and its reporters get a sixteenth", () => {
  const result = runExactly(stakedWith(30_000_000n), { inputs: { slashings: rational(1n) } });
  expect(result.exact("slashed")[0]).toEqual(rational(1n, 2n));
  expect(result.exact("reports")[0]).toEqual(rational(1n, 16n));
});

test("supply is what was there plus minted less burned, to the wei, whatever is handed in", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 21n });
  fc.assert(
    fc.property(
      fc.record({
        deposits: amount,
        withdrawals: amount,
        feeBurn: amount,
        slashings: fc.bigInt({ min: 0n, max: 50n }),
      }),
      fc.bigInt({ min: 0n, max: 100n }),
      (amounts, participation) => {
        const { slashings, ...flows } = amounts;
        const inputs = Object.fromEntries(Object.entries(flows).map(([name, value]) => [name, rational(value, wei)]));
        const result = runExactly(model, {
          steps: 3,
          inputs: { ...inputs, slashings: rational(slashings), participation: rational(participation) },
        });
        const growth = subtract(result.exact("supply")[3]!, result.exact("supply")[0]!);
        const stated = [0, 1, 2].map((step) => result.exact("issuance")[step]!).reduce(add);
        expect(growth).toEqual(stated);
      },
    ),
    { seed: 1559, numRuns: 60 },
  );
});

test("four times the stake issues about twice as much: the base reward halves up to a gwei", () => {
  for (const stake of [1_000_000n, 7_654_321n, 30_000_000n]) {
    const [one, four] = [epochAt(stake * wei), epochAt(4n * stake * wei)];
    expect(Number(one.baseReward.n - 2n * four.baseReward.n)).toBeGreaterThanOrEqual(0);
    expect(Number(one.baseReward.n - 2n * four.baseReward.n)).toBeLessThanOrEqual(1);
  }
});

test("the fast backend has the exact base reward, and the exact supply up to 1e-12", () => {
  const scenario = scenarios["ethereum-2020-12"]!;
  const exact = runExactly(applyScenario(model, scenario), { steps: 225 });
  const fast = run(build(applyScenario(model, scenario)), { steps: 225 });
  expect(fast.series("baseReward")[0]).toBe(2795);
  expect(Math.abs(fast.final("supply") / exact.final("supply") - 1)).toBeLessThan(1e-12);
});

test("inputs that make no sense are reported", () => {
  const checks = (inputs: Record<string, bigint>) =>
    runExactly(model, {
      inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, rational(value)])),
    }).report.violations.map(({ check }) => check);
  expect(checks({})).toEqual([]);
  expect(checks({ participation: 101n })).toContain("participationIsShare");
  expect(checks({ feeBurn: -1n })).toContain("amountsAreNotNegative");
});
