import { didYouMean, fail, type Place, type Rational, rational } from "@tokenwright/engine";

/** Bounds on a data file. */
const dataLimits = { characters: 64_000_000, rows: 1_000_000, columns: 1_000, cells: 10_000_000 } as const;

/** A table of recorded data. Cells stay text until a number is asked for, so no amount passes through a double. */
export interface DataTable {
  readonly file: string;
  readonly columns: readonly string[];
  /** Number of rows below the header. */
  readonly size: number;
  /** The text of a cell. */
  cell(row: number, column: string): string;
  /** Where a cell stands in the file. */
  place(row: number, column: string): Place;
}

/**
 * Reads a data file after RFC 4180: a header, then rows of as many cells; quoted cells, LF or CRLF, a byte
 * order mark, and comment lines that begin with # above the header.
 *
 * @throws TokenwrightError `csv/too-large`, `csv/no-header`, `csv/duplicate-column`, `csv/ragged`,
 * `csv/quote`, with line and column.
 */
export function readDataTable(text: string, file: string): DataTable {
  if (text.length > dataLimits.characters) {
    fail({
      code: "csv/too-large",
      message: `The file has ${text.length} characters.`,
      expected: `at most ${dataLimits.characters}`,
      hint: "keep the epochs and columns that are needed",
      place: { file, line: 1, column: 1 },
    });
  }
  return new Reader(text.startsWith("\uFEFF") ? text.slice(1) : text, file).read();
}

/** True for a cell that says there is no value. */
function isMissing(cell: string): boolean {
  return /^\s*(?:|null|NULL|NA|N\/A)\s*$/.test(cell);
}

/**
 * The number in a cell, exactly.
 *
 * @param whenMissing What to try when the cell has no value.
 * @throws TokenwrightError `csv/null` for a cell without a value, `csv/number` for one that is no number.
 */
