import { fail, internal } from "@tokenwright/engine";

export type Cell = string | number;

/** Text cells that a spreadsheet would run as a formula; an apostrophe of their own is doubled so that reading undoes it. */
const wouldBeRun = /^[=+\-@\t\r\0']/;

/** A plain decimal number. Such a text stays as it is, or every negative value would break. */
const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/**
 * A table as CSV after RFC 4180: CRLF line ends, quotes doubled. Numbers are written in the shortest
 * form that reads back as the same double. A text that a spreadsheet would run as a formula gets a
 * leading apostrophe.
 */
export function writeCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  return [...csvLines(header, rows)].join("");
}

/** The lines of `writeCsv` one after the other, each with its end, for tables that are not held as one text. */
export function* csvLines(header: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  yield lineText(header);
  for (const row of rows) yield lineText(row);
}

function lineText(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: Cell): string {
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : internal(`a table holds ${cell}`);
  const safe = wouldBeRun.test(cell) && !isNumber.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads what `writeCsv` writes; LF line ends are accepted too.
 *
 * @throws TokenwrightError `store/csv` with the line: a quote that never ends, text behind a closing
 * quote, or a row with another number of cells than the header.
 */
export function readCsv(text: string, file: string): Table {
  const rows: string[][] = [];
  const lineOfRow: number[] = [];
  let row: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = 0;
  const refuse = (message: string, atLine: number): never =>
    fail({
      code: "store/csv",
      message,
      expected: "a table as Tokenwright wrote it",
      hint: "run the scenario again",
      place: { file, line: atLine },
    });
  const endRow = () => {
    rows.push(row);
    lineOfRow.push(rowLine);
    row = [];
    rowLine = line;
  };
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      const opened = line;
      const parts: string[] = [];
      at++;
      for (;;) {
        const end = text.indexOf('"', at);
        if (end < 0) refuse("A quoted cell has no end.", opened);
        parts.push(text.slice(at, end));
        at = end + 1;
        if (text[at] !== '"') break;
        parts.push('"');
        at++;
      }
      cell = parts.join("");
      for (const character of cell) if (character === "\n") line++;
      if (at < text.length && !",\r\n".includes(text[at]!)) refuse("Text follows a closing quote.", line);
    } else {
      const start = at;
      while (at < text.length && !",\r\n".includes(text[at]!)) at++;
      cell = text.slice(start, at);
    }
    row.push(cell.startsWith("'") ? cell.slice(1) : cell);
    if (text[at] === ",") {
      at++;
      if (at === text.length) row.push("");
      continue;
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    line++;
    endRow();
  }
  if (row.length > 0) endRow();
  const [header, ...body] = rows;
  if (header === undefined) return refuse("The table is empty.", 1);
  for (const [index, cells] of body.entries()) {
    if (cells.length !== header.length) {
      refuse(`The row has ${cells.length} cells, and the header ${header.length}.`, lineOfRow[index + 1]!);
    }
  }
  return { header, rows: body };
}
