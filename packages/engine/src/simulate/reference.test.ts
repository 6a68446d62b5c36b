import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { build, burn, parameter, state, stock } from "../model/index.js";
import { run } from "./run.js";

test("the teacup cools to 75.374 in thirty minutes of Euler steps", () => {
  // SDXorg/test-models, samples/teacup: published output 75.374; the recurrence T -= dt (T - 70) / 10 in
  // double precision, by itself, gives 75.37400067686977.
  const program = build(
    {
      title: "Teacup",
      units: { degree: "count" },
      parameters: { room: parameter("70 degree", "room"), time10: parameter("10 minute", "characteristic time") },
      stocks: { temperature: stock("180 degree", "of the tea") },
      flows: { cooling: burn("temperature", "(temperature - room) / time10") },
    },
    { step: "0.125 minute" },
  );
  const cup = run(program, { steps: 240 });
  expect(cup.final("temperature")).toBeCloseTo(75.374, 3);
  expect(Math.abs(cup.final("temperature") / 75.37400067686977 - 1)).toBeLessThan(1e-13);
});

test("discrete predators and prey reach 2029 and 93 after a thousand steps", () => {
  // CADLabs/radCAD, examples/predator_prey_sd; steps 1, 2 and 1000 as its source gives them.
  const program = build({
    title: "Predator and prey",
    epoch: "1 day",
    states: {
      prey: state("100", "max(ceil(prey + 0.6 * 0.1 * prey - (0.02 * prey + 0.002 * 0.1 * prey * predators)), 0)", "X"),
      predators: state("50", "max(ceil(predators + 0.0002 * 0.1 * prey * predators - 1.0 * 0.1 * predators), 0)", "Y"),
    },
  });
  const path = run(program, { steps: 1000 });
  const at = (step: number) => [path.series("prey")[step], path.series("predators")[step]];
  expect([at(1), at(2), at(1000)]).toEqual([
    [103, 46],
    [107, 42],
    [2029, 93],
  ]);
});

test("radCAD's benchmark model gives its numbers after 100 000 steps", () => {
  // CADLabs/radCAD, tests/test_cases/benchmark_model.py with p = 2.
  const program = build({
    title: "radCAD benchmark",
    epoch: "1 day",
    parameters: { p: parameter("2", "swept") },
    states: {
      a: state("1", "a * abs(cos(a))", "shrinks"),
      b: state("2", "b + 5 * p", "five policies of 1 each"),
    },
  });
  const path = run(program, { steps: 100_000, record: ["a", "b"] });
  expect(Math.abs(path.final("a") / 0.003162129486492233 - 1)).toBeLessThan(1e-12);
  expect(path.final("b")).toBe(1_000_002);
});

test("an exact run of whole numbers gives whole numbers, and its series are their doubles", () => {
  const program = build({ title: "Counter", epoch: "1 day", states: { b: state("2", "b + 5 / 3", "thirds") } });
  const path = run(program, { steps: 3, backend: "exact" });
  expect(path.exact("b").map(rational.toText)).toEqual(["2", "11/3", "16/3", "7"]);
  expect([...path.series("b")]).toEqual([2, 11 / 3, 16 / 3, 7]);
});
