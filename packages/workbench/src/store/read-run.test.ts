import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TokenwrightError } from "@tokenwright/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sha256 } from "../hash/hash.js";
import type { RunRecord } from "../record/index.js";
import { readRun } from "./read-run.js";
import { runFiles, writeRun } from "./write-run.js";

const record: RunRecord = {
  schema: 1,
  id: "0123456789ab",
  title: '=A "title", with commas',
  provenance: {
    tool: "tokenwright",
    version: "0.1.0",
    file: "scenario.yaml",
    overrides: ["ensemble.runs=3"],
    inputSha256: sha256("input"),
    modelSha256: sha256("model"),
    seed: "42",
    generator: "philox4x32-10",
    runs: 3,
    quantiles: [0.05, 0.5, 0.975],
    method: "exact",
    error: 0,
  },
  time: { step: "1 day", stepSeconds: 86_400, steps: 1, horizon: "1 day", startEpoch: 7, startDate: "2026-01-01" },
  outputs: [
    {
      name: "a",
      label: "a",
      unit: "1",
      kind: "auxiliary",
      meaning: "",
      first: 1,
      final: { p5: 2, p50: 3, p95: 4 },
      sparkline: [1, 3],
    },
  ],
  guardRails: [{ name: "g", condition: "a > 0", required: 1, held: 1, passed: true }],
  checks: [],
  overdrafts: [],
  decisions: [
    {
      name: "d",
      meaning: "",
      changes: [{ parameter: "p", value: "2" }],
      rule: "1 day after the start",
      runs: 3,
      times: 3,
      first: { earliest: 1, median: 1 },
      confidence: "assumption",
      text: "d: p = 2",
    },
  ],
  assumptions: [{ name: "p", kind: "parameter", value: "1", unit: "1", meaning: "a number" }],
};
const series = [
  {
    name: "a",
    unit: "1",
    quantiles: [0.05, 0.5, 0.975],
    bands: [Float64Array.of(1, 2), Float64Array.of(1, 3), Float64Array.of(1, 0.1 + 0.2)],
    mean: Float64Array.of(1, -1e-300),
    paths: [Float64Array.of(1, 5)],
  },
];

let folder = "";
beforeEach(() => {
  folder = writeRun(
    mkdtempSync(join(tmpdir(), "tokenwright-read-")),
    runFiles({ record, series, scenarioText: "tokenwright: 1\n" }),
    record.id,
  ).folder;
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

function findings() {
  try {
    readRun(folder);
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
  throw new Error("it was accepted");
}

/** Changes run.json as somebody by hand would. */
function edit(change: (run: Record<string, never>) => void): void {
  const run = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
  change(run);
  writeFileSync(join(folder, "run.json"), JSON.stringify(run));
}

test("a run comes back as it was written, by its folder or its run.json", () => {
  expect(readRun(folder)).toMatchObject({ folder, record, series });
  expect(readRun(join(folder, "run.json")).record).toEqual(record);
});

test("the table says what its columns are", () => {
  expect(readFileSync(join(folder, "bands.csv"), "utf8")).toBe(
    "variable,unit,step,epoch,date,mean,p5,p50,p97.5\r\na,1,0,7,2026-01-01,1,1,1,1\r\na,1,1,8,2026-01-02,-1e-300,2,3,0.30000000000000004\r\n",
  );
});

test("a file that was changed or lost is named", () => {
  writeFileSync(join(folder, "bands.csv"), readFileSync(join(folder, "bands.csv"), "utf8").replace("2,3", "2,4"));
  rmSync(join(folder, "paths.csv"));
  expect(findings().map(({ code, place }) => [code, place?.file])).toEqual([
    ["store/changed", join(folder, "bands.csv")],
    ["store/changed", join(folder, "paths.csv")],
  ]);
});

test("a wrong value is named with its key path", () => {
  edit((run) => {
    (run["provenance"] as unknown as { runs: unknown }).runs = "many";
  });
  expect(findings()).toMatchObject([
    { code: "store/shape", place: { file: join(folder, "run.json"), path: "provenance.runs" } },
  ]);
});

test("a later schema asks for a later version", () => {
  edit((run) => Object.assign(run, { schema: 2 }));
  expect(findings()).toMatchObject([{ code: "store/schema", hint: expect.stringContaining("later version") }]);
});

test.each([
  ["", "store/json"],
  ["[]", "store/shape"],
  ["null", "store/shape"],
  ['{"schema":1', "store/json"],
  ['{"__proto__":{"x":1}}', "store/shape"],
])("run.json holding %j is refused", (text, code) => {
  writeFileSync(join(folder, "run.json"), text);
  expect(findings()[0]!.code).toBe(code);
  expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
});

test("a folder that is no run says what one is", () => {
  folder = join(folder, "..");
  expect(findings()[0]).toMatchObject({
    code: "store/not-a-run",
    message: expect.stringContaining("holds no run.json"),
  });
  folder = join(folder, "nowhere");
  expect(findings()[0]!.message).toContain("is not there");
});
