import { expect, test } from "vitest";
import { auxiliary, build, defineModel, type Model, mint, parameter, stock } from "../model/index.js";
import { run } from "./run.js";

/** z falls from 2 by 1 a step, so that 1/z is infinite at step 2. */
const model = (equation: string, more: Model["auxiliaries"] = {}): Model =>
  defineModel({
    title: "a fault at step 2",
    epoch: "1 day",
    lookups: { table: { points: [["0", "1"] as const, ["1", "2"] as const] } },
    auxiliaries: {
      z: auxiliary("1", "2 - time / epoch", "zero at step 2"),
      ...more,
      y: auxiliary("1", equation, "would hide it"),
    },
  });

const hiding = [
  "arctan(x)",
  "arccos(x)",
  "lookup(table, x)",
  "delay(x, {2 day})",
  "smooth(x, {2 day})",
  "int(x)",
  "sign(x)",
  "log2(x)",
];

test.each(hiding)("an infinite x is found where it is born although only %s uses it", (equation) => {
  const x = auxiliary("1", "1 / z", "infinite at step 2");
  expect(() => run(build(model(equation, { x })), { steps: 4 })).toThrow(/In x = .*step 2 /);
});

test.each(hiding)("an infinity inside the equation %s does not turn into a number again", (equation) => {
  const inside = equation.replace("x", "1 / z");
  expect(() => run(build(model(inside)), { steps: 4 })).toThrow(/In y = .*step 2 /);
});

test("a flow whose equation is just a stock moves what was there at the start of the step", () => {
  const program = build({
    title: "Oscillator",
    epoch: "1 second",
    parameters: { stiffness: parameter("1/4 1/second^2", "k over m") },
    stocks: {
      position: stock("8 metre", "x", { mayBeNegative: true }),
      speed: stock("0 metre/second", "v", { mayBeNegative: true }),
    },
    flows: { moving: mint("position", "speed"), pulling: mint("speed", "-stiffness * position") },
  });
  const path = run(program, { steps: 3 });
  // x' = x + v, v' = v - x / 4, both from the old values.
  expect(Array.from(path.series("position"))).toEqual([8, 8, 6, 2]);
  expect(Array.from(path.series("speed"))).toEqual([0, -2, -4, -5.5]);
});

test("a sum over all elements in an equation for each element is refused by its size, before it is listed", () => {
  const over = (size: number, share: string): Model => ({
    title: "shares",
    epoch: "1 day",
    dimensions: { holder: { size } },
    parameters: { "held[holder]": parameter("1", "held") },
    auxiliaries: { total: auxiliary("1", "sum(held[*])", "of all"), "share[holder]": auxiliary("1", share, "of one") },
  });
  expect(() => build(over(30_000, "held[holder] / sum(held[*])"))).toThrow("model/too-large");
  expect(build(over(5000, "held[holder] / total")).variables.size).toBe(10_001);
});
