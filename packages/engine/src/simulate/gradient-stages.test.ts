import { expect, test } from "vitest";
import { auxiliary, build, mint, parameter, state, stock } from "../model/index.js";
import { gradient } from "./gradient.js";
import { unrollStages } from "./gradient-stages.js";
import { run } from "./run.js";

const model = (equation: string, draws = "0") =>
  build({
    title: "stages",
    unitCheck: false,
    integrate: "rk4",
    clock: { start: "2", dt: "1/8", unit: "day" },
    parameters: { a: parameter("3/4", "a number") },
    inputs: { given: { unit: "1", meaning: "data or its default", default: "pool / 3" } },
    stocks: { pool: stock("2", "a level"), other: stock("1", "another") },
    states: { count: state("0", "count + 1", "steps") },
    flows: {
      moving: { from: "pool", to: "other", equation: "x / 9", meaning: "moves" },
      new: mint("pool", "a * given"),
    },
    auxiliaries: { x: auxiliary("1", equation, "what is tried"), drawn: auxiliary("1", draws, "luck") },
  });

const equations = [
  "a * pool + time",
  "smooth(pool, 2) + delay3(other, 1)",
  "delay(pool, 1/4) + delay(other, 1/8)",
  "count * a + previous(x, 1)",
  "given * initial(pool)",
];

test.each(equations)("%s: the stages as one graph take the very steps of Runge and Kutta's method", (equation) => {
  const program = model(equation);
  const steps = 5;
  const wanted = run(program, { steps });
  const unrolled = run(
    unrollStages(program, () => false),
    { steps },
  );
  const exactly = run(program, { steps, backend: "exact" });
  const exactlyUnrolled = run(
    unrollStages(program, () => false),
    { steps, backend: "exact" },
  );
  for (const name of wanted.names) {
    expect(Array.from(unrolled.series(name))).toEqual(Array.from(wanted.series(name)));
    expect(exactlyUnrolled.exact(name)).toEqual(exactly.exact(name));
    for (const [step, value] of exactly.series(name).entries())
      expect(wanted.series(name)[step]).toBeCloseTo(value, 12);
  }
});

test("a draw is the same in all stages, and data too", () => {
  const program = model("pool + drawn", "normal(pool, a)");
  const inputs = { given: [1, 2, 0.5] };
  const wanted = run(program, { steps: 6, inputs });
  const unrolled = run(
    unrollStages(program, () => true),
    { steps: 6, inputs },
  );
  for (const name of wanted.names) expect(Array.from(unrolled.series(name))).toEqual(Array.from(wanted.series(name)));
});

test("a draw whose own parameters move within a step is refused by its name", () => {
  const program = model("pool + drawn", "gamma(pool, a)");
  expect(() => gradient(program, { of: "x", steps: 2 })).toThrow(/The draw of "drawn"/);
});
