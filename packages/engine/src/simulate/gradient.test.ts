import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import {
  auxiliary,
  build,
  burn,
  defineModel,
  flow,
  type Model,
  mint,
  parameter,
  state,
  stock,
} from "../model/index.js";
import { gradient, tangentProgram } from "./gradient.js";
import { derivativeName } from "./gradient-tangent.js";
import { run } from "./run.js";

const growth: Model = defineModel({
  title: "Compound growth",
  epoch: "1 year",
  assets: { token: { decimals: 0 } },
  parameters: { r: parameter("3/100 1/year", "growth"), start: parameter("1000 token", "what there is") },
  stocks: { supply: stock("start", "grows", { unit: "token" }) },
  flows: { issue: mint("supply", "r * supply") },
});

test("compound growth: the derivative of S(1+r)^n by r is nS(1+r)^(n-1), exactly, at every step", () => {
  const program = tangentProgram(build(growth), { with: ["r", "start"], of: ["supply"] });
  const path = run(program, { steps: 12, backend: "exact" });
  const factor = rational.rational(103n, 100n);
  for (let n = 0; n <= 12; n++) {
    const slope =
      n === 0 ? rational.zero : rational.multiply(rational.rational(1000 * n), rational.power(factor, BigInt(n - 1)));
    expect(path.exact(derivativeName("supply", "r"))[n]).toEqual(slope);
    expect(path.exact(derivativeName("supply", "start"))[n]).toEqual(rational.power(factor, BigInt(n)));
  }
  expect(program.variables.get("d supply / d r")!.unit.text).toBe("token*year");
});

test.each(["forward", "reverse"] as const)("compound growth %s: all derivatives in the units they say", (mode) => {
  const steps = 30;
  const {
    value,
    gradient: found,
    units,
  } = gradient(build(growth), {
    of: "supply",
    with: ["r", "start", "supply"],
    steps,
    mode,
  });
  expect(value).toBeCloseTo(1000 * 1.03 ** steps, 8);
  expect(found["r"]! / (steps * 1000 * 1.03 ** (steps - 1))).toBeCloseTo(1, 13);
  expect(found["start"]! / 1.03 ** steps).toBeCloseTo(1, 13);
  // The initial value alone, whatever it was computed from.
  expect(found["supply"]! / 1.03 ** steps).toBeCloseTo(1, 13);
  expect(units).toEqual({ r: "token*year", start: "1", supply: "1" });
});

test("decay by Runge and Kutta's method: the derivative of S(1 - kh + (kh)²/2 - (kh)³/6 + (kh)⁴/24)^n by k, exactly", () => {
  const decay = defineModel({
    title: "Decay",
    epoch: "1 day",
    integrate: "rk4",
    assets: { token: { decimals: 0 } },
    parameters: { k: parameter("1/4 1/day", "rate") },
    stocks: { left: stock("1000 token", "decays") },
    flows: { loss: burn("left", "k * left") },
  });
  const steps = 6;
  const program = tangentProgram(build(decay), { with: ["k"], of: ["left"] });
  const found = run(program, { steps, backend: "exact" }).exact("d left / d k");
  // With z = -kh and R(z) = Σ z^i / i!: -h n S R^(n-1) R'(z), R' one term shorter.
  const z = rational.rational(-1n, 4n);
  const factorial = [1, 1, 2, 6, 24];
  const series = (terms: number) =>
    factorial
      .slice(0, terms)
      .map((divisor, index) => rational.divide(rational.power(z, BigInt(index)), rational.rational(divisor)))
      .reduce(rational.add);
  for (let n = 1; n <= steps; n++) {
    const wanted = rational.multiply(
      rational.multiply(rational.rational(-1000 * n), rational.power(series(5), BigInt(n - 1))),
      series(4),
    );
    expect(found[n]).toEqual(wanted);
  }
  for (const mode of ["forward", "reverse"] as const) {
    const { gradient: own } = gradient(build(decay), { of: "left", with: ["k"], steps, mode });
    expect(own["k"]! / rational.toNumber(found[steps]!)).toBeCloseTo(1, 13);
  }
});

