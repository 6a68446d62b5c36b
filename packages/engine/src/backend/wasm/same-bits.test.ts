import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenwrightError } from "../../base/errors.js";
import * as rational from "../../base/rational.js";
import { auxiliary, build, type Model, type Program, parameter, state } from "../../model/index.js";
import { arbitraryEquation } from "../testing/arbitrary-equation.js";
import { arbitraryIrrational } from "./testing/arbitrary-irrational.js";
import { expectSameBits } from "./testing/follow.js";
import { whyNotWasm } from "./why-not.js";

const seed = 20_261_120;

function modelOf(x: string, y: string, b = "5/8"): Model {
  return {
    title: "Generated",
    epoch: "1 day",
    lookups: {
      t: {
        points: [
          ["-2", "1"],
          ["0", "3"],
          ["0.5", "2"],
          ["7", "-5"],
        ],
        beyond: "clamp",
      },
      u: {
        points: [
          ["-1", "0"],
          ["4", "2"],
          ["5", "9"],
        ],
        beyond: "extend",
      },
      v: {
        points: [
          ["0", "1"],
          ["1", "-1"],
          ["2", "4"],
        ],
        beyond: "step",
      },
    },
    states: {
      c: state("2", "c - 1.5", "falls through zero"),
      d: state("0.3", `tanh(${y})`, "moved by the second equation"),
    },
    parameters: { a: parameter("-3", "a"), b: { ...parameter(b, "b"), unit: "1" } },
    auxiliaries: { x: auxiliary("1", x, "the first equation"), z: auxiliary("1", "normal(0, 1)", "a draw") },
    checks: { small: { equation: "x * z < 1e6", meaning: "sometimes not" } },
  };
}

/** The program of a model, or undefined where the builder finds fault with it. */
function buildable(model: Model): Program | undefined {
  try {
    return build(model);
  } catch (error) {
    if (error instanceof TokenwrightError) return undefined;
    throw error;
  }
}

test("vector code gives the bits of the js backend, or stops with its words, in generated models of exact operations", () => {
  let stopped = 0;
  fc.assert(
    fc.property(arbitraryEquation("(1 / c)"), arbitraryEquation(), fc.integer({ min: 1, max: 19 }), (x, y, runs) => {
      const program = build(modelOf(x, y));
      expect(whyNotWasm(program)).toBeUndefined();
      if (expectSameBits(program, { seed: 1n, firstRun: 0, runs }, 5).error !== undefined) stopped++;
    }),
    { seed, numRuns: 150 },
  );
  expect(stopped).toBeGreaterThan(5);
});

test("the same with every function, draw, table and memory of the language", () => {
  let stopped = 0;
  let ended = 0;
  fc.assert(
    fc.property(
      arbitraryIrrational(),
      arbitraryIrrational(),
      fc.constantFrom("5/8", "normal(0, 1)", "-0"),
      fc.integer({ min: 1, max: 19 }),
      (x, y, b, runs) => {
        const program = buildable(modelOf(x, y, b));
        fc.pre(program !== undefined);
        const end = expectSameBits(program, { seed: 7n, firstRun: 100, runs }, 6);
        if (end.error === undefined) ended++;
        else stopped++;
      },
    ),
    { seed, numRuns: 400 },
  );
  expect(stopped).toBeGreaterThan(30);
  expect(ended).toBeGreaterThan(100);
});

test("data for inputs, a value in place of a parameter and many runs", () => {
  const program = build({
    ...modelOf("price * a + c", "previous(price)"),
    inputs: { price: { unit: "1", meaning: "fed", default: "2 + z" } },
  });
  const series = [1, 5, -3, 0.25].map((value) => rational.fromNumber(value));
  const request = { seed: 3n, firstRun: 4_000_000_000, runs: 301 };
  expectSameBits(program, request, 7);
  expectSameBits(program, { ...request, inputs: new Map([["price", series]]) }, 7);
  expectSameBits(program, { ...request, parameters: new Map([["a", rational.fromNumber(0.125)]]) }, 7);
});
