import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { build, type Flow, type Model, type Program, stock } from "../model/index.js";
import { exact } from "./exact.js";
import { js } from "./js.js";
import { settle } from "./settle.js";

/** `A>B 5` moves 5 from A to B; `>B` is a mint, `A>` a burn. Stocks of `ordered` serve their outflows in order. */
function network(levels: Readonly<Record<string, number>>, flows: readonly string[], ordered: readonly string[]) {
  const model: Model = {
    title: "Network",
    epoch: "1 day",
    assets: { token: { decimals: 0 } },
    stocks: Object.fromEntries(
      Object.entries(levels).map(([name, level]) => [
        name,
        stock(`${level} token`, "", ordered.includes(name) ? { overdraft: "in order" } : {}),
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

function amountsOf(program: Program, levels: readonly number[], asked: readonly string[]): readonly string[] {
  const { amounts } = settle(
    program,
    levels.map((level): Rational => rational.fromNumber(level)),
    asked.map((text) => rational.parseRational(text)!),
  );
  return amounts.map(({ n, d }) => rational.toText(rational.rational(n, d)));
}

function moved(levels: Readonly<Record<string, number>>, flows: readonly string[], ordered: readonly string[]): string {
  return amountsOf(
    network(levels, flows, ordered),
    Object.values(levels),
    flows.map((text) => text.split(" ")[1]!),
  ).join(" ");
}

// OASIS XMILE 1.0, section 4.2: material is first given to the first outflow listed; if there is still something in
// the stock, the second gets some of it.
test("the outflow declared first is served first, the next gets what is left, the last nothing", () => {
  expect(moved({ A: 100, B: 0 }, ["A>B 30", "A>B 50", "A>B 70"], ["A"])).toBe("30 50 20");
  expect(moved({ A: 60, B: 0 }, ["A>B 70", "A> 50"], ["A"])).toBe("60 0");
  expect(moved({ A: 60, B: 0 }, ["A> 50", "A>B 70"], ["A"])).toBe("50 10");
  expect(moved({ A: 10.5, B: 0 }, ["A>B 7.5", "A>B 22.5"], ["A"])).toBe("15/2 3");
});

test("whole requests stay whole: a fraction of a base unit stays behind", () => {
  expect(moved({ A: 10.5, B: 0 }, ["A>B 6", "A> 6"], ["A"])).toBe("6 4");
});

test("what comes in during the step serves outflows too, and a stock served in order may run out the next one", () => {
  expect(moved({ A: 10, B: 5, C: 0 }, ["A>B 10", "B>C 12", "B> 8"], ["B"])).toBe("10 12 3");
  expect(moved({ A: 10, B: 0, C: 0, D: 0 }, ["A>B 8", "A>C 8", "C>D 5", "C> 5"], ["A", "C"])).toBe("8 2 2 0");
  // The other stock still scales by one factor.
  expect(moved({ A: 10, B: 0, C: 0 }, ["A>B 8", "A>C 8", "C> 3", "C> 1"], ["A"])).toBe("8 2 2 0");
});

test("a flow that runs backwards is an outflow of its target, in its place among the flows", () => {
  expect(moved({ A: 0, B: 6 }, ["B> 4", "A>B -5"], ["B"])).toBe("4 -2");
  expect(moved({ A: 0, B: 6 }, ["A>B -5", "B> 4"], ["B"])).toBe("-5 1");
});

test("a module keeps the order of its stocks in an economy", () => {
  const module: Model = {
    title: "Module",
    assets: { token: { decimals: 0 } },
    stocks: { pot: stock("60 token", "", { overdraft: "in order" }), other: stock("0 token", "") },
    flows: {
      large: { from: "pot", to: "other", equation: "{50 token/epoch}", meaning: "" },
      small: { from: "pot", equation: "{20 token/epoch}", meaning: "" },
    },
  };
  const program = build({ title: "Economy", epoch: "1 day", modules: { a: { model: module } } });
  const stepper = exact.prepare(program).start({ seed: 1n, firstRun: 0, runs: 1 });
  stepper.evaluate();
  stepper.advance();
  expect(stepper.ledger.levels.map(rational.toText)).toEqual(["0", "50"]);
});

const names = ["A", "B", "C", "D"];
const flowText = fc
  .tuple(fc.constantFrom(...names, ""), fc.constantFrom(...names, ""), fc.integer({ min: -20, max: 40 }), fc.nat(9))
  .filter(([from, to]) => from !== to)
  .map(([from, to, amount, half]) => `${from}>${to} ${amount}${half === 0 ? ".5" : ""}`);
const networks = fc.record({
  levels: fc.array(fc.nat(30), { minLength: 4, maxLength: 4 }),
  flows: fc.array(flowText, { minLength: 1, maxLength: 8 }),
  ordered: fc.subarray(names),
});

test("in any network a stock that serves in order gives a later outflow nothing before an earlier one is served", () => {
  fc.assert(
    fc.property(networks, ({ levels, flows, ordered }) => {
      const program = network(Object.fromEntries(names.map((name, at) => [name, levels[at]!])), flows, ordered);
      const asked = flows.map((text) => text.split(" ")[1]!);
      const amounts = amountsOf(program, levels, asked).map((text) => rational.toNumber(rational.parseRational(text)!));
      const after = [...levels];
      for (const [at, { from, to }] of program.flows.entries()) {
        expect(Math.abs(amounts[at]!)).toBeLessThanOrEqual(Math.abs(Number(asked[at])));
        if (from !== undefined) after[from] = after[from]! - amounts[at]!;
        if (to !== undefined) after[to] = after[to]! + amounts[at]!;
      }
      for (const [at, level] of after.entries()) {
        // Sums of shares as doubles: 1e-9 below zero is rounding.
        expect(level).toBeGreaterThan(-1e-9);
        if (!ordered.includes(names[at]!)) continue;
        const cut = program.flows.flatMap(({ from, to }, flow) => {
          const wanted = Number(asked[flow]);
          return (wanted > 0 ? from : to) === at && wanted !== 0
            ? [{ wanted: Math.abs(wanted), given: Math.abs(amounts[flow]!) }]
            : [];
        });
        const first = cut.findIndex(({ wanted, given }) => given < wanted);
        if (first >= 0) expect(cut.slice(first + 1).every(({ given }) => given === 0)).toBe(true);
      }
    }),
    { seed: 11, numRuns: 2000 },
  );
});

test("both backends move the same in any network with stocks that serve in order", () => {
  let overdrawn = 0;
  fc.assert(
    fc.property(networks, ({ levels, flows, ordered }) => {
      const program = network(Object.fromEntries(names.map((name, at) => [name, levels[at]!])), flows, ordered);
      const exactly = exact.prepare(program).start({ seed: 1n, firstRun: 0, runs: 1 });
      const fast = js.prepare(program).start({ seed: 1n, firstRun: 0, runs: 2 });
      for (let step = 0; step < 4; step++) {
        exactly.evaluate();
        fast.evaluate();
        exactly.advance();
        fast.advance();
        for (const [at, level] of exactly.ledger.levels.entries()) {
          for (const lane of fast.ledger.levels[at]!)
            expect(Math.abs(lane - rational.toNumber(level))).toBeLessThan(1e-9);
        }
      }
      expect(fast.report.overdrafts.map(({ stock: name }) => name)).toEqual(
        exactly.report.overdrafts.map(({ stock: name }) => name),
      );
      if (exactly.report.overdrafts.some(({ stock: name }) => ordered.includes(name))) overdrawn++;
    }),
    { seed: 12, numRuns: 400 },
  );
  expect(overdrawn).toBeGreaterThan(100);
});
