import type { Place } from "@tokenwright/engine";

/** A longer line is not shown in an error: a caret under it would help nobody. */
const longestShownLine = 2_000;

/** The lines of a file, so that an offset becomes a place. Lines end with a line feed, `\r\n` or `\r` alone, as in XML. */
export class SourceLines {
  readonly #starts: number[] = [0];

  constructor(
    readonly text: string,
    readonly file: string,
  ) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.#starts.push(at + 1);
    }
  }

  /** The line of an offset, counted from 1. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  place(offset: number): Place {
    const line = this.lineOf(offset);
    return { ...this.placeOfLine(line), column: offset - this.#starts[line - 1]! + 1 };
  }

  placeOfLine(line: number): Place {
    const start = this.#starts[line - 1] ?? this.text.length;
    const end = this.#starts[line] ?? this.text.length;
    const lineText = end - start > longestShownLine ? undefined : this.text.slice(start, end).replace(/[\r\n]+$/, "");
    return { file: this.file, line, ...(lineText === undefined ? {} : { lineText }) };
  }
}