test("logistic growth by Runge and Kutta's method comes near the derivative of the closed form", () => {
  const logistic = defineModel({
    title: "Logistic",
    integrate: "rk4",
    units: { user: "count" },
    parameters: { r: parameter("0.3 1/day", "growth"), capacity: parameter("1000 user", "most") },
    stocks: { users: stock("10 user", "who use it") },
    flows: { joining: mint("users", "r * users * (1 - users / capacity)") },
  });
  const program = build(logistic, { step: "0.125 day" });
  const { value, gradient: found } = gradient(program, { of: "users", with: ["r", "capacity", "users"], steps: 160 });
  // P(t) = K / (1 + A e^(-rt)), A = K / P₀ - 1, at t = 20 days.
  const [t, r, K, P0] = [20, 0.3, 1000, 10];
  const A = K / P0 - 1;
  const e = Math.exp(-r * t);
  const P = K / (1 + A * e);
  expect(value).toBeCloseTo(P, 3);
  expect(found["r"]! / ((P * P * A * t * e) / K)).toBeCloseTo(1, 6);
  expect(found["capacity"]! / (P / K - ((P * P) / K) * (e / P0))).toBeCloseTo(1, 6);
  expect(found["users"]! / ((P * P * e) / (P0 * P0))).toBeCloseTo(1, 6);
});

test("the sum and the mean over time derive as the sum and the mean of the derivatives", () => {
  const program = build(growth);
  const series = run(tangentProgram(program, { with: ["r"] }), { steps: 9 }).series("d supply / d r");
  const sum = series.reduce((total, one) => total + one, 0);
  for (const mode of ["forward", "reverse"] as const) {
    const at = (when: "sum" | "mean") =>
      gradient(program, { of: { variable: "supply", at: when }, with: ["r"], steps: 9, mode }).gradient["r"]!;
    expect(at("sum") / sum).toBeCloseTo(1, 13);
    expect(at("mean") / (sum / 10)).toBeCloseTo(1, 13);
  }
});

test("a parameter that follows from another passes its derivative on, unless the caller gives it a value", () => {
  const program = build({
    title: "Chain",
    epoch: "1 day",
    parameters: { a: parameter("3", "first"), b: parameter("a ^ 2", "follows", { unit: "1" }) },
    auxiliaries: { x: auxiliary("1", "a + b", "both") },
  });
  for (const mode of ["forward", "reverse"] as const) {
    const ask = { of: "x", with: ["a", "b"], steps: 1, mode };
    expect(gradient(program, ask).gradient).toEqual({ a: 7, b: 1 });
    expect(gradient(program, { ...ask, parameters: { b: 5 } })).toMatchObject({ value: 8, gradient: { a: 1, b: 1 } });
  }
});

test("a parameter that is drawn is drawn once: its spread derives by that one number", () => {
  const program = build({
    title: "Drawn",
    epoch: "1 day",
    parameters: {
      sd: parameter("2", "spread"),
      height: parameter("normal(1, sd)", "drawn", { unit: "1" }),
    },
    states: { total: state("0", "total + height", "sum") },
  });
  const drawn = run(program, { steps: 0, run: 3 }).final("height");
  for (const mode of ["forward", "reverse"] as const) {
    const { gradient: found } = gradient(program, { of: "total", with: ["sd"], steps: 5, run: 3, mode });
    expect(found["sd"]! / (5 * ((drawn - 1) / 2))).toBeCloseTo(1, 13);
  }
});

test("an input's default passes its derivative on, data do not", () => {
  const program = build({
    title: "Input",
    epoch: "1 day",
    parameters: { a: parameter("3", "a number") },
    inputs: { given: { unit: "1", meaning: "from outside", default: "a ^ 2" } },
    auxiliaries: { x: auxiliary("1", "a * given", "uses it") },
  });
  for (const mode of ["forward", "reverse"] as const) {
    const ask = { of: "x", with: ["a"], steps: 2, mode };
    expect(gradient(program, ask).gradient["a"]).toBe(27);
    expect(gradient(program, { ...ask, inputs: { given: [1, 2, 4] } }).gradient["a"]).toBe(4);
  }
});

