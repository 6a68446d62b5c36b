import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, fraction, rational, runExactly, subtract, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const runs = new Map(
  Object.entries(scenarios).map(([name, { steps }]) => [name, runExactly(of(name), { step: "1 month", steps })]),
);

test.each(reference.rows)("$scenario: after $month months $money cents and $tokens millionths are left", (row) => {
  const result = runs.get(row["scenario"]!)!;
  const month = Number(row["month"]);
  expect(toBaseUnits(result.exact("money")[month]!, 2).toString()).toBe(row["money"]);
  expect(toBaseUnits(result.exact("tokens")[month]!, 6).toString()).toBe(row["tokens"]);
});

test("ten million last 20 months at half a million; the runway says so in every month", () => {
  const result = runs.get("fixed-budget")!;
  for (let month = 0; month <= 24; month++) {
    expect(result.exact("runway")[month]).toEqual(rational(BigInt(Math.max(20 - month, 0))));
  }
  expect(result.exact("shortfall")[19]).toEqual(rational(0n));
  expect(result.exact("shortfall")[20]).toEqual(rational(500_000n));
  // With 50 M tokens of 1 USD, counted at half.
  expect(result.exact("runwayWithTokens")[0]).toEqual(rational(70n));
});

test("an endowment comes to rest where it spends what it earns", () => {
  // 5 % a year of 24 M USD are 100 000 USD a month.
  const resting = applyScenario(of("endowment"), { stocks: { money: "24_000_000 USD" } });
  const result = runExactly(resting, { step: "1 month", steps: 24 });
  expect(result.exact("money")[24]).toEqual(rational(24_000_000n));
  expect(result.exact("endowment")[24]).toEqual(rational(100_000n));
  const [early, late] = [120, 240].map((month) => runs.get("endowment")!.series("money")[month]! - 24e6);
  expect(late).toBeGreaterThan(0);
  expect(late).toBeLessThan(early! * 0.7);
});

test("smoothing keeps four fifths of last month's spending, grown by inflation", () => {
  const terms = applyScenario(of("endowment"), { parameters: { smoothing: "80 %", inflation: "12 %/year" } });
  const result = runExactly(terms, { step: "1 month", steps: 3 });
  for (let month = 1; month <= 3; month++) {
    const last = result.exact("endowment")[month - 1]!;
    const worth = result.exact("worth")[month]!;
    const kept = rational(last.n * 8n * 101n, last.d * 1000n);
    const fresh = rational(worth.n * 2n * 5n, worth.d * 10n * 1200n);
    expect(result.exact("endowment")[month]).toEqual(add(kept, fresh));
  }
});

test("tokens are sold to reach the target, but no more than the limit", () => {
  const result = runs.get("two-years-ahead")!;
  // 24 months of 450 000 USD lack 800 000 USD in the first month: 816 326.530612 tokens at 0.98 USD.
  expect(result.exact("sale")[0]).toEqual(fraction("816326.530612"));
  for (let month = 0; month < 60; month++) {
    const [sale, tokens] = [result.series("sale")[month]!, result.series("tokens")[month]!];
    expect(sale).toBeLessThanOrEqual(tokens * 0.05);
  }
});

test("whatever comes in and is planned, no stock goes below zero and every amount is accounted for", () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 7, maxLength: 7 });
  const cents = (values: readonly bigint[]) => values.map((value) => rational(value, 100n));
  const millionths = (values: readonly bigint[]) => values.map((value) => rational(value, 1_000_000n));
  fc.assert(
    fc.property(
      amounts,
      amounts,
      amounts,
      fc.bigInt({ min: 0n, max: 10n ** 11n }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 100 }),
      (income, tokenIncome, grants, budget, target, limit) => {
        const terms = { targetRunway: `${target} month`, sellLimit: `${limit} %/month`, spendingRate: "12 %/year" };
        const result = runExactly(applyScenario(model, { parameters: terms }), {
          step: "1 month",
          steps: 6,
          parameters: { budget: rational(budget, 100n) },
          inputs: { income: cents(income), tokenIncome: millionths(tokenIncome), grants: millionths(grants) },
        });
        const end = (name: string) => result.exact(name)[6]!;
        const flows = (name: string) => result.exact(name).slice(0, 6).reduce(add);
        const names = ["money", "tokens", "spent", "market", "granted"];
        expect(names.every((name) => result.exact(name).every(({ n }) => n >= 0n))).toBe(true);
        expect(subtract(add(end("money"), end("spent")), add(flows("incoming"), flows("proceeds")))).toEqual(
          rational(10_000_000n),
        );
        expect(subtract([end("tokens"), end("market"), end("granted")].reduce(add), flows("tokensIn"))).toEqual(
          rational(50_000_000n),
        );
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 20, numRuns: 60 },
  );
});

test("without anything to pay the runway is the longest there is", () => {
  const result = runExactly(model, { step: "1 month", parameters: { budget: rational(0n) } });
  expect(result.exact("runway")[0]).toEqual(rational(1200n));
  expect(result.exact("runwayWithTokens")[0]).toEqual(rational(1200n));
});

test("the fast backend agrees with the exact one to a cent a month", () => {
  const exact = runs.get("two-years-ahead")!;
  const fast = run(build(of("two-years-ahead"), { step: "1 month" }), { steps: 60 });
  for (const name of ["money", "tokens", "spent", "market"]) {
    expect(Math.abs(fast.final(name) - exact.final(name)), name).toBeLessThan(1);
  }
});

test("a haircut above 100 % and a negative income are reported", () => {
  const { report } = runExactly(model, {
    step: "1 month",
    parameters: { haircut: rational(101n) },
    inputs: { income: rational(-1n) },
  });
  expect(report.violations.map(({ check }) => check)).toEqual(["nothingIsNegative", "sharesAreShares"]);
});
