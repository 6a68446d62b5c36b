import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { auxiliary, build, defineModel, flow, type Model, mint, parameter, stock } from "../model/index.js";
import { run } from "./run.js";

const teacup = (integrate: "steps" | "rk4"): Model =>
  defineModel({
    title: "Teacup",
    source: "SDXorg/test-models samples/teacup",
    integrate,
    units: { degree: "count" },
    parameters: {
      room: parameter("70 degree", "room temperature"),
      time_constant: parameter("10 minute", "characteristic time"),
    },
    stocks: { temperature: stock("180 degree", "temperature of the tea", { mayBeNegative: true }) },
    flows: { loss: { from: "temperature", equation: "(temperature - room) / time_constant", meaning: "heat loss" } },
  });

const final = (model: Model, step: string, steps: number, name: string) =>
  run(build(model, { step }), { steps }).final(name);

test("Euler's teacup at 30 minutes is the published 75.374 and the computed 75.37400067686977", () => {
  expect(final(teacup("steps"), "0.125 minute", 240, "temperature")).toBeCloseTo(75.37400067686977, 9);
});

test("Runge-Kutta's teacup converges to the exact 75.47657752046503", () => {
  expect(final(teacup("rk4"), "0.125 minute", 240, "temperature")).toBeCloseTo(75.47657752046503, 8);
});

test("SIR by Euler's method ends where the published run does, with S + I + R = 1005 at every step", () => {
  const sir = defineModel({
    title: "SIR",
    source: "SDXorg/test-models samples/SIR",
    units: { person: "count" },
    parameters: {
      infectivity: parameter("0.3 1/day", "contact infectivity"),
      duration: parameter("5 day", "duration"),
    },
    stocks: {
      susceptible: stock("1000 person", "can be infected"),
      infectious: stock("5 person", "infect others"),
      recovered: stock("0 person", "immune"),
    },
    flows: {
      succumbing: flow("susceptible", "infectious", "infectivity * susceptible * infectious / {1000 person}"),
      recovering: flow("infectious", "recovered", "infectious / duration"),
    },
  });
  const path = run(build(sir, { step: "0.03125 day" }), { steps: 3200 });
  expect(path.final("susceptible")).toBeCloseTo(412.1577059836, 6);
  expect(path.final("infectious")).toBeCloseTo(2.0713433172, 6);
  expect(path.final("recovered")).toBeCloseTo(590.7709506993, 6);
  for (let step = 0; step <= 3200; step++) {
    const total = ["susceptible", "infectious", "recovered"].reduce((sum, name) => sum + path.series(name)[step]!, 0);
    expect(Math.abs(total - 1005)).toBeLessThan(1e-10);
  }
});

const oscillator = (integrate: "steps" | "rk4"): Model =>
  defineModel({
    title: "Harmonic oscillator",
    source: "SDXorg/test-models samples/simple_harmonic_oscillator",
    integrate,
    parameters: { elasticity: parameter("0.05 1/second^2", "elastic constant 0.5 over mass 10") },
    stocks: {
      position: stock("50 metre", "x", { mayBeNegative: true }),
      speed: stock("0 metre/second", "v", { mayBeNegative: true }),
    },
    flows: { moving: mint("position", "speed"), pulling: mint("speed", "-elasticity * position") },
  });

test("Euler's oscillator gains energy and ends at 9.3004219823; the exact end is 9.1858064078", () => {
  expect(final(oscillator("steps"), "0.01 second", 5000, "position")).toBeCloseTo(9.3004219823, 6);
  expect(final(oscillator("rk4"), "0.01 second", 5000, "position")).toBeCloseTo(9.1858064078, 9);
});

const logistic = (integrate: "steps" | "rk4"): Model =>
  defineModel({
    title: "Logistic growth",
    integrate,
    units: { user: "count" },
    parameters: { rate: parameter("1 1/day", "growth"), capacity: parameter("100 user", "capacity") },
    stocks: { users: stock("5 user", "users") },
    flows: { joining: mint("users", "rate * users * (1 - users / capacity)") },
  });

/** Order of convergence: how the error falls when the step is halved, as a power of two. */
function order(
  model: Model,
  exactValue: number,
  unit: string,
  length: number,
  divisions: number,
  name: string,
): number {
  const error = (parts: number) => Math.abs(final(model, `${length}/${parts} ${unit}`, parts, name) - exactValue);
  return Math.log2(error(divisions) / error(2 * divisions));
}

test.each([
  ["teacup", teacup, 70 + 110 * Math.exp(-3), "minute", 30, "temperature"],
  ["oscillator", oscillator, 50 * Math.cos(Math.sqrt(0.05) * 20), "second", 20, "position"],
  ["logistic growth", logistic, 100 / (1 + 19 * Math.exp(-4)), "day", 4, "users"],
] as const)(
  "%s: Euler converges with order 1, Runge-Kutta with order 4",
  (_, model, exactValue, unit, length, name) => {
    expect(order(model("steps"), exactValue, unit, length, 1024, name)).toBeCloseTo(1, 1);
    expect(order(model("rk4"), exactValue, unit, length, 64, name)).toBeCloseTo(4, 1);
  },
);

