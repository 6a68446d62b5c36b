import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRun, writeParquetTables } from "@tokenwright/workbench";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

let folder = "";
const run = (...args: readonly string[]) => tokenwright(args, { cwd: folder });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-cli-tables-"));
  expect((await run("init", "--template", "blank", "small.yaml")).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("--format parquet writes both tables beside those in CSV, of the same numbers, and every time the same bytes", async () => {
  const args = ["run", "small.yaml", "--runs", "40", "--no-report", "--format", "parquet"];
  const { status, stderr } = await run(...args, "--out", "one");
  expect(status).toBe(0);
  expect(stderr).toContain("run.json, bands.parquet, paths.parquet)");
  const [id] = readdirSync(join(folder, "one"));
  const stored = join(folder, "one", id!);
  const names = ["assumptions.json", "bands.csv", "bands.parquet", "paths.csv", "paths.parquet"];
  expect(readdirSync(stored).sort()).toEqual([...names, "run.json", "scenario.yaml"]);
  const again = mkdtempSync(join(folder, "again-"));
  expect(await writeParquetTables(again, readRun(stored))).toEqual(["bands.parquet", "paths.parquet"]);
  for (const name of ["bands.parquet", "paths.parquet"]) {
    expect(readFileSync(join(again, name)).equals(readFileSync(join(stored, name))), name).toBe(true);
  }
  expect((await run(...args, "--out", "one")).stderr).toContain("already there, the same bytes");
});

test("a run without kept futures has no table of them, and --dry-run says what is written", async () => {
  const args = ["run", "small.yaml", "--runs", "20", "--set", "ensemble.paths=0", "--no-report", "--format", "parquet"];
  expect((await run(...args, "--dry-run")).stdout).toMatch(/assumptions\.json, bands\.parquet$/m);
  const { status, stderr } = await run(...args, "--out", "bands");
  expect(status).toBe(0);
  expect(stderr).toContain("run.json, bands.parquet)");
});

test("another format is refused with those there are", async () => {
  const { status, stderr } = await run("run", "small.yaml", "--format", "xlsx");
  expect(status).toBe(2);
  expect(stderr).toContain('--format is given "xlsx"');
  expect(stderr).toContain("csv or parquet");
});

test("without WebAssembly a run has the same bytes, and one line says why it is slower", async () => {
  const args = ["run", "small.yaml", "--runs", "20", "--no-report", "--json"];
  const usual = await run(...args, "--out", "usual");
  const plain = await tokenwright([...args, "--out", "plain"], { cwd: folder, env: { NODE_OPTIONS: "--jitless" } });
  expect(plain.status).toBe(0);
  expect(plain.stderr.match(/^slower.*$/gm)).toEqual([
    "slower than elsewhere, with the same numbers: this platform has no WebAssembly",
  ]);
  expect(usual.stderr).not.toContain("slower");
  expect(JSON.parse(plain.stdout)).toEqual({
    ...JSON.parse(usual.stdout),
    folder: JSON.parse(plain.stdout).folder,
  });
  const [id] = readdirSync(join(folder, "usual"));
  for (const name of readdirSync(join(folder, "usual", id!))) {
    expect(readFileSync(join(folder, "plain", id!, name)).equals(readFileSync(join(folder, "usual", id!, name)))).toBe(
      true,
    );
  }
});
