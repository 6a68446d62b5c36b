import { fail } from "@tokenwright/engine";
import { sha256 } from "../hash/hash.js";
import { type DataTable, readDataTable } from "./read-csv.js";

/** The bytes of a data file, with the name it goes by in messages. */
export interface DataText {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Gives the data file that a scenario names. Whoever reads a scenario decides with it what the scenario may
 * reach; it must not return more than `mostBytes`.
 */
export type ReadDataFile = (name: string, mostBytes: number) => DataText;

/** A data file that was read. */
export interface DataFile {
  readonly table: DataTable;
  /** Of its bytes, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Reads and parses a data file. @throws TokenwrightError what `read` throws, `data/not-text`, and `csv/…`. */
export function readDataFile(read: ReadDataFile, name: string, mostBytes: number): DataFile {
  const { file, bytes } = read(name, mostBytes);
  if (bytes.length > mostBytes) refuseSize(name, bytes.length, mostBytes);
  let text: string | undefined;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Below.
  }
  if (text === undefined || text.includes("\0")) {
    return fail({
      code: "data/not-text",
      message: `The data file ${JSON.stringify(name)} is not a text in UTF-8.`,
      expected: "a table as CSV",
      hint: "save it as CSV in UTF-8",
    });
  }
  return {
    table: readDataTable(text, file),
    sha256: sha256(bytes),
    bytes: bytes.length,
  };
}

/** More than may be read. */
export function refuseSize(name: string, size: number, mostBytes: number): never {
  return fail({
    code: "data/too-large",
    message: `The data file ${JSON.stringify(name)} has ${size} bytes.`,
    expected: `at most ${mostBytes} bytes in what is left of the budget for all data files`,
    hint: "keep the rows and columns that are needed; daily values of ten years take 100 kilobytes",
  });
}
