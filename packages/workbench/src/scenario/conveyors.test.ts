import { run, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { buildScenario } from "./build-scenario.js";
import { readScenario } from "./read-scenario.js";

const chains = `tokenwright: 1
title: Chains
step: 1 day
horizon: 30 day
assets: { ATOM: { decimals: 6, baseUnit: uatom } }
dimensions:
  chain: [hub, osmosis]
parameters:
  wait[chain]:
    values: { hub: 21 day, osmosis: 14 day }
  slashed: 5 %
stocks:
  queue[chain]:
    initial: 10 ATOM
    conveyor:
      time: wait[chain]
      content: { 3 day: 4 ATOM, 1 week: 6 ATOM }
  locked:
    initial: 480 ATOM
    conveyor: { time: 4 day, release: linear, cliff: 2 day }
  free: { initial: 0 ATOM }
flows:
  release[chain]: { from: "queue[chain]", to: free, equation: "leaving(queue[chain])" }
  slash[chain]: { from: "queue[chain]", equation: "floor(slashed * pulse(queue[chain], {1 day}))" }
  vest: { from: locked, to: free, equation: leaving(locked) }
outputs: [free]
`;

test("a scenario file declares conveyors with times, content and linear release", () => {
  const program = buildScenario(readScenario(chains, { file: "scenario.yaml" }));
  const path = run(program, { steps: 8, backend: "exact" });
  expect(Array.from(path.series("release[hub]"))).toEqual([0, 0, 3.8, 0, 0, 0, 5.7, 0, 0]);
  expect(Array.from(path.series("vest"))).toEqual([0, 240, 120, 120, 0, 0, 0, 0, 0]);
});

function findingsOf(text: string) {
  try {
    buildScenario(readScenario(text, { file: "scenario.yaml" }));
    return [];
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    return error.diagnostics.map(({ code, hint, place }) => {
      expect(hint, code).toBeTruthy();
      const { line = 0, column = 0, length = 1 } = place ?? {};
      return `${text.split("\n")[line - 1]!.slice(column - 1, column - 1 + length)} ${code}`;
    });
  }
}

test.each([
  ["time: wait[chain]", "time: wiat[chain]", "wiat[chain] equation/subscript"],
  ["time: wait[chain]", "time: 21 ATOM", "21 ATOM unit/mismatch"],
  ["time: wait[chain]", "tme: wait[chain]", "tme scenario/unknown-key"],
  ["      time: wait[chain]\n", "", "conveyor scenario/missing-key"],
  ["1 week: 6 ATOM", "1 week: 6 day", "6 day unit/mismatch"],
  ["1 week: 6 ATOM", "1 weak: 6 ATOM", "6 ATOM unit/unknown"],
  ["release: linear, ", "", "conveyor model/conveyor"],
  ["release: linear", "release: slowly", "slowly scenario/choice"],
  ["cliff: 2 day", "cliff: slashed", "slashed unit/mismatch"],
  ["equation: leaving(locked)", "equation: leaving(free)", "free equation/conveyor"],
  ['equation: "leaving(queue[chain])"', 'equation: "queue[chain] / wait[chain]"', "conveyor model/conveyor"],
])("%s written as %s is found where it stands", (right, wrong, expected) => {
  expect(chains).toContain(right);
  expect(findingsOf(chains.replace(right, wrong))).toContain(expected);
});
