import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Catalogue, readCatalogue } from "./catalogue.js";
import { recoverSegment, type Segment, segmentName } from "./segment.js";
import { filesOnDisk } from "./tables.js";

/** What a folder holds after what a crash left half done was cut, finished or deleted. */
export interface Recovered {
  readonly catalogue: Catalogue;
  /** Segments with messages, in their order. */
  readonly segments: readonly Segment[];
  /** The number of the next segment: none before had it. */
  readonly next: number;
}

/** @throws TokenwrightError `evidence/damaged`. */
export async function recover(folder: string, wal: string): Promise<Recovered> {
  const catalogue = readCatalogue(folder);
  const known = new Set(catalogue.files.map(({ path }) => path));
  for (const path of filesOnDisk(folder)) if (!known.has(path)) rmSync(join(folder, path));
  const numbers = readdirSync(wal)
    .flatMap((name) => (/^\d{8}\.seg$/.test(name) ? [Number(name.slice(0, 8))] : []))
    .sort((left, right) => left - right);
  const segments: Segment[] = [];
  for (const [index, number] of numbers.entries()) {
    if (number <= catalogue.sealedThrough) {
      rmSync(join(wal, segmentName(number)));
      continue;
    }
    const segment = await recoverSegment(wal, number, index === numbers.length - 1);
    if (segment.ids.size > 0) segments.push(segment);
    else rmSync(segment.path);
  }
  return { catalogue, segments, next: Math.max(catalogue.sealedThrough, numbers.at(-1) ?? 0) + 1 };
}
