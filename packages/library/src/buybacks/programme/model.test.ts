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
const of = (name: string) => applyScenario(model, scenarios[name]!);
const names = [...new Set(reference.rows.map((row) => row["case"]!))];

test.each(names)("%s: money and tokens are the reference's", (name) => {
  const rows = reference.rows.filter((row) => row["case"] === name);
  const last = Number(rows.at(-1)!["day"]);
  const fast = run(build(of(name), { step: "1 day" }), { steps: last });
  for (const row of rows) {
    const day = Number(row["day"]);
    expect(fast.series("money")[day]!, `money on day ${day}`).toBeCloseTo(Number(row["money"]) / 1e6, 4);
    for (const stock of ["market", "treasury"])
      expect(fast.series(stock)[day]!, `${stock} on day ${day}`).toBeCloseTo(Number(row[stock]) / 1e18, 4);
  }
  expect(fast.report).toEqual({ overdrafts: [], violations: [] });
  // Fractions of the average grow with every day; forty of them are enough.
  const early = rows.filter((row) => Number(row["day"]) <= 41);
  const exact = runExactly(of(name), { step: "1 day", steps: Number(early.at(-1)!["day"]) });
  for (const row of early) {
    const at = (stock: string, decimals: number) =>
      toBaseUnits(exact.exact(stock)[Number(row["day"])]!, decimals).toString();
    expect([at("money", 6), at("market", 18), at("treasury", 18)]).toEqual([
      row["money"],
      row["market"],
      row["treasury"],
    ]);
  }
});

test("money above the reserve falls by a hundredth a day, and the reserve stays", () => {
  const result = run(build(of("within-means"), { step: "1 day" }), { steps: 365 });
  const above = (day: number) => result.series("money")[day]! - 3_650_000;
  // The expenses of the day are set aside before, and the income comes after: 20 000 less is above the reserve.
  expect((above(365) - 20_000) / (above(0) - 20_000)).toBeCloseTo(0.99 ** 365, 6);
  expect(result.series("money").every((money) => money > 3_650_000)).toBe(true);
});

test("who buys only below the average buys fewer tokens at a lower mean price", () => {
  const swing = scenarios["on-a-trigger"]!;
  const always = applyScenario(model, { ...swing, parameters: {} });
  const [some, all] = [of("on-a-trigger"), always].map((one) => run(build(one, { step: "1 day" }), { steps: 365 }));
  expect(some!.final("boughtSoFar")).toBeLessThan(all!.final("boughtSoFar"));
  expect(some!.final("meanPaid")).toBeLessThan(all!.final("meanPaid"));
  // The same money every day pays the harmonic mean of the prices.
  const price = Array.from(all!.series("price").slice(0, 365));
  expect(all!.final("meanPaid")).toBeCloseTo(365 / price.reduce((sum, one) => sum + 1 / one, 0), 9);
});

test("a share of a growing income buys what the sum says, and all of it is burned", () => {
  const result = run(build(of("share-of-income"), { step: "1 day" }), { steps: 730 });
  let tokens = 0;
  for (let day = 0; day < 730; day++) tokens += (0.2 * 50_000 * 2 ** (day / 365)) / (1.01 * 1.5 ** (day / 365));
  expect(result.final("boughtSoFar") / tokens).toBeCloseTo(1, 9);
  expect(result.final("treasury")).toBe(0);
  expect(result.final("supply")).toBeCloseTo(1e8 - tokens, 3);
});

test("for any terms nothing is created or lost, and the reserve is kept", () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      percent,
      percent,
      percent,
      fc.integer({ min: 1, max: 500 }),
      (budget, income, expenses, share, burnShare, surplus, cents) => {
        const terms = applyScenario(model, {
          parameters: {
            budget: `${budget} USD/day`,
            incomeShare: `${share} %`,
            burnShare: `${burnShare} %`,
            surplusRate: `${surplus} %/day`,
            reserveTime: "1 month",
          },
          inputs: {
            income: `{${income} USD/day}`,
            expenses: `{${expenses} USD/day}`,
            price: `{${cents} USD/token} / 100`,
          },
          stocks: { market: "500_000 token", money: "2_000_000 USD" },
        });
        const result = runExactly(terms, { step: "1 day", steps: 6 });
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
        const at = (name: string, day: number, decimals: number) => toBaseUnits(result.exact(name)[day]!, decimals);
        let [spent, burned] = [0n, 0n];
        for (let day = 0; day < 6; day++) {
          const bought = at("bought", day, 18);
          // What is paid is worth at least what is bought, and at most a millionth of a dollar and a base unit more.
          const paid = at("spent", day, 6) * 10n ** 14n;
          expect(paid >= bought * BigInt(cents)).toBe(true);
          if (bought < 5n * 10n ** 23n) expect(paid <= (bought + 1n) * BigInt(cents) + 10n ** 14n).toBe(true);
          spent += at("spent", day, 6);
          burned += at("burned", day, 18);
        }
        expect(at("paidOut", 6, 6)).toBe(spent);
        expect(at("market", 6, 18) + at("treasury", 6, 18) + burned).toBe(5n * 10n ** 23n);
        expect(at("money", 6, 6) + at("paidOut", 6, 6) + at("spentElsewhere", 6, 6)).toBe(
          2n * 10n ** 12n + 6n * BigInt(income) * 1_000_000n,
        );
      },
    ),
    { seed: 2020, numRuns: 80 },
  );
});

test("a buyback in a pool raises its price as (1 + spent / cash)² without a fee", () => {
  const economy: Economy = {
    title: "A programme that buys in a pool",
    epoch: "1 day",
    assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
    modules: {
      programme: { model, inputs: { price: "pool.price", paidPrice: "pool.buyingPrice" } },
      pool: { model: constantProduct, parameters: { fee: "0 %" }, inputs: { buy: "programme.offered" } },
    },
  };
  const result = run(build(economy), { steps: 20 });
  expect(result.final("pool.price")).toBeCloseTo(1.2 * 1.2, 9);
  // Both books say the same: 200 000 dollars bought 1e6 - 1e12 / 1.2e6 tokens.
  expect(result.final("programme.boughtSoFar")).toBeCloseTo(1e6 - 1e12 / 1.2e6, 6);
});

test("more than all burned is reported", () => {
  const odd = applyScenario(model, { parameters: { burnShare: "101 %" } });
  expect(runExactly(odd, { step: "1 day" }).report.violations.map(({ check }) => check)).toContain("termsMakeSense");
});
