import fc from "fast-check";
import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { build } from "../model/index.js";
import { gradient, tangentProgram } from "./gradient.js";
import { derivativeName } from "./gradient-tangent.js";
import { run } from "./run.js";
import { arbitraryModel } from "./testing/arbitrary-model.js";
import { difference, gaps, objectiveOf } from "./testing/differences.js";

test("on generated economies tangents and adjoints agree, with draws, thresholds, roundings and overdrafts", () => {
  let overdrawn = 0;
  let moved = 0;
  fc.assert(
    fc.property(arbitraryModel({ irrational: true, open: true }), fc.nat(1000), (model, seed) => {
      const program = build(model);
      const names = [...program.parameters, ...program.stocks].map(({ name }) => name);
      const ask = { of: { variable: "s1", at: "sum" as const }, steps: 12, seed: BigInt(seed), with: names };
      const forward = gradient(program, { ...ask, mode: "forward" });
      const reverse = gradient(program, { ...ask, mode: "reverse" });
      expect(reverse.value).toBe(forward.value);
      expect(reverse.report).toEqual(forward.report);
      if (forward.report.overdrafts.length > 0) overdrawn++;
      const initial = run(program, { steps: 0, seed: BigInt(seed) });
      const largest = names.reduce((most, name) => Math.max(most, Math.abs(forward.gradient[name]!)), 0);
      if (largest > 0) moved++;
      for (const name of names) {
        const [a, b] = [forward.gradient[name]!, reverse.gradient[name]!];
        // What cancels leaves rounding of the size of what cancelled.
        const size = Math.abs(forward.value / (initial.series(name)[0]! || 1));
        expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.abs(a) + 1e-14 * size);
      }
    }),
    { seed: 20261120, numRuns: 300 },
  );
  // Otherwise nothing would have been tried.
  expect(overdrawn).toBeGreaterThan(30);
  expect(moved).toBeGreaterThan(200);
});

test("on generated economies without rounding gradients are central differences where those agree", () => {
  let asked = 0;
  let compared = 0;
  fc.assert(
    fc.property(arbitraryModel({ irrational: true, open: true }), (model) => {
      const program = build(JSON.parse(JSON.stringify(model).replaceAll("floor(", "(")));
      const steps = 8;
      const objective = { variable: "s1", at: "sum" } as const;
      const names = program.parameters.map(({ name }) => name);
      const { value, gradient: found, report } = gradient(program, { of: objective, steps, with: names });
      // A few base units that are shared out whole are no smooth amount.
      if (report.overdrafts.length > 0) return;
      for (const name of names) {
        const own = run(program, { steps: 0 }).final(name);
        const evaluate = (shift: number) =>
          objectiveOf(program, objective, { steps, parameters: { [name]: own + shift } });
        const { slope, uncertainty } = difference(evaluate, 0.01 * own);
        const scale = Math.max(Math.abs(slope), (1e-5 * Math.abs(value)) / own);
        const [wide, near] = gaps(evaluate, 0.01 * own);
        asked++;
        if (uncertainty > 2e-7 * scale || (near > 0.3 * wide && near > 1e-7 * scale)) continue;
        compared++;
        expect(Math.abs(found[name]! - slope), name).toBeLessThanOrEqual(1e-6 * scale);
      }
    }),
    { seed: 20261120, numRuns: 150 },
  );
  expect(compared).toBeGreaterThan(0.7 * asked);
});

test("on generated rational economies the exact tangents are those of f64, and of exact differences of polynomials", () => {
  fc.assert(
    fc.property(arbitraryModel({ irrational: false, open: true }), (model) => {
      const program = build(model);
      const steps = 6;
      const plain = run(program, { steps, backend: "exact" });
      fc.pre(plain.report.overdrafts.length === 0);
      const own = program.parameters.map(({ name }) => name).slice(0, 2);
      const tangents = tangentProgram(program, { with: own, of: ["s0"] });
      const [exactly, roughly] = [run(tangents, { steps, backend: "exact" }), run(tangents, { steps })];
      for (const name of own) {
        const series = derivativeName("s0", name);
        for (const [step, value] of exactly.exact(series).entries()) {
          const wanted = rational.toNumber(value);
          expect(Math.abs(roughly.series(series)[step]! - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted) + 1e-3);
        }
      }
      for (const name of program.variables.keys()) {
        expect(Array.from(run(tangents, { steps }).series(name))).toEqual(
          Array.from(run(program, { steps }).series(name)),
        );
      }
    }),
    { seed: 20261120, numRuns: 60 },
  );
});

test("the derivative of a polynomial economy is, exactly, what an interpolated polynomial has", () => {
  // Degree 5 in the rate after 5 steps: six exact runs fix the polynomial, and so its slope.
  const program = build({
    title: "polynomial",
    epoch: "1 day",
    assets: { token: { decimals: 0 } },
    parameters: { r: { value: "1/7 1/day", meaning: "a rate" } },
    stocks: {
      a: { initial: "1000 token", meaning: "one" },
      b: { initial: "10 token", meaning: "two" },
    },
    flows: {
      there: { from: "a", to: "b", equation: "r * a", meaning: "" },
      back: { from: "b", to: "a", equation: "r * b / 3", meaning: "" },
    },
  });
  const steps = 5;
  const at = (r: rational.Rational) => run(program, { steps, backend: "exact", parameters: { r } }).exact("b")[steps]!;
  const nodes = [0, 1, 2, 3, 4, 5].map((k) => rational.rational(BigInt(k), 20n));
  const x = rational.rational(1n, 7n);
  // Lagrange: the derivative of each basis polynomial at x.
  const slope = nodes
    .map((own, i) => {
      const others = nodes.filter((_, j) => j !== i);
      const divisor = others.map((other) => rational.subtract(own, other)).reduce(rational.multiply);
      const sum = others
        .map((_, left) =>
          others
            .filter((_, j) => j !== left)
            .map((other) => rational.subtract(x, other))
            .reduce(rational.multiply),
        )
        .reduce(rational.add);
      return rational.multiply(at(own), rational.divide(sum, divisor));
    })
    .reduce(rational.add);
  const found = run(tangentProgram(program, { with: ["r"], of: ["b"] }), { steps, backend: "exact" });
  expect(found.exact("d b / d r")[steps]).toEqual(slope);
});
