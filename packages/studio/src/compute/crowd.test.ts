import { run } from "@tokenwright/engine";
import { buildScenario, inputsFromData, readScenario } from "@tokenwright/workbench/portable";
import { expect, test } from "vitest";
import { Computer } from "./computer.js";
import { crowdsOf } from "./crowd.js";
import { exampleDraft } from "./testing/scenarios.js";

const draft = { ...exampleDraft("holders"), changes: ["horizon=26 week"] };
const scenario = readScenario(draft.text, {
  file: draft.file,
  overrides: draft.changes,
  readDataFile: (file) => ({ file, bytes: new Uint8Array() }),
});
const program = buildScenario(scenario);

test("a population is compared by all that an agent holds, or by one stock", async () => {
  expect(crowdsOf(program)).toEqual([
    { key: "holder TKN", population: "holder", unit: "TKN", names: ["liquid[holder]", "staked[holder]"] },
    { key: "liquid[holder]", population: "holder", unit: "TKN", names: ["liquid[holder]"] },
    { key: "staked[holder]", population: "holder", unit: "TKN", names: ["staked[holder]"] },
  ]);
  expect((await new Computer().open(draft)).crowds).toEqual(crowdsOf(program));
  expect((await new Computer().open(exampleDraft("fees"))).crowds).toEqual([]);
});

test("the Gini coefficients are those that the economy's own equation gives, future by future and step by step", async () => {
  const crowd = await new Computer().crowd(draft, "holder TKN");
  expect(crowd.agents).toBe(1000);
  expect(crowd.gini.length).toBe(crowd.runs);
  // The example declares inequality as gini(wealth[*]), which the engine computes by an equation of its own.
  for (const [index, series] of crowd.gini.entries()) {
    if (index > 3) break;
    const given = { steps: scenario.steps, seed: scenario.seed, inputs: inputsFromData(scenario, program) };
    const own = run(program, { ...given, run: index, record: ["inequality"] }).series("inequality");
    for (const [step, value] of series.entries()) expect(Math.abs(value - own[step]!)).toBeLessThan(1e-12);
  }
  const ends = crowd.gini.map((series) => series.at(-1)!).sort((one, other) => one - other);
  expect(crowd.gini[crowd.central]!.at(-1)).toBe(ends[Math.floor((crowd.runs - 1) / 2)]);
});

test("the curves are of the start, the middle and the end of the median future, and end with all at everything", async () => {
  const { curves, central, gini, largest } = await new Computer().crowd(draft, "holder TKN");
  expect(curves.map(({ step }) => step)).toEqual([0, 13, 26]);
  for (const { step, curve } of curves) {
    expect([curve[0], curve[100]]).toEqual([0, 1]);
    const area = curve.reduce((sum, share, point) => sum + share * (point % 100 === 0 ? 0.5 : 1), 0) / 100;
    // A hundred straight pieces leave out what bends within each of them.
    expect(Math.abs(1 - 2 * area - gini[central]![step]!)).toBeLessThan(2e-3);
    // The largest hundredth, ten of a thousand, is the last piece.
    expect(largest[step]).toBeCloseTo(1 - curve[99]!, 12);
  }
});

test("a population that is not there is said to be none, and a question that is stopped ends", async () => {
  await expect(new Computer().crowd(draft, "whale TKN")).rejects.toThrow("studio/no-crowd");
  const started = performance.now();
  const full = exampleDraft("holders");
  await expect(new Computer().crowd(full, "holder TKN", { signal: { aborted: true } })).rejects.toThrow(
    "run/cancelled",
  );
  expect(performance.now() - started).toBeLessThan(3_000);
});
