import fc from "fast-check";
import { expect, test } from "vitest";
import { exact, js } from "../backend/index.js";
import * as rational from "../base/rational.js";
import { build, type Economy, type Flow, type Model, stock } from "../model/index.js";

/** What a module over one dimension does in a step; each of them asks for whole base units. */
const rules: readonly ((at: string, amount: number) => Flow)[] = [
  (at, amount) => ({
    from: `held[${at}]`,
    to: "pool",
    equation: `floor(held[${at}] * ${amount} / {7 epoch} / 100)`,
    meaning: "",
  }),
  (at, amount) => ({
    from: "pool",
    to: `held[${at}]`,
    equation: `floor(min(pool / {3 epoch}, {${amount} grain/epoch} * ${at}))`,
    meaning: "",
  }),
  (at, amount) => ({
    to: `held[${at}]`,
    equation: `if sum(held[*]) < {${amount}e3 grain} then {${amount} grain/epoch} else 0`,
    meaning: "",
  }),
  (at, amount) => ({ from: `held[${at}]`, equation: `{${amount} grain/epoch}`, meaning: "" }),
  (at, amount) => ({
    from: `held[${at}]`,
    to: "pool",
    equation: `delay(floor(max(held[*]) / {9 epoch}), {${1 + (amount % 4)} day}, 0)`,
    meaning: "",
  }),
  (at, amount) => ({
    from: `held[${at}]`,
    to: "pool",
    equation: `floor(lookup(appetite, held[${at}]) * {${amount} grain/epoch})`,
    meaning: "",
  }),
];

const module: fc.Arbitrary<Model> = fc
  .record({
    start: fc.array(fc.nat(1_000_000), { minLength: 4, maxLength: 4 }),
    flows: fc.array(fc.tuple(fc.nat(rules.length - 1), fc.integer({ min: 1, max: 900 })), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ start, flows }) => ({
    title: "classes around a pool",
    epoch: "1 day",
    assets: { token: { decimals: 6, baseUnit: "grain" } },
    dimensions: { class: { size: 4 }, part: { of: "class", elements: ["1", "3"] } },
    // Slopes of powers of two, so that a double holds every value of the table that is rounded.
    lookups: {
      appetite: { points: [["0", "0"] as const, ["1024", "1"] as const, ["1049600", "2"] as const], of: "grain" },
    },
    stocks: {
      "held[class]": {
        ...stock("0 grain", "held"),
        elements: Object.fromEntries(start.map((amount, at) => [String(at + 1), `${amount} grain`])),
      },
      pool: stock("5000 grain", "shared"),
    },
    flows: Object.fromEntries(
      flows.map(([rule, amount], index) => {
        const over = index % 2 === 0 ? "class" : "part";
        return [`f${index}[${over}]`, rules[rule]!(over, amount)];
      }),
    ),
  }));

test("both backends hold the same base units in generated economies of modules with dimensions, tables and delays", () => {
  let overdrawn = 0;
  fc.assert(
    fc.property(fc.array(module, { minLength: 1, maxLength: 3 }), (models) => {
      const economy: Economy = {
        title: "generated",
        assets: Object.fromEntries(models.map((_, index) => [`COIN${index}`, { decimals: 6 }])),
        modules: Object.fromEntries(
          models.map((model, index) => [`m${index}`, { model, assets: { token: `COIN${index}` } }]),
        ),
      };
      const program = build(economy);
      const exactly = exact.prepare(program).start({ seed: 1n, firstRun: 0, runs: 1 });
      const fast = js.prepare(program).start({ seed: 1n, firstRun: 0, runs: 1 });
      for (let step = 0; step < 30; step++) {
        exactly.evaluate();
        exactly.advance();
        fast.evaluate();
        fast.advance();
      }
      expect(fast.ledger.levels.map((lanes) => String(lanes[0]))).toEqual(exactly.ledger.levels.map(rational.toText));
      expect(fast.report.overdrafts.map((one) => [one.stock, one.times])).toEqual(
        exactly.report.overdrafts.map((one) => [one.stock, one.times]),
      );
      overdrawn += fast.report.overdrafts.length > 0 ? 1 : 0;
    }),
    { seed: 20_261_120, numRuns: 500 },
  );
  expect(overdrawn).toBeGreaterThan(20);
});
