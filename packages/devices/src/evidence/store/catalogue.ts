import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "@tokenwright/workbench";
import type { Erasure } from "./contract.js";
import { refuseStore } from "./refuse.js";

/** A Parquet file that belongs to the store. */
export interface SealedFile {
  /** Under the store's folder, with slashes. */
  readonly path: string;
  readonly table: "messages" | "readings";
  /** Days since 1970 UTC on which its messages were signed. */
  readonly day: number;
  /** H3 cell of the devices' registered places, or `none`. */
  readonly cell: string;
  readonly rows: number;
  /** Earliest and latest time in it: of signing for messages, of measurement for readings. */
  readonly earliest: number;
  readonly latest: number;
}

/**
 * What the store consists of besides its segments. Replaced as a whole, so that a change of many files happens at once:
 * files that it does not name are leftovers of a crash, and segments up to `sealedThrough` are in the files.
 */
export interface Catalogue {
  readonly schema: 1;
  readonly sealedThrough: number;
  /** Grows with every change; names new files. */
  readonly version: number;
  readonly files: readonly SealedFile[];
  readonly erasures: readonly Erasure[];
  /** Those of them that files may still hold payloads of. */
  readonly unfinished: readonly Erasure[];
}

const fileName = "catalogue.json";

/** @throws TokenwrightError `evidence/damaged`. */
export function readCatalogue(folder: string): Catalogue {
  const path = join(folder, fileName);
  if (!existsSync(path)) return { schema: 1, sealedThrough: 0, version: 0, files: [], erasures: [], unfinished: [] };
  try {
    const value = JSON.parse(readFileSync(path, "utf8")) as Catalogue;
    if (value.schema === 1 && Array.isArray(value.files) && Array.isArray(value.unfinished)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuseStore(
    "evidence/damaged",
    `${JSON.stringify(path)} is no catalogue of evidence.`,
    "the folder belongs to something else, or the disk changed what was written",
    path,
  );
}

export function writeCatalogue(folder: string, catalogue: Catalogue): void {
  writeWhole(join(folder, fileName), `${JSON.stringify(catalogue)}\n`);
}
