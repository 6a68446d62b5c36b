import { expect, test } from "vitest";
import { auxiliary, build, type Model, parameter, state } from "../model/index.js";
import { type GradientOptions, gradient, type RoundingRule } from "./gradient.js";

/** The derivative of one equation by a, which is 2, beside b, which is 2 too; forwards, and backwards the same. */
function slope(equation: string, more: Partial<Model> = {}, options: Partial<GradientOptions> = {}): number {
  const program = build({
    title: "conventions",
    epoch: "1 day",
    ...more,
    parameters: { a: parameter("2", ""), b: parameter("2", ""), ...more.parameters },
    auxiliaries: { x: auxiliary("1", equation, "") },
  });
  const [forward, reverse] = (["forward", "reverse"] as const).map(
    (mode) => gradient(program, { of: "x", with: ["a"], steps: 1, mode, ...options }).gradient["a"]!,
  );
  expect(reverse).toBe(forward);
  return forward!;
}

test("of two equal operands of min and max the second counts", () => {
  expect(slope("min(3 * a, 3 * b)")).toBe(0);
  expect(slope("min(3 * b, 3 * a)")).toBe(3);
  expect(slope("max(3 * a, 3 * b)")).toBe(0);
  expect(slope("max(3 * b, 3 * a)")).toBe(3);
  expect(slope("min(a, 1 + b)")).toBe(1);
  expect(slope("max(a, 1 + b)")).toBe(0);
});

test("abs has the slope of its side, and 0 at 0", () => {
  expect(slope("abs(a - 1)")).toBe(1);
  expect(slope("abs(a - 3)")).toBe(-1);
  expect(slope("abs(a - b)")).toBe(0);
});

test("roundings of plain numbers and conditions do not change", () => {
  expect(slope("floor(a * 1.3) + ceil(a * 1.3) + round(a * 1.3)")).toBe(0);
  expect(slope("if a > 1 then 5 else 7")).toBe(0);
});

test("if changes as the branch that is taken, also where it begins", () => {
  expect(slope("if a > 1 then 5 * a else 7 * a")).toBe(5);
  expect(slope("if a > b then 5 * a else 7 * a")).toBe(7);
  expect(slope("if a >= b then 5 * a else 7 * a")).toBe(5);
});

test("nothing comes from a branch that is not taken, even where it has no finite value or slope", () => {
  expect(slope("if a > 3 then 1 / (a - b) else a")).toBe(1);
  expect(slope("if a > 3 then sqrt(a - b) * ln(b - a) else 4 * a")).toBe(4);
  expect(slope("if a > 3 then (a - b) ^ -1 + a / (a - b) + arcsin(a) else if a < 0 then 1 else a ^ 2")).toBe(4);
});

test("a table has at a point the slope of the line that begins there; level ends and steps have none", () => {
  const points: Model["lookups"] = {
    clamped: { points: [["0", "0"] as const, ["2", "4"] as const, ["4", "14"] as const] },
    extended: { points: [["0", "0"] as const, ["2", "4"] as const, ["4", "14"] as const], beyond: "extend" },
    stepped: { points: [["0", "0"] as const, ["2", "4"] as const], beyond: "step" },
  };
  const at = (equation: string) => slope(equation, { lookups: points });
  expect(at("lookup(clamped, a)")).toBe(5);
  expect(at("lookup(clamped, a - 1)")).toBe(2);
  expect(at("lookup(clamped, a - 3)")).toBe(0);
  expect(at("lookup(clamped, a + 2)")).toBe(0);
  expect(at("lookup(clamped, a + 9)")).toBe(0);
  expect(at("lookup(extended, a - 3)")).toBe(2);
  expect(at("lookup(extended, a + 9)")).toBe(5);
  expect(at("lookup(stepped, a)")).toBe(0);
});

test("the root of 0 does not change where what stands under it does not, as a spread of 0 by the time it grows over", () => {
  expect(slope("a + sqrt((b - 2) * a) + a * sqrt(b - 2)")).toBe(1);
});

