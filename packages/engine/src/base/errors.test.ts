import { expect, test } from "vitest";
import { fail, formatDiagnostic, internal, TokenwrightError, within } from "./errors.js";

test("a finding is shown with file, line, column, the line, a caret under it, what was expected, and what to try", () => {
  const text = formatDiagnostic({
    code: "unit/unknown",
    message: 'There is no unit "AAD".',
    expected: "a unit",
    hint: 'did you mean "ADA"?',
    place: { file: "a.yaml", line: 12, column: 9, length: 3, lineText: "  fee: 5 AAD", path: "economy.fee" },
  });
  expect(text).toBe(
    [
      'a.yaml:12:9: error: There is no unit "AAD".',
      "  12 |   fee: 5 AAD",
      "     |         ^^^",
      "  at: economy.fee",
      "  expected: a unit",
      '  try: did you mean "ADA"?',
      "  (unit/unknown)",
    ].join("\n"),
  );
});

test("tabs before the finding are kept, so that the caret stands under it at any tab width", () => {
  const lines = formatDiagnostic({
    code: "a/b",
    message: "m",
    place: { line: 1, column: 4, length: 2, lineText: "\tx\tyz" },
  }).split("\n");
  expect(lines[2]).toBe("    | \t \t^^");
});

test("a caret never reaches beyond the line, and is never missing", () => {
  const caret = (column: number, length: number) =>
    formatDiagnostic({ code: "a/b", message: "m", place: { column, length, lineText: "abc" } }).split("\n")[2];
  expect(caret(2, 99)).toBe("   |  ^^");
  expect(caret(4, 5)).toBe("   |    ^");
});

test("warnings say so, and a finding without a place stands on its own", () => {
  expect(formatDiagnostic({ code: "a/b", message: "m", severity: "warning" })).toBe("warning: m\n  (a/b)");
});

test("an error carries all its findings, in its message too", () => {
  const error = new TokenwrightError([
    { code: "a/one", message: "First." },
    { code: "a/two", message: "Second." },
  ]);
  expect(error.message).toBe("First. (a/one)\nSecond. (a/two)");
  expect(error.code).toBe("a/one");
  expect(new TokenwrightError([]).code).toBe("internal/no-code");
});

test("a place is added where a finding has none, and keeps what the finding knows better", () => {
  let caught: unknown;
  try {
    within({ file: "a.yaml", line: 3, path: "outer" }, () =>
      fail({ code: "a/b", message: "m", place: { path: "inner", column: 2 } }),
    );
  } catch (error) {
    caught = error;
  }
  expect((caught as TokenwrightError).diagnostics[0]!.place).toEqual({
    file: "a.yaml",
    line: 3,
    path: "inner",
    column: 2,
  });
  expect(() => within({ file: "a" }, () => internal("broken"))).toThrow(/^internal: broken$/);
});
