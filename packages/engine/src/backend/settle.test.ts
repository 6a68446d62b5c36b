import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { build, type Flow, type Model, type Program, stock } from "../model/index.js";
import { exact } from "./exact.js";
import { js } from "./js.js";
import { settle } from "./settle.js";

/** `A>B 5` moves 5 from A to B; `>B` is a mint, `A>` a burn. */
function network(levels: Readonly<Record<string, number>>, flows: readonly string[], negative: readonly string[] = []) {
  const model: Model = {
    title: "Network",
    epoch: "1 day",
    assets: { token: { decimals: 0 } },
    stocks: Object.fromEntries(
      Object.entries(levels).map(([name, level]) => [
        name,
        stock(`${level} token`, "", { mayBeNegative: negative.includes(name) }),
      ]),
    ),
    flows: Object.fromEntries(
      flows.map((text, index): [string, Flow] => {
        const [ends, amount] = text.split(" ") as [string, string];
        const [from, to] = ends.split(">") as [string, string];
        return [
          `f${index}`,
          { ...(from && { from }), ...(to && { to }), equation: `${amount} * {1 token/epoch}`, meaning: "" },
        ];
      }),
    ),
  };
  return build(model);
}

/** What one step moves, in both backends, which must agree. */
function moved(...given: Parameters<typeof network>) {
  const program = network(...given);
  const exactly = exact.prepare(program).start({ seed: 1n, firstRun: 0, runs: 1 });
  const fast = js.prepare(program).start({ seed: 1n, firstRun: 4, runs: 3 });
  exactly.evaluate();
  fast.evaluate();
  const amounts = settle(
    program,
    exactly.ledger.levels,
    program.flows.map((one) => exactly.value(one.amount)),
  ).amounts.map(({ n, d }) => rational.toText(rational.rational(n, d)));
  exactly.advance();
  fast.advance();
  const levels = exactly.ledger.levels.map(rational.toText);
  for (const [index, level] of levels.entries()) {
    const near = rational.toNumber(rational.parseRational(level)!);
    for (const lane of fast.ledger.levels[index]!) expect(Math.abs(lane - near)).toBeLessThan(1e-12);
  }
  return { amounts: amounts.join(" "), levels: levels.join(" "), exact: exactly.report, js: fast.report };
}

test("three outflows of a stock with too little share it in whole units, by largest remainder", () => {
  // 100 of 150 asked: 20, 33 1/3, 46 2/3.
  expect(moved({ A: 100, B: 0 }, ["A>B 30", "A>B 50", "A>B 70"]).amounts).toBe("20 33 47");
  // 10 of 15: a third each; the odd unit goes to the first.
  expect(moved({ A: 10, B: 0 }, ["A>B 5", "A>B 5", "A>B 5"]).amounts).toBe("4 3 3");
  expect(moved({ A: 0, B: 0 }, ["A>B 5", "A> 5"]).amounts).toBe("0 0");
});

test("whole requests stay whole where a stock holds a fraction, which stays behind", () => {
  expect(moved({ A: 10.5, B: 0 }, ["A>B 6", "A> 6"])).toMatchObject({ amounts: "5 5", levels: "1/2 5" });
});

test("requests that are not whole are scaled by one factor", () => {
  expect(moved({ A: 10, B: 0 }, ["A>B 7.5", "A>B 22.5"]).amounts).toBe("5/2 15/2");
  // One request in a fraction is enough.
  expect(moved({ A: 10, B: 0 }, ["A>B 10", "A> 2.5", "A> 2.5"]).amounts).toBe("20/3 5/3 5/3");
});

test("what comes in during the step may go out again", () => {
  expect(moved({ A: 10, B: 0, C: 0 }, ["A>B 10", "B>C 10"])).toMatchObject({ amounts: "10 10", levels: "0 0 10" });
  expect(moved({ A: 10, B: 5, C: 0 }, ["A>B 10", "B>C 20"])).toMatchObject({ amounts: "10 15", levels: "0 0 15" });
  expect(moved({ B: 0 }, [">B 7", "B> 9"])).toMatchObject({ amounts: "7 7", levels: "0" });
});

test("a stock scaled upstream overdraws the next ones downstream, which are scaled in turn", () => {
  const result = moved({ A: 10, B: 0, C: 0, D: 0 }, ["A>B 20", "B>C 20", "C>D 20"]);
  expect(result).toMatchObject({ amounts: "10 10 10", levels: "0 0 0 10" });
  expect(result.exact.overdrafts.map((one) => one.stock)).toEqual(["A", "B", "C"]);
  // Declared against the stream, so that it takes several rounds.
  expect(moved({ D: 0, C: 0, B: 0, A: 10 }, ["C>D 20", "B>C 20", "A>B 20"]).amounts).toBe("10 10 10");
});

test("circles come to rest: what goes round may pass, what is not there does not", () => {
  expect(moved({ A: 0, B: 0 }, ["A>B 5", "B>A 5"])).toMatchObject({ amounts: "5 5", levels: "0 0" });
  expect(moved({ A: 6, B: 2, C: 0 }, ["A>B 10", "B>A 10", "A>C 20"]).levels).toMatch(/^0 \d+ \d+$/);
  const halves = moved({ A: 6, B: 2, C: 0 }, ["A>B 10.5", "B>A 10.5", "A>C 20.5"]);
  expect(halves.levels.startsWith("-")).toBe(false);
});

