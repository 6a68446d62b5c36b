import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { build, ensemble, type Model, run, state, stock } from "@tokenwright/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeInParts } from "../disk/index.js";
import type { SeriesTable } from "../record/index.js";
import {
  bandsTable,
  type OutputSeries,
  parquetEncoder,
  pathsTable,
  readCsv,
  runTable,
  seriesOfEnsemble,
  tableTime,
  writeBands,
  writePaths,
} from "../record/index.js";
import { toCsv } from "./to-csv.js";
import { toParquet } from "./to-parquet.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-tables-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const market: Model = {
  title: "Market",
  epoch: "5 day",
  assets: { token: { decimals: 3 } },
  states: { price: state("0.2", "price * exp(0.1 * normal(0, 1))", "price") },
  stocks: { pot: stock("100 token", "pot") },
  flows: { leak: { from: "pot", equation: "0.1 * price * pot / epoch", meaning: "leaks" } },
};

const start = { startEpoch: 208, startDate: "2020-07-29" };

/** Rows of a Parquet file as DuckDB, which shares no code with what wrote it, reads them. */
async function rowsOf(file: string, what = "*"): Promise<readonly Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(`select ${what} from ${file}`);
    return reader.getRowObjects();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const parquet = (file: string) => `read_parquet('${file}')`;

async function market1000(): Promise<{ outputs: readonly OutputSeries[]; table: SeriesTable; paths: SeriesTable }> {
  const program = build(market);
  const result = await ensemble(program, { steps: 40, runs: 100, paths: 3 });
  const outputs = seriesOfEnsemble(program, result, ["price", "pot"]);
  const time = tableTime(program, 40, start);
  return { outputs, table: bandsTable(outputs, time), paths: pathsTable(outputs, time) };
}

/** Every number of the table and its row, against what a reader found. */
function expectRows(table: SeriesTable, found: readonly Record<string, unknown>[]): void {
  const length = table.time.steps + 1;
  expect(found.length).toBe(table.parts.length * length);
  for (const [index, row] of found.entries()) {
    const part = table.parts[Math.floor(index / length)]!;
    expect([row["variable"], row["unit"], row["step"]]).toEqual([part.name, part.unit, index % length]);
    for (const [column, name] of table.columns.entries()) {
      if (!Object.is(row[name], part.values[column]![index % length])) expect.fail(`${name} at row ${index}`);
    }
  }
}

test("bands and paths of an ensemble come back from Parquet bit for bit, with types and units", async () => {
  const { table, paths } = await market1000();
  for (const one of [table, paths]) {
    const file = join(folder, "table.parquet");
    await toParquet(file, one);
    const found = await rowsOf(parquet(file));
    expectRows(one, found);
    expect(Object.keys(found[0]!)).toEqual(["variable", "unit", "step", "epoch", "date", ...one.columns]);
    expect(found[0]).toMatchObject({ variable: "price", unit: "1", epoch: 208n });
    expect(String(found[0]!["date"])).toBe("2020-07-29");
    expect(found[43]).toMatchObject({ variable: "pot", unit: "token", step: 2, epoch: 210n });
    expect(String(found[43]!["date"])).toBe("2020-08-08");
  }
  const types = await rowsOf(`(describe select * from ${parquet(join(folder, "table.parquet"))})`, "column_type");
  const doubles = paths.columns.map(() => "DOUBLE");
  expect(types.map((row) => row["column_type"])).toEqual([
    "VARCHAR",
    "VARCHAR",
    "INTEGER",
    "BIGINT",
    "DATE",
    ...doubles,
  ]);
});

test("the series of one run come back from Parquet bit for bit, without dates where none are known", async () => {
  const program = build(market);
  const path = run(program, { steps: 25 });
  const table = runTable(program, path, { names: ["pot", "leak", "price"], about: { title: "Market" } });
  const file = join(folder, "run.parquet");
  await toParquet(file, table);
  const found = await rowsOf(parquet(file));
  expectRows(table, found);
  expect(found[30]).toMatchObject({ variable: "leak", unit: "token/epoch", step: 4, epoch: null, date: null });
  const [about] = await rowsOf(`parquet_kv_metadata('${file}')`, "decode(value) as text");
  expect(JSON.parse(about!["text"] as string)).toEqual({ title: "Market" });
});

