import type { Place } from "@tokenwright/engine";

/** A longer line is not shown in an error: a caret under it would help nobody. */
const longestShownLine = 2_000;

/** A user's text that knows its lines, so that an offset becomes a place. */
export class SourceText {
  readonly #lineStarts: number[] = [0];

  /** @param file Name of the file as the user gave it. */
  constructor(
    readonly text: string,
    readonly file: string,
  ) {
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#lineStarts.push(at + 1);
  }

  /** Line and column of an offset, counted from 1. An offset past the end is taken as the end. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const within = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#lineStarts[middle]! <= within) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: within - this.#lineStarts[low]! + 1 };
  }

  /** The offset of a place of this text. */
  offset(line: number, column: number): number {
    return (this.#lineStarts[line - 1] ?? this.text.length) + column - 1;
  }

  /** The text of a line without its line break. */
  lineText(line: number): string {
    const start = this.#lineStarts[line - 1] ?? this.text.length;
    const next = this.#lineStarts[line];
    const text = this.text.slice(start, next === undefined ? this.text.length : next - 1);
    return text.endsWith("\r") ? text.slice(0, -1) : text;
  }

  /** The place of a stretch of the text; what goes on over the end of its first line is cut there. */
  place(start: number, end: number, path?: string): Place {
    const { line, column } = this.position(start);
    const lineText = this.lineText(line);
    const room = Math.max(1, lineText.length - column + 1);
    return {
      file: this.file,
      line,
      column,
      length: Math.max(1, Math.min(end - start, room)),
      ...(lineText.length <= longestShownLine ? { lineText } : {}),
      ...(path === undefined || path === "" ? {} : { path }),
    };
  }
}
