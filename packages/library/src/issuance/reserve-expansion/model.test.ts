import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, fromBaseUnits, rational, runExactly, subtract, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { adapters, replayEpoch } from "./reserve-expansion.vectors.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const cap = rational(45_000_000_000n);
const stocks = ["reserve", "circulating", "treasury", "pot"];

test.each(reference.rows)("Cardano's epoch $epoch is replayed to the lovelace", (row) => {
  const replayed = replayEpoch({ ...row, eta_rule: row["eta"] }, {});
  for (const name of ["reward_pot", "treasury_cut", "R", "treasury", "reserves"])
    expect(replayed[name]).toBe(row[name]);
});

test("yield is distributed rewards over active stake, 73 epochs a year", () => {
  const apr = adapters.find(({ group }) => group === "cardano_gross_apr")!;
  const { apr_pct } = apr.compute({ distributed: "12177940831606", active_stake: "25191424718540849" }, {}, []);
  expect(apr_pct).toBeCloseTo(3.5289, 4);
});

test("reserve, circulating, treasury and pot add up to the cap in every epoch, to the base unit", () => {
  const everything = {
    fees: "1000.000001",
    unpaid: "9_000_000",
    forfeited: "7",
    refunds: "500",
    withdrawals: "300_000",
  };
  const inputs = Object.fromEntries(
    Object.entries(everything).map(([name, amount]) => [name, `{${amount} token/epoch}`]),
  );
  const result = runExactly(
    applyScenario(model, { inputs: { ...inputs, donations: "{3 token/epoch}", reserveReturns: "{2 token/epoch}" } }),
    {
      steps: 50,
      inputs: { reserveTransfers: rational(11n) },
    },
  );
  for (let step = 0; step <= 50; step++) {
    expect(stocks.map((name) => result.exact(name)[step]!).reduce(add)).toEqual(cap);
  }
  expect(result.exact("pot")[50]).toEqual(rational(0n));
});

test("with nothing unpaid and no fees the reserve falls by the factor 1 - rho, up to one base unit an epoch", () => {
  const result = runExactly(model, { steps: 100 });
  let bound = rational(13_888_022_852_926_644n, 1_000_000n);
  for (let step = 1; step <= 100; step++) bound = rational(bound.n * 997n, bound.d * 1000n);
  const excess = subtract(result.exact("reserve")[100]!, bound);
  expect(excess.n >= 0n).toBe(true);
  expect(excess.n * 1_000_000n <= 100n * excess.d).toBe(true);
});

test("more blocks than expected count as all blocks, none as none", () => {
  const pot = (performance: bigint) =>
    runExactly(model, { inputs: { performance: rational(performance) } }).exact("expansion")[0];
  expect(pot(2n)).toEqual(pot(1n));
  expect(pot(0n)).toEqual(rational(0n));
});

test("rewards cannot be returned or forfeited twice: more than is available is cut to what there is", () => {
  const result = runExactly(model, { inputs: { unpaid: rational(10n ** 9n), forfeited: rational(10n ** 9n) } });
  expect(result.exact("returned")[0]).toEqual(result.exact("available")[0]);
  expect(result.exact("forfeit")[0]).toEqual(rational(0n));
  expect(result.exact("distributed")[0]).toEqual(rational(0n));
});

test("each flow by decision moves its amount and nothing else", () => {
  const nothing = { performance: rational(0n) };
  const before = runExactly(model, { inputs: nothing });
  const amount = rational(123_456_789n, 1_000_000n);
  const changed = (input: string) => {
    const after = runExactly(model, { inputs: { ...nothing, [input]: amount } });
    return stocks.map((name) => toBaseUnits(subtract(after.exact(name)[1]!, before.exact(name)[1]!), 6));
  };
  const a = toBaseUnits(amount, 6);
  expect(changed("refunds")).toEqual([0n, -a, a, 0n]);
  expect(changed("donations")).toEqual([0n, -a, a, 0n]);
  expect(changed("reserveTransfers")).toEqual([-a, a, 0n, 0n]);
  expect(changed("reserveReturns")).toEqual([a, -a, 0n, 0n]);
});

test("a treasury pays what it holds and no more", () => {
  const result = runExactly(model, { inputs: { withdrawals: rational(10n), performance: rational(0n) } });
  expect(result.exact("treasury")[1]).toEqual(rational(0n));
  expect(result.exact("circulating")[1]).toEqual(fromBaseUnits("31111977147073356", 6));
});

test("whatever is handed in, no stock goes below zero and the sum stays the cap", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 16n });
  fc.assert(
    fc.property(
      fc.record({ fees: amount, unpaid: amount, forfeited: amount, refunds: amount, withdrawals: amount }),
      (amounts) => {
        const inputs = Object.fromEntries(
          Object.entries(amounts).map(([name, value]) => [name, fromBaseUnits(value, 6)]),
        );
        const result = runExactly(model, { steps: 2, inputs });
        const end = stocks.map((name) => result.exact(name)[2]!);
        expect(end.every((value) => value.n >= 0n)).toBe(true);
        expect(end.reduce(add)).toEqual(cap);
      },
    ),
    { seed: 20_100, numRuns: 100 },
  );
});

test("the fast backend agrees with the exact one within a token after ten years of Cardano", () => {
  const cardano = applyScenario(model, scenarios["cardano-epoch-400"]!);
  const exact = runExactly(cardano, { steps: 730 });
  const fast = run(build(cardano), { steps: 730 });
  for (const name of ["reserve", "circulating", "treasury"]) {
    expect(Math.abs(fast.final(name) - exact.final(name))).toBeLessThan(1);
  }
});

test("a negative amount is reported by the check that forbids it, and a sound run reports nothing", () => {
  const violations = (fees: bigint) => runExactly(model, { inputs: { fees: rational(fees) } }).report.violations;
  expect(violations(-1n).map(({ check }) => check)).toContain("flowsAreNotNegative");
  expect(violations(1n)).toEqual([]);
});
