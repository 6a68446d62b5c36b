import fc from "fast-check";
import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { auxiliary, build, type Decision, type Model, mint, parameter, state, stock } from "../model/index.js";
import { ensemble } from "./ensemble.js";
import { run } from "./run.js";

const seed = 20_261_120;

/** A parameter of 8, data `a`, and decisions over both; steps of one day. */
function modelOf(decisions: Readonly<Record<string, Decision>>, more: Partial<Model> = {}): Model {
  return {
    title: "Decided",
    epoch: "1 day",
    parameters: { rate: parameter("8", "what is decided on"), other: parameter("rate / 4", "unit", { unit: "1" }) },
    states: { count: state("0", "count + 1", "0, 1, 2, …"), first: state("rate", "first", "", { unit: "1" }) },
    decisions,
    ...more,
  };
}

/** The rate in eight steps, in both backends, which must agree. */
function rates(decisions: Readonly<Record<string, Decision>>, more: Partial<Model> = {}): number[] {
  const program = build(modelOf(decisions, more));
  const fast = [...run(program, { steps: 7 }).series("rate")];
  expect([...run(program, { steps: 7, backend: "exact" }).series("rate")]).toEqual(fast);
  return fast;
}

test("at a time: from the first step that is not before it", () => {
  expect(rates({ d: { set: { rate: "2" }, at: "3 day" } })).toEqual([8, 8, 8, 2, 2, 2, 2, 2]);
  expect(rates({ d: { set: { rate: "2" }, at: "60 hour" } })).toEqual([8, 8, 8, 2, 2, 2, 2, 2]);
  expect(rates({ d: { set: { rate: "2" }, at: "1 hour" } })).toEqual([8, 2, 2, 2, 2, 2, 2, 2]);
});

test("when a condition first holds: once, from the next step on, or after a delay", () => {
  const when = "count = 2 or count = 5";
  expect(rates({ d: { set: { rate: "rate / 2" }, when } })).toEqual([8, 8, 8, 4, 4, 4, 4, 4]);
  expect(rates({ d: { set: { rate: "rate / 2" }, when, delay: "1 day" } })).toEqual([8, 8, 8, 4, 4, 4, 4, 4]);
  expect(rates({ d: { set: { rate: "rate / 2" }, when, delay: "3 day" } })).toEqual([8, 8, 8, 8, 8, 4, 4, 4]);
  expect(rates({ d: { set: { rate: "rate / 2" }, when, delay: "50 hour" } })).toEqual([8, 8, 8, 8, 8, 4, 4, 4]);
  expect(rates({ d: { set: { rate: "rate / 2" }, when: "count >= 0" } })).toEqual([8, 4, 4, 4, 4, 4, 4, 4]);
});

test("while a condition holds: one step behind it, and back again", () => {
  expect(rates({ d: { set: { rate: "2" }, while: "mod(count, 4) < 2" } })).toEqual([8, 2, 2, 8, 8, 2, 2, 8]);
});

test("an emergency measure ends after its time, and the value is what it otherwise is", () => {
  expect(rates({ d: { set: { rate: "2" }, at: "2 day", for: "3 day" } })).toEqual([8, 8, 2, 2, 2, 8, 8, 8]);
  expect(rates({ d: { set: { rate: "2" }, when: "count = 2", for: "25 hour" } })).toEqual([8, 8, 8, 2, 2, 8, 8, 8]);
  expect(
    rates({
      emergency: { set: { rate: "1" }, at: "4 day", for: "2 day" },
      reform: { set: { rate: "5" }, at: "2 day" },
    }),
  ).toEqual([8, 8, 5, 5, 1, 1, 5, 5]);
});

test("of several decisions the one that took effect last holds; of one step, the one that stands last", () => {
  const late = { set: { rate: "1" }, at: "5 day" };
  const early = { set: { rate: "3" }, at: "2 day" };
  expect(rates({ late, early })).toEqual([8, 8, 3, 3, 3, 1, 1, 1]);
  expect(rates({ early, late })).toEqual([8, 8, 3, 3, 3, 1, 1, 1]);
  expect(rates({ a: early, b: { ...late, at: "2 day" } })).toEqual([8, 8, 1, 1, 1, 1, 1, 1]);
  expect(rates({ b: { ...late, at: "2 day" }, a: early })).toEqual([8, 8, 3, 3, 3, 3, 3, 3]);
});