test("both backends take the same Runge-Kutta steps", () => {
  const program = build(teacup("rk4"), { step: "1 minute" });
  const fast = run(program, { steps: 8 });
  const exactly = run(program, { steps: 8, backend: "exact" });
  for (let step = 0; step <= 8; step++) {
    expect(
      Math.abs(fast.series("temperature")[step]! - rational.toNumber(exactly.exact("temperature")[step]!)),
    ).toBeLessThan(1e-12);
  }
});

/** A model that shows one expression of time at steps of a day. */
const expression = (equation: string, unit = "1", more: Partial<Model> = {}): Model =>
  defineModel({
    title: "one expression",
    epoch: "1 day",
    ...more,
    auxiliaries: {
      x: auxiliary("1", "10 + step(5, {3 day})", "an input that jumps by 5 on day 3"),
      y: auxiliary(unit, equation, "the expression"),
      ...more.auxiliaries,
    },
  });
const series = (model: Model, steps: number, name = "y") => Array.from(run(build(model), { steps }).series(name));

test("a fixed delay gives what was there so many steps ago, and the first value before", () => {
  expect(series(expression("delay(x, {2 day})"), 7)).toEqual([10, 10, 10, 10, 10, 15, 15, 15]);
  expect(series(expression("delay(x, {2 day}, 1)"), 4)).toEqual([1, 1, 10, 10, 10]);
  expect(series(expression("previous(x, 7)"), 5)).toEqual([7, 10, 10, 10, 15, 15]);
  expect(series(expression("initial(x) + x"), 4)).toEqual([20, 20, 20, 25, 25]);
});

test("smooth closes a constant share of the gap in every step", () => {
  // s' = s + (x - s)/4 from the steady state 10.
  const expected = [10, 10, 10, 10];
  for (let step = 4; step <= 8; step++) expected.push(expected[step - 1]! + (15 - expected[step - 1]!) / 4);
  series(expression("smooth(x, {4 day})"), 8).forEach((value, step) => {
    expect(value).toBeCloseTo(expected[step]!, 12);
  });
});

test("delay1 and delay3 start in the steady state and pass on everything that came in", () => {
  for (const name of ["delay1", "delay3", "smooth3"]) {
    const values = series(expression(`${name}(x, {4 day})`), 200);
    expect(values.slice(0, 4)).toEqual([10, 10, 10, 10]);
    expect(values[200]).toBeCloseTo(15, 9);
  }
  // What is under way: 4 days' worth at the new rate less 4 days' worth at the old one.
  const under = series(expression("x - delay3(x, {4 day})"), 400);
  expect(under.reduce((sum, value) => sum + value, 0)).toBeCloseTo(20, 6);
});

test("smoothN and delayN with 1 and 3 levels are smooth, smooth3, delay1 and delay3", () => {
  for (const [general, special] of [
    ["smoothN(x, {4 day}, 1)", "smooth(x, {4 day})"],
    ["smoothN(x, {4 day}, 3, 2)", "smooth3(x, {4 day}, 2)"],
    ["delayN(x, {4 day}, 1)", "delay1(x, {4 day})"],
    ["delayN(x, {4 day}, 3, 2)", "delay3(x, {4 day}, 2)"],
  ] as const) {
    expect(series(expression(general), 20)).toEqual(series(expression(special), 20));
  }
});

test("trend finds the growth of an exponential, and forecast carries it on", () => {
  const growing = { auxiliaries: { x: auxiliary("1", "exp({2 %/day} * time)", "grows by 2 % a day") } };
  const trend = series(expression("trend(x, {10 day}, {2 %/day})", "1/day", growing), 300);
  // In the steady state the average lags by g T / (1 + g T) of x, so that trend gives the growth of a step.
  expect(trend[300]).toBeCloseTo(Math.exp(0.02) - 1, 6);
  const forecast = series(expression("forecast(x, {10 day}, {5 day}) / x", "1", growing), 300);
  expect(forecast[300]).toBeCloseTo(1 + 5 * (Math.exp(0.02) - 1), 6);
});

test("a table gives the line between its points, and outside what it says", () => {
  const table = (beyond: "clamp" | "extend" | "step") => ({
    lookups: {
      effect: {
        points: [
          ["0", "1"],
          ["2", "2"],
          ["4", "0"],
        ] as [string, string][],
        beyond,
      },
    },
    auxiliaries: { x: auxiliary("1", "time / epoch - 1", "from -1") },
  });
  expect(series(expression("lookup(effect, x)", "1", table("clamp")), 6)).toEqual([1, 1, 1.5, 2, 1, 0, 0]);
  expect(series(expression("lookup(effect, x)", "1", table("extend")), 6)).toEqual([0.5, 1, 1.5, 2, 1, 0, -1]);
  expect(series(expression("lookup(effect, x)", "1", table("step")), 6)).toEqual([1, 1, 1, 2, 2, 0, 0]);
  const exactly = run(build(expression("lookup(effect, x)", "1", table("extend"))), { steps: 6, backend: "exact" });
  expect(exactly.exact("y").map(rational.toText)).toEqual(["1/2", "1", "3/2", "2", "1", "0", "-1"]);
});