test("the mean of many runs derives as the mean of their derivatives", () => {
  const program = build({
    title: "Walk",
    epoch: "1 day",
    parameters: { sd: parameter("0.2", "spread") },
    states: { level: state("1", "level * exp(normal(0, sd))", "walks") },
  });
  const each = [4, 5, 6].map(
    (own) => gradient(program, { of: "level", with: ["sd"], steps: 20, run: own }).gradient["sd"]!,
  );
  const mean = each.reduce((sum, one) => sum + one, 0) / 3;
  for (const mode of ["forward", "reverse"] as const) {
    const all = gradient(program, { of: "level", with: ["sd"], steps: 20, run: 4, runs: 3, mode });
    expect(all.gradient["sd"]! / mean).toBeCloseTo(1, 12);
  }
});

test("a budget that holds few steps gives the same bits and takes less memory", () => {
  const program = build({
    title: "Long",
    epoch: "1 day",
    parameters: { a: parameter("0.01", "rate"), lag: parameter("0.3", "share") },
    stocks: { pool: stock("5", "a stock", { unit: "1" }) },
    flows: { out: burn("pool", "a * pool * exp(normal(0, 0.1)) / {1 day} + delay(pool, {7 day}) * lag / {1000 day}") },
    states: { kept: state("1", "kept + lag * (pool - kept)", "a memory") },
  });
  const ask = { of: { variable: "kept", at: "sum" }, steps: 400, mode: "reverse" } as const;
  const whole = gradient(program, ask);
  const cut = gradient(program, { ...ask, memoryBudget: 6000 });
  expect(cut.gradient).toEqual(whole.gradient);
  expect(cut.memory).toBeLessThan(whole.memory);
  expect(cut.memory).toBeLessThanOrEqual(6000);
  expect(() => gradient(program, { ...ask, memoryBudget: 500 })).toThrow(/memory/);
});

test("a name that is no parameter, stock or state is refused with the nearest one", () => {
  expect(() => gradient(build(growth), { of: "supply", with: ["stat"], steps: 1 })).toThrow(
    /"stat" is not a parameter/,
  );
  expect(() => gradient(build(growth), { of: "suply", steps: 1 })).toThrow(/suply/);
});

test("a slope that is not finite is refused with the name it was taken by", () => {
  const program = build({
    title: "Root",
    epoch: "1 day",
    parameters: { a: parameter("0", "a number") },
    auxiliaries: { x: auxiliary("1", "sqrt(a)", "its slope at 0 is infinite") },
  });
  expect(() => gradient(program, { of: "x", steps: 1, mode: "reverse" })).toThrow(/The derivative of "x" by "a"/);
  expect(() => gradient(program, { of: "x", steps: 1, mode: "forward" })).toThrow(/d x \/ d a|derivative of "x"/);
});

test("a conveyor between a parameter and the objective is refused by its name, one aside is not", () => {
  const program = build({
    title: "Unbonding",
    epoch: "1 day",
    assets: { token: { decimals: 2 } },
    parameters: { share: parameter("0.1 1/day", "asked for"), other: parameter("3", "aside") },
    stocks: {
      bonded: stock("1000 token", "bonded"),
      unbonding: stock("0 token", "on the way", { conveyor: { time: "3 day" } }),
      free: stock("0 token", "free"),
    },
    flows: {
      unbond: flow("bonded", "unbonding", "share * bonded"),
      freed: flow("unbonding", "free", "leaving(unbonding)"),
    },
    auxiliaries: { aside: auxiliary("1", "other ^ 2", "nothing to do with it") },
  });
  for (const mode of ["forward", "reverse"] as const) {
    expect(() => gradient(program, { of: "free", with: ["share"], steps: 5, mode })).toThrow(/conveyor "unbonding"/);
    expect(gradient(program, { of: "aside", with: ["other"], steps: 5, mode }).gradient).toEqual({ other: 6 });
    const before = gradient(program, { of: "bonded", with: ["share"], steps: 5, mode }).gradient["share"]!;
    expect(before / (-5000 * 0.9 ** 4)).toBeCloseTo(1, 12);
  }
});
