import { expect, test } from "vitest";
import { duration } from "./progress.js";
import { formatTable, sparkline } from "./table.js";
import { clean, cleanLine, isStyled, textWidth, wrap } from "./terminal.js";

const terminal = { isTTY: true } as NodeJS.WriteStream;
const pipe = { isTTY: false } as NodeJS.WriteStream;

// no-color.org: any value that is not empty; force-color.org: any but 0 and false.
test.each([
  [terminal, {}, true],
  [pipe, {}, false],
  [terminal, { NO_COLOR: "1" }, false],
  [terminal, { NO_COLOR: "" }, true],
  [terminal, { TERM: "dumb" }, false],
  [pipe, { FORCE_COLOR: "1" }, true],
  [terminal, { FORCE_COLOR: "0" }, false],
  [pipe, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
])("%#: whether text is styled", (stream, environment, wanted) => {
  expect(isStyled(stream, environment as NodeJS.ProcessEnv)).toBe(wanted);
});

test("characters that a terminal would obey are replaced, also those that turn the direction of text", () => {
  expect(clean("a\u001b[31mb\u0007\u009bc\u202ed\ne\tf")).toBe("a\ufffd[31mb\ufffd\ufffdc\ufffdd\ne\tf");
  expect(cleanLine("  a\n b\t\r c ")).toBe("a b \ufffd c");
});

test("wide characters take two columns and marks none", () => {
  expect(["abc", "日本", "é", "e\u0301", "✓"].map(textWidth)).toEqual([3, 4, 1, 1, 1]);
});

test("columns are aligned by what is seen", () => {
  expect(
    formatTable(
      [{ title: "a" }, { title: "n", align: "right" }],
      [
        ["日本", "1"],
        ["x", "1,000"],
      ],
    ),
  ).toEqual(["  a         n", "  日本      1", "  x     1,000"]);
});

test("a sparkline goes from the least to the greatest", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
  expect(sparkline([5, 5])).toBe("▄▄");
  expect(sparkline([-1, 1])).toBe("▁█");
});

test("text is broken at spaces, and a word that is too long stays whole", () => {
  expect(wrap("one two three incomprehensibilities x", 9)).toEqual(["one two", "three", "incomprehensibilities", "x"]);
  expect(wrap("", 9)).toEqual([]);
});

test.each([
  [300, "1 s"],
  [59_000, "59 s"],
  [130_000, "2 min 10 s"],
  [3_900_000, "1 h 5 min"],
])("%d ms is %s", (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
