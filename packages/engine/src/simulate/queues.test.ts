import fc from "fast-check";
import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { build, defineModel, flow, input, type Model, parameter, stock } from "../model/index.js";
import { run } from "./run.js";

/** Tokens leave the stake into an unbonding queue and come out of it a fixed time later, first in first out. */
const unbonding: Model = defineModel({
  title: "Unbonding queue",
  epoch: "1 day",
  assets: { token: { decimals: 6, baseUnit: "utoken" } },
  parameters: { wait: parameter("21 day", "time between unbonding and withdrawal") },
  inputs: { asked: input("token/epoch", "amount asked to be unbonded") },
  stocks: {
    staked: stock("1_000_000 token", "earning rewards"),
    queue: stock("0 token", "unbonding"),
    liquid: stock("0 token", "free"),
  },
  flows: {
    unbond: flow("staked", "queue", "min(floor(asked), floor(staked / {1 epoch}))", "enters the queue"),
    release: flow("queue", "liquid", "delay(unbond, wait, 0)", "leaves it"),
  },
});

test("what is unbonded is released 21 days later, to the base unit, and nothing else is", () => {
  const program = build(unbonding);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40_000_000_000 }), { minLength: 1, maxLength: 60 }), (amounts) => {
      const steps = amounts.length + 22;
      const asked = [...amounts, 0].map((amount) => rational.rational(BigInt(amount), 1_000_000n));
      const path = run(program, { steps, backend: "exact", inputs: { asked } });
      const fast = run(program, { steps, inputs: { asked } });
      const unbonded = path.exact("unbond").map(rational.toText);
      const released = path.exact("release").map(rational.toText);
      expect(released).toEqual([...new Array<string>(21).fill("0"), ...unbonded].slice(0, steps + 1));
      expect(path.report.overdrafts).toEqual([]);
      const base = (value: rational.Rational) =>
        rational.toText(rational.multiply(value, rational.rational(1_000_000n)));
      for (const name of ["staked", "queue", "liquid"]) {
        const last = path.exact(name)[steps]!;
        expect(Math.round(fast.final(name) * 1e6), name).toBe(Number(base(last)));
      }
      expect(rational.toText(path.exact("queue")[steps]!)).toBe("0");
    }),
    { seed: 20_261_120, numRuns: 300 },
  );
});
