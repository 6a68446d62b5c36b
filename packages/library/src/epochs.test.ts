import { build, type Economy, type Model, type ModuleUse, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { cardano, equationOfExchange, fixedRate, halving, reserveExpansion, stakePool, vesting } from "./index.js";

/** A module that acts every day beside the one that is looked at. */
const days: Model = { title: "Days", epoch: "1 day", stocks: {}, auxiliaries: {} };

const uses: Readonly<Record<string, ModuleUse>> = {
  "issuance/reserve-expansion": {
    model: reserveExpansion,
    inputs: {
      fees: "{113_837.123456 token/day}",
      unpaid: "{4_000_001.000001 token/day}",
      withdrawals: "{2 token/day}",
    },
  },
  "rewards/stake-pool": {
    model: stakePool,
    inputs: {
      available: "{17_000_000.654321 token/week}",
      totalStake: "{34e9 token} + {1e6 token/day} * {3 day}",
      poolStake: "{50e6 token}",
    },
  },
  "issuance/halving": { model: halving, parameters: { interval: "5_000 block" } },
  "issuance/fixed-rate": { model: fixedRate },
  "distribution/vesting": {
    model: vesting,
    parameters: { cliff: "40 day", duration: "400 day", start: "3 day", tranche: "7 day" },
  },
};

const exact = (economy: Economy, steps: number) => run(build(economy), { steps, backend: "exact" });

test.each(Object.keys(uses).flatMap((path) => [2, 5, 30].map((n) => [path, n] as const)))(
  "%s has the numbers it has alone when it acts every %i days of a daily economy, to the base unit",
  (path, n) => {
    const use = uses[path]!;
    const own: ModuleUse = { ...use, model: { ...use.model, epoch: `${n} day` } };
    const epochs = 12;
    const alone = exact({ title: "alone", modules: { own } }, epochs);
    const daily = exact({ title: "daily", modules: { own, days: { model: days } } }, epochs * n + n - 1);
    expect(alone.names.length).toBeGreaterThan(8);
    for (const name of alone.names) {
      const acting = alone.exact(name).map((_, epoch) => daily.exact(name)[epoch * n + n - 1]!);
      expect(acting, name).toEqual(alone.exact(name));
    }
    expect(daily.report.violations).toEqual([]);
  },
);

test("a price with draws has the futures it has alone, to the bit", () => {
  const own: ModuleUse = {
    model: { ...equationOfExchange, epoch: "5 day" },
    inputs: { circulating: "{1e9 token}" },
  };
  const alone = run(build({ title: "alone", modules: { own } }), { steps: 40, seed: 9n });
  const daily = run(build({ title: "daily", modules: { own, days: { model: days } } }), { steps: 204, seed: 9n });
  for (const name of alone.names) {
    const acting = Array.from(alone.series(name), (_, epoch) => daily.series(name)[epoch * 5 + 4]);
    expect(acting, name).toEqual([...alone.series(name)]);
  }
});

test("Cardano as a module of a daily economy has the futures of Cardano", () => {
  const economy: Economy = { title: "daily", modules: { cardano: { model: cardano }, days: { model: days } } };
  // Alone inside an economy of its own step, so that draws have the same names.
  const alone = run(build({ title: "alone", modules: { cardano: { model: cardano } } }), { steps: 73, seed: 1n });
  const daily = run(build(economy), { steps: 73 * 5 + 4, seed: 1n });
  for (const name of alone.names) {
    const acting = Array.from(alone.series(name), (_, epoch) => daily.series(name)[epoch * 5 + 4]);
    for (const [epoch, value] of alone.series(name).entries()) {
      const error = Math.abs(acting[epoch]! - value);
      expect(error, `${name} ${epoch}`).toBeLessThanOrEqual(1e-12 * Math.abs(value));
    }
  }
  expect(daily.report).toEqual({ ...alone.report });
});
