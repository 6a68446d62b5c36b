import type { Diagnostic } from "@tokenwright/engine";
import type { ErrorCode, YAMLParseError } from "yaml";
import type { SourceText } from "./source-text.js";
import type { Scan } from "./yaml-limits.js";

type Words = Omit<Diagnostic, "place">;

const inQuotes = 'a text with { } [ ] : # * & ! % @ or quotes in it must stand in quotes: "…"';

/** What to say about the parser's errors, by its code. The others get a general sentence. */
const words: Partial<Record<ErrorCode, Words>> = {
  TAB_AS_INDENT: {
    code: "yaml/tab",
    message: "A tab stands where the line is indented.",
    expected: "spaces",
    hint: "replace the tab by two spaces",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: "yaml/syntax",
    message: "A second key begins inside this value.",
    expected: "one key on a line",
    hint: `start a new line, indented like its neighbours; ${inQuotes}`,
  },
  MULTILINE_IMPLICIT_KEY: {
    code: "yaml/syntax",
    message: "This line has no colon after its key.",
    expected: "key: value",
    hint: "put a colon and a space after the key, and indent all keys of a mapping alike",
  },
  BAD_INDENT: {
    code: "yaml/indent",
    message: "This line is not indented like its neighbours.",
    expected: "all keys of a mapping in one column",
    hint: "give it the indentation of the line above that it belongs to",
  },
  BAD_SCALAR_START: {
    code: "yaml/syntax",
    message: "A value cannot begin with this character.",
    hint: inQuotes,
  },
  BAD_ALIAS: {
    code: "yaml/alias",
    message: "This alias stands for nothing.",
    hint: "a text that begins with * or & must stand in quotes",
  },
  MULTIPLE_DOCS: {
    code: "yaml/multi-document",
    message: "The file holds a second document.",
    expected: "one scenario in a file",
    hint: "remove the line --- and what follows, or put it into a file of its own",
  },
  UNEXPECTED_TOKEN: {
    code: "yaml/syntax",
    message: "This does not belong here.",
    hint: inQuotes,
  },
  MISSING_CHAR: {
    code: "yaml/syntax",
    message: "Something is missing before this.",
    expected: "key: value, with a space after the colon",
    hint: "look for a missing colon, comma or bracket on this line or the one above",
  },
  BAD_DQ_ESCAPE: {
    code: "yaml/escape",
    message: "This escape is not one of YAML's.",
    hint: "write \\\\ for a backslash, or use single quotes",
  },
};

/** The first thing wrong with the syntax, said in our words. Later errors of a parser mostly follow from the first. */
export function syntaxFinding(errors: readonly YAMLParseError[], source: SourceText, scan: Scan): Diagnostic {
  const { unclosed } = scan;
  if (unclosed !== undefined) {
    const isQuote = unclosed.character === '"' || unclosed.character === "'";
    const closing = { "{": "}", "[": "]" }[unclosed.character] ?? unclosed.character;
    return {
      code: "yaml/unclosed",
      message: `This ${isQuote ? "quote" : "bracket"} is never closed.`,
      expected: `a ${closing} on the same line or on lines that are indented more`,
      hint: `add the missing ${closing}`,
      place: source.place(unclosed.offset, unclosed.offset + 1),
    };
  }
  const error = errors.reduce((first, one) => (one.pos[0] < first.pos[0] ? one : first));
  let [start, end] = error.pos;
  // The parser marks the whole stretch that it took for one key; the colon is missing on its first line, unless
  // that begins a value, when the line with the colon has moved to the right.
  if (error.code === "BAD_INDENT") start = afterComments(source.text, start);
  if (error.code === "BLOCK_AS_IMPLICIT_KEY") [start, end] = secondKey(source.text, start, errors);
  while (error.code !== "TAB_AS_INDENT" && start > 0 && start < end && /\s/.test(source.text[start] ?? "")) start++;
  const said = words[error.code] ?? {
    code: "yaml/syntax",
    message: `This is not YAML: ${error.message.split("\n")[0]!.slice(0, 120)}.`,
    hint: inQuotes,
  };
  return { ...said, place: source.place(start, Math.max(end, start + 1)) };
}

/** The next line that is no comment: comments may be indented as they like. */
function afterComments(text: string, start: number): number {
  const emptyLine = /[ \t]*(?:#[^\n]*)?\n/y;
  emptyLine.lastIndex = text.lastIndexOf("\n", start - 1) + 1;
  let end = start;
  while (emptyLine.test(text)) end = emptyLine.lastIndex;
  return end;
}

/** Where the second key of `a: b: c`, or of a line too far to the right, begins. */
function secondKey(text: string, start: number, errors: readonly YAMLParseError[]): [number, number] {
  const wide = errors.find((one) => one.code === "MULTILINE_IMPLICIT_KEY" && one.pos[0] >= start);
  if (wide === undefined) return [start, start + 1];
  const lineStart = text.lastIndexOf("\n", Math.min(wide.pos[1], text.length) - 1) + 1;
  const key = /[^\s]/.exec(text.slice(lineStart))?.index ?? 0;
  return lineStart > start ? [lineStart + key, wide.pos[1]] : [start, wide.pos[1]];
}
