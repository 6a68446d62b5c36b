import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import targetBonding from "../../issuance/target-bonding/model.js";
import { applyScenario } from "../../scenario.js";
import { add, fromBaseUnits, rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const names = [...new Set(reference.rows.map((row) => row["scenario"]!))];
const stocks = ["liquid", "bonded", "waiting", "operators"];

test.each(names)("%s: every stock is what a program of its own counts, to the base unit", (name) => {
  const scenario = scenarios[name]!;
  const result = runExactly(applyScenario(model, scenario), { step: scenario.step!, steps: scenario.steps });
  for (const row of reference.rows.filter((one) => one["scenario"] === name)) {
    for (const stock of stocks) {
      const found = toBaseUnits(result.exact(stock)[Number(row["day"])]!, 6).toString();
      expect(found, `${stock} on day ${row["day"]}`).toBe(row[stock]);
    }
  }
});

test("rewards that are all staked again compound: (1 + r / 365)^n, but for what is rounded down", () => {
  const applied = applyScenario(model, {
    parameters: { commission: "0 %", exitRate: "0 %/year" },
    stocks: { bonded: "1_000_000 token" },
  });
  const found = runExactly(applied, { step: "1 day", steps: 365 }).final("bonded");
  expect(found).toBeCloseTo(1_000_000 * (1 + 0.12 / 365) ** 365, 3);
});

test("a slash takes the same share of what is staked and of what waits", () => {
  const result = runExactly(applyScenario(model, scenarios["double-signature"]!), { step: "1 day", steps: 40 });
  const at = (name: string) => toBaseUnits(result.exact(name)[30]!, 6);
  expect((at("bonded") * 5n) / 1000n).toBe(at("slashBonded"));
  expect((at("waiting") * 5n) / 1000n).toBe(at("slashWaiting"));
  expect(result.exact("slashBonded")[31]).toEqual(rational(0n));
});

test("accidents cost on the mean what their chances and shares say", () => {
  const applied = applyScenario(model, scenarios["accidents"]!);
  const days = 200_000;
  const slashed = run(build(applied, { step: "1 day" }), { steps: days, seed: 6n, record: ["slashed"] }).series(
    "slashed",
  );
  const found = slashed.reduce((sum, value) => sum + value / 100, 0) / slashed.length;
  const expected = 0.01 * 0.02 * 0.01 + 0.01 * 0.001 * 0.05;
  const spread = Math.sqrt((1e-8 * 0.02 + 2.5e-7 * 0.001) / days);
  expect(Math.abs(found - expected)).toBeLessThan(4 * spread);
});

test("whoever comes, goes and is slashed: supply is what was minted less what was burnt, and no stock is below zero", () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 13n }), { minLength: 30, maxLength: 30 });
  const shares = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(amounts, amounts, shares, fc.integer({ min: 1, max: 12 }), (bonds, exits, faults, wait) => {
      const applied = applyScenario(model, {
        parameters: { unbondingTime: `${wait} day`, restaked: "37 %" },
        stocks: { liquid: "30_000_000 token", bonded: "20_000_000 token" },
      });
      const result = runExactly(applied, {
        step: "1 day",
        steps: 29,
        inputs: {
          bonding: bonds.map((amount) => fromBaseUnits(amount, 6)),
          unbonding: exits.map((amount) => fromBaseUnits(amount, 6)),
          doubleSigning: faults.map((share) => rational(share > 30 ? BigInt(share) : 0n)),
        },
      });
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
      const sum = (flows: readonly string[]) =>
        flows.flatMap((name) => result.exact(name).slice(0, 29)).reduce(add, rational(0n));
      const [minted, burnt] = [sum(["toOperators", "toStake", "toOwners"]), sum(["slashBonded", "slashWaiting"])];
      const supply = stocks.map((name) => result.exact(name)[29]!).reduce(add);
      expect(add(supply, burnt)).toEqual(add(minted, rational(50_000_000n)));
      expect(stocks.every((name) => result.exact(name).every(({ n }) => n >= 0n))).toBe(true);
    }),
    { seed: 2100, numRuns: 60 },
  );
});

test("issuance that looks for a bonded share can be wired to it, and finds it", () => {
  const economy: Economy = {
    title: "A chain that pays for bonds",
    epoch: "1 day",
    assets: { ATOM: { decimals: 6 } },
    modules: {
      mint: { model: targetBonding, assets: { token: "ATOM" }, inputs: { bondedShare: "stake.bondedShare" } },
      stake: {
        model,
        assets: { token: "ATOM" },
        inputs: {
          rewardRate: "mint.inflation / {1 year} / max(stake.bondedShare, 0.1)",
          bonding: "stake.liquid * {60 %/year} * mint.inflation / {13 %}",
          unbonding: "stake.bonded * {40 %/year}",
        },
      },
    },
  };
  const { report, ...result } = run(build(economy), { steps: 730 });
  expect(report).toEqual({ overdrafts: [], violations: [] });
  expect(result.final("stake.bondedShare")).toBeGreaterThan(20);
});

test("a slash above 100 % is reported", () => {
  const { report } = runExactly(model, { step: "1 day", parameters: { doubleSignSlash: rational(101n) } });
  expect(report.violations.map(({ check }) => check)).toEqual(["sharesAreShares"]);
});
