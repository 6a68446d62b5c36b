import { writeInParts } from "../disk/index.js";
import { linesOf, type SeriesTable } from "../record/index.js";

/** Characters that are handed to the disk together. */
const together = 1 << 20;

/**
 * Writes a table as CSV after RFC 4180. Every number is the shortest decimal that reads back as the same double; a zero
 * below zero is written as `0`. The file appears whole or not at all, and the text of the table is never held as a whole.
 *
 * @throws TokenwrightError `store/not-writable`, `store/disk-full`, `store/is-a-folder`, …
 */
export async function toCsv(file: string, table: SeriesTable): Promise<void> {
  writeInParts(file, (append) => {
    let waiting = "";
    for (const line of linesOf(table)) {
      waiting += line;
      if (waiting.length < together) continue;
      append(Buffer.from(waiting, "utf8"));
      waiting = "";
    }
    append(Buffer.from(waiting, "utf8"));
  });
}
