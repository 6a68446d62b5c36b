import { formatDiagnostic, rational, TokenwrightError } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { numberIn, readDataTable, requireColumn } from "./read-csv.js";

function refused(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof TokenwrightError) {
      const { code, place } = error.diagnostics[0]!;
      return `${code} ${place?.file}:${place?.line}:${place?.column}`;
    }
    throw error;
  }
  return "accepted";
}

const read = (text: string) => readDataTable(text, "d.csv");

test("a file with comments, a byte order mark, CRLF and quoted cells is read", () => {
  const table = read(
    '\uFEFF# source: somewhere\r\n#\r\nepoch,"name, long",x\r\n1,"say ""hi""\r\nthere",5\r\n2,,"6"\r\n\r\n',
  );
  expect(table.columns).toEqual(["epoch", "name, long", "x"]);
  expect(table.size).toBe(2);
  expect(table.cell(0, "name, long")).toBe('say "hi"\r\nthere');
  expect([table.cell(1, "x"), table.cell(1, "name, long")]).toEqual(["6", ""]);
  expect(table.place(1, "x")).toMatchObject({ line: 6, column: 4, lineText: '2,,"6"' });
});

test("amounts beyond 2^53 are exact", () => {
  const table = read("epoch,a\n1,9408537858242253\n2,0.1\n3,1e3\n4, -7 \n");
  expect([0, 1, 2, 3].map((row) => rational.toText(numberIn(table, row, "a")))).toEqual([
    "9408537858242253",
    "1/10",
    "1000",
    "-7",
  ]);
});

test.each([
  ["", "csv/no-header d.csv:1:1"],
  ["# only a comment", "csv/no-header d.csv:1:17"],
  ["1,2,3\n4,5,6\n", "csv/no-header d.csv:1:1"],
  ["a,b,a\n1,2,3\n", "csv/duplicate-column d.csv:1:5"],
  ["a,b\n1\n", "csv/ragged d.csv:2:1"],
  ["# c\na,b\n1,2\n1,2,3\n", "csv/ragged d.csv:4:5"],
  ["a,b\n1,2\n\n3,4\n", "csv/ragged d.csv:3:1"],
  ['a,b\n1,"2\n', "csv/quote d.csv:2:3"],
  ['a,b\n1,"2"x\n', "csv/quote d.csv:2:3"],
])("%j is refused as %s", (text, expected) => {
  expect(refused(() => read(text))).toBe(expected);
});

test.each([
  ["null", "csv/null d.csv:2:3"],
  ["", "csv/null d.csv:2:3"],
  ["1 000", "csv/number d.csv:2:3"],
  ['"1,000"', "csv/number d.csv:2:3"],
  ["0x10", "csv/number d.csv:2:3"],
  ["NaN", "csv/number d.csv:2:3"],
  ["1.2.3", "csv/number d.csv:2:3"],
])("the cell %j is no number: %s", (cell, expected) => {
  const table = read(`a,b\n1,${cell}\n`);
  expect(refused(() => numberIn(table, 0, "b"))).toBe(expected);
});

test("a missing column is named, with the nearest there is", () => {
  expect(refused(() => requireColumn(read("epoch,reserves\n1,2\n"), "reserve"))).toBe("csv/missing-column d.csv:1:1");
  try {
    requireColumn(read("epoch,reserves\n1,2\n"), "reserve");
  } catch (error) {
    expect(formatDiagnostic((error as TokenwrightError).diagnostics[0]!)).toMatchInlineSnapshot(`
      "d.csv:1:1: error: The file has no column "reserve".
        1 | epoch,reserves
          | ^
        expected: a column of that name; there are epoch, reserves
        try: did you mean "reserves"?
        (csv/missing-column)"
    `);
  }
});

test("more than 64 million characters, or than 1000 columns, are refused", () => {
  expect(refused(() => read("a".repeat(64_000_001)))).toBe("csv/too-large d.csv:1:1");
  expect(refused(() => read(`${"a,".repeat(1001)}\n`))).toBe("csv/too-large d.csv:1:1");
});

test("10 000 random tables come back as they were written, and 20 000 random texts never crash", () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab1,"\n\r .'.split("")), maxLength: 6 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const tables = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(tables, (rows) => {
      const table = read(`x,y\n${rows.map((row) => row.map(quoted).join(",")).join("\n")}`);
      expect(rows.map((_, row) => [table.cell(row, "x"), table.cell(row, "y")])).toEqual(rows);
    }),
    { seed: 7, numRuns: 10_000 },
  );
  const marks = fc.string({ unit: fc.constantFrom(...'ab,"\n\r#12 \uFEFF'.split("")), maxLength: 30 });
  fc.assert(
    fc.property(marks, (text) => void refused(() => read(text))),
    { seed: 7, numRuns: 20_000 },
  );
});
