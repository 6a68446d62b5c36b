import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { filesIn } from "../disk/index.js";
import { buildScenario, inputsFromData, readScenario } from "../scenario/index.js";
import { simulate } from "./simulate.js";

const examples = fileURLToPath(new URL("../../../../examples/", import.meta.url));
const read = (path: string, change: (text: string) => string = (text) => text) => {
  const [folder, file] = path.split("/") as [string, string];
  const text = change(readFileSync(`${examples}${path}`, "utf8"));
  return readScenario(text, { file, readDataFile: filesIn(`${examples}${folder}`) });
};

test.each([
  "algorand/scenario.yaml",
  "bitcoin/scenario.yaml",
  "decred/scenario.yaml",
  "ethereum/scenario.yaml",
  "ethereum/mined.yaml",
])("the example %s keeps its checks and its guard rails", async (path) => {
  const { record } = await simulate(read(path, (text) => text.replace(/runs: 200/, "runs: 40")));
  expect(record.overdrafts).toEqual([]);
  expect(record.guardRails.length).toBeGreaterThan(0);
  for (const { name, passed } of record.guardRails) expect(passed, name).toBe(true);
  for (const { name, failedRuns } of record.checks) expect(failedRuns, name).toBe(0);
});

test("Ethereum's supply of 2017 to 2020 follows from counted blocks and uncles within 0.05 %, with one lateness for all years", () => {
  const scenario = read("ethereum/mined.yaml");
  const program = buildScenario(scenario);
  const supply = run(program, { steps: 1461, inputs: inputsFromData(scenario, program) }).series("work.supply");
  // The record is of the end of 1 January, which is the start of the second.
  for (const [day, recorded] of [
    [1, 76_166_284.40625],
    [367, 87_493_855.34375],
    [732, 96_712_863.6875],
    [1097, 104_142_773.46875],
  ] as const) {
    expect(Math.abs(supply[day]! / recorded - 1), `${day}`).toBeLessThan(0.0006);
  }
});

test("a network that starts on another day than its amounts says so, or is refused", () => {
  expect(() => read("decred/scenario.yaml", (text) => text.replace(", amounts: 2023-08-29", ""))).toThrow(
    /starts on 2022-08-29[\s\S]*2023-08-29/,
  );
  expect(buildScenario(read("decred/scenario.yaml")).decisions.length).toBe(1);
});
