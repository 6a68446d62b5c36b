import fc from "fast-check";
import { expect, test } from "vitest";
import { readCsv, writeCsv } from "./csv.js";

test("any texts come back as they were, whatever they contain", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom("=", "'", '"', ",", "\r", "\n", "-", "@", "a", " ", "\t") }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
      const { header, rows: found } = readCsv(writeCsv(["a", "b", "c"], rows), "table.csv");
      expect(header).toEqual(["a", "b", "c"]);
      expect(found).toEqual(rows.map((row) => [...row]));
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("numbers come back as the same doubles", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (numbers) => {
      const { rows } = readCsv(
        writeCsv(
          ["n"],
          numbers.map((one) => [one]),
        ),
        "table.csv",
      );
      for (const [index, [cell]] of rows.entries()) expect(Number(cell)).toBe(numbers[index]! + 0);
    }),
    { seed: 2, numRuns: 200 },
  );
});

// OWASP ASVS 1.2.10: a spreadsheet runs a cell that begins with one of these.
test.each(["=1+1", "+cmd|' /C calc'!A0", "-1+cmd", "@SUM(A1)", "\tx", "\rx", "\0x"])(
  "%j is not left for a spreadsheet to run",
  (text) => {
    const line = writeCsv(["h"], [[text]]).slice("h\r\n".length);
    expect(line.replace(/^"/, "")).toMatch(/^'/);
  },
);

test.each(["-1.5e3", "+3", "-0.25", "-7"])("%s is a number and stays one", (text) => {
  expect(writeCsv(["h"], [[text]])).toBe(`h\r\n${text}\r\n`);
});

test.each([
  ['a,b\r\n"x', /no end/, 2],
  ["a,b\r\n1\r\n", /1 cells, and the header 2/, 2],
  ['a,b\r\n"x\ny",2\r\n3', /1 cells/, 4],
  ['a\r\n"x"y', /follows a closing quote/, 2],
])("%j is refused with its line", (text, message, line) => {
  try {
    readCsv(text, "table.csv");
    expect.unreachable();
  } catch (error) {
    expect((error as Error).message).toMatch(message);
    expect((error as { diagnostics: { place: { line: number } }[] }).diagnostics[0]!.place.line).toBe(line);
  }
});