test("a flow below zero runs the other way, and then its target must bear it", () => {
  expect(moved({ A: 1, B: 3 }, ["A>B -5"])).toMatchObject({ amounts: "-3", levels: "4 0" });
  expect(moved({ A: 1, B: 10 }, ["A>B -5"])).toMatchObject({ amounts: "-5", levels: "6 5" });
  expect(moved({ B: 3 }, [">B -5"])).toMatchObject({ amounts: "-3", levels: "0" });
  expect(moved({ A: 3, B: 4 }, ["A>B 8", "A>B -2"])).toMatchObject({ amounts: "5 -2", levels: "0 7" });
});

test("mints are never scaled, burns are, and a stock that may be negative pays what it is asked", () => {
  expect(moved({ A: 3 }, [">A 5", "A> 20"])).toMatchObject({ amounts: "5 8", levels: "0" });
  expect(moved({ A: 3, B: 0 }, ["A>B 5"], ["A"])).toMatchObject({ amounts: "5", levels: "-2 5" });
});

test("the report says how often, when first, what was asked for and what was there", () => {
  const { exact: exactly, js: fast } = moved({ A: 100, B: 0 }, ["A>B 30", "A>B 50", "A>B 70"]);
  const overdraft = { stock: "A", requested: 150, available: 100 };
  expect(exactly.overdrafts).toEqual([{ ...overdraft, times: 1, first: { run: 0, step: 0 } }]);
  expect(fast.overdrafts).toEqual([{ ...overdraft, times: 3, first: { run: 4, step: 0 } }]);
});

test("whatever is asked for: no stock goes below zero, nothing is moved that was not asked for, amounts stay whole", () => {
  const names = ["A", "B", "C", "D"];
  const flowText = fc
    .tuple(fc.constantFrom(...names, ""), fc.constantFrom(...names, ""), fc.integer({ min: -20, max: 40 }), fc.nat(9))
    .filter(([from, to]) => from !== to)
    .map(([from, to, amount, half]) => `${from}>${to} ${amount}${half === 0 ? ".5" : ""}`);
  fc.assert(
    fc.property(
      fc.array(fc.nat(30), { minLength: 4, maxLength: 4 }),
      fc.array(flowText, { minLength: 1, maxLength: 7 }),
      (levels, flows) => {
        const program: Program = network(Object.fromEntries(names.map((name, index) => [name, levels[index]!])), flows);
        const asked = flows.map((text) => rational.parseRational(text.split(" ")[1]!)!);
        const start = levels.map((level): Rational => rational.rational(level));
        const { amounts, overdrafts } = settle(program, start, asked);
        const after = [...start];
        for (const [index, { from, to }] of program.flows.entries()) {
          const amount = rational.rational(amounts[index]!.n, amounts[index]!.d);
          const wanted = asked[index]!;
          expect(rational.compare(rational.absolute(amount), rational.absolute(wanted)) <= 0).toBe(true);
          expect(amount.n * wanted.n >= 0n).toBe(true);
          if (asked.every(({ d }) => d === 1n)) expect(amount.d).toBe(1n);
          if (from !== undefined) after[from] = rational.subtract(after[from]!, amount);
          if (to !== undefined) after[to] = rational.add(after[to]!, amount);
        }
        expect(after.every(({ n }) => n >= 0n)).toBe(true);
        expect(overdrafts.length === 0).toBe(amounts.every((amount, index) => amount === asked[index]));
      },
    ),
    { seed: 3, numRuns: 2000 },
  );
});

test("a circle of shortages is settled alike whatever other stocks there are", () => {
  const stock = { mayBeNegative: false, counted: false, inOrder: false };
  const flows = [
    { from: 0, to: 1 },
    { from: 1, to: 0 },
  ];
  const asked = [rational.rational(30n), rational.rational(20n)];
  const levels = [rational.rational(5n), rational.rational(3n)];
  const settled = (others: number) =>
    settle(
      { stocks: Array.from({ length: 2 + others }, () => stock), flows },
      [...levels, ...Array.from({ length: others }, () => rational.one)],
      asked,
    ).amounts.map(rational.toText);
  expect(settled(40)).toEqual(settled(0));
});

test("a hundred stocks and one pay each other fractions of what none of them has: settled at once, and none is overdrawn", () => {
  const agents = 100;
  const fraction = (index: number) => rational.fromNumber(1 + ((index * 7919) % 1009) / 1009);
  const flows = Array.from({ length: agents }, (_, index) => [
    { from: index + 1, to: 0 },
    { from: 0, to: index + 1 },
    { from: index + 1, to: undefined },
  ]).flat();
  const stocks = Array.from({ length: agents + 1 }, () => ({ mayBeNegative: false, counted: false, inOrder: false }));
  const levels = stocks.map((_, index) => fraction(3 * index));
  const { amounts, overdrafts } = settle(
    { stocks, flows },
    levels,
    flows.map((_, index) => fraction(index)),
  );
  expect(overdrafts.length).toBeGreaterThan(agents / 2);
  const after = levels.map((level) => rational.toNumber(level));
  for (const [index, { from, to }] of flows.entries()) {
    const amount = rational.toNumber(amounts[index]!);
    expect(amount).toBeGreaterThanOrEqual(0);
    after[from] = after[from]! - amount;
    if (to !== undefined) after[to] = after[to]! + amount;
  }
  for (const level of after) expect(level).toBeGreaterThan(-1e-12);
});
