import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import { applyScenario } from "../../scenario.js";
import { add, fraction, rational, runExactly, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const books = ["outstanding", "offset", "removed"];

test.each(reference.rows)("$scenario: after $month months $removed t are removed and still stored", (row) => {
  const scenario = scenarios[row["scenario"]!]!;
  const result = runExactly(of(row["scenario"]!), { step: scenario.step!, steps: Number(row["month"]) });
  expect(result.final("removed")).toBeCloseTo(Number(row["removed"]), 8);
  expect(result.final("emitted")).toBeCloseTo(Number(row["emitted"]), 8);
});

test.each(Object.keys(scenarios))("%s: what was emitted is in the books exactly, month by month", (name) => {
  const { step, steps } = scenarios[name]!;
  const result = runExactly(of(name), { step: step!, steps: Math.min(steps, 120) });
  for (let month = 0; month <= Math.min(steps, 120); month++) {
    const total = books.map((book) => result.exact(book)[month]!).reduce(add);
    expect(total).toEqual(rational(1000n * BigInt(month), 12n));
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("a network that claims every tonne has answered 54.3 % after ten years", () => {
  const result = runExactly(of("carbon-neutral-by-claim"), { step: "1 month", steps: 120 });
  // 9 of 10 credits at half a tonne, 1 of 10 at 0.95 t of which 1/2400 escapes each month.
  const removed = 0.95 * 8.333333 * (1 - (1 - 1 / 2400) ** 120) * 2400;
  expect(result.final("neutralised")).toBeCloseTo((4500 + removed) / 100, 6);
  expect(result.final("claimedShare")).toBeCloseTo(100, 5);
  expect(result.final("overclaim")).toBeCloseTo(10_000 - 4500 - removed, 3);
  // 75 credits at 8 USD and 8.333333 at 150 USD, in whole cents.
  expect(result.exact("paid")[120]).toEqual(fraction("221998.8"));
});

test("a budget buys what it pays for, and the rest stays outstanding", () => {
  const result = runExactly(of("small-budget"), { step: "1 month", steps: 12 });
  // 5550 USD at 22.20 USD a credit of the mix.
  expect(result.exact("affordable")[0]).toEqual(rational(250n));
  expect(toNumber(result.exact("paid")[12]!)).toBeLessThanOrEqual(5550);
  expect(toNumber(result.exact("claimedShare")[12]!)).toBeCloseTo(25, 5);
});

test("a price of carbon puts a figure on what is outstanding", () => {
  const result = runExactly(of("removal-only"), { step: "1 month", steps: 120 });
  // 2033 lies three tenths of the way from 140 to 205 USD.
  expect(result.exact("carbonPrice")[120]).toEqual(fraction("159.5"));
  expect(result.final("liability")).toBeCloseTo((10_000 - 0.95 * 9999.99996) * 159.5, 4);
});

test("whatever is emitted and spent, books are not negative, add up, and credits are retired once", () => {
  const percent = fc.integer({ min: 0, max: 100 }).map((value) => rational(BigInt(value)));
  const amounts = fc.array(
    fc.integer({ min: 0, max: 10 ** 9 }).map((value) => rational(BigInt(value), 1000n)),
    {
      minLength: 5,
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(
      fc.record({ target: percent, removalShare: percent, avoidanceQuality: percent, removalQuality: percent }),
      percent,
      amounts,
      amounts,
      (parameters, reversal, emissions, budget) => {
        const result = runExactly(model, {
          step: "1 year",
          steps: 4,
          parameters: { ...parameters, reversal },
          inputs: { emissions, budget },
        });
        expect(books.every((book) => result.exact(book).every(({ n }) => n >= 0n))).toBe(true);
        expect(books.map((book) => result.exact(book)[4]!).reduce(add)).toEqual(emissions.slice(0, 4).reduce(add));
        const bought = ["avoidanceBought", "removalBought"].flatMap((name) => result.exact(name).slice(0, 4));
        expect(result.exact("retired")[4]).toEqual(bought.reduce(add));
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 2050, numRuns: 60 },
  );
});

test("the emissions of a network can be wired to it", () => {
  const economy: Economy = {
    title: "A chain and its carbon",
    epoch: "1 day",
    modules: { chain: { model: proofOfStake }, books: { model, inputs: { emissions: "chain.emissions" } } },
  };
  const result = run(build(economy), { steps: 365 });
  // 3000 nodes of 25 W at 475 g/kWh, and 300 kg of machine over four years each.
  expect(result.final("books.emitted")).toBeCloseTo(657_000 * 0.000475 + 225, 6);
});

test("the fast backend agrees with the exact one", () => {
  const exact = runExactly(of("forest"), { step: "1 month", steps: 120 });
  const fast = run(build(of("forest"), { step: "1 month" }), { steps: 120 });
  for (const name of exact.names) {
    expect(Math.abs(fast.final(name) - exact.final(name)), name).toBeLessThan(1e-9 * (1 + Math.abs(exact.final(name))));
  }
});

test("a quality above 100 % is reported", () => {
  const { report } = runExactly(model, { step: "1 month", parameters: { removalQuality: rational(101n) } });
  expect(report.violations.map(({ check }) => check)).toEqual(["sharesAreShares"]);
});
