import { fail, type Place } from "../base/errors.js";
import type { Span } from "./syntax.js";

/** A longer line is not shown: a caret under it would help nobody. */
const longestLine = 10_000;

/** What a finding says, apart from where. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly expected?: string | undefined;
  readonly hint?: string | undefined;
}

/**
 * Where a stretch of an equation's text stands in the user's file. Every line of the text begins at the column of
 * the first, as the lines of a YAML block do; a stretch over several lines is cut at the end of its first.
 *
 * @param place Where the text begins; line and column are 1 when absent, `lineText` is the text of that line.
 */
export function placeOf(text: string, at: Span, place: Place = {}): Place {
  let line = 0;
  let lineStart = 0;
  for (let offset = 0; offset < at.start; offset++) {
    if (text[offset] !== "\n") continue;
    line += 1;
    lineStart = offset + 1;
  }
  const newline = text.indexOf("\n", lineStart);
  let lineEnd = newline === -1 ? text.length : newline;
  if (text[lineEnd - 1] === "\r") lineEnd -= 1;
  const column = place.column ?? 1;
  const { lineText: firstLine, ...rest } = place;
  const found: Place = {
    ...rest,
    line: (place.line ?? 1) + line,
    column: column + at.start - lineStart,
    length: Math.max(1, Math.min(at.end, lineEnd) - at.start),
  };
  if (line === 0 && firstLine !== undefined) return { ...found, lineText: firstLine };
  if (lineEnd - lineStart > longestLine) return found;
  return { ...found, lineText: " ".repeat(column - 1) + text.slice(lineStart, lineEnd) };
}

/** An equation's text together with where it stands in the user's file. */
export class Source {
  readonly text: string;
  private readonly place: Place;

  constructor(text: string, place: Place = {}) {
    this.text = text;
    this.place = place;
  }

  fail(span: Span, { code, message, expected, hint }: Finding): never {
    fail({
      code,
      message,
      ...(expected === undefined ? {} : { expected }),
      ...(hint === undefined ? {} : { hint }),
      place: placeOf(this.text, span, this.place),
    });
  }
}

/** Text of the user's as part of a message: at most 40 characters, on one line, between backquotes. */
export function quote(text: string): string {
  const line = text.replace(/\s/g, " ");
  return `\`${line.length <= 40 ? line : `${line.slice(0, 37)}...`}\``;
}
