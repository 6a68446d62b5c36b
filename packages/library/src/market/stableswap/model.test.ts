import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, toBaseUnits, toNumber, withStocks } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { exchange, invariant, otherBalance } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const fees = { feeRate: 4_000_000n, adminShare: 5_000_000_000n };

/** One step of the model with these balances in base units. */
function trade(x: bigint, y: bigint, amplification: bigint, sold: bigint, spent: bigint) {
  const tokens = withStocks(model, { poolToken: x, traderToken: sold }, "token", 18);
  return runExactly(withStocks(tokens, { poolCash: y, traderCash: spent }, "USD", 18), {
    step: "1 day",
    parameters: { amplification: rational(amplification) },
    inputs: { sell: fromBaseUnits(sold, 18), buy: fromBaseUnits(spent, 18) },
  });
}

test.each(reference.rows)("A = $amplification, $x and $y: D and the balance after $amount are the program's", (row) => {
  const [a, x, y, amount, d, other] = reference.columns.map((column) => BigInt(row[column]!));
  expect(invariant(x!, y!, a!)).toBe(d);
  expect(otherBalance(x! + amount!, d!, a!)).toBe(other);
  const result = trade(x!, y!, a!, amount!, 0n);
  expect(result.exact("d")[0]).toEqual(rational(d!));
  expect(result.exact("yLeft")[0]).toEqual(rational(other!));
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

const balances = fc.record({
  amplification: fc.bigInt({ min: 1n, max: 10_000n }),
  x: fc.bigInt({ min: 10n ** 18n, max: 10n ** 27n }),
  ratio: fc.bigInt({ min: 100n, max: 10_000n }),
});
const share = fc.bigInt({ min: 1n, max: 10n ** 6n });

test("D solves the invariant to within two base units, by signs of the equation in fractions", () => {
  fc.assert(
    fc.property(balances, ({ amplification, x, ratio }) => {
      const y = (x * ratio) / 1000n;
      const d = invariant(x, y, amplification);
      // 4xy times (2A (x + y) + D − 2A D) − D³ falls through zero at D.
      const difference = (at: bigint) => 4n * x * y * (2n * amplification * (x + y - at) + at) - at * at * at;
      return difference(d - 2n) >= 0n && difference(d + 2n) <= 0n;
    }),
    { seed: 11, numRuns: 3000 },
  );
});

test("a sale and a purchase in one step are two exchanges of the rule one after the other, to the base unit", () => {
  fc.assert(
    fc.property(balances, share, share, ({ amplification, x, ratio }, first, second) => {
      const y = (x * ratio) / 1000n;
      const [sold, spent] = [(x * first) / 10n ** 6n, (y * second) / 10n ** 6n];
      const result = trade(x, y, amplification, sold, spent);
      const sale = exchange("sell", { token: x, cash: y }, sold, amplification, fees);
      const cash = y - sale.out - sale.admin;
      const purchase = exchange("buy", { token: x + sold, cash }, spent, amplification, fees);
      const after = (name: string) => toBaseUnits(result.exact(name)[1]!, 18);
      expect(after("traderCash")).toBe(sale.out);
      expect(after("traderToken")).toBe(purchase.out);
      expect([after("protocolCash"), after("protocolToken")]).toEqual([sale.admin, purchase.admin]);
      expect([after("poolToken"), after("poolCash")]).toEqual([x + sold - purchase.out - purchase.admin, cash + spent]);
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
    }),
    { seed: 12, numRuns: 60 },
  );
});

test("in 20 000 random exchanges D does not fall by more than its own rounding, and no way back gains", () => {
  fc.assert(
    fc.property(balances, share, ({ amplification, x, ratio }, part) => {
      const y = (x * ratio) / 1000n;
      const amount = (x * part) / 10n ** 6n;
      const there = exchange("sell", { token: x, cash: y }, amount, amplification, fees);
      const [token, cash] = [x + amount, y - there.out - there.admin];
      const back = exchange("buy", { token, cash }, there.out, amplification, fees);
      return invariant(token, cash, amplification) + 2n >= invariant(x, y, amplification) && back.out <= amount;
    }),
    { seed: 13, numRuns: 20_000 },
  );
});

test("nobody trades for less than a base unit, and a coin of 6 decimals counts by its rate", () => {
  const idle = trade(10n ** 24n, 10n ** 24n, 100n, 0n, 0n);
  expect([idle.exact("proceeds")[0], idle.exact("bought")[0]]).toEqual([rational(0n), rational(0n)]);
  const sixDecimals = {
    ...applyScenario(model, {
      parameters: { cashUnit: "0.000001 USD", cashRate: "1e12" },
      inputs: { sell: "{1_000 token/day}" },
    }),
    assets: { token: { decimals: 18 }, USD: { decimals: 6 } },
  };
  const result = runExactly(sixDecimals, { step: "1 day" });
  const paid = exchange("sell", { token: 10n ** 24n, cash: 10n ** 24n }, 10n ** 21n, 100n, fees);
  expect(toBaseUnits(result.exact("proceeds")[0]!, 6)).toBe(paid.out / 10n ** 12n);
  expect(result.exact("price")[0]).toEqual(rational(1n));
});

test("in balance the price is 1, and it is the slope of the invariant elsewhere", () => {
  expect(trade(10n ** 24n, 10n ** 24n, 100n, 0n, 0n).exact("price")[0]).toEqual(rational(1n));
  for (const [x, y] of [
    [10n ** 24n, 2n * 10n ** 23n],
    [10n ** 23n, 10n ** 24n],
  ] as const) {
    const d = invariant(x, y, 100n);
    const small = 10n ** 15n;
    const slope = Number(otherBalance(x - small, d, 100n) - otherBalance(x + small, d, 100n)) / Number(2n * small);
    expect(toNumber(trade(x, y, 100n, 0n, 0n).exact("price")[0]!)).toBeCloseTo(slope, 9);
  }
});

test("a run holds the price within 2 % while 40 % more tokens come in, and breaks it later", () => {
  const price = (name: string) => {
    const { step, steps, ...scenario } = scenarios[name]!;
    return run(build(applyScenario(model, scenario), { step: step! }), { steps }).series("price");
  };
  const [amplified, less] = [price("one-sided-selling"), price("less-amplified")];
  expect(amplified[8]).toBeGreaterThan(0.98);
  expect(amplified[60]).toBeLessThan(0.2);
  expect(less[8]).toBeLessThan(amplified[8]!);
  expect(less[60]).toBeGreaterThan(0);
});

test("fractions and doubles tell the same story", () => {
  const { step, steps, ...scenario } = scenarios["one-sided-selling"]!;
  const applied = applyScenario(model, scenario);
  const doubles = run(build(applied, { step: step! }), { steps });
  const exact = runExactly(applied, { step: step!, steps });
  for (const name of ["price", "poolCash", "d", "protocolCash"]) {
    const value = exact.exact(name).map(toNumber);
    for (let day = 1; day <= steps; day++) expect(doubles.series(name)[day]! / value[day]!).toBeCloseTo(1, 8);
  }
});

test("a pool with ten million times more of one side is reported: its iteration does not settle", () => {
  const result = trade(10n ** 27n, 10n ** 20n, 1n, 10n ** 18n, 0n);
  expect(result.report.violations.map(({ check }) => check)).toContain("iterationsEnd");
});
