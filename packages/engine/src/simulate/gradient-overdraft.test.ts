import fc from "fast-check";
import { expect, test } from "vitest";
import { settle } from "../backend/index.js";
import * as rational from "../base/rational.js";
import { auxiliary, build, flow, type Model, mint, parameter, stock } from "../model/index.js";
import { gradient } from "./gradient.js";
import { ScaledStep } from "./gradient-overdraft.js";
import { run } from "./run.js";
import { difference } from "./testing/differences.js";

const free = { unitCheck: false as const, clock: { start: "0", dt: "1/2", unit: "day" } };
const overdraft = "in order" as const;

const models: Readonly<Record<string, Model>> = {
  "a pot that is paid out in proportion": {
    title: "pot",
    ...free,
    parameters: { a: parameter("0.7", ""), b: parameter("1.3", ""), start: parameter("10", "") },
    stocks: { pot: stock("start", ""), x: stock("0", ""), y: stock("0", "") },
    flows: {
      income: mint("pot", "2 * b"),
      first: flow("pot", "x", "3 + 5 * a"),
      second: flow("pot", "y", "9 * b * a"),
    },
    auxiliaries: { z: auxiliary("1", "x * y + a * pot", "") },
  },
  "pots that feed each other's shortage": {
    title: "chain",
    ...free,
    parameters: { a: parameter("0.7", ""), b: parameter("1.3", ""), start: parameter("6", "") },
    stocks: { one: stock("start", ""), two: stock("1", ""), three: stock("start / 9", ""), end: stock("0", "") },
    flows: {
      f: flow("two", "three", "5 * b"),
      g: flow("one", "two", "4 * a"),
      h: flow("three", "end", "3 + a * end"),
      back: flow("end", "two", "a * end / 5"),
      against: flow("end", "one", "-b / 9"),
      fresh: mint("one", "2 * b"),
    },
    auxiliaries: { z: auxiliary("1", "end ^ 2 + one * a + two * three", "") },
  },
  "a pot that serves in order": {
    title: "order",
    ...free,
    parameters: { a: parameter("0.7", ""), b: parameter("1.3", ""), start: parameter("10", "") },
    stocks: { pot: stock("start", "", { overdraft }), x: stock("0", ""), y: stock("0", ""), w: stock("0", "") },
    flows: {
      income: mint("pot", "6 * b"),
      first: flow("pot", "x", "4 * a"),
      second: flow("pot", "y", "5 * b + a"),
      third: flow("pot", "w", "8 * b"),
    },
    auxiliaries: { z: auxiliary("1", "x * y + a * pot + w ^ 2", "") },
  },
  "agents whose pots run dry": {
    title: "agents",
    ...free,
    dimensions: { holder: { agents: 7 } },
    parameters: { a: parameter("0.7", ""), b: parameter("1.3", ""), start: parameter("10", "") },
    stocks: {
      "purse[holder]": stock("start * holder / 7", ""),
      pot: stock("40", ""),
      "paid[holder]": stock("0", ""),
    },
    flows: {
      "tax[holder]": flow("purse[holder]", "pot", "a * holder + 1"),
      "spent[holder]": flow("purse[holder]", "paid[holder]", "b * 2"),
      "gift[holder]": flow("pot", "purse[holder]", "b * (8 - holder) / 4"),
    },
    auxiliaries: {
      z: auxiliary("1", "sum(paid[*]) * pot + sum(purse[*]) ^ 2 + at(purse[*], 3) * a", ""),
    },
  },
};

test.each(Object.entries(models))("%s: the scaled flows derive as they move", (_, model) => {
  const program = build(model);
  const steps = 6;
  const values: Readonly<Record<string, number>> = { a: 0.7, b: 1.3, start: run(program, { steps: 0 }).final("start") };
  const names = Object.keys(values);
  for (const at of ["end", "sum"] as const) {
    const forward = gradient(program, { of: { variable: "z", at }, with: names, steps, mode: "forward" });
    const reverse = gradient(program, { of: { variable: "z", at }, with: names, steps, mode: "reverse" });
    const cut = gradient(program, {
      of: { variable: "z", at },
      with: names,
      steps,
      mode: "reverse",
      memoryBudget: 2400,
    });
    expect(cut.gradient).toEqual(reverse.gradient);
    expect(forward.report.overdrafts.length).toBeGreaterThan(0);
    expect(reverse.report).toEqual(forward.report);
    for (const name of names) {
      const { slope, uncertainty } = difference((shift) => {
        const series = run(program, { steps, parameters: { [name]: values[name]! + shift }, record: ["z"] }).series(
          "z",
        );
        return at === "end" ? series[steps]! : series.reduce((sum, one) => sum + one, 0);
      }, 1e-4);
      const scale = Math.max(Math.abs(slope), 1e-3);
      expect(uncertainty / scale).toBeLessThan(1e-7);
      expect(Math.abs(forward.gradient[name]! - slope) / scale).toBeLessThan(1e-6);
      expect(Math.abs(reverse.gradient[name]! - forward.gradient[name]!) / scale).toBeLessThan(1e-12);
    }
  }
});

test("in any network adjoints and tangents of the scaling agree: λ·(J v) = (λ J)·v", () => {
  const size = fc.integer({ min: -64, max: 64 }).map((n) => n / 64);
  fc.assert(
    fc.property(
      fc.array(fc.record({ level: fc.integer({ min: 0, max: 64 }).map((n) => n / 64), inOrder: fc.boolean() }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.array(fc.record({ from: fc.nat(5), to: fc.nat(5), amount: size }), { minLength: 1, maxLength: 8 }),
      fc.array(size, { minLength: 26, maxLength: 26 }),
      (stocks, flows, numbers) => {
        const end = (index: number) => (index < stocks.length ? index : undefined);
        const accounts = {
          stocks: stocks.map(({ inOrder }) => ({ mayBeNegative: false, counted: false, inOrder })),
          flows: flows.map(({ from, to }) => ({ from: end(from), to: end(to === from ? to + 1 : to) })),
        };
        const levels = stocks.map(({ level }) => rational.fromNumber(level));
        const amounts = flows.map(({ amount }) => rational.fromNumber(amount));
        const step = new ScaledStep(
          accounts,
          Float64Array.from(levels, rational.toNumber),
          Float64Array.from(amounts, rational.toNumber),
          Float64Array.from(settle(accounts, levels, amounts).amounts, rational.toNumber),
        );
        const changes = Float64Array.from(stocks, (_, index) => numbers[index]!);
        const requests = Float64Array.from(flows, (_, index) => numbers[5 + index]!);
        const adjoints = Float64Array.from(flows, (_, index) => numbers[13 + index]!);
        const moved = step.forwards(changes, requests);
        const back = new Float64Array(stocks.length);
        const asked = step.backwards(adjoints, back);
        const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, one, index) => sum + one * b[index]!, 0);
        const [forward, backward] = [dot(adjoints, moved), dot(asked, requests) + dot(back, changes)];
        const scale = 1 + Math.abs(forward) + dot(moved, moved);
        expect(Math.abs(forward - backward) / scale).toBeLessThan(1e-9);
      },
    ),
    { seed: 20261120, numRuns: 2000 },
  );
});
