import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import constantProduct from "../../market/constant-product/model.js";
import { applyScenario } from "../../scenario.js";
import { runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const names = [...new Set(reference.rows.map((row) => row["case"]!))];
const of = (name: string) => {
  const { step, steps, ...scenario } = scenarios[name]!;
  return run(build(applyScenario(model, scenario), { step: step! }), { steps });
};

test.each(names)("%s: tokens, reserves, share and volatility are the reference's", (name) => {
  const result = of(name);
  for (const row of reference.rows.filter((one) => one["case"] === name)) {
    const day = Number(row["day"]);
    expect(result.series("tokens")[day]! / (Number(row["tokens"]) / 1e18)).toBeCloseTo(1, 12);
    expect(result.series("reserves")[day]! / (Number(row["reserves"]) / 1e6)).toBeCloseTo(1, 11);
    expect(result.series("share")[day]).toBeCloseTo(Number(row["share"]), 9);
    expect(result.series("volatility")[day]).toBeCloseTo(Number(row["volatility"]), 9);
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("the first day is exact: a hundredth of 32 million dollars", () => {
  const exact = runExactly(applyScenario(model, { parameters: { tokenVolatility: "0 %" } }), { step: "1 day" });
  expect(toBaseUnits(exact.exact("sale")[0]!, 18)).toBe(320_000n * 10n ** 18n);
  expect(toBaseUnits(exact.exact("proceeds")[0]!, 6)).toBe(320_000n * 10n ** 6n);
});

test("at a steady price the excess falls by a hundredth a day", () => {
  const excess = of("steady-price").series("excess");
  for (const day of [1, 10, 100, 365]) expect(excess[day]! / 32e6).toBeCloseTo(0.99 ** day, 7);
});

test("no share is less volatile than the safest, and there the slope is nothing", () => {
  const volatilityAt = (share: number, correlation: string) => {
    const stocks = { tokens: `${share * 1e7} token`, reserves: `${(1 - share) * 1e7} USD` };
    const terms = applyScenario(model, { stocks, parameters: { correlation, reserveVolatility: "60 %" } });
    const result = run(build(terms, { step: "1 day" }), { steps: 0 });
    return { volatility: result.final("volatility"), safest: result.final("safestShare") / 100 };
  };
  for (const correlation of ["0", "0.3", "-0.5"]) {
    const { safest } = volatilityAt(0.5, correlation);
    const least = volatilityAt(safest, correlation).volatility;
    for (const off of [-0.1, -0.001, 0.001, 0.1])
      expect(volatilityAt(safest + off, correlation).volatility).toBeGreaterThan(least);
  }
  // 0.36 / 1.36 without correlation.
  expect(volatilityAt(0.5, "0").safest).toBeCloseTo(0.36 / 1.36, 12);
  // Of two assets that move together the less volatile alone is safest.
  expect(volatilityAt(0.5, "1").safest).toBe(0);
});

test("selling begins above the band and ends when a tenth of it is left", () => {
  const result = of("rising-price");
  const [share, selling] = [result.series("share"), result.series("isSelling")];
  let begun = 0;
  for (let day = 1; day <= 1460; day++) {
    if (selling[day] === 1 && selling[day - 1] === 0) {
      begun++;
      expect(share[day]).toBeGreaterThan(35);
    }
    if (selling[day] === 0 && selling[day - 1] === 1) expect(share[day]).toBeLessThanOrEqual(30.5);
  }
  // A price that doubles in a year takes the share from 30.5 to 35 % in four months.
  expect(begun).toBeGreaterThan(2);
  expect(Math.max(...share.slice(30))).toBeLessThan(35.2);
});

test("a fall of four fifths takes four fifths of the share", () => {
  const result = of("steady-price");
  expect(result.series("lossInFall")[0]).toBeCloseTo((80 * 5) / 6, 10);
  expect(result.final("lossInFall")).toBeCloseTo((80 * result.final("share")) / 100, 10);
});

test("for any terms what is sold arrives, and what is paid is in the reserves, to the base unit", () => {
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(
      percent,
      percent,
      percent,
      fc.integer({ min: 0, max: 49 }),
      fc.integer({ min: 1, max: 10_000 }),
      (target, speed, participation, slippage, cents) => {
        const terms = applyScenario(model, {
          parameters: {
            target: `${target} %`,
            band: "0 %",
            speed: `${speed} %/day`,
            participation: `${participation} %`,
            slippage: `${slippage} %`,
            // Fractions know no roots.
            tokenVolatility: "0 %",
            reserveVolatility: "0 %",
          },
          inputs: { price: `{${cents} USD/token} / 100` },
        });
        const result = runExactly(terms, { step: "1 day", steps: 4 });
        const at = (name: string, decimals: number) => toBaseUnits(result.exact(name)[4]!, decimals);
        expect(at("tokens", 18) + at("market", 18)).toBe(5n * 10n ** 25n);
        expect(at("reserves", 6) + at("buyers", 6)).toBe(1_010_000_000n * 10n ** 6n);
        for (let day = 0; day < 4; day++) {
          const sale = toBaseUnits(result.exact("sale")[day]!, 18);
          const paid = toBaseUnits(result.exact("proceeds")[day]!, 6);
          expect(paid).toBe((sale * BigInt(cents) * BigInt(100 - slippage)) / 10n ** 16n);
        }
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 1952, numRuns: 80 },
  );
});

test("a treasury that sells in a pool loses more of its worth the smaller the pool, and both books agree", () => {
  const worthAfter = (depth: string) => {
    const economy: Economy = {
      title: "A treasury that sells in a pool",
      epoch: "1 day",
      assets: { token: { decimals: 18 }, USD: { decimals: 6 } },
      modules: {
        treasury: { model, inputs: { price: "pool.price" } },
        pool: {
          model: { ...constantProduct, assets: { ...constantProduct.assets, USD: { decimals: 6 } } },
          inputs: { sell: "treasury.sale" },
          stocks: { poolToken: `${depth} token`, poolCash: `${depth} USD`, traderToken: "1e9 token" },
        },
      },
    };
    const result = run(build(economy), { steps: 60 });
    expect(result.final("treasury.market") / (1e9 - result.final("pool.traderToken"))).toBeCloseTo(1, 9);
    return result.final("treasury.worth");
  };
  expect(worthAfter("100_000_000")).toBeGreaterThan(worthAfter("10_000_000"));
});

test("a correlation beyond one is reported", () => {
  const odd = applyScenario(model, { parameters: { correlation: "1.5" } });
  const { report } = run(build(odd, { step: "1 day" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toEqual(["marketMakesSense"]);
});