test("a new value is computed from the step before it takes effect, and kept", () => {
  expect(rates({ d: { set: { rate: "100 * count + rate" }, at: "3 day" } })).toEqual([
    8, 8, 8, 208, 208, 208, 208, 208,
  ]);
});

test("initial values and other parameters follow from the parameter's own value", () => {
  const result = run(build(modelOf({ d: { set: { rate: "2" }, at: "1 day" } })), { steps: 3 });
  expect([...result.series("other")]).toEqual([2, 2, 2, 2]);
  expect([...result.series("first")]).toEqual([8, 8, 8, 8]);
});

test("issuance that is halved by decisions is the geometric series", () => {
  const halving = (at: string): Decision => ({ set: { reward: "reward / 2" }, at });
  const program = build({
    title: "Halving",
    epoch: "1 day",
    assets: { coin: { decimals: 8 } },
    parameters: { reward: parameter("50 coin/day", "the reward") },
    stocks: { supply: stock("0 coin", "all coins") },
    flows: { issuance: mint("supply", "reward") },
    decisions: { first: halving("10 day"), second: halving("20 day"), third: halving("30 day") },
  });
  const exact = run(program, { steps: 40, backend: "exact" });
  // 10 days each of 50, 25, 12.5 and 6.25 coins: 50 * 10 * (1 - 1/16) / (1 - 1/2).
  expect(rational.toText(exact.exact("supply")[40]!)).toBe("1875/2");
  for (let step = 0; step <= 40; step++) {
    const era = Math.floor(step / 10);
    const closed = 1000 * (1 - 0.5 ** era) + (step - 10 * era) * 50 * 0.5 ** era;
    if (era < 4) expect(rational.toNumber(exact.exact("supply")[step]!)).toBe(closed);
  }
  expect([...run(program, { steps: 40 }).series("supply")]).toEqual([...exact.series("supply")]);
});

test("a fee that follows a band of hysteresis on a triangle wave switches at the computed steps, one step behind", () => {
  // x: 0 1 2 3 2 1 0 1; the latch holds in steps 3, 4 and 5.
  const wave = { x: auxiliary("1", "3 - abs(mod(count, 6) - 3)", "") };
  expect(rates({ d: { set: { rate: "2" }, while: "latch(x >= 3, x <= 0)" } }, { auxiliaries: wave })).toEqual([
    8, 8, 8, 8, 2, 2, 2, 8,
  ]);
});

test("each element has its own value, and all elements may be named at once", () => {
  const program = build({
    title: "Elements",
    epoch: "1 day",
    dimensions: { sector: { elements: ["team", "public"] } },
    parameters: { "fee[sector]": { value: "4", meaning: "", elements: { public: "6" } } },
    decisions: {
      half: { set: { "fee[sector]": "fee[sector] / 2" }, at: "1 day" },
      one: { set: { "fee[team]": "100" }, at: "2 day" },
    },
  });
  const result = run(program, { steps: 3 });
  expect([...result.series("fee[team]")]).toEqual([4, 2, 100, 100]);
  expect([...result.series("fee[public]")]).toEqual([6, 3, 3, 3]);
});

test("a result tells in how many runs a decision took effect, how often and when first", async () => {
  const model: Model = {
    title: "Votes",
    epoch: "1 day",
    parameters: { fee: parameter("1 %", "a fee") },
    states: { count: state("0", "count + 1", "") },
    decisions: {
      vote: { set: { fee: "fee * 2" }, when: "count = 3 and bernoulli(0.25) = 1" },
      often: { set: { fee: "5 %" }, while: "mod(count, 2) = 1" },
      never: { set: { fee: "9 %" }, when: "count < 0" },
    },
  };
  const program = build(model);
  const runs = 2000;
  const { decisions, bands } = await ensemble(program, { steps: 8, runs });
  const [vote, often, never] = decisions;
  expect(vote).toMatchObject({ decision: "vote", parameters: ["fee"], first: [{ step: 4, runs: vote!.runs }] });
  // Four standard deviations of a binomial count.
  expect(Math.abs(vote!.runs - runs / 4)).toBeLessThan(4 * Math.sqrt((runs * 3) / 16));
  expect(vote!.times).toBe(vote!.runs);
  expect(often).toMatchObject({ runs, times: 4 * runs, first: [{ step: 2, runs }] });
  expect(never).toMatchObject({ runs: 0, times: 0, first: [] });
  // The parameter is gathered like a variable, since it changes.
  expect(bands("fee").values[0]![2]).toBe(5);
  const single = run(program, { steps: 8, record: ["fee"] }).decisions[1]!;
  expect(single).toMatchObject({ decision: "often", runs: 1, times: 4, first: [{ step: 2, runs: 1 }] });
});

