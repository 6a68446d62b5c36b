import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, toBaseUnits, withStocks } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import { swap } from "./constant-product.vectors.js";
import model from "./model.js";
import { amountIn, amountOut } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const one = 10n ** 18n;

/** The model with these stocks, in base units. */
function pool(token: bigint, cash: bigint, shares: bigint, trader = 10n ** 30n) {
  const tokens = withStocks(model, { poolToken: token, traderToken: trader }, "token", 18);
  const both = withStocks(tokens, { poolCash: cash, traderCash: trader }, "USD", 18);
  return withStocks(both, { shares: shares - 1000n, lockedShares: 1000n }, "LP", 18);
}

test.each(reference.rows)(
  "$amount_in into $reserve_in / $reserve_out pays $out, by the model in both directions and by the rule",
  (row) => {
    const [amount, reserveIn, reserveOut] = ["amount_in", "reserve_in", "reserve_out"].map((name) =>
      BigInt(row[name]!),
    );
    const out = BigInt(row["out"]!);
    expect(swap("sell", amount!, reserveIn!, reserveOut!)).toBe(out);
    expect(swap("buy", amount!, reserveIn!, reserveOut!)).toBe(out);
    expect(amountOut(amount!, reserveIn!, reserveOut!)).toBe(out);
    // One base unit more would lower the product after the fee, which the contract refuses.
    const traded = (payout: bigint) => (reserveIn! * 1000n + amount! * 997n) * (reserveOut! - payout);
    expect(traded(out) >= reserveIn! * reserveOut! * 1000n).toBe(true);
    expect(traded(out + 1n) < reserveIn! * reserveOut! * 1000n).toBe(true);
  },
);

test("a sale and a purchase in one step are the two swaps of the rule one after the other, to the base unit", () => {
  const reserve = fc.bigInt({ min: 1000n, max: 10n ** 27n });
  const amount = fc.bigInt({ min: 0n, max: 10n ** 27n });
  fc.assert(
    fc.property(reserve, reserve, amount, amount, fc.integer({ min: 0, max: 999 }), (token, cash, sold, spent, fee) => {
      const result = runExactly(pool(token, cash, 10n ** 18n), {
        step: "1 day",
        parameters: { fee: rational(BigInt(fee), 10n) },
        inputs: { sell: fromBaseUnits(sold, 18), buy: fromBaseUnits(spent, 18) },
      });
      const rate = { part: BigInt(fee), whole: 1000n };
      const proceeds = amountOut(sold, token, cash, rate);
      const bought = amountOut(spent, cash - proceeds, token + sold, rate);
      const after = (name: string) => toBaseUnits(result.exact(name)[1]!, 18);
      expect([after("poolToken"), after("poolCash")]).toEqual([token + sold - bought, cash - proceeds + spent]);
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
    }),
    { seed: 997, numRuns: 150 },
  );
});

test("in 100 000 random sequences of swaps k never falls, and nobody who swaps back has more than before", () => {
  const size = fc.bigInt({ min: 1n, max: 10n ** 30n });
  const step = fc.record({ side: fc.boolean(), amount: size, back: fc.boolean() });
  fc.assert(
    fc.property(size, size, fc.array(step, { minLength: 1, maxLength: 8 }), (first, second, steps) => {
      let [x, y] = [first, second];
      for (const { side, amount, back } of steps) {
        const before = x * y;
        const [reserveIn, reserveOut] = side ? [x, y] : [y, x];
        const out = amountOut(amount, reserveIn, reserveOut);
        const afterIn = reserveIn + amount;
        const afterOut = reserveOut - out;
        if (afterIn * afterOut < before) return false;
        const returned = amountOut(out, afterOut, afterIn);
        if (returned > amount) return false;
        const [ends, others] = back ? [afterIn - returned, afterOut + out] : [afterIn, afterOut];
        if (ends * others < afterIn * afterOut) return false;
        [x, y] = side ? [ends, others] : [others, ends];
      }
      return true;
    }),
    { seed: 2, numRuns: 100_000 },
  );
});

