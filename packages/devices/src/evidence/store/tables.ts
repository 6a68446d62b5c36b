import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  UBIGINT,
  VARCHAR,
} from "@duckdb/node-api";
import { internal } from "@tokenwright/engine";
import type { SealedFile } from "./catalogue.js";
import { syncFile, syncFolder } from "./sync-folder.js";

type TableName = SealedFile["table"];

interface Column {
  readonly name: string;
  readonly sql: string;
  readonly type: DuckDBType;
}

const column = (name: string, sql: string, type: DuckDBType): Column => ({ name, sql, type });
/** Where a row is kept: parts of its file's path, not columns of the file. */
const partition = [column("day", "INTEGER", INTEGER), column("cell", "VARCHAR", VARCHAR)];

/** The columns of the Parquet files, which are read by others too: names and meanings stay. */
export const columns: { readonly [K in TableName]: readonly Column[] } = {
  messages: [
    column("id", "VARCHAR", VARCHAR),
    column("time", "DOUBLE", DOUBLE),
    column("received", "DOUBLE", DOUBLE),
    column("node", "VARCHAR", VARCHAR),
    column("device", "VARCHAR", VARCHAR),
    column("kid", "VARCHAR", VARCHAR),
    column("sequence", "UBIGINT", UBIGINT),
    column("hardware", "VARCHAR", VARCHAR),
    column("bytes", "BLOB", BLOB),
  ],
  readings: [
    column("id", "VARCHAR", VARCHAR),
    column("entry", "VARCHAR", VARCHAR),
    column("message", "VARCHAR", VARCHAR),
    column("device", "VARCHAR", VARCHAR),
    column("channel", "VARCHAR", VARCHAR),
    column("unit", "VARCHAR", VARCHAR),
    column("time", "DOUBLE", DOUBLE),
    column("signed", "DOUBLE", DOUBLE),
    column("received", "DOUBLE", DOUBLE),
    column("number", "DOUBLE", DOUBLE),
    column("text", "VARCHAR", VARCHAR),
    column("truth", "BOOLEAN", BOOLEAN),
    column("data", "BLOB", BLOB),
  ],
};

/** In what order rows stand in a file, so that what is asked for together lies together. */
const orderIn: { readonly [K in TableName]: string } = {
  messages: "device, kid, sequence, id",
  readings: "device, channel, time, id",
};

const namesOf = (table: TableName): string => columns[table].map(({ name }) => `"${name}"`).join(", ");

/** A text inside a statement. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A number inside a statement: read as exactly the same float64. */
export const literal = (value: number): string => `'${value}'::DOUBLE`;

export const between = (name: string, from: number, to: number): string =>
  `${name} >= ${literal(from)} AND ${name} < ${literal(to)}`;

/** The database engine: it holds nothing itself and works on files within a bound of memory. */
export class Tables {
  private constructor(
    readonly folder: string,
    readonly instance: DuckDBInstance,
  ) {}

