import fc from "fast-check";
import { expect, test } from "vitest";
import { whyNotWasm } from "../backend/index.js";
import { expectSameBits } from "../backend/wasm/testing/follow.js";
import { expectSameRuns } from "../backend/wasm/testing/many.js";
import {
  auxiliary,
  build,
  burn,
  type Economy,
  flow,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "../model/index.js";
import { arbitraryModel } from "./testing/arbitrary-model.js";

const seed = 20_261_120;

test("generated economies have the same bits and reports in vector code, overdrafts included", () => {
  let overdrawn = 0;
  fc.assert(
    fc.property(arbitraryModel({ irrational: true, open: true }), fc.integer({ min: 1, max: 21 }), (model, runs) => {
      const program = build(model);
      expect(whyNotWasm(program)).toBeUndefined();
      const { report } = expectSameBits(program, { seed: 9n, firstRun: 5, runs }, 12);
      if ((report?.overdrafts.length ?? 0) > 0) overdrawn++;
    }),
    { seed, numRuns: 150 },
  );
  expect(overdrawn).toBeGreaterThan(20);
});

test("many steps in one call give the same bits and reports, in any batches", () => {
  let overdrawn = 0;
  fc.assert(
    fc.property(
      arbitraryModel({ irrational: true, open: true }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 40 }),
      (model, runs, batch, steps) => {
        const { report } = expectSameRuns(build(model), { seed: 11n, firstRun: 0, runs }, steps, Math.min(batch, runs));
        if ((report?.overdrafts.length ?? 0) > 0) overdrawn++;
      },
    ),
    { seed, numRuns: 100 },
  );
  expect(overdrawn).toBeGreaterThan(20);
});

const token = { token: { decimals: 6 } };

/** A module that acts every so many days, with draws of every kind. */
function luckyModule(days: number): Model {
  return {
    title: `Acts every ${days} days`,
    epoch: `${days} day`,
    assets: token,
    parameters: { rate: parameter("1 %/epoch", "share that leaves") },
    stocks: { held: stock("1000 token", "held"), gone: stock("0 token", "gone") },
    states: { mood: state("1", "0.5 * mood + 0.5 * lognormal(0, 0.3)", "mood") },
    flows: {
      out: flow("held", "gone", "rate * held * mood * uniform(0.5, 1.5)", "leaves"),
      made: mint("held", "{1 token/epoch} * (poisson(3) + beta(2, 0.5))", "made"),
    },
    auxiliaries: { heat: auxiliary("1", "normal(0, 1) + smooth(mood, {10 day})", "heat") },
  };
}

test("modules with epochs of their own draw once in each of them", () => {
  const economy: Economy = {
    title: "Of several epochs",
    modules: {
      daily: { model: luckyModule(1) },
      fourth: { model: luckyModule(4) },
      third: { model: luckyModule(3), assets: { token: "OTHER" } },
    },
    assets: { token: { decimals: 6 }, OTHER: { decimals: 6 } },
  };
  const program = build(economy);
  expect(program.graph.draws.some(({ every }) => every === 4)).toBe(true);
  expect(whyNotWasm(program)).toBeUndefined();
  expectSameBits(program, { seed: 3n, firstRun: 2, runs: 7 }, 40);
  expectSameRuns(program, { seed: 3n, firstRun: 0, runs: 70 }, 40);
});

test("a model that vector code does not know runs in the js backend, and it is said why", () => {
  const model: Model = {
    title: "Queue",
    epoch: "1 day",
    assets: token,
    stocks: {
      queue: stock("100 token", "waits", { conveyor: { time: "3 day" } }),
      free: stock("0 token", "free"),
    },
    flows: { out: flow("queue", "free", "leaving(queue)", "leaves") },
  };
  expect(whyNotWasm(build(model))).toMatch(/conveyors/);
  expectSameBits(build(model), { seed: 1n, firstRun: 0, runs: 3 }, 10);
});

test("a continuous model without units: fractions of a time, infinities that vanish, flows that are stocks", () => {
  const model: Model = {
    title: "Continuous",
    unitCheck: false,
    clock: { start: "3", dt: "1/4", unit: "day" },
    integrate: "euler",
    parameters: { rate: { value: "uniform(0.1, 0.4)", meaning: "differs from run to run", unit: "1" } },
    stocks: {
      a: stock("100", "drained"),
      b: stock("5 + normal(0, 1)", "filled", { mayBeNegative: true }),
      c: stock("0", "leaked"),
    },
    states: {
      swap: state("1", "other", "takes the other's value"),
      other: state("2", "swap + rate", "and it this one's"),
    },
    flows: {
      drain: flow("a", "b", "a", "as much as there is"),
      leak: flow("b", "c", "rate * b + sin(time)", "leaks"),
      asked: { from: "c", equation: "3 * c + 1", meaning: "more than there is" },
    },
    auxiliaries: {
      gone: auxiliary("1", "1 / (1 / (time - 4))", "the infinity at time 4 vanishes"),
      soft: auxiliary("1", "smooth(leak, 2) + delay3(drain, 1.5) + delay(b, 0.75, 1)", "memories"),
    },
  };
  const program = build(model);
  expect(program.allowsInfinity).toBe(true);
  expect(whyNotWasm(program)).toBeUndefined();
  const { report } = expectSameBits(program, { seed: 4n, firstRun: 0, runs: 11 }, 40);
  expect(report!.overdrafts.map((one) => one.stock)).toContain("c");
  expectSameRuns(program, { seed: 4n, firstRun: 0, runs: 75 }, 40, 33);
});

test("an economy of many stocks, whose step ends in several phases", () => {
  const count = 60;
  const numbers = Array.from({ length: count }, (_, index) => index);
  const model: Model = {
    title: "Ring",
    epoch: "1 day",
    assets: token,
    stocks: Object.fromEntries(numbers.map((index) => [`s${index}`, stock(`${index * 7} token`, "a stock")])),
    states: Object.fromEntries(
      numbers.map((index) => [
        `m${index}`,
        state("1", `m${(index + 1) % count} * lognormal(0, 0.1)`, "the next one's"),
      ]),
    ),
    flows: {
      ...Object.fromEntries(
        numbers.map((index) => [
          `f${index}`,
          flow(
            `s${index}`,
            `s${(index + 1) % count}`,
            `{${(index % 5) * 9} token/epoch} * m${index}`,
            "on to the next",
          ),
        ]),
      ),
      made: mint("s3", "{2 token/epoch} * m3", "made"),
      lost: burn("s9", "0.5 * s9 / {1 epoch}", "lost"),
    },
  };
  const program = build(model);
  const { report } = expectSameBits(program, { seed: 6n, firstRun: 0, runs: 5 }, 25);
  expect(report!.overdrafts.length).toBeGreaterThan(3);
  expectSameRuns(program, { seed: 6n, firstRun: 0, runs: 67 }, 25, 40);
});
