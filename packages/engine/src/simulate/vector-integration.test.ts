import fc from "fast-check";
import { expect, test } from "vitest";
import { whyNotWasm } from "../backend/index.js";
import { expectSameBits } from "../backend/wasm/testing/follow.js";
import { expectSameRuns } from "../backend/wasm/testing/many.js";
import { auxiliary, build, burn, flow, type Model, mint, state, stock } from "../model/index.js";

const seed = 20_261_120;

/** Flows of a continuous economy; the agents' only where there are any. */
const single: readonly ((rate: number) => ReturnType<typeof flow>)[] = [
  (rate) => flow("a", "b", `${rate} * a * sin(time) / 900`),
  (rate) => flow("b", "a", `b * ${rate} / 500 + uniform(0, 1)`),
  (rate) => flow("a", "b", `a * ${rate} / 200`),
  (rate) => flow("a", "b", `${rate} / 3`),
  (rate) => mint("b", `${rate} * exp(-b / 100)`),
  (rate) => burn("a", `min(${rate}, a ^ 1.5)`),
  (rate) => flow("b", "a", `smooth(a, 2) * ${rate} / 700 + delay(b, 0.5, 1)`),
];
const crowd: readonly ((rate: number) => ReturnType<typeof flow>)[] = [
  (rate) => flow("held[agent]", "a", `held[agent] * ${rate} / 800 + normal(0, 1)`),
  (rate) => flow("b", "held[agent]", `b / ${rate + 5} / agent`),
  (rate) => flow("held[agent]", "kept[agent]", `${rate} / 30`),
  () => mint("kept[agent]", "b / 100"),
  () => burn("held[agent]", "held[agent]"),
];

function arbitraryContinuous(withAgents: boolean): fc.Arbitrary<Model> {
  const rules = withAgents ? [...single, ...crowd] : single;
  const choice = fc.tuple(fc.nat(rules.length - 1), fc.integer({ min: 1, max: 900 }));
  return fc
    .record({
      flows: fc.array(choice, { minLength: 1, maxLength: 6 }),
      agents: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(32, 33, 65)),
      dt: fc.constantFrom("1", "1/4", "1/3"),
      mayBeNegative: fc.boolean(),
    })
    .map(({ flows, agents, dt, mayBeNegative }): Model => {
      const agent = (name: string) => (withAgents ? { [name]: stock("30", "of each", { mayBeNegative }) } : {});
      return {
        title: "generated",
        unitCheck: false,
        clock: { start: "3", dt, unit: "day" },
        integrate: "rk4",
        ...(withAgents ? { dimensions: { agent: { agents } } } : {}),
        parameters: { rate: { value: "uniform(0.1, 0.4)", meaning: "differs from run to run", unit: "1" } },
        stocks: {
          a: stock("100", "drained"),
          b: stock("5 + normal(0, 1)", "filled", { mayBeNegative: true }),
          ...agent("held[agent]"),
          ...agent("kept[agent]"),
        },
        states: {
          swap: state("1", "other", "takes the other's value"),
          other: state("2", "swap + rate", "and it this one's"),
          ...(withAgents ? { "mood[agent]": state("agent", "mood[agent] / 2 + other", "of each", { unit: "1" }) } : {}),
        },
        auxiliaries: {
          ratio: auxiliary("1", "b / (1 + abs(a)) + normal(0, 1)", "of both"),
          soft: auxiliary("1", "delay3(b, 1.5) + previous(a, 0)", "memories"),
          ...(withAgents ? { all: auxiliary("1", "sum(held[*]) + gini(abs(kept[*])) + sum(mood[*])", "of all") } : {}),
        },
        checks: { some: { equation: "a > 50", meaning: "not always" } },
        flows: Object.fromEntries(
          flows.map(([rule, rate], index) => [
            rule >= single.length ? `f${index}[agent]` : `f${index}`,
            rules[rule]!(rate),
          ]),
        ),
      };
    });
}

test.each([false, true])(
  "Runge and Kutta's method has the same bits in vector code; with agents: %s",
  (withAgents) => {
    let overdrawn = 0;
    fc.assert(
      fc.property(arbitraryContinuous(withAgents), fc.integer({ min: 1, max: 6 }), (model, runs) => {
        const program = build(model);
        expect(whyNotWasm(program)).toBeUndefined();
        const { report, error } = expectSameBits(program, { seed: 3n, firstRun: 2, runs }, 6);
        if (error === undefined) expectSameRuns(program, { seed: 3n, firstRun: 2, runs }, 9, Math.ceil(runs / 2));
        if ((report?.overdrafts.length ?? 0) > 0) overdrawn++;
      }),
      { seed, numRuns: 60 },
    );
    expect(overdrawn).toBeGreaterThan(5);
  },
  120_000,
);
