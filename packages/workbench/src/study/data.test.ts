import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rational, run, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { readDataTable } from "../data/index.js";
import { filesIn } from "../disk/index.js";
import { buildScenario, inputsFromData, readScenario } from "../scenario/index.js";
import { replay } from "./replay.js";
import { simulate } from "./simulate.js";

const folder = fileURLToPath(new URL("../../../../examples/fees/", import.meta.url));
const text = readFileSync(`${folder}scenario.yaml`, "utf8");
const read = (changed: (name: string, content: string) => string = (_, content) => content) =>
  readScenario(text, {
    file: "scenario.yaml",
    readDataFile: (name, mostBytes) => {
      const { file, bytes } = filesIn(folder)(name, mostBytes);
      return { file, bytes: new TextEncoder().encode(changed(name, new TextDecoder().decode(bytes))) };
    },
  });

test("the example carries the recorded fees of 21 epochs into 15 weeks without losing a lovelace", () => {
  const scenario = read();
  const program = buildScenario(scenario);
  const inputs = inputsFromData(scenario, program);
  const rows = readFileSync(`${folder}fees.csv`, "utf8").matchAll(/^\d+,[\d-]+,(\d+)$/gm);
  const recorded = Array.from(rows, ([, fees]) => BigInt(fees!));
  expect(recorded).toHaveLength(21);
  // In ADA/day; a week has seven days, and what the weeks sum to is in whole lovelaces again.
  const total = inputs["fees"]!.slice(0, 15).reduce((sum, { n, d }) => sum + (n * 7_000_000n * 1_000_000n) / d, 0n);
  const sum = recorded.reduce((all, one) => all + one, 0n);
  expect(sum).toBe(2_404_232_284_860n);
  expect(total / 1_000_000n).toBe(sum);
  const exact = run(program, { steps: 15, inputs, backend: "exact" });
  // By Python's fractions: sums of the days of every week, the curve of burn.csv, floors to the lovelace.
  expect(exact.series("fees")[0]).toBeCloseTo(21465.290698, 5);
  const fast = run(program, { steps: 15, inputs });
  for (const one of [exact, fast]) expect(Math.round(one.final("pot") * 1e6)).toBe(1_872_151_914_800);
  const left = rational.subtract(rational.rational(34_000_000_000), exact.exact("users").at(-1)!);
  expect(rational.toDecimal(left, 6)).toBe("2404232.284852");
});

test("a run remembers its data files by hash and says by which rules they were read", async () => {
  const { record } = await simulate(read());
  expect(record.provenance.data).toEqual([
    { file: "burn.csv", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { file: "fees.csv", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
  expect(record.assumptions.filter(({ kind }) => kind === "data")).toEqual([
    {
      name: "fees",
      kind: "data",
      value: "fees of fees.csv, each value until the next, the mean over a step",
      unit: "lovelace/cardanoEpoch",
      meaning: "fees paid",
      source: "cf-java-rewards-calculation, statistics.csv",
      confidence: "measured",
    },
  ]);
});

test("one digit changed in a data file, even of a lookup, makes another run", async () => {
  const before = (await simulate(read())).record;
  const again = (await simulate(read())).record;
  expect(again.id).toBe(before.id);
  for (const [file, from, to] of [
    ["fees.csv", "106316486792", "106316486793"],
    ["burn.csv", "0.1,0.01", "0.1,0.02"],
  ] as const) {
    const { record } = await simulate(read((name, content) => (name === file ? content.replace(from, to) : content)));
    expect(record.id, file).not.toBe(before.id);
    expect(record.provenance.inputSha256).not.toBe(before.provenance.inputSha256);
  }
});

test("a replay that needs an input which the scenario reads from data asks for it", () => {
  const source = `tokenwright: 1
title: Replayed
start: { epoch: 1 }
step: 1 day
horizon: 2 day
assets: { ADA: { decimals: 0 } }
data: { chain: { file: c.csv, time: { epoch: epoch }, columns: { fees: ADA/day } } }
inputs: { fees: { from: chain.fees, between: previous } }
stocks: { pot: { initial: 0 ADA } }
flows: { paid: { to: pot, equation: fees } }
replay:
  epoch: epoch
  columns: { pot: ADA, fees: ADA/day }
  initial: { pot: pot }
  compare: { pot: { variable: pot, recorded: pot } }
`;
  const csv = "epoch,fees,pot\n1,5,5\n2,6,11\n3,7,18\n";
  const replayed = (from: string) => {
    const bytes = new TextEncoder().encode(csv);
    const scenario = readScenario(from, { file: "r.yaml", readDataFile: () => ({ file: "c.csv", bytes }) });
    try {
      return replay(scenario, undefined, readDataTable(csv, "c.csv")).exact;
    } catch (error) {
      if (error instanceof TokenwrightError) return error.code;
      throw error;
    }
  };
  expect(replayed(source)).toBe("replay/input");
  expect(replayed(`${source}  inputs: { fees: fees }\n`)).toEqual({ pot: 2 });
});
