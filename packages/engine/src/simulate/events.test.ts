import fc from "fast-check";
import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import { auxiliary, build, defineModel, type Model, state, stock } from "../model/index.js";
import { run } from "./run.js";

/** A triangle wave `x` of six steps between 0 and 3, and what an equation makes of it; steps of two days. */
function model(equation: string, more: Partial<Model> = {}): Model {
  return defineModel({
    title: "Events",
    states: { count: state("0", "count + 1", "0, 1, 2, …") },
    auxiliaries: {
      x: auxiliary("1", "3 - abs(mod(count, 6) - 3)", "0, 1, 2, 3, 2, 1, 0, …"),
      y: auxiliary("1", equation, "what is asked"),
    },
    ...more,
  });
}

const build2 = (equation: string) => build(model(equation), { step: "2 day" });

/** Twelve steps of an equation in both backends, which must agree. */
function seen(equation: string): number[] {
  const program = build2(equation);
  const fast = [...run(program, { steps: 12 }).series("y")];
  expect([...run(program, { steps: 12, backend: "exact" }).series("y")]).toEqual(fast);
  return fast;
}

/** The steps in which a condition holds, as a row of 0 and 1. */
const holds = (condition: string) => seen(`if ${condition} then 1 else 0`).join("");

test("the wave goes up and down between 0 and 3", () => {
  expect(seen("x").join("")).toBe("0123210123210");
});

test("a latch holds from where it is set until where it is reset: a band of hysteresis on a triangle wave", () => {
  //                                              x: 0123210123210
  expect(holds("latch(x >= 3, x <= 0)")).toBe("0001110001110");
  // Without memory the two thresholds are one.
  expect(holds("x > 1.5")).toBe("0011100011100");
  // It starts as `set` is, and where both hold the reset wins.
  expect(holds("latch(x <= 0, x >= 2)")).toBe("1100001100001");
  expect(holds("latch(x >= 2, x = 3)")).toBe("0010111110111");
  expect(holds("latch(true, true)")).toBe("0000000000000");
});

test("ever holds from the first time on, once in the first time alone, both also at the first step", () => {
  expect(holds("ever(x = 2)")).toBe("0011111111111");
  expect(holds("once(x = 2)")).toBe("0010000000000");
  expect(holds("ever(x = 0)")).toBe("1111111111111");
  expect(holds("once(x = 0)")).toBe("1000000000000");
  expect(holds("ever(x > 3) or once(x > 3)")).toBe("0000000000000");
});

test("since is the time since a condition last held; before it did, the time since the start and what is given", () => {
  expect(seen("since(x = 2) / {2 day}")).toEqual([0, 1, 0, 1, 0, 1, 2, 3, 0, 1, 0, 1, 2]);
  expect(seen("since(x = 2, {10 day}) / {2 day}")).toEqual([5, 6, 0, 1, 0, 1, 2, 3, 0, 1, 0, 1, 2]);
  expect(seen("since(false) / {1 day}").at(-1)).toBe(24);
});

test("heldFor counts the steps of an unbroken row with this one, as a time", () => {
  expect(seen("heldFor(x >= 2) / epoch")).toEqual([0, 0, 1, 2, 3, 0, 0, 0, 1, 2, 3, 0, 0]);
  expect(holds("heldFor(x >= 2) >= 3 * epoch")).toBe("0000100000100");
  expect(seen("heldFor(true) / epoch").at(-1)).toBe(13);
});

test("one condition remembered twice is remembered once", () => {
  const states = (equation: string) => build2(equation).states.length;
  expect(states("if ever(x = 2) and not once(x = 2) then 1 else 0")).toBe(states("if ever(x = 2) then 1 else 0"));
});

test("ever, once, since and heldFor are what a fold over the recorded conditions gives", () => {
  const step = fc.tuple(fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (rows) => {
      const program = build(
        {
          title: "Recorded",
          inputs: {
            a: { unit: "1", meaning: "set" },
            b: { unit: "1", meaning: "reset" },
          },
          auxiliaries: {
            latched: auxiliary("1", "if latch(a > 0, b > 0) then 1 else 0", ""),
            ever: auxiliary("1", "if ever(a > 0) then 1 else 0", ""),
            once: auxiliary("1", "if once(a > 0) then 1 else 0", ""),
            since: auxiliary("1", "since(a > 0) / epoch", ""),
            held: auxiliary("1", "heldFor(a > 0) / epoch", ""),
          },
        },
        { step: "1 day" },
      );
      const inputs = { a: rows.map(([a]) => Number(a)), b: rows.map(([, b]) => Number(b)) };
      for (const backend of ["js", "exact"] as const) {
        const result = run(program, { steps: rows.length - 1, inputs, backend });
        for (let now = 0; now < rows.length; now++) {
          const past = rows.slice(0, now + 1);
          const lastSet = past.findLastIndex(([a]) => a);
          const lastReset = past.findLastIndex(([, b]) => b);
          const lastBreak = past.findLastIndex(([a]) => !a);
          expect([
            result.series("latched")[now],
            result.series("ever")[now],
            result.series("once")[now],
            result.series("since")[now],
            result.series("held")[now],
          ]).toEqual([
            lastSet > lastReset ? 1 : 0,
            lastSet >= 0 ? 1 : 0,
            past.findIndex(([a]) => a) === now ? 1 : 0,
            lastSet < 0 ? now : now - lastSet,
            now - lastBreak,
          ]);
        }
      }
    }),
    { seed: 20_261_120, numRuns: 200 },
  );
});

test("between the stages of Runge and Kutta nothing is remembered: a latch that the stages alone would set stays off", () => {
  const levels = (condition: string) => {
    const program = build(
      {
        title: "Stages",
        integrate: "rk4",
        assets: { token: { decimals: 2 } },
        stocks: { level: stock("4 token", "falls", { mayBeNegative: true }) },
        flows: { out: { from: "level", equation: "level * {0.5 1/day}", meaning: "" } },
        auxiliaries: { y: auxiliary("1", `if ${condition} then 1 else 0`, "") },
      },
      { step: "2 day" },
    );
    return [...run(program, { steps: 4 }).series("y")];
  };
  // With k * h = 1 the stages of the first step see 4, 2, 3 and 1, and it ends at 4 * 3/8 = 1.5.
  expect(levels("level < {1.2 token}")).toEqual([0, 0, 1, 1, 1]);
  expect(levels("ever(level < {1.2 token})")).toEqual([0, 0, 1, 1, 1]);
  expect(levels("latch(level < {1.2 token}, false)")).toEqual([0, 0, 1, 1, 1]);
});

test("what remembers a number, or looks back before the run, is refused where it stands", () => {
  const finding = (equation: string, more: Partial<Model> = {}) => {
    try {
      build(model(equation, more), { step: "2 day" });
    } catch (error) {
      if (error instanceof TokenwrightError) return error.diagnostics[0]!;
    }
    throw new Error("nothing was found");
  };
  expect(finding("if latch(x, x < 1) then 1 else 0")).toMatchObject({ code: "unit/condition", place: { column: 10 } });
  expect(finding("ever(x > 1)").code).toBe("unit/condition");
  expect(finding("since(x > 1)").code).toBe("unit/mismatch");
  expect(finding("since(x > 1, 3) / {1 day}").code).toBe("unit/mismatch");
  expect(finding("heldFor(x) / {1 day}").code).toBe("unit/condition");
  const states = { count: state("if ever(true) then 1 else 0", "count + 1", "", { unit: "1" }) };
  expect(finding("x", { states }).code).toBe("equation/memory");
  expect(finding("if ever(y > 1) then 1 else 2").code).toBe("model/loop");
});
