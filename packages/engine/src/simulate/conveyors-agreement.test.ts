import fc from "fast-check";
import { expect, test } from "vitest";
import { exact, js } from "../backend/index.js";
import * as rational from "../base/rational.js";
import { build, type Conveyor, type Economy, type Flow, type Model, stock } from "../model/index.js";

/** What a module with two queues between a pool and its holders may do in a step; amounts in whole base units. */
const rules: readonly ((amount: number) => Flow)[] = [
  (amount) => ({ from: "pool", to: "first", equation: `{${amount}e3 grain/epoch}`, meaning: "may overdraw" }),
  (amount) => ({ from: "pool", to: "second", equation: `floor(pool * ${amount} / {2000 epoch})`, meaning: "" }),
  (amount) => ({ from: "first", equation: `floor(first * ${amount} / {2000 epoch})`, meaning: "a slash" }),
  (amount) => ({
    from: "first",
    to: "pool",
    equation: `floor(first / {${1 + (amount % 9)} epoch})`,
    meaning: "a leak",
  }),
  (amount) => ({ from: "second", to: "first", equation: `{${amount} grain/epoch}`, meaning: "from queue to queue" }),
  (amount) => ({
    from: "second",
    equation: `if time >= {${amount % 13} epoch} then floor(second / {3 epoch}) else {${amount} grain/epoch}`,
    meaning: "a slash of more than there is",
  }),
  (amount) => ({
    from: "pool",
    to: "first",
    equation: `{${amount} grain/epoch} - floor(pool / {50 epoch})`,
    meaning: "against its direction at times",
  }),
  (amount) => ({ to: "pool", equation: `floor(leaving(first) * ${amount} / 1000)`, meaning: "follows what leaves" }),
  () => ({ from: "first", to: "second", equation: "floor(leaving(first) / 2)", meaning: "half of it, once more" }),
];

const times = [
  "3 epoch",
  "wait",
  "wait + {2 epoch} * floor(pool / {900 grain})/floor(pool / {900 grain} + 1)",
  "1 epoch",
];
const conveyor: fc.Arbitrary<Conveyor> = fc.oneof(
  fc.constantFrom(...times).map((time) => ({ time })),
  fc.record({ time: fc.constantFrom(...times), release: fc.constant("linear" as const) }),
  fc.record({
    time: fc.constantFrom(...times),
    release: fc.constant("linear" as const),
    cliff: fc.constantFrom("2 epoch", "wait"),
  }),
);

const module: fc.Arbitrary<Model> = fc
  .record({
    start: fc.array(fc.nat(2_000_000), { minLength: 3, maxLength: 3 }),
    first: conveyor,
    second: conveyor,
    wait: fc.integer({ min: 0, max: 12 }),
    flows: fc.array(fc.tuple(fc.nat(rules.length - 1), fc.integer({ min: 1, max: 900 })), {
      minLength: 1,
      maxLength: 6,
    }),
  })
  .map(({ start, first, second, wait, flows }) => ({
    title: "queues",
    epoch: "1 day",
    assets: { token: { decimals: 6, baseUnit: "grain" } },
    parameters: { wait: { value: `${wait} epoch`, meaning: "" } },
    stocks: {
      pool: stock(`${start[0]} grain`, "shared"),
      first: stock(`${start[1]} grain`, "a queue", { conveyor: first }),
      second: stock(`${start[2]} grain`, "a queue", { conveyor: second }),
    },
    flows: {
      out: { from: "first", to: "pool", equation: "leaving(first)", meaning: "" },
      ...Object.fromEntries(flows.map(([rule, amount], index) => [`f${index}`, rules[rule]!(amount)])),
      end: { from: "second", to: "pool", equation: "leaving(second)", meaning: "" },
    },
  }));

test("both backends hold the same base units in generated economies with conveyors, slashing and overdrafts", () => {
  let overdrawn = 0;
  let left = 0;
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
        fast.evaluate();
        for (const [name, { node, kind }] of program.variables) {
          if (kind === "parameter") continue;
          expect(String(fast.value(node, 0)), `${name} at ${step}`).toBe(rational.toText(exactly.value(node)));
          if (name.endsWith(".out") && step > 15 && fast.value(node, 0) > 0) left++;
        }
        exactly.advance();
        fast.advance();
      }
      expect(fast.report.overdrafts.map((one) => [one.stock, one.times])).toEqual(
        exactly.report.overdrafts.map((one) => [one.stock, one.times]),
      );
      overdrawn += fast.report.overdrafts.length > 0 ? 1 : 0;
    }),
    { seed: 20_261_120, numRuns: 400 },
  );
  expect(overdrawn).toBeGreaterThan(40);
  expect(left).toBeGreaterThan(1000);
});
