import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import constantProduct from "../../market/constant-product/model.js";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);

test.each(reference.rows)(
  "$case: after $day days the supply is that of whole numbers and of the closed form",
  (row) => {
    const day = Number(row["day"]);
    const result = run(build(of(row["case"]!), { step: "1 day" }), { steps: day });
    expect(result.final("supply")).toBeCloseTo(Number(row["supply"]) / 1e8, 6);
    // Each day rounds up to a base unit.
    expect(Math.abs(result.final("supply") - Number(row["closed_form"]))).toBeLessThan(4e-5);
    if (day > 100) return;
    const exact = runExactly(of(row["case"]!), { step: "1 day", steps: day });
    expect(toBaseUnits(exact.exact("supply")[day]!, 8).toString()).toBe(row["supply"]);
  },
);

test("as in Render's proposal: who burns what is created keeps the supply, who burns 15 000 of 10 000 lowers it", () => {
  const month = (credits: bigint) => {
    const terms = applyScenario(model, {
      parameters: { creditPrice: "1 USD/credit", emission: "10_000 token/month" },
      inputs: { price: "{1 USD/token}" },
    });
    return runExactly(terms, { step: "1 month", inputs: { usage: rational(credits * 12n, 365n) } });
  };
  const level = month(10_000n);
  expect(level.exact("supply")[1]).toEqual(rational(10_000_000n));
  expect(level.exact("coverage")[0]).toEqual(rational(100n));
  expect(month(15_000n).exact("supply")[1]).toEqual(rational(9_995_000n));
});

test("at rest nothing moves: price D / M, supply W M / D, and providers get exactly what users pay", () => {
  const rest = applyScenario(of("comes-to-rest"), { stocks: { supply: "5_000_000 token" } });
  const result = runExactly(rest, { step: "1 day", steps: 50 });
  expect(result.exact("supply")[50]).toEqual(rational(5_000_000n));
  expect(result.exact("price")[50]).toEqual(rational(2n));
  expect(result.exact("restingPrice")[0]).toEqual(rational(2n));
  expect(result.exact("subsidy")[0]).toEqual(rational(0n));
});

test("half of the way to rest is gone after the half time", () => {
  const result = run(build(of("comes-to-rest"), { step: "1 day" }), { steps: 347 });
  const halfTime = result.final("halfTime");
  expect(halfTime).toBeCloseTo(Math.LN2 * 500, 9);
  const distance = (day: number) => result.series("supply")[day]! - 5e6;
  // 346.6 days; a day's step is a little faster than continuous time.
  expect(distance(347) / distance(0)).toBeCloseTo(0.5, 2);
});

test("twice the usage doubles the price at rest and leaves the price of the service as it was", () => {
  const result = run(build(of("usage-doubles"), { step: "1 day" }), { steps: 3650 });
  expect(result.series("price")[300]).toBeCloseTo(2, 6);
  expect(result.final("price")).toBeCloseTo(4, 3);
});

test("for any usage, price and share created again, burning follows the rule in integers and every credit wanted is used", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.bigInt({ min: 1n, max: 10n ** 10n }),
      fc.integer({ min: 1, max: 50 }).map(BigInt),
      (usage, price, recycled) => {
        const terms = applyScenario(model, {
          parameters: { mostRecycled: `${recycled} token/day`, emission: "7 token/day" },
          inputs: { price: `{${price} USD/token} / 1_000_000` },
          stocks: { supply: "1e16 token" },
        });
        const result = runExactly(terms, { step: "1 day", steps: 3, inputs: { usage: rational(usage) } });
        const at = (name: string, day: number) => toBaseUnits(result.exact(name)[day]!, 8);
        // usage * 1e-5 USD over price * 1e-6 USD, in 10^-8 token, rounded up.
        const burned = (usage * 1_000_000_000n + price - 1n) / price;
        let supply = 10n ** 24n;
        for (let day = 0; day < 3; day++) {
          expect(at("supply", day)).toBe(supply);
          const again = recycled * 10n ** 8n < burned ? recycled * 10n ** 8n : burned;
          supply += 700_000_000n + again - burned;
          expect(toNumber(result.exact("creditsOut")[day]!)).toBe(Number(usage));
        }
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 20, numRuns: 100 },
  );
});

test("with a pool where users buy what they burn and providers sell, the price comes to rest where both are worth the same", () => {
  const economy: Economy = {
    title: "Burn and mint at a pool",
    epoch: "1 day",
    assets: { token: { decimals: 8 }, USD: { decimals: 8 } },
    modules: {
      chain: { model, inputs: { price: "pool.price" }, stocks: { supply: "1e9 token" } },
      pool: {
        model: constantProduct,
        parameters: { fee: "0 %" },
        inputs: { sell: "chain.minted", buy: "chain.spending" },
        stocks: { poolToken: "1e6 token", poolCash: "1e6 USD", traderToken: "1e9 token", traderCash: "1e9 USD" },
      },
    },
  };
  const result = run(build(economy), { steps: 1500 });
  // 20 000 dollars buy what 10 000 tokens brought.
  expect(result.final("pool.price")).toBeCloseTo(2, 1);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("a price of nothing is refused with the equation that divides by it", () => {
  const free = applyScenario(model, { inputs: { price: "{0 USD/token}" } });
  expect(() => runExactly(free, { step: "1 day" })).toThrowError(/divides by zero[\s\S]*needed/);
});
