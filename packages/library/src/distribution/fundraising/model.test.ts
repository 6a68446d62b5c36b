import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, fraction, rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const rounds = ["seed", "private", "public"] as const;
const after = (name: string) => runExactly(of(name), { step: "1 month", steps: 24 });

test.each(reference.rows)("$scenario: the shares after all rounds are $first, $seed, $private and $public", (row) => {
  const result = after(row["scenario"]!);
  const near = (name: string, column: string) =>
    expect(Math.abs(result.final(name) / 100 - toNumber(fraction(row[column])))).toBeLessThan(1e-15);
  near("firstShare", "first");
  for (const round of rounds) near(`ownership[${round}]`, round);
});

test("with a fifth off, the private round gets 312.5 M tokens at 3.2 cents, and gains a quarter on paper at once", () => {
  const result = after("three-rounds");
  expect(result.exact("bought[seed]")[1]).toEqual(rational(200_000_000n));
  expect(result.exact("bought[private]")[10]).toEqual(rational(312_500_000n));
  expect(result.exact("paid[private]")[10]).toEqual(fraction("0.032"));
  expect(result.exact("lastValue")[10]).toEqual(fraction("0.04"));
  expect(result.exact("multiple[private]")[10]).toEqual(fraction("1.25"));
  expect(result.exact("raised")[24]).toEqual(rational(22_000_000n));
});

test("the private investors of a down round are under water", () => {
  const result = after("down-round");
  // 20 M over 1312.5 M tokens, bought at 3.2 cents.
  expect(toNumber(result.exact("multiple[private]")[24]!)).toBeCloseTo(20 / 1312.5 / 0.032, 12);
});

test("for any terms a round sells raised over post-money, every token is whole, and nobody else's tokens move", () => {
  const money = fc.bigInt({ min: 1n, max: 10n ** 9n });
  const terms = fc.record({ valuation: money, raise: money, discount: fc.integer({ min: 0, max: 89 }).map(BigInt) });
  fc.assert(
    fc.property(terms, terms, terms, (...all) => {
      const parameters = Object.fromEntries(
        rounds.flatMap((round, index) => {
          const { valuation, raise, discount } = all[index]!;
          return [
            [`valuation[${round}]`, `${valuation} USD`],
            [`raise[${round}]`, `${raise} USD`],
            [`discount[${round}]`, `${discount} %`],
          ];
        }),
      );
      const result = runExactly(applyScenario(model, { parameters }), { step: "1 month", steps: 19 });
      let supply = 800_000_000n * 10n ** 18n;
      for (const [index, round] of rounds.entries()) {
        const { valuation, raise, discount } = all[index]!;
        const tokens = (raise * supply * 100n) / (valuation * (100n - discount));
        expect(toBaseUnits(result.exact(`bought[${round}]`)[19]!, 18)).toBe(tokens);
        const [step, sold] = [index * 9, result.exact(`dilution[${round}]`)];
        expect(sold[step]).toEqual(rational(100n * tokens, supply + tokens));
        expect(sold[step + 1]).toEqual(rational(0n));
        supply += tokens;
      }
      expect(result.exact("first")[19]).toEqual(rational(800_000_000n));
      expect(toBaseUnits(result.exact("supply")[19]!, 18)).toBe(supply);
      expect(result.exact("raised")[19]).toEqual(rational(all.reduce((sum, { raise }) => sum + raise, 0n)));
    }),
    { seed: 110, numRuns: 60 },
  );
});

test("a round that does not take place changes nothing", () => {
  const without = applyScenario(model, { parameters: { "raise[private]": "0 USD" } });
  const result = runExactly(without, { step: "1 month", steps: 24 });
  expect(result.exact("bought[private]")[24]).toEqual(rational(0n));
  expect(result.exact("multiple[private]")[24]).toEqual(rational(0n));
  expect(result.exact("supply")[18]).toEqual(rational(1_000_000_000n));
});

test("shares sum to one, and the fast backend agrees with the exact one", () => {
  const exact = after("three-rounds");
  const shares = ["firstShare", ...rounds.map((round) => `ownership[${round}]`)];
  for (let month = 0; month <= 24; month++) {
    expect(shares.map((name) => exact.exact(name)[month]!).reduce(add)).toEqual(rational(100n));
  }
  const fast = run(build(of("three-rounds"), { step: "1 month" }), { steps: 24 });
  for (const name of exact.names) {
    expect(Math.abs(fast.final(name) - exact.final(name)), name).toBeLessThanOrEqual(
      1e-12 * Math.abs(exact.final(name)),
    );
  }
});

test("two rounds in one step are reported", () => {
  const { report } = runExactly(applyScenario(model, { parameters: { "at[private]": "0 month" } }), {
    step: "1 month",
  });
  expect(report.violations.map(({ check }) => check)).toEqual(["oneRoundAtATime"]);
});
