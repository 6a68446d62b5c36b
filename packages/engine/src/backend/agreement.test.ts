import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { auxiliary, build, type Model, type Program, parameter, state } from "../model/index.js";
import { exact } from "./exact.js";
import { js } from "./js.js";
import { arbitraryEquation } from "./testing/arbitrary-equation.js";

const seed = 20_261_120;
const request = { seed: 1n, firstRun: 0, runs: 1 };

function modelOf(equation: string): Model {
  return {
    title: "Generated",
    epoch: "1 day",
    states: { c: state("2", "c - 1.5", "falls through zero") },
    parameters: { a: parameter("-3", "a"), b: parameter("5/8", "b") },
    auxiliaries: { x: auxiliary("1", equation, "the equation") },
  };
}

interface Outcome {
  readonly values: readonly string[];
  /** Why it stopped, in which variable and step. */
  readonly end: string;
}

interface Moving {
  evaluate(): void;
  advance(): void;
}

function follow<T extends Moving>(steps: number, start: () => T, read: (stepper: T) => string): Outcome {
  const values: string[] = [];
  try {
    const stepper = start();
    for (let step = 0; step < steps; step++) {
      stepper.evaluate();
      values.push(read(stepper));
      stepper.advance();
    }
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const [finding] = error.diagnostics;
    return {
      values,
      end: `${finding!.code} ${finding!.place!.path} ${/at step \d+ of run \d+/.exec(finding!.message)}`,
    };
  }
  return { values, end: "" };
}

function exactly(program: Program, steps: number): Outcome {
  const { node } = program.variables.get("x")!;
  return follow(
    steps,
    () => exact.prepare(program).start(request),
    (stepper) => rational.toText(stepper.value(node)),
  );
}

function fast(program: Program, steps: number): Outcome {
  const { node } = program.variables.get("x")!;
  return follow(
    steps,
    () => js.prepare(program).start(request),
    (stepper) => rational.toText(rational.fromNumber(stepper.value(node, 0))),
  );
}

test("js and exact give the same number wherever f64 can hold it, and stop at the same step where there is none", () => {
  let stopped = 0;
  fc.assert(
    fc.property(arbitraryEquation(), (equation) => {
      const program = build(modelOf(equation));
      const wanted = exactly(program, 4);
      expect(fast(program, 4), equation).toEqual(wanted);
      if (wanted.end !== "") stopped++;
    }),
    { seed, numRuns: 3000 },
  );
  expect(stopped).toBeGreaterThan(30);
});

test("a value without a number put in the place of a random operand stops both in the step it appears, or nowhere", () => {
  // c is 2, 0.5, -1, -2.5, …
  const faults = ["(1 / (a + 3))", "(1 / (if c < 0 then 0 else 2))", "(3 / (if c > -2 then 1 else c + 2.5))"];
  let stopped = 0;
  fc.assert(
    fc.property(fc.constantFrom(...faults).chain(arbitraryEquation), (equation) => {
      const program = build(modelOf(equation));
      const wanted = exactly(program, 5);
      expect(fast(program, 5), equation).toEqual(wanted);
      if (wanted.end !== "") stopped++;
    }),
    { seed, numRuns: 3000 },
  );
  expect(stopped).toBeGreaterThan(300);
});

/** Operations that would turn an infinity or NaN back into an ordinary number, and what they do with it. */
const swallowing = [
  "1 / bad",
  "min(bad, 1)",
  "max(1, -bad)",
  "clamp(bad, 0, 1)",
  "exp(-bad)",
  "tanh(bad)",
  "erf(bad)",
  "bad ^ 0",
  "1 ^ bad",
  "0.5 ^ bad",
  "sign(bad)",
  "if bad > 1 then 1 else 2",
  "if bad = bad then 1 else 2",
  "if not (bad < 1) then 1 else 2",
  "if bad > 1 or true then 1 else 2",
  "if false and bad > 1 then 1 else 2",
  "mod(1, bad)",
  "bernoulli(bad)",
  "poisson(abs(bad))",
  "0 * bad",
  "bad - bad",
  "floor(bad)",
];

test("no operation turns infinity or NaN back into a number: the run stops in the same step", () => {
  for (const text of swallowing) {
    for (const bad of ["(1 / c)", "ln(c / 9)", "(-1 / c)", "sqrt(c - 0.5)", "ln(c - 0.4)", "(exp(800) - c)"]) {
      const program = build({
        ...modelOf(text.replaceAll("bad", bad)),
        states: { c: state("3", "c - 1", "zero at step 3") },
      });
      const { end } = fast(program, 6);
      const step = bad === "(exp(800) - c)" ? 0 : 3;
      expect(end, `${text} with ${bad}`).toBe(`run/not-finite x at step ${step} of run 0`);
    }
  }
});

test("a fault in the branch that is not taken does no harm, in either backend", () => {
  for (const bad of ["1 / c", "sqrt(c - 1)"]) {
    const program = build({
      ...modelOf(`if c > 1 then ${bad} else 7`),
      states: { c: state("4", "if c > 1 then c - 3 else c - 1", "4, 1, 0, …") },
    });
    expect(
      exactly(build({ ...modelOf(`if c > 1 then 1 / c else 7`), states: { c: state("4", "c - 4", "") } }), 2),
    ).toEqual({
      values: ["1/4", "7"],
      end: "",
    });
    expect(fast(program, 4).end).toBe("");
  }
  const irrational = build({
    ...modelOf("if c > 0 then 1 else exp(normal(0, 1))"),
    states: { c: state("1", "1", "") },
  });
  expect(exactly(irrational, 3)).toEqual({ values: ["1", "1", "1"], end: "" });
});