test("every kind of double comes back, a zero below zero and the smallest number too", async () => {
  const values = Float64Array.of(0, -0, 5e-324, -5e-324, 0.1 + 0.2, 1.7976931348623157e308, -1 / 3, 2 ** 53 + 2, 0, -0);
  const table: SeriesTable = {
    time: { steps: values.length - 1, stepSeconds: 60 },
    columns: ["value"],
    parts: [{ name: 'with "quotes", commas\nand lines', unit: "Ω", values: [values] }],
  };
  const file = join(folder, "odd's.parquet");
  await toParquet(file, table);
  expectRows(table, await rowsOf(parquet(file.replaceAll("'", "''"))));
  await toCsv(join(folder, "odd.csv"), table);
  const { header, rows } = readCsv(readFileSync(join(folder, "odd.csv"), "utf8"), "odd.csv");
  expect(header).toEqual(["variable", "unit", "step", "epoch", "date", "value"]);
  expect(rows.map((row) => Number(row[5]))).toEqual([...values].map((value) => value + 0));
  expect(rows[0]!.slice(0, 2)).toEqual(['with "quotes", commas\nand lines', "Ω"]);
});

test("CSV has the bytes of a run folder's tables, and DuckDB reads the same doubles from it", async () => {
  const { outputs, table, paths } = await market1000();
  const time = { ...table.time, step: "5 day", horizon: "200 day" };
  await toCsv(join(folder, "bands.csv"), table);
  await toCsv(join(folder, "paths.csv"), paths);
  expect(readFileSync(join(folder, "bands.csv"), "utf8")).toBe(writeBands(outputs, time));
  expect(readFileSync(join(folder, "paths.csv"), "utf8")).toBe(writePaths(outputs, time));
  const found = await rowsOf(`read_csv('${join(folder, "paths.csv")}')`);
  expectRows(
    paths,
    found.map((row) => ({ ...row, step: Number(row["step"]) })),
  );
});

test("the same table gives the same bytes", async () => {
  const { table } = await market1000();
  await toParquet(join(folder, "a.parquet"), table);
  await toParquet(join(folder, "b.parquet"), table);
  expect(readFileSync(join(folder, "a.parquet")).equals(readFileSync(join(folder, "b.parquet")))).toBe(true);
});

test("a long table is written in groups of rows, and read as one", async () => {
  const steps = 39_999;
  const series = (factor: number) => Float64Array.from({ length: steps + 1 }, (_, step) => factor / (step + 1));
  const table: SeriesTable = {
    time: { steps, stepSeconds: 3600, startDate: "2024-01-01" },
    columns: ["value", "other"],
    parts: ["a", "b"].map((name, index) => ({ name, unit: "1", values: [series(index + 1), series(-index)] })),
  };
  const file = join(folder, "long.parquet");
  await toParquet(file, table);
  const [groups] = await rowsOf(
    `parquet_metadata('${file}')`,
    "count(distinct row_group_id)::integer as n, max(row_group_num_rows)::integer as most",
  );
  expect(groups).toEqual({ n: 2, most: 65_536 });
  expectRows(table, await rowsOf(parquet(file)));
});

test("a group of rows at a time is held, however wide the table is", async () => {
  const columns = Array.from({ length: 200 }, (_, run) => `run${run}`);
  const values = columns.map((_, run) => Float64Array.from({ length: 20_001 }, (_, step) => run + step / 3));
  const table: SeriesTable = {
    time: { steps: 20_000, stepSeconds: 3600 },
    columns,
    parts: [{ name: "price", unit: "1", values }],
  };
  const sizes: number[] = [];
  (await parquetEncoder())(table, (part) => sizes.push(part.length));
  // 32 MB of doubles, 8 MB of them at a time.
  expect(sizes.length).toBe(5);
  expect(Math.max(...sizes)).toBeLessThan(10e6);
});

test("what fails half way leaves nothing, and an older file as it was", async () => {
  const { table } = await market1000();
  const broken: SeriesTable = {
    ...table,
    parts: [
      ...table.parts,
      { name: "lost", unit: "1", values: table.columns.map(() => new Float64Array(41).fill(Number.NaN)) },
    ],
  };
  const file = join(folder, "bands.csv");
  await toCsv(file, table);
  const before = readFileSync(file);
  const narrow: SeriesTable = { ...table, columns: ["mean"] };
  await expect(toParquet(file, narrow)).rejects.toThrow(/internal: a table of 1 columns and 41 steps has other/u);
  await expect(toCsv(file, broken)).rejects.toThrow(/internal: a table holds NaN/u);
  expect(() =>
    writeInParts(join(folder, "new.bin"), (append) => {
      append(Uint8Array.of(1, 2, 3));
      throw new Error("the source ended");
    }),
  ).toThrow(/the source ended/u);
  expect(readdirSync(folder)).toEqual(["bands.csv"]);
  expect(readFileSync(file).equals(before)).toBe(true);
  mkdirSync(join(folder, "taken"));
  await expect(toParquet(join(folder, "taken"), table)).rejects.toThrow(/store\/is-a-folder/u);
});