test("the input that the router asks for pays at least what was wanted, and two base units less do not", () => {
  const size = fc.bigInt({ min: 10n, max: 10n ** 27n });
  fc.assert(
    fc.property(size, size, fc.integer({ min: 1, max: 999 }), (reserveIn, reserveOut, thousandths) => {
      const wanted = (reserveOut * BigInt(thousandths)) / 1000n;
      const needed = amountIn(wanted, reserveIn, reserveOut);
      expect(amountOut(needed, reserveIn, reserveOut) >= wanted).toBe(true);
      if (needed > 2n && wanted > 0n) expect(amountOut(needed - 2n, reserveIn, reserveOut) < wanted).toBe(true);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

test("liquidity shares are handed back for all but 1000 base units of each side, as in the contract's tests", () => {
  // UniswapV2Pair.spec.ts, "burn": 3 and 3 in the pool, 3 shares of which 1000 base units are locked.
  const burnt = runExactly(pool(3n * one, 3n * one, 3n * one), {
    step: "1 day",
    inputs: { withdraw: fromBaseUnits(3n * one - 1000n, 18) },
  });
  for (const stock of ["poolToken", "poolCash"]) expect(toBaseUnits(burnt.exact(stock)[1]!, 18)).toBe(1000n);
  expect(toBaseUnits(burnt.exact("totalShares")[1]!, 18)).toBe(1000n);
});

test("liquidity added in proportion gets its part of the shares; adding and removing at once gains nothing", () => {
  const reserve = fc.bigInt({ min: 10n ** 6n, max: 10n ** 27n });
  fc.assert(
    fc.property(reserve, reserve, reserve, reserve, (token, cash, shares, added) => {
      const before = pool(token, cash, shares, added);
      const first = runExactly(before, { step: "1 day", inputs: { provide: fromBaseUnits(added, 18) } });
      const issued = toBaseUnits(first.exact("issued")[0]!, 18);
      const paid = ["providedToken", "providedCash"].map((name) => toBaseUnits(first.exact(name)[0]!, 18));
      const after = ["poolToken", "poolCash"].map((name) => toBaseUnits(first.exact(name)[1]!, 18));
      expect(after).toEqual([token + paid[0]!, cash + paid[1]!]);
      expect(issued * token <= paid[0]! * shares && issued * cash <= paid[1]! * shares).toBe(true);
      expect(first.report).toEqual({ overdrafts: [], violations: [] });
      const second = runExactly(pool(after[0]!, after[1]!, shares + issued), {
        step: "1 day",
        inputs: { withdraw: fromBaseUnits(issued, 18) },
      });
      for (const [index, name] of ["removedToken", "removedCash"].entries()) {
        expect(toBaseUnits(second.exact(name)[0]!, 18) <= paid[index]!).toBe(true);
      }
    }),
    { seed: 4, numRuns: 100 },
  );
});

test("nobody sells or spends more than there is", () => {
  const poor = applyScenario(model, { stocks: { traderToken: "5 token", traderCash: "7 USD" } });
  const result = runExactly(poor, {
    step: "1 day",
    inputs: { sell: rational(100n), buy: rational(100n), provide: rational(100n) },
  });
  expect([result.exact("sold")[0], result.exact("spent")[0]]).toEqual([rational(5n), rational(7n)]);
  expect(result.exact("providedToken")[0]).toEqual(rational(0n));
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("steady selling without a fee lowers the price as (x / (x + sold))²", () => {
  const program = build(applyScenario(model, { inputs: { sell: "{10_000 token/day}" }, parameters: { fee: "0 %" } }), {
    step: "1 day",
  });
  const price = run(program, { steps: 300 }).series("price");
  for (const day of [0, 1, 100, 300]) expect(price[day]! * (1 + day / 100) * (1 + day / 100)).toBeCloseTo(1, 12);
});

test("each swap of tokens worth δ of the pool makes k grow by (1 + δ) / (1 + δ · 0.997), and the shares' holders own it", () => {
  const { step, steps, ...scenario } = scenarios["two-way-trade"]!;
  const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
  const [k, token, sold, cash, spent] = ["product", "poolToken", "sold", "cashAfterSale", "spent"].map((name) =>
    result.series(name),
  );
  let expected = k![0]!;
  for (let day = 0; day < steps; day++) {
    for (const size of [sold![day]! / token![day]!, spent![day]! / cash![day]!])
      expected *= (1 + size) / (1 + size * 0.997);
  }
  expect(k![steps]! / expected).toBeCloseTo(1, 12);
  expect(result.final("totalShares")).toBe(result.series("totalShares")[0]);
  // Two swaps of 2 % a day at 0.3 %, each half of it on the root of k: about 2.2 % a year.
  expect(Math.sqrt(k![steps]! / k![0]!)).toBeCloseTo(1.022, 2);
});

test("fractions and doubles tell the same story", () => {
  const { step, steps, ...scenario } = scenarios["liquidity-leaves"]!;
  const applied = applyScenario(model, scenario);
  const doubles = run(build(applied, { step: step! }), { steps: 60 });
  const exact = runExactly(applied, { step: step!, steps: 60 });
  expect(steps).toBeGreaterThan(60);
  for (const name of ["price", "shares", "poolCash", "traderToken"]) {
    const value = exact.exact(name).map((amount) => Number(amount.n) / Number(amount.d));
    for (let day = 0; day <= 60; day++) expect(doubles.series(name)[day]! / value[day]!).toBeCloseTo(1, 11);
  }
});

test("a pool without money has no price to trade at, and the run says where it divides by zero", () => {
  expect(() => runExactly(pool(one, 0n, one), { step: "1 day" })).toThrowError(/divides by zero[\s\S]*bought/);
});
