/** A table of reference output: the first column is the time. */
export interface Output {
  readonly times: readonly number[];
  /** Cells as printed, by column name as in the file. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/** Reads comma- or tab-separated text with quotes around cells that need them. */
export function readOutput(text: string): Output {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "");
  const separator = lines[0]!.includes("\t") ? "\t" : ",";
  const rows = lines.map((line) => cells(line, separator));
  const [header, ...body] = rows as [string[], ...string[][]];
  const columns = new Map(
    header.slice(1).map((name, at) => [name.trim(), body.map((row) => (row[at + 1] ?? "").trim())]),
  );
  return { times: body.map((row) => Number(row[0])), columns };
}

function cells(line: string, separator: string): string[] {
  const found: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '"' && quoted && line[at + 1] === '"') cell += line[++at];
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      found.push(cell);
      cell = "";
    } else cell += character;
  }
  return [...found, cell];
}

/** How near a value must come to a printed one. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * One in a million for output in double precision. Output that never prints more than seven digits comes from a
 * simulator in single precision: its sixth digit is not sure, and a number that came down from larger ones by hundreds
 * of additions keeps their error, a millionth of the column's largest number where that is below 10.
 */
export function toleranceOf({ columns }: Output, column: readonly string[]): Tolerance {
  const digits = [...columns.values()].flat().map(
    (text) =>
      text
        .replace(/[eE].*$/, "")
        .replace(/[^0-9]/g, "")
        .replace(/^0+/, "").length,
  );
  if (Math.max(0, ...digits) > 7) return { relative: 1e-6, absolute: 1e-12 };
  const largest = Math.max(...column.map((text) => Math.abs(Number(text))).filter((size) => Number.isFinite(size)));
  return { relative: 1e-5, absolute: 1e-6 * Math.min(10, largest) };
}

export function agrees(value: number, printed: string, { relative, absolute }: Tolerance): boolean {
  const expected = Number(printed);
  return Math.abs(value - expected) <= Math.max(relative * Math.abs(expected), absolute);
}
