import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { amountOut } from "../../market/constant-product/rule.js";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, toBaseUnits, withStocks } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { partToSwap, wholeRoot } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

/** The model with these stocks, in base units. */
function pool(x: bigint, y: bigint, total: bigint, treasury: bigint) {
  const tokens = withStocks(model, { poolToken: x }, "token", 18);
  const both = withStocks(tokens, { poolCash: y, treasuryCash: treasury }, "USD", 18);
  return withStocks(both, { shares: total - 1000n, lockedShares: 1000n }, "LP", 18);
}

/** One step in which an amount is turned into liquidity, by fractions; the part that is swapped is the rule's. */
function step(x: bigint, y: bigint, total: bigint, amount: bigint) {
  const result = runExactly(pool(x, y, total, 10n ** 30n), {
    step: "1 day",
    inputs: { budget: fromBaseUnits(amount, 18), swapPart: fromBaseUnits(partToSwap(amount, y), 18) },
  });
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
  return (name: string, at = 0) => toBaseUnits(result.exact(name)[at]!, 18);
}

test.each(reference.rows)(
  "of $a into a pool of $x and $y the part $s is swapped, and $issued shares are issued",
  (row) => {
    const [x, y, total, a] = ["x", "y", "total", "a"].map((name) => BigInt(row[name]!));
    expect(partToSwap(a!, y!).toString()).toBe(row["s"]);
    const at = step(x!, y!, total!, a!);
    const names = ["spent", "bought", "providedToken", "providedCash", "issued"];
    expect(names.map((name) => at(name).toString())).toEqual(["s", "b", "t", "c", "issued"].map((name) => row[name]));
  },
);

test("the default part is the rule's, as near as doubles are", () => {
  for (const row of reference.rows) {
    const [x, y, total, a] = ["x", "y", "total", "a"].map((name) => BigInt(row[name]!));
    const given = pool(x!, y!, total!, 10n ** 24n);
    const inputs = { budget: `{${Number(a) / 1e18} USD/day}` };
    const part = run(build(applyScenario(given, { inputs }), { step: "1 day" }), { steps: 0 }).series("swapPart")[0]!;
    expect(Math.abs(part * 1e18 - Number(row["s"]))).toBeLessThan(1 + Number(row["s"]) * 1e-12);
  }
});

const reserve = fc.bigInt({ min: 10n ** 6n, max: 10n ** 27n });

test("for any pool and amount what is left is what rounding by a base unit costs, and the swap is the contract's", () => {
  fc.assert(
    fc.property(reserve, reserve, reserve, fc.bigInt({ min: 0n, max: 10n ** 6n }), (x, y, total, thousandths) => {
      // Up to a thousand times the pool's money; beyond it the last few tokens of the pool are no smooth curve.
      const amount = (y * thousandths) / 1000n;
      const at = step(x, y, total, amount);
      const [spent, bought] = [at("spent"), at("bought")];
      expect(bought).toBe(amountOut(spent, y, x));
      const [x1, y1] = [x - bought, y + spent];
      const [tokens, cash] = [at("providedToken"), at("providedCash")];
      expect(tokens <= bought && spent + cash <= amount).toBe(true);
      // A base unit more or less of tokens bought changes the money beside them by y1 x / x1², one of money by x / x1.
      const leftCash = amount - spent - cash;
      const leftTokens = bought - tokens;
      expect(leftCash <= 4n + (2n * y1 * x) / (x1 * x1) + (4n * x) / x1).toBe(true);
      expect(leftTokens <= 4n + (2n * x1) / y1).toBe(true);
      // Nobody's share of the pool is worth less than before: shares grow at most as the stocks do.
      const issued = at("issued");
      expect(issued * x1 <= tokens * total && issued * y1 <= cash * total).toBe(true);
      expect(at("poolToken", 1)).toBe(x - leftTokens);
      expect(at("poolCash", 1)).toBe(y + amount - leftCash);
      expect(at("treasuryToken", 1)).toBe(leftTokens);
    }),
    { seed: 1997, numRuns: 80 },
  );
});

test("whole roots are the largest whose square is not above", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 300n }), (square) => {
      const root = wholeRoot(square);
      return root * root <= square && (root + 1n) * (root + 1n) > square;
    }),
    { seed: 2, numRuns: 2000 },
  );
  expect([0n, 1n, 2n, 3n, 4n, 99n, 100n].map(wholeRoot)).toEqual([0n, 1n, 1n, 1n, 2n, 9n, 10n]);
});

test("the money stays in the pool and the tokens come back: the price is (y + a) / x, and less than by burning", () => {
  const { steps, ...scenario } = scenarios["one-large-purchase"]!;
  const result = run(build(applyScenario(model, scenario), { step: "1 day" }), { steps });
  expect(result.final("poolToken")).toBeCloseTo(1e6, 6);
  expect(result.final("price")).toBeCloseTo(1.5, 12);
  expect(result.series("makePrice")[0]).toBeCloseTo(1.5, 12);
  // Burnt, the tokens do not come back: (y + a)² / (x y).
  expect(result.series("burnPrice")[0]).toBeCloseTo(2.25, 12);
  // Without a fee the root of x · y grows by the treasury's part alone: √1.5.
  expect(result.final("ownedShare")).toBeCloseTo(100 * (1 - 1 / Math.sqrt(1.5)), 9);
});

test("a year of a thousand dollars a day", () => {
  const { steps, ...scenario } = scenarios["thousand-a-day"]!;
  const result = run(build(applyScenario(model, scenario), { step: "1 day" }), { steps });
  expect(result.final("price")).toBeCloseTo(1.365, 9);
  expect(result.final("treasuryToken")).toBeLessThan(1e-6);
  expect(result.final("treasuryCash") + result.final("poolCash")).toBeCloseTo(2e6, 6);
  // The treasury owns nearly 1 - 1/√1.365; the others keep what its fees brought them.
  expect(result.final("ownedShare")).toBeLessThan(100 * (1 - 1 / Math.sqrt(1.365)));
  expect(result.final("ownedShare")).toBeGreaterThan(100 * (1 - 1 / Math.sqrt(1.365)) - 0.05);
});

test("sales of others come first, as a swap of the contract", () => {
  const at = (budget: bigint) => {
    const result = runExactly(pool(10n ** 24n, 10n ** 24n, 10n ** 24n, 10n ** 24n), {
      step: "1 day",
      inputs: { sell: rational(2000n), budget: rational(budget), swapPart: rational(0n) },
    });
    return toBaseUnits(result.exact("traderCash")[1]!, 18);
  };
  expect(at(0n)).toBe(amountOut(2000n * 10n ** 18n, 10n ** 24n, 10n ** 24n));
  expect(at(1000n)).toBe(at(0n));
});

test("a negative fee is reported", () => {
  const odd = applyScenario(model, { parameters: { fee: "-1 %" } });
  const { report } = run(build(odd, { step: "1 day" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toContain("feeIsShare");
});
