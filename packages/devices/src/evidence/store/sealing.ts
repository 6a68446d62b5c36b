import { internal } from "@tokenwright/engine";
import type { SealedFile } from "./catalogue.js";
import type { Erasure } from "./contract.js";
import type { DeviceCells } from "./device-cells.js";
import { isErased } from "./erasures.js";
import { dayOf, messageRow, openFrame, readingRow, storedReading } from "./rows.js";
import { framesOf, type Segment } from "./segment.js";
import { literal, quoted, type Tables } from "./tables.js";

/** Files that segments were written into, not yet in the catalogue. */
export interface Sealed {
  readonly files: readonly SealedFile[];
  readonly readings: number;
  /** Messages whose payload was left out because it was erased since. */
  readonly erased: number;
  readonly idsByDay: ReadonlyMap<number, readonly string[]>;
}

/** Writes segments into Parquet files. */
export async function sealSegments(
  tables: Tables,
  segments: readonly Segment[],
  cells: DeviceCells,
  erasures: () => readonly Erasure[],
  version: number,
): Promise<Sealed> {
  const batch = await tables.batch();
  const idsByDay = new Map<number, string[]>();
  let [readings, erased] = [0, 0];
  try {
    for (const segment of segments) {
      for await (const frame of framesOf(segment)) {
        const whole = openFrame(frame);
        // An erasure may have come since the message was written.
        const isGone = whole !== undefined && isErased(erasures(), whole.envelope.device, frame.time);
        if (isGone) erased++;
        const opened = isGone ? undefined : whole;
        const place = { day: dayOf(frame.time), cell: cells.fileCell(opened?.envelope.device) };
        const ids = idsByDay.get(place.day);
        if (ids === undefined) idsByDay.set(place.day, [frame.id]);
        else ids.push(frame.id);
        await batch.add("messages", messageRow(frame, opened, place));
        for (const reading of opened?.readings ?? []) {
          await batch.add("readings", readingRow(storedReading(reading, frame), place));
          readings++;
        }
      }
    }
    return { files: await batch.write(version), readings, erased, idsByDay };
  } finally {
    batch.close();
  }
}

/** What of a row of a message names its device or is its payload. */
const personal = ["device", "kid", "sequence", "hardware", "bytes"];

/**
 * Writes the rows of files of one table, day and cell anew as one file.
 *
 * @param kept A condition: of messages where it does not hold, id and times stay; readings where it does not hold go.
 */
export async function rewriteFiles(
  tables: Tables,
  files: readonly SealedFile[],
  kept: string,
  version: number,
): Promise<SealedFile[]> {
  const { table, day, cell } = files[0] ?? internal("there are no files to rewrite");
  const connection = await tables.instance.connect();
  try {
    const relation = tables.relation(table, files);
    const at = `${day} AS day, ${quoted(cell)} AS cell`;
    const blanked = personal.map((name) => `CASE WHEN ${kept} THEN ${name} END AS ${name}`).join(", ");
    const source =
      table === "readings"
        ? `(SELECT *, ${at} FROM ${relation} WHERE ${kept})`
        : `(SELECT id, time, received, node, ${blanked}, ${at} FROM ${relation})`;
    return await tables.write(connection, table, source, version);
  } finally {
    connection.closeSync();
  }
}

/** The condition that a row of a file is of an erased payload that is still there. */
export function isErasedRow(file: SealedFile, erasures: readonly Erasure[]): string {
  const time = file.table === "messages" ? "time" : "signed";
  const any = erasures
    .map(({ subject, before }) => `(sha256(device) = ${quoted(subject)} AND ${time} < ${literal(before)})`)
    .join(" OR ");
  return `(device IS NOT NULL AND (${any}))`;
}
