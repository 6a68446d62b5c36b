import { expect, test } from "vitest";
import { auxiliary, build, mint, parameter, state, stock } from "../model/index.js";
import { gradient } from "./gradient.js";
import { difference, objectiveOf } from "./testing/differences.js";

const values = { a: 0.7, b: 0.4 };

/** A model of one plain equation over a, b, a memory and a stock of it, in which everything moves from step to step. */
function modelOf(equation: string, integrate: "euler" | "rk4") {
  return build({
    title: "one equation",
    unitCheck: false,
    integrate,
    clock: { start: "0.1", dt: "1/4", unit: "day" },
    parameters: { a: parameter(`${values.a}`, "a number"), b: parameter(`${values.b}`, "another number") },
    stocks: { pool: stock("2", "what flows change") },
    states: { kept: state("a * b", "0.9 * kept + 0.02 * x", "a memory") },
    flows: { inflow: mint("pool", "a * x / (1 + pool)") },
    lookups: {
      clamped: { points: points([-1, 3], [0.3, 1], [0.5, 1.7], [9, 2]) },
      extended: { points: points([0, 3], [0.1, 1], [0.2, 1.7]), beyond: "extend" },
      stepped: { points: points([0, 3], [0.1, 1], [0.2, 1.7]), beyond: "step" },
    },
    auxiliaries: {
      x: auxiliary("1", equation, "what is tried"),
      sum: auxiliary("1", "x + kept * pool", "all that is derived"),
    },
  });
}

const points = (...all: readonly (readonly [number, number])[]) =>
  all.map(([x, y]): readonly [string, string] => [String(x), String(y)]);

const smooth: readonly string[] = [
  "a + b * kept",
  "a * kept - b / (1 + pool)",
  "-a / (b + kept)",
  "abs(a - kept * 9)",
  "a ^ 3 + kept ^ -2 + (a - 1) ^ 2",
  "a ^ 2.5 + kept ^ 0.5 + (a + pool) ^ (b * kept)",
  "sqrt(a + kept) + exp(-kept) + ln(1 + pool)",
  "log10(a + pool) + log2(b + pool)",
  "sin(a * pool) + cos(b * pool) + tan(kept)",
  "arcsin(kept) + arccos(a * kept) + arctan(pool - b)",
  "tanh(pool - a) + erf(pool * b)",
  "min(a * pool, b * 3) + max(kept, a * b, pool / 9)",
  "if pool > 3 * a then a * kept else ln(b * pool)",
  "if a > 1 then sqrt(a - 1) * kept else if kept > 9 then ln(-kept) else b / (1 - a) + pool",
  "lookup(clamped, kept) + lookup(extended, kept) + lookup(clamped, pool) + lookup(extended, pool) + lookup(stepped, kept) * a",
  "floor(a * 5) * kept + round(pool) * b + ceil(kept)",
  "previous(pool) * a + previous(kept, b)",
  "initial(kept) * a + initial(pool) + previous(sum, a * b) / 9",
  "smooth(kept * a, 2) + smooth3(pool, 2 + b) + smoothN(pool, 3, 2, a)",
  "delay1(pool, 1 + a) + delay3(kept, 2, b) + delayN(kept * a, 2, 4)",
  "delay(pool * a, 1) + delay(delay(kept, 0.75, b), 1.5, a)",
  "trend(pool, 2 + a, b / 9) + forecast(pool, 2, 1 + b)",
  "a * normal(b, a) + lognormal(a / 5, b) + uniform(a, a + b) + exponential(b) + triangular(0, a, 1 + b)",
  "a * gamma(2.5, b) + poisson(3) * b",
];

const cases = smooth.flatMap((equation) => (["euler", "rk4"] as const).map((method) => [equation, method] as const));

test.each(cases)("%s by %s: agrees with central differences, forwards and backwards", (equation, integrate) => {
  const program = modelOf(equation, integrate);
  const steps = 11;
  for (const at of ["end", "sum", "mean"] as const) {
    const ask = { of: { variable: "sum", at }, steps, with: ["a", "b"] };
    const forward = gradient(program, { ...ask, mode: "forward" });
    const reverse = gradient(program, { ...ask, mode: "reverse" });
    const objective = (parameters: Readonly<Record<string, number>>) =>
      objectiveOf(program, { variable: "sum", at }, { steps, parameters });
    expect(reverse.value).toBeCloseTo(objective({}), 12);
    expect(forward.value).toBe(reverse.value);
    for (const [name, value] of Object.entries(values)) {
      const { slope, uncertainty } = difference((shift) => objective({ [name]: value + shift }), 1e-3);
      const scale = Math.max(Math.abs(slope), 1e-3);
      expect(uncertainty / scale).toBeLessThan(1e-8);
      expect(Math.abs(forward.gradient[name]! - slope) / scale).toBeLessThan(1e-7);
      expect(Math.abs(reverse.gradient[name]! - forward.gradient[name]!) / scale).toBeLessThan(1e-12);
    }
  }
});
