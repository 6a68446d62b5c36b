import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import ledger from "../../carbon/ledger/model.js";
import { applyScenario } from "../../scenario.js";
import { add, fraction, rational, runExactly } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);

test.each(reference.rows)("$scenario: after $month months $verified t verified, $fund tokens in the fund", (row) => {
  const result = runExactly(of(row["scenario"]!), { step: "1 month", steps: Number(row["month"]) });
  for (const name of ["verified", "saved"]) expect(result.final(name) / Number(row[name])).toBeCloseTo(1, 12);
  expect(result.exact("fund").at(-1)).toEqual(fraction(row["fund"]));
  expect(result.final("deterrent") / Number(row["deterrent"])).toBeCloseTo(1, 6);
});

test.each(Object.keys(scenarios).filter((name) => name !== "machines-improve"))(
  "%s: what was claimed is verified, undetected or rejected, exactly, month by month",
  (name) => {
    const result = runExactly(of(name), { step: "1 month", steps: 120 });
    for (let month = 0; month <= 120; month++) {
      const books = ["verified", "undetected", "rejected"].map((book) => result.exact(book)[month]!);
      expect(books.reduce(add)).toEqual(rational(1000n * BigInt(month), 12n));
      expect(add(result.exact("fund")[month]!, result.exact("contributors")[month]!)).toEqual(rational(2_000_000n));
    }
  },
);

test("a deposit that deters takes the profit out of a false claim, to nothing at the deterrent itself", () => {
  const applied = applyScenario(model, { parameters: { detection: "5 %", deposit: "380 token/tCO2e" } });
  const result = runExactly(applied, { step: "1 month", steps: 0 });
  expect(result.exact("deterrent")[0]).toEqual(rational(380n));
  expect(result.exact("falseProfit")[0]).toEqual(rational(0n));
  expect(runExactly(of("careless-audits"), { step: "1 month", steps: 0 }).final("falseProfit")).toBeCloseTo(16, 12);
});

test("a small budget cuts all rewards by one factor, and is not exceeded", () => {
  const result = runExactly(of("small-budget"), { step: "1 month", steps: 12 });
  const [tonnes, credits, saving] = ["paidForTonnes", "paidForCredits", "paidForSaving"].map((name) =>
    result.series(name),
  );
  expect(tonnes![0]! / credits![0]!).toBeCloseTo((20 * 975) / 2500, 6);
  expect(saving![0]! / credits![0]!).toBeCloseTo(9500 / 2500, 6);
  const paid = ["paidForTonnes", "paidForCredits", "paidForSaving"]
    .flatMap((name) => result.exact(name).slice(0, 12))
    .reduce(add);
  expect(paid.n <= 10_000n * paid.d).toBe(true);
  expect(paid.n > 9999n * paid.d).toBe(true);
});

test("machines no better than the benchmark are paid nothing for saving", () => {
  const result = run(build(of("machines-improve"), { step: "1 month" }), { steps: 120 });
  const saved = result.series("savedRate");
  expect(saved[0]).toBe(0);
  // 0.6 kWh fall to 0.5 in ln(1.2) / 0.105 years, 20.8 months.
  expect([saved[20], saved[21]! > 0]).toEqual([0, true]);
});

test("whatever is claimed, paid and lost, tokens are kept, tonnes add up and nothing is below zero", () => {
  const percent = fc.integer({ min: 1, max: 100 }).map((value) => rational(BigInt(value)));
  const amounts = fc.array(
    fc.integer({ min: 0, max: 10 ** 9 }).map((value) => rational(BigInt(value), 1000n)),
    { minLength: 5, maxLength: 5 },
  );
  fc.assert(
    fc.property(percent, percent, amounts, amounts, amounts, (falseShare, detection, claims, retired, operations) => {
      const result = runExactly(model, {
        step: "1 year",
        steps: 4,
        parameters: { falseShare, detection },
        inputs: { claims, retired, operations },
      });
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
      const books = ["verified", "undetected", "rejected"].map((book) => result.exact(book)[4]!);
      expect(books.reduce(add)).toEqual(claims.slice(0, 4).reduce(add));
      const tokens = ["fund", "contributors"].map((name) => result.exact(name));
      expect(add(tokens[0]![4]!, tokens[1]![4]!)).toEqual(rational(2_000_000n));
      expect(tokens.flat().every(({ n }) => n >= 0n)).toBe(true);
    }),
    { seed: 1968, numRuns: 60 },
  );
});

test("with the carbon ledger: its emissions are in the ledger's books, and the credits retired there are rewarded here", () => {
  const economy: Economy = {
    title: "A network that pays for the climate",
    epoch: "1 month",
    modules: {
      rewards: { model, inputs: { retired: "books.avoidanceRetired + books.removalRetired" } },
      books: { model: ledger, inputs: { emissions: "rewards.emissions" } },
    },
  };
  const result = run(build(economy), { steps: 120 });
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
  // 10 million operations of 0.3 kWh at 475 g are 1425 t a year.
  expect(result.final("books.emitted")).toBeCloseTo(14_250, 6);
  const retired = result.final("books.retired");
  expect(retired).toBeCloseTo(14_250, 3);
  const paid = result.series("rewards.paidForCredits").slice(0, 120);
  const scale = result.series("rewards.scale");
  expect(scale.every((value) => value === 1)).toBe(true);
  expect(paid.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(5 * retired, 3);
});

test("a share above 100 % is reported", () => {
  const { report } = runExactly(model, { step: "1 month", parameters: { falseShare: rational(101n) } });
  expect(report.violations.map(({ check }) => check)).toContain("sharesAreShares");
});
