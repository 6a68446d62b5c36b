import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import arbitrage from "../../market/arbitrage/model.js";
import constantProduct from "../../market/constant-product/model.js";
import { amountOut } from "../../market/constant-product/rule.js";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const names = [...new Set(reference.rows.map((row) => row["case"]!))];

test.each(names)("%s: money and tokens are the reference's, to the base unit", (name) => {
  const { step, steps, ...scenario } = scenarios[name]!;
  const result = runExactly(applyScenario(model, scenario), { step: step!, steps });
  for (const row of reference.rows.filter((one) => one["case"] === name)) {
    const at = (stock: string, decimals: number) =>
      toBaseUnits(result.exact(stock)[Number(row["step"])]!, decimals).toString();
    expect([at("sellers", 6), at("treasury", 18)], `step ${row["step"]}`).toEqual([row["spent"], row["bought"]]);
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("the same money at each price pays their harmonic mean, below the time-weighted average", () => {
  const { step, steps, ...scenario } = scenarios["swinging-price"]!;
  const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
  const price = Array.from(result.series("price").slice(0, 30));
  const harmonic = 30 / price.reduce((sum, one) => sum + 1 / one, 0);
  const arithmetic = price.reduce((sum, one) => sum + one, 0) / 30;
  expect(result.final("meanPaid")).toBeCloseTo(harmonic, 9);
  expect(result.final("timeAverage")).toBeCloseTo(arithmetic, 12);
  expect(result.final("advantage")).toBeCloseTo(100 * (1 - harmonic / arithmetic), 8);
  expect(harmonic).toBeLessThan(arithmetic);
});

test("for any sum, number and limit the money spent is what was due when it could last be spent, and in the end all of it", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.integer({ min: 1, max: 12 }),
      fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 14, maxLength: 14 }),
      fc.integer({ min: 60, max: 140 }),
      (total, purchases, prices, limit) => {
        const result = runExactly(model, {
          step: "1 day",
          steps: 13,
          inputs: { price: prices.map((price) => rational(BigInt(price), 100n)) },
          parameters: {
            total: rational(total, 1_000_000n),
            purchases: rational(BigInt(purchases)),
            limit: rational(BigInt(limit), 100n),
          },
        });
        let spent = 0n;
        for (let day = 0; day < 13; day++) {
          expect(toBaseUnits(result.exact("sellers")[day]!, 6)).toBe(spent);
          if (prices[day]! <= limit) spent = (total * BigInt(Math.min(day + 1, purchases))) / BigInt(purchases);
        }
        expect(toBaseUnits(result.exact("money")[13]!, 6)).toBe(total - spent);
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 30, numRuns: 100 },
  );
});

/** The plan buys in a pool; with or without traders who bring its price back to that of another market. */
function inPool(purchases: number, withTraders: boolean): Economy {
  const traders = {
    model: arbitrage,
    parameters: { fee: "0 %" },
    inputs: { poolToken: "pool.poolToken", poolCash: "pool.poolCash", outsidePrice: "{1 USD/token}" },
  };
  return {
    title: "A plan that buys in a pool",
    epoch: "1 day",
    assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
    modules: {
      plan: {
        model,
        parameters: { total: "100_000 USD", purchases: `${purchases}`, interval: "2 day" },
        inputs: { price: "pool.price", paidPrice: "pool.buyingPrice" },
      },
      pool: {
        model: constantProduct,
        parameters: { fee: "0 %" },
        inputs: { buy: "plan.offered", ...(withTraders && { sell: "if plan.offered > 0 then 0 else traders.sell" }) },
      },
      ...(withTraders && { traders }),
    },
  };
}

test("in a pool that nobody else trades in it does not matter how the sum is split", () => {
  const [once, often] = [1, 10].map((purchases) => run(build(inPool(purchases, false)), { steps: 30 }));
  const all = Number(amountOut(10n ** 23n, 10n ** 24n, 10n ** 24n, { part: 0n, whole: 1n })) / 1e18;
  expect(once!.final("plan.treasury")).toBeCloseTo(all, 6);
  expect(often!.final("plan.treasury")).toBeCloseTo(all, 6);
});

test("where traders bring the price back in between, ten purchases get ten times what a tenth buys", () => {
  const result = run(build(inPool(10, true)), { steps: 30 });
  const each = Number(amountOut(10n ** 22n, 10n ** 24n, 10n ** 24n, { part: 0n, whole: 1n })) / 1e18;
  expect(result.final("plan.treasury")).toBeCloseTo(10 * each, 4);
  expect(result.final("pool.price")).toBeCloseTo(1, 9);
  expect(result.final("plan.treasury")).toBeGreaterThan(
    run(build(inPool(1, true)), { steps: 30 }).final("plan.treasury"),
  );
});

test("a plan of two and a half purchases is reported", () => {
  const { report } = runExactly(model, { step: "1 day", parameters: { purchases: rational(5n, 2n) } });
  expect(report.violations.map(({ check }) => check)).toEqual(["planMakesSense"]);
});