test("powers: whole exponents as polynomials, an exponent that changes only above a base of 0", () => {
  expect(slope("(a - b) ^ 2 + (a - b) ^ 1 + 0 * a")).toBe(1);
  expect(slope("(a - 5) ^ 3")).toBe(27);
  expect(slope("(a - b) ^ 1.5")).toBe(0);
  expect(slope("(b - 2) ^ a")).toBe(0);
  expect(slope("b ^ a")).toBeCloseTo(4 * Math.LN2, 14);
});

test("rounding an amount of an asset to base units counts as none, rounding a number does not", () => {
  const assets = { token: { decimals: 2 } };
  const parameters = { supply: parameter("1000 token", ""), interval: parameter("3 token", "") };
  const of = (equation: string, unit: string, rounding: RoundingRule = "amounts") => {
    const program = build({
      title: "rounding",
      epoch: "1 day",
      assets,
      parameters: { a: parameter("0.0213", ""), ...parameters },
      auxiliaries: { x: auxiliary(unit, equation, "") },
    });
    return gradient(program, { of: "x", with: ["a"], steps: 1, rounding });
  };
  const paid = of("floor(a * supply)", "token");
  expect(paid.gradient["a"]).toBe(1000);
  expect(paid.report.rough).toEqual([{ name: "x", operation: "floor", kind: "rounding" }]);
  expect(of("floor(a * supply)", "token", "flat").gradient["a"]).toBe(0);
  expect(of("floor(a * supply)", "token", "flat").report.rough).toEqual([
    { name: "x", operation: "floor", kind: "jump" },
  ]);
  expect(of("floor(a * supply / interval)", "1").gradient["a"]).toBe(0);
  expect(of("floor(a * supply / interval)", "1", "through").gradient["a"]).toBeCloseTo(1000 / 3, 12);
  expect(of("floor(a * supply / interval) * supply", "token").gradient["a"]).toBe(0);
  // The unit of a constant is not seen, but that of the variable is.
  expect(of("floor(a * {50 token})", "token").gradient["a"]).toBe(50);
});

test("draws with parameters of their own change nothing and say so; the others follow", () => {
  const program = build({
    title: "draws",
    epoch: "1 day",
    parameters: { a: parameter("2", "") },
    auxiliaries: {
      count: auxiliary("1", "poisson(a)", "a number of events"),
      size: auxiliary("1", "exponential(a)", "their size"),
      x: auxiliary("1", "count * size", "all"),
    },
  });
  const { value, gradient: found, report } = gradient(program, { of: "x", steps: 4 });
  expect(found["a"]! / (value / 2)).toBeCloseTo(1, 14);
  expect(report.rough).toEqual([{ name: "count", operation: "draw", kind: "none" }]);
});

test("the report names what is not smooth between the parameters and the objective, and nothing else", () => {
  const program = build({
    title: "report",
    epoch: "1 day",
    parameters: { a: parameter("2", ""), other: parameter("1", "") },
    states: { kept: state("1", "kept + kinked / 9", "") },
    auxiliaries: {
      kinked: auxiliary("1", "min(a, kept)", ""),
      smooth: auxiliary("1", "a ^ 2 + kept", ""),
      aside: auxiliary("1", "floor(a)", "nobody uses it"),
      fixed: auxiliary("1", "max(other, 1)", "does not change with a"),
      chosen: auxiliary("1", "if smooth > 5 then fixed else kept", ""),
    },
  });
  const ask = (of: string) => gradient(program, { of, with: ["a"], steps: 3 }).report.rough;
  expect(ask("smooth")).toEqual([{ name: "kinked", operation: "minimum", kind: "kink" }]);
  expect(ask("chosen")).toEqual([
    { name: "chosen", operation: "less", kind: "jump" },
    { name: "chosen", operation: "select", kind: "jump" },
    { name: "kinked", operation: "minimum", kind: "kink" },
  ]);
  expect(ask("fixed")).toEqual([]);
});
