import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { auxiliary, build, check, input, type Model, mint, parameter, state, stock } from "../model/index.js";
import { exact } from "./exact.js";
import { js } from "./js.js";
import { backendNamed } from "./registry.js";

function messageOf(model: Partial<Model>, backend: "js" | "exact", steps = 10, runs = 3): string {
  const program = build({ title: "Test", epoch: "1 day", ...model });
  try {
    const request = { seed: 1n, firstRun: 5, runs };
    const stepper = backend === "js" ? js.prepare(program).start(request) : exact.prepare(program).start(request);
    for (let step = 0; step < steps; step++) {
      stepper.evaluate();
      stepper.advance();
    }
  } catch (error) {
    if (error instanceof TokenwrightError) return error.message;
    throw error;
  }
  return "";
}

const falling: Partial<Model> = {
  parameters: { top: parameter("12 %", "numerator") },
  states: { count: state("3", "count - 1", "3, 2, 1, 0") },
  auxiliaries: {
    ratio: auxiliary("1", "top / count", "fails at step 3"),
    later: auxiliary("1", "ratio + 1", "takes it up"),
  },
};

test("a fault names the variable, its equation, the step, the run and what the equation was given", () => {
  expect(messageOf(falling, "js")).toBe(
    "The value is Infinity. In ratio = top / count, at step 3 of run 5, where top = 12, count = 0. (run/not-finite)",
  );
  expect(messageOf(falling, "exact")).toBe(
    "This divides by zero. In ratio = top / count, at step 3 of run 5, where top = 12, count = 0. (run/not-finite)",
  );
});

test("a variable without a value is a fault even where no other takes it up", () => {
  for (const backend of ["js", "exact"] as const) {
    const message = messageOf(
      {
        ...falling,
        auxiliaries: {
          ratio: auxiliary("1", "top / count", "fails at step 3"),
          guarded: auxiliary("1", "if count > 0 then ratio else 7", "does not look at it then"),
        },
      },
      backend,
    );
    expect(message, backend).toContain("In ratio = top / count, at step 3 of run 5");
  }
});

test("of several runs the first with a fault is named", () => {
  const message = messageOf(
    {
      parameters: { chance: parameter("bernoulli(0.5)", "drawn once a run", { unit: "1" }) },
      auxiliaries: { x: auxiliary("1", "1 / (1 - chance)", "fails in about half of the runs") },
    },
    "js",
    1,
    40,
  );
  const run = Number(/of run (\d+)/.exec(message)![1]);
  expect(message).toContain("chance = 1");
  expect(run).toBeGreaterThanOrEqual(5);
  expect(run).toBeLessThan(15);
});

test("a fault in the next value of a state stops the step that computes it, not the one after", () => {
  const model = { states: { s: state("2", "1 / (s - 2)", "fails at once") } };
  expect(messageOf(model, "js")).toContain("In s = 1 / (s - 2), at step 0 of run 5, where s = 2.");
  expect(messageOf(model, "exact")).toContain("In s = 1 / (s - 2), at step 0 of run 5, where s = 2.");
});

test("faults before the first step are those of parameters and initial values", () => {
  const parameters = { zero: parameter("0", "zero"), bad: parameter("1 / zero", "bad", { unit: "1" }) };
  const stocks = { s: stock("bad", "s", { unit: "1" }) };
  expect(messageOf({ parameters }, "js")).toContain("In bad = 1 / zero, at step 0 of run 5, where zero = 0.");
  expect(messageOf({ parameters, stocks }, "exact")).toContain("In bad = 1 / zero, at step 0");
  const initial = { s: stock("1 / zero", "s", { unit: "1" }) };
  const states = { s: state("1 / zero", "s", "s", { unit: "1" }) };
  for (const model of [{ stocks: initial }, { states }]) {
    for (const backend of ["js", "exact"] as const) {
      const message = messageOf({ parameters: { zero: parameter("0", "zero") }, ...model }, backend);
      expect(message, backend).toContain("In s = 1 / zero, at step 0 of run 5, where zero = 0. (run/not-finite)");
    }
  }
});

test("a check without an answer is a fault, not a failed check", () => {
  const model = { states: { c: state("0", "c", "zero") }, checks: { positive: check("1 / c > 0", "") } };
  expect(messageOf(model, "js")).toContain("In positive = 1 / c > 0, at step 0 of run 5, where c = 0.");
  expect(messageOf(model, "exact")).toContain("In positive = 1 / c > 0, at step 0 of run 5, where c = 0.");
});

test("a stock that outgrows f64 is named, and is no leak", () => {
  const stocks = { s: stock("1e308", "s") };
  const message = messageOf({ stocks, flows: { f: mint("s", "s / {1 day}") } }, "js");
  expect(message).toMatch(/^The value is (Infinity|NaN)\. In s = 1e308, at step 1 of run 5/);
});

test("a stock that starts below zero is refused, unless it may be negative", () => {
  for (const backend of ["js", "exact"] as const) {
    expect(messageOf({ stocks: { debt: stock("-5", "debt") } }, backend)).toContain("run/negative-stock");
    expect(messageOf({ stocks: { debt: stock("-5", "debt", { mayBeNegative: true }) } }, backend)).toBe("");
  }
});

test("an input without default or data stops the run and says how to feed it", () => {
  const model = { inputs: { fees: input("1", "fees") } };
  for (const backend of ["js", "exact"] as const) {
    expect(messageOf(model, backend)).toContain('Nothing is wired to the input "fees"');
  }
});

test("the exact backend names the equation that has no rational value, or one too wide", () => {
  const auxiliaries = (equation: string) => ({ auxiliaries: { x: auxiliary("1", equation, "x") } });
  expect(messageOf(auxiliaries("1 + exp(2)"), "exact")).toBe(
    "exp(2) is not a rational number. In x = 1 + exp(2), at step 0 of run 5. (exact/irrational)",
  );
  expect(messageOf(auxiliaries("sqrt(2)"), "exact")).toContain("sqrt(2) is not a rational number");
  expect(messageOf(auxiliaries("normal(0, 1)"), "exact")).toContain("A normal draw is not a rational number. In x =");
  expect(messageOf(auxiliaries("sqrt(1 - 2)"), "exact")).toContain("This takes the square root of -1. In x =");
  expect(messageOf(auxiliaries("uniform(0, 1) + bernoulli(0.5)"), "exact")).toBe("");
  const growing = { states: { s: state("1/3", "s * s", "3^-(2^k) at step k") } };
  // 3^4096, the first with more than 4096 binary digits (6493), is the square that step 11 takes.
  expect(messageOf(growing, "exact", 20)).toMatch(/grown past 4096 bits. In s = s \* s, at step 11/);
});

test("the exact uniform draw is the js one", () => {
  const program = build({ title: "T", epoch: "1 day", auxiliaries: { u: auxiliary("1", "uniform(2, 4)", "u") } });
  const { node } = program.variables.get("u")!;
  const exactly = exact.prepare(program).start({ seed: 9n, firstRun: 3, runs: 1 });
  const fast = js.prepare(program).start({ seed: 9n, firstRun: 3, runs: 1 });
  for (let step = 0; step < 20; step++) {
    exactly.evaluate();
    fast.evaluate();
    expect(rational.toNumber(exactly.value(node))).toBe(fast.value(node, 0));
    exactly.advance();
    fast.advance();
  }
});

test("a backend that does not exist is refused with the names of those that do", () => {
  expect(backendNamed("exact")).toBe("exact");
  expect(() => backendNamed("exakt")).toThrow("run/unknown-backend");
  expect(() => backendNamed("toString")).toThrow("run/unknown-backend");
});
