import { expect, test } from "vitest";
import { auxiliary, build, type Model, parameter, state, stock } from "../model/index.js";
import { run } from "./run.js";

/** Six steps of one equation, in a model with a state that counts 0, 1, 2, … and a step of two days. */
function series(equation: string, unit = "1", model: Partial<Model> = {}): number[] {
  const program = build(
    {
      title: "Language",
      assets: { token: { decimals: 2 } },
      ...model,
      states: { count: state("0", "count + 1", "0, 1, 2, …"), ...model.states },
      auxiliaries: { ...model.auxiliaries, x: auxiliary(unit, equation, "the equation") },
    },
    { step: "2 day" },
  );
  return [...run(program, { steps: 5 }).series("x")];
}

test("time counts from 0 in the unit it is shown in; epoch is the step", () => {
  expect(series("time", "day")).toEqual([0, 2, 4, 6, 8, 10]);
  expect(series("time / epoch")).toEqual([0, 1, 2, 3, 4, 5]);
  expect(series("epoch", "hour")).toEqual([48, 48, 48, 48, 48, 48]);
});

test("step is 0 before its time and its height from then on", () => {
  expect(series("step(7, {4 day})")).toEqual([0, 0, 7, 7, 7, 7]);
  expect(series("step(7, {3 day})")).toEqual([0, 0, 7, 7, 7, 7]);
  expect(series("step(7, 0)")).toEqual([7, 7, 7, 7, 7, 7]);
});

test("a pulse passes its whole amount within the one step that holds its time, and again after each period", () => {
  // 6 tokens within a step of two days are 3 a day.
  expect(series("pulse({6 token}, {4 day})", "token/day")).toEqual([0, 0, 3, 0, 0, 0]);
  expect(series("pulse({6 token}, {3 day})", "token/day")).toEqual([0, 3, 0, 0, 0, 0]);
  expect(series("pulse({6 token}, {2 day}, {4 day})", "token/day")).toEqual([0, 3, 0, 3, 0, 3]);
  expect(series("pulse({6 token}, {1 day}, {3 day})", "token/day")).toEqual([3, 0, 3, 3, 0, 3]);
  // Two pulses in every step of two days.
  expect(series("pulse({6 token}, {2 day}, {1 day})", "token/day")).toEqual([0, 6, 6, 6, 6, 6]);
});

test("a ramp rises by its slope from one time to another", () => {
  expect(series("ramp({5 token/day}, {2 day})", "token")).toEqual([0, 0, 10, 20, 30, 40]);
  expect(series("ramp({5 token/day}, {2 day}, {7 day})", "token")).toEqual([0, 0, 10, 20, 25, 25]);
});

test("previous is the value one step ago, 0 or what is given at the first step, also of what comes later", () => {
  expect(series("previous(count)")).toEqual([0, 0, 1, 2, 3, 4]);
  expect(series("previous(count, 9)")).toEqual([9, 0, 1, 2, 3, 4]);
  expect(series("previous(x, 1) * 2")).toEqual([2, 4, 8, 16, 32, 64]);
  expect(series("previous(later)", "1", { auxiliaries: { later: auxiliary("1", "count ^ 2", "") } })).toEqual([
    0, 0, 1, 4, 9, 16,
  ]);
});

test("initial is the value at the first step, for ever", () => {
  const shifted = { shifted: auxiliary("1", "count * 10 + 4", "") };
  expect(series("initial(shifted)", "1", { auxiliaries: shifted })).toEqual([4, 4, 4, 4, 4, 4]);
  expect(series("shifted - initial(shifted)", "1", { auxiliaries: shifted })).toEqual([0, 10, 20, 30, 40, 50]);
});

test("mod takes the sign of its divisor, sign and clamp do what they say", () => {
  expect(series("mod(count - 3, 3)")).toEqual([0, 1, 2, 0, 1, 2]);
  expect(series("mod(count, -3)")).toEqual([0, -2, -1, 0, -2, -1]);
  expect(series("sign(count - 2)")).toEqual([-1, -1, 0, 1, 1, 1]);
  expect(series("clamp(count, 1.5, 3)")).toEqual([1.5, 1.5, 2, 3, 3, 3]);
});

test("rounding of an amount is in base units, a half away from zero", () => {
  expect(series("floor(count * {0.336 token})", "token")).toEqual([0, 0.33, 0.67, 1, 1.34, 1.68]);
  expect(series("ceil(count * {0.336 token})", "token")).toEqual([0, 0.34, 0.68, 1.01, 1.35, 1.68]);
  expect(series("round((count - 2.5))")).toEqual([-3, -2, -1, 1, 2, 3]);
  // Two base units an epoch: 0.01 token a day.
  expect(series("floor({0.0149 token/day})", "token/day")).toEqual([0.01, 0.01, 0.01, 0.01, 0.01, 0.01]);
});

test("conditions choose, and their words bind as they read", () => {
  expect(series("if count < 2 or count = 4 then 1 else 0")).toEqual([1, 1, 0, 0, 1, 0]);
  expect(series("if count >= 1 and not (count <> 3) then 1 else 0")).toEqual([0, 0, 0, 1, 0, 0]);
});

test("a parameter given by draws has one value per run, which initial values see; a value given at run time replaces it", () => {
  const program = build({
    title: "Parameters",
    epoch: "1 day",
    parameters: {
      luck: parameter("uniform(1, 2)", "drawn", { unit: "1" }),
      twice: parameter("2 * luck", "follows", { unit: "1" }),
    },
    stocks: { pot: stock("10 * twice", "starts with it", { unit: "1" }) },
    auxiliaries: { x: auxiliary("1", "luck", "as seen in a step") },
  });
  const paths = [0, 1, 2].map((number) => run(program, { steps: 3, run: number }));
  const lucks = paths.map((path) => path.final("luck"));
  expect(new Set(lucks).size).toBe(3);
  for (const [index, path] of paths.entries()) {
    const luck = lucks[index]!;
    expect(luck >= 1 && luck < 2).toBe(true);
    expect([...path.series("x")]).toEqual([luck, luck, luck, luck]);
    expect(path.final("twice")).toBe(2 * luck);
    expect(path.final("pot")).toBe(10 * (2 * luck));
  }
  for (const backend of ["js", "exact"] as const) {
    const given = run(program, { steps: 2, backend, parameters: { luck: 1.25 } });
    expect([given.final("luck"), given.final("twice"), given.final("pot"), given.final("x")]).toEqual([
      1.25, 2.5, 25, 1.25,
    ]);
  }
});
