import { writeInParts } from "../disk/index.js";
import { parquetEncoder, type SeriesTable } from "../record/index.js";

/**
 * Writes a table as Apache Parquet: texts as strings, `step` as a whole number of 32 bits, `epoch` of 64, `date` as a
 * date, and numbers as doubles with every bit they have. What `about` says stands in the file's metadata as JSON under the key
 * `tokenwright`. The file appears whole or not at all; one group of rows at a time is held in memory beside the table.
 *
 * @throws TokenwrightError `store/not-writable`, `store/disk-full`, `store/is-a-folder`, …
 */
export async function toParquet(file: string, table: SeriesTable): Promise<void> {
  const encode = await parquetEncoder();
  writeInParts(file, (append) => encode(table, append));
}