export function numberIn(
  table: DataTable,
  row: number,
  column: string,
  whenMissing = "leave that epoch out with --from and --to, or fill the cell",
): Rational {
  const cell = table.cell(row, column);
  const value = rational.parseDecimal(cell.trim());
  if (value !== undefined) return value;
  const place = table.place(row, column);
  if (isMissing(cell)) {
    fail({
      code: "csv/null",
      message: `The cell of "${column}" has no value.`,
      expected: "a number in every row that is used",
      hint: whenMissing,
      place,
    });
  }
  const grouped = /^\s*[+-]?[0-9]{1,3}(?:[ ,'’][0-9]{3})+(?:\.[0-9]*)?\s*$/.test(cell);
  return fail({
    code: "csv/number",
    message: `The cell of "${column}" is ${JSON.stringify(cell.slice(0, 60))}.`,
    expected: "a number such as 9408537858242252 or 0.25",
    hint: grouped ? `write ${cell.trim().replace(/[ ,'’]/g, "")}` : "remove what is not part of the number",
    place,
  });
}

/** @throws TokenwrightError `csv/missing-column`. */
export function requireColumn(table: DataTable, column: string): void {
  if (table.columns.includes(column)) return;
  fail({
    code: "csv/missing-column",
    message: `The file has no column "${column}".`,
    expected: `a column of that name; there are ${table.columns.slice(0, 30).join(", ")}`,
    hint: didYouMean(column, table.columns) ?? "rename the column in the file, or in the scenario",
    place: { ...table.place(-1, table.columns[0]!), length: 1 },
  });
}

class Reader {
  #at = 0;
  #line = 1;

  constructor(
    readonly text: string,
    readonly file: string,
  ) {}

  read(): DataTable {
    this.#skipComments();
    const headerAt = { offset: this.#at, line: this.#line };
    const columns = this.#at < this.text.length ? this.#row().map((cell) => cell.trim()) : [];
    this.#checkHeader(columns, headerAt);
    const index = new Map(columns.map((column, at) => [column, at]));
    const rows: string[][] = [];
    const starts: { readonly offset: number; readonly line: number }[] = [];
    while (this.#at < this.text.length) {
      const start = { offset: this.#at, line: this.#line };
      const cells = this.#row();
      if (cells.length === 1 && cells[0] === "" && this.text.slice(this.#at).trim() === "") break;
      if (cells.length !== columns.length) this.#refuseRagged(cells, columns, start);
      if (rows.length === dataLimits.rows) this.#refuseRows(start.line);
      if ((rows.length + 1) * columns.length > dataLimits.cells) this.#refuseCells(start.line);
      rows.push(cells);
      starts.push(start);
    }
    return {
      file: this.file,
      columns,
      size: rows.length,
      cell: (row, column) => rows[row]![index.get(column)!]!,
      place: (row, column) => this.#placeOfCell(row < 0 ? headerAt : starts[row]!, index.get(column)!),
    };
  }

  #skipComments(): void {
    while (this.text[this.#at] === "#" || this.text[this.#at] === "\n" || this.text.startsWith("\r\n", this.#at)) {
      const end = this.text.indexOf("\n", this.#at);
      this.#at = end === -1 ? this.text.length : end + 1;
      if (end !== -1) this.#line++;
    }
  }

  /** The cells of the row that begins here; `starts` takes where each begins. */
  #row(starts?: { readonly offset: number; readonly line: number }[]): string[] {
    const cells: string[] = [];
    for (;;) {
      starts?.push({ offset: this.#at, line: this.#line });
      cells.push(this.text[this.#at] === '"' ? this.#quoted() : this.#plain());
      if (cells.length > dataLimits.columns) this.#refuseColumns();
      if (this.text[this.#at] !== ",") break;
      this.#at++;
    }
    if (this.text.startsWith("\r\n", this.#at)) this.#at += 2;
    else if (this.#at < this.text.length) this.#at++;
    this.#line++;
    return cells;
  }

  #plain(): string {
    const start = this.#at;
    const newline = this.text.indexOf("\n", start);
    const comma = this.text.indexOf(",", start);
    let end = newline === -1 ? this.text.length : newline;
    if (comma !== -1 && comma < end) end = comma;
    else if (newline !== -1 && this.text[newline - 1] === "\r" && newline > start) end = newline - 1;
    this.#at = end;
    return this.text.slice(start, end);
  }

  #quoted(): string {
    const opened = { offset: this.#at, line: this.#line };
    const parts: string[] = [];
    this.#at++;
    for (;;) {
      const end = this.text.indexOf('"', this.#at);
      if (end === -1) this.#refuseQuote("This quoted cell has no end.", opened);
      const part = this.text.slice(this.#at, end);
      for (let at = part.indexOf("\n"); at !== -1; at = part.indexOf("\n", at + 1)) this.#line++;
      parts.push(part);
      this.#at = end + 1;
      if (this.text[this.#at] !== '"') break;
      parts.push('"');
      this.#at++;
    }
    const next = this.text[this.#at];
    if (next !== undefined && next !== "," && next !== "\n" && !this.text.startsWith("\r\n", this.#at)) {
      this.#refuseQuote("Text follows the closing quote of this cell.", opened);
    }
    return parts.join("");
  }

  #checkHeader(columns: readonly string[], at: { readonly offset: number; readonly line: number }): void {
    if (columns.length === 0 || columns.every((column) => column === "")) {
      fail({
        code: "csv/no-header",
        message: "The file has no header.",
        expected: "names of columns in the first line",
        hint: "add a line such as epoch,reserves,treasury",
        place: this.#place(at.line, at.offset),
      });
    }
    if (columns.every((column) => rational.parseDecimal(column) !== undefined)) {
      fail({
        code: "csv/no-header",
        message: "The first line holds numbers, not names.",
        expected: "names of columns in the first line",
        hint: "add a line such as epoch,reserves,treasury",
        place: this.#place(at.line, at.offset),
      });
    }
    const known = new Set<string>();
    for (const [index, column] of columns.entries()) {
      if (!known.has(column)) known.add(column);
      else {
        fail({
          code: "csv/duplicate-column",
          message: `There are two columns "${column.slice(0, 60)}".`,
          expected: "every name once",
          hint: "rename one of them",
          place: this.#placeOfCell(at, index),
        });
      }
    }
  }

  #refuseRagged(
    cells: readonly string[],
    columns: readonly string[],
    at: { readonly offset: number; readonly line: number },
  ): never {
    const extra = cells.length > columns.length;
    return fail({
      code: "csv/ragged",
      message: `This row has ${cells.length} cells, and the header ${columns.length}.`,
      expected: `${columns.length} cells`,
      hint: extra ? "put a cell that holds a comma in quotes" : "add the missing commas",
      place: this.#placeOfCell(at, Math.min(cells.length, columns.length + 1) - 1),
    });
  }

  #refuseRows(line: number): never {
    return fail({
      code: "csv/too-large",
      message: `The file has more than ${dataLimits.rows} rows.`,
      expected: `at most ${dataLimits.rows}`,
      hint: "keep the epochs that are needed",
      place: { file: this.file, line, column: 1 },
    });
  }

  #refuseCells(line: number): never {
    return fail({
      code: "csv/too-large",
      message: `The file has more than ${dataLimits.cells} cells.`,
      expected: `at most ${dataLimits.cells}`,
      hint: "keep the columns that are needed",
      place: { file: this.file, line, column: 1 },
    });
  }

  #refuseColumns(): never {
    return fail({
      code: "csv/too-large",
      message: `This row has more than ${dataLimits.columns} cells.`,
      expected: `at most ${dataLimits.columns} columns`,
      hint: "keep the columns that are needed",
      place: { file: this.file, line: this.#line, column: 1 },
    });
  }

  #refuseQuote(message: string, at: { readonly offset: number; readonly line: number }): never {
    return fail({
      code: "csv/quote",
      message,
      expected: 'quotes around the whole cell, and "" for a quote inside',
      hint: "remove the quote, or double it",
      place: this.#place(at.line, at.offset),
    });
  }

  /** The place of a cell of the row that begins at `row`, found by reading the row again. */
  #placeOfCell(row: { readonly offset: number; readonly line: number }, index: number): Place {
    const again = new Reader(this.text, this.file);
    again.#at = row.offset;
    again.#line = row.line;
    const starts: { readonly offset: number; readonly line: number }[] = [];
    const cells = again.#row(starts);
    const start = starts[index] ?? starts.at(-1)!;
    return { ...this.#place(start.line, start.offset), length: Math.max(1, cells[index]?.length ?? 1) };
  }

  #place(line: number, offset: number): Place {
    const lineStart = this.text.lastIndexOf("\n", offset - 1) + 1;
    const newline = this.text.indexOf("\n", offset);
    const lineText = this.text.slice(lineStart, newline === -1 ? this.text.length : newline).replace(/\r$/, "");
    return {
      file: this.file,
      line,
      column: offset - lineStart + 1,
      length: 1,
      ...(lineText.length <= 2_000 ? { lineText } : {}),
    };
  }
}
