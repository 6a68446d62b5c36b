import { readFileSync } from "node:fs";

/** A table of witnesses: rows by column name, and the `#` lines that say where they come from. */
export interface Reference {
  readonly provenance: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Reads a reference.csv: lines beginning with # are provenance, the first other line names the columns. */
export function readReference(url: URL): Reference {
  const lines = readFileSync(url, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
  const provenance = lines.filter((line) => line.startsWith("#"));
  const [header, ...body] = lines.filter((line) => !line.startsWith("#"));
  if (provenance.length === 0) throw new Error(`${url.pathname} does not say where its numbers come from.`);
  const columns = header!.split(",");
  const rows = body.map((line) => {
    const cells = line.split(",");
    if (cells.length !== columns.length) throw new Error(`${url.pathname}: ${line} has not ${columns.length} cells.`);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index]!]));
  });
  return { provenance, columns, rows };
}

/** The column as whole numbers. */
export function wholeColumn(reference: Reference, column: string): bigint[] {
  return reference.rows.map((row) => BigInt(row[column]!));
}