test("with Runge and Kutta a decision acts between steps, not between stages", () => {
  const program = build({
    title: "Stages",
    epoch: "2 day",
    integrate: "rk4",
    assets: { token: { decimals: 2 } },
    parameters: { inflow: parameter("1 token/day", "") },
    stocks: { pot: stock("0 token", "") },
    flows: { in: mint("pot", "inflow") },
    decisions: { stop: { set: { inflow: "0 token/day" }, at: "3 day" } },
  });
  // 3 days are within the second step; the inflow ends with the step.
  expect([...run(program, { steps: 4 }).series("pot")]).toEqual([0, 2, 4, 4, 4]);
});

interface Drawn {
  readonly timing: "at" | "when" | "while";
  readonly at: number;
  readonly level: number;
  readonly delay: number | undefined;
  readonly length: number | undefined;
  readonly value: "constant" | "double" | "data";
}

/** What the decisions make of a parameter of 8, by the words of their definition. */
function expected(decisions: readonly Drawn[], data: readonly number[]): number[] {
  const values: number[] = [];
  const kept = decisions.map((): number | undefined => undefined);
  /** The step in which the decision took effect that is in effect at a step. */
  const beganAt = ({ timing, at, level, delay, length }: Drawn, step: number): number | undefined => {
    const holds = (past: number) => past >= 0 && data[past]! > level;
    if (timing === "while") {
      if (!holds(step - 1)) return undefined;
      let began = step;
      while (holds(began - 2)) began--;
      return began;
    }
    const found = data.findIndex((value) => value > level);
    if (timing === "when" && found < 0) return undefined;
    const began = timing === "at" ? Math.ceil(at) : Math.max(found + 1, Math.ceil(found + (delay ?? 0)));
    return step < began || (length !== undefined && step >= began + length) ? undefined : began;
  };
  for (let step = 0; step < data.length; step++) {
    let best = -1;
    let value = 8;
    for (const [index, decision] of decisions.entries()) {
      const began = beganAt(decision, step);
      if (began === undefined) continue;
      if (began === step) {
        const before = { rate: values[step - 1]!, a: data[step - 1]! };
        kept[index] = { constant: index, double: before.rate * 2, data: before.a + 0.5 }[decision.value];
      }
      if (began < best) continue;
      best = began;
      value = kept[index]!;
    }
    values.push(value);
  }
  return values;
}

test("whatever is decided, both backends give what the definition says, step by step", () => {
  const drawn = fc.record<Drawn>({
    timing: fc.constantFrom("at", "when", "while"),
    at: fc.integer({ min: 1, max: 40 }).map((quarters) => quarters / 4),
    level: fc.integer({ min: 0, max: 4 }),
    delay: fc.option(
      fc.integer({ min: 0, max: 12 }).map((quarters) => quarters / 4),
      { nil: undefined },
    ),
    length: fc.option(
      fc.integer({ min: 1, max: 12 }).map((quarters) => quarters / 4),
      { nil: undefined },
    ),
    value: fc.constantFrom("constant", "double", "data"),
  });
  let changed = 0;
  fc.assert(
    fc.property(
      fc.array(drawn, { minLength: 1, maxLength: 5 }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 14 }),
      (decisions, data) => {
        const written = decisions.map(({ timing, at, level, delay, length, value }, index): [string, Decision] => [
          `decision ${index}`,
          {
            set: { rate: { constant: `${index}`, double: "rate * 2", data: "a + 0.5" }[value] },
            ...(timing === "at" ? { at: `${at} day` } : { [timing]: `a > ${level}` }),
            ...(timing === "when" && delay !== undefined ? { delay: `${delay} day` } : {}),
            ...(timing !== "while" && length !== undefined ? { for: `${length} day` } : {}),
          },
        ]);
        const inputs = { a: { unit: "1", meaning: "data" } };
        const program = build(modelOf(Object.fromEntries(written), { inputs }));
        const wanted = expected(decisions, data);
        const options = { steps: data.length - 1, inputs: { a: data } };
        expect([...run(program, options).series("rate")]).toEqual(wanted);
        expect([...run(program, { ...options, backend: "exact" }).series("rate")]).toEqual(wanted);
        if (new Set(wanted).size > 1) changed++;
      },
    ),
    { seed, numRuns: 1000 },
  );
  expect(changed).toBeGreaterThan(500);
});