  /** @param memory In mebibytes; what does not fit goes to the folder `tmp`. */
  static async open(folder: string, memory: number): Promise<Tables> {
    const temporary = join(folder, "tmp");
    rmSync(temporary, { recursive: true, force: true });
    mkdirSync(temporary, { recursive: true });
    const instance = await DuckDBInstance.create(":memory:", {
      threads: "1",
      memory_limit: `${memory}MiB`,
      temp_directory: join(temporary, "spill"),
      // What was freed goes back to the system at once: sealing comes in bursts.
      allocator_flush_threshold: "1MiB",
      // Nothing is fetched, and no file outside of the statements is looked for.
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
    return new Tables(folder, instance);
  }

  close(): void {
    this.instance.closeSync();
  }

  /** Rows of a statement, a chunk at a time. */
  async *rows(sql: string): AsyncGenerator<readonly DuckDBValue[]> {
    const connection = await this.instance.connect();
    try {
      const result = await connection.stream(sql);
      for (
        let chunk = await result.fetchChunk();
        chunk !== null && chunk.rowCount > 0;
        chunk = await result.fetchChunk()
      )
        yield* chunk.getRows();
    } finally {
      connection.closeSync();
    }
  }

  /** The rows of Parquet files as a relation. */
  relation(table: TableName, files: readonly SealedFile[]): string {
    if (files.length === 0) internal("a relation of no files");
    const paths = files.map(({ path }) => quoted(join(this.folder, path))).join(", ");
    return `(SELECT ${namesOf(table)} FROM read_parquet([${paths}], hive_partitioning = false))`;
  }

  /** Collects rows and writes them by day and cell. */
  async batch(): Promise<Batch> {
    return Batch.begin(this, await this.instance.connect());
  }

  /**
   * Writes rows as Parquet files, one for each day and cell. Each is forced to disk under its own name before this
   * returns; whether it belongs to the store is for the catalogue to say.
   *
   * @param source A relation with the table's columns and day and cell.
   * @param version A number that no file was named by before.
   */
  async write(connection: DuckDBConnection, table: TableName, source: string, version: number): Promise<SealedFile[]> {
    const found = await connection.runAndReadAll(
      `SELECT day, cell, count(*), min(time), max(time) FROM ${source} GROUP BY day, cell ORDER BY day, cell`,
    );
    const files: SealedFile[] = [];
    for (const [day, cell, rows, earliest, latest] of found.getRows()) {
      const dayName = new Date(Number(day) * 86_400_000).toISOString().slice(0, 10);
      const folder = `${table}/day=${dayName}/cell=${String(cell)}`;
      const path = `${folder}/${String(version).padStart(8, "0")}.parquet`;
      const partial = join(this.folder, "tmp", `${table}.parquet`);
      await connection.run(
        `COPY (SELECT ${namesOf(table)} FROM ${source} WHERE day = ${Number(day)} AND cell = ${quoted(String(cell))} ` +
          `ORDER BY ${orderIn[table]}) TO ${quoted(partial)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 8192)`,
      );
      syncFile(partial);
      makeFolders(this.folder, folder);
      renameSync(partial, join(this.folder, path));
      syncFolder(join(this.folder, folder));
      files.push({
        path,
        table,
        day: Number(day),
        cell: String(cell),
        rows: Number(rows),
        earliest: Number(earliest),
        latest: Number(latest),
      });
    }
    return files;
  }
}

/** Each new folder's name is forced to disk in the folder above it. */
function makeFolders(root: string, path: string): void {
  let at = root;
  for (const part of path.split("/")) {
    const above = at;
    at = join(at, part);
    if (mkdirSync(at, { recursive: true }) !== undefined) syncFolder(above);
  }
}

/** The Parquet files that lie in the folder, by the paths a catalogue names. */
export function filesOnDisk(folder: string): string[] {
  const found: string[] = [];
  for (const table of Object.keys(columns)) {
    const walk = (path: string): void => {
      for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
        const inside = `${path}/${entry.name}`;
        if (entry.isDirectory()) walk(inside);
        else found.push(inside);
      }
    };
    mkdirSync(join(folder, table), { recursive: true });
    walk(table);
  }
  return found;
}

/** Rows that go into a chunk of the engine. */
const chunkRows = 2048;

type Rows = { [K in TableName]: DuckDBValue[][] };

/** Rows on their way into files. */
export class Batch {
  readonly #rows: Rows = { messages: [], readings: [] };

  private constructor(
    readonly tables: Tables,
    readonly connection: DuckDBConnection,
  ) {}

  static async begin(tables: Tables, connection: DuckDBConnection): Promise<Batch> {
    for (const table of ["messages", "readings"] as const) {
      const all = [...columns[table], ...partition].map(({ name, sql }) => `"${name}" ${sql}`).join(", ");
      await connection.run(`CREATE TEMP TABLE ${table} (${all})`);
    }
    return new Batch(tables, connection);
  }

  /** @param row Values in the order of the table's columns, then day and cell. */
  async add(table: TableName, row: DuckDBValue[]): Promise<void> {
    const rows = this.#rows[table];
    rows.push(row);
    if (rows.length >= chunkRows) await this.#flush(table);
  }

  async write(version: number): Promise<SealedFile[]> {
    const files: SealedFile[] = [];
    for (const table of ["messages", "readings"] as const) {
      await this.#flush(table);
      files.push(...(await this.tables.write(this.connection, table, table, version)));
    }
    return files;
  }

  close(): void {
    this.connection.closeSync();
  }

  async #flush(table: TableName): Promise<void> {
    const rows = this.#rows[table];
    if (rows.length === 0) return;
    this.#rows[table] = [];
    const all = [...columns[table], ...partition];
    const chunk = DuckDBDataChunk.create(all.map(({ type }) => type));
    chunk.setRows(rows);
    const appender = await this.connection.createAppender(table, undefined, "temp");
    appender.appendDataChunk(chunk);
    appender.closeSync();
    // Other work of the process goes on between chunks.
    await new Promise((resume) => setImmediate(resume));
  }
}

export const blob = (bytes: Uint8Array): DuckDBBlobValue => new DuckDBBlobValue(bytes);

export function bytesOf(value: DuckDBValue | undefined): Uint8Array | undefined {
  return value instanceof DuckDBBlobValue ? Uint8Array.from(value.bytes) : undefined;
}
