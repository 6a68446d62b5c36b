import type { DuckDBValue } from "@duckdb/node-api";
import type { SealedFile } from "./catalogue.js";
import type { EvidenceEntry, MessageHeader, ReadingQuery, StoredMessage, StoredReading } from "./contract.js";
import { mayHold } from "./device-cells.js";
import type { Frame } from "./frame.js";
import { byText, merge } from "./merge.js";
import { dayOf, headerColumns, headerFromRow, headerOf, openFrame, readingFromRow, storedReading } from "./rows.js";
import { frameAt, framesOf, type Segment } from "./segment.js";
import { between, bytesOf, quoted, type Tables } from "./tables.js";

/** The store as it was at one moment: what questions are answered from. */
export interface View {
  readonly tables: Tables;
  readonly files: readonly SealedFile[];
  readonly segments: readonly Segment[];
}

export async function* entriesIn(view: View, from: number, to: number): AsyncGenerator<EvidenceEntry> {
  const unsealed: EvidenceEntry[] = [];
  for await (const { id, time } of framesIn(view)) if (time >= from && time < to) unsealed.push({ id, time });
  unsealed.sort((left, right) => byText(left.id, right.id));
  const sealed = rowsIn(view, "messages", from, to, "id, time", between("time", from, to), "id");
  const entries = mapRows(sealed, ([id, time]) => ({ id: String(id), time: Number(time) }));
  yield* merge(entries, unsealed, (left, right) => byText(left.id, right.id));
}

export async function* headersIn(view: View, from: number, to: number): AsyncGenerator<MessageHeader> {
  const unsealed: MessageHeader[] = [];
  for await (const frame of framesIn(view)) {
    if (frame.time < from || frame.time >= to) continue;
    const opened = openFrame(frame);
    if (opened !== undefined) unsealed.push(headerOf(frame, opened));
  }
  unsealed.sort(byHeader);
  const where = `${between("time", from, to)} AND device IS NOT NULL`;
  const sealed = rowsIn(view, "messages", from, to, headerColumns, where, "device, kid, sequence, id");
  yield* merge(mapRows(sealed, headerFromRow), unsealed, byHeader);
}

/** @param isIn Whether a device stands in the cell that is asked for. */
export async function* readingsIn(
  view: View,
  query: ReadingQuery,
  isIn: (device: string) => boolean,
): AsyncGenerator<StoredReading> {
  const { from, to, devices, channels, cell, signed, order = "time" } = query;
  const compare = order === "time" ? byTime : byDevice;
  const [deviceSet, channelSet] = [devices, channels].map((list) => (list === undefined ? undefined : new Set(list)));
  const isWanted = (one: StoredReading): boolean =>
    one.time >= from &&
    one.time < to &&
    (signed === undefined || (one.signed >= signed.from && one.signed < signed.to)) &&
    (deviceSet === undefined || deviceSet.has(one.device)) &&
    (channelSet === undefined || channelSet.has(one.channel)) &&
    isIn(one.device);
  const unsealed: StoredReading[] = [];
  for await (const frame of framesIn(view)) {
    for (const reading of openFrame(frame)?.readings ?? []) {
      const stored = storedReading(reading, frame);
      if (isWanted(stored)) unsealed.push(stored);
    }
  }
  unsealed.sort(compare);
  const conditions = [between("time", from, to)];
  if (signed !== undefined) conditions.push(between("signed", signed.from, signed.to));
  // A list that is never empty, so that asking for no device gives nothing.
  if (devices !== undefined) conditions.push(`device IN (${["''", ...devices.map(quoted)].join(", ")})`);
  if (channels !== undefined) conditions.push(`channel IN (${["''", ...channels.map(quoted)].join(", ")})`);
  const orderBy = order === "time" ? "time, id" : "device, channel, time, id";
  const near = cell === undefined ? view : { ...view, files: view.files.filter((file) => mayHold(file.cell, cell)) };
  const sealed = rowsIn(near, "readings", from, to, "*", conditions.join(" AND "), orderBy);
  for await (const reading of merge(mapRows(sealed, readingFromRow), unsealed, compare)) {
    if (isIn(reading.device)) yield reading;
  }
}

export async function messageIn(view: View, { id, time }: EvidenceEntry): Promise<StoredMessage | undefined> {
  for (const segment of view.segments) {
    const at = segment.ids.get(id);
    if (at === undefined) continue;
    const frame = await frameAt(segment, at);
    return frame.bytes.length === 0 ? undefined : frame;
  }
  const files = view.files.filter((file) => file.table === "messages" && file.day === dayOf(time));
  if (files.length === 0) return undefined;
  const source = view.tables.relation("messages", files);
  const rows = view.tables.rows(`SELECT id, time, received, node, bytes FROM ${source} WHERE id = ${quoted(id)}`);
  for await (const row of rows) {
    const bytes = bytesOf(row[4]);
    if (bytes === undefined) return undefined;
    return { id: String(row[0]), time: Number(row[1]), received: Number(row[2]), node: String(row[3]), bytes };
  }
  return undefined;
}

async function* framesIn({ segments }: View): AsyncGenerator<Frame> {
  for (const segment of segments) yield* framesOf(segment);
}

async function* rowsIn(
  { tables, files: all }: View,
  table: SealedFile["table"],
  from: number,
  to: number,
  selected: string,
  where: string,
  orderBy: string,
): AsyncGenerator<readonly DuckDBValue[]> {
  const files = all.filter((file) => file.table === table && file.latest >= from && file.earliest < to);
  if (files.length === 0) return;
  yield* tables.rows(`SELECT ${selected} FROM ${tables.relation(table, files)} WHERE ${where} ORDER BY ${orderBy}`);
}

async function* mapRows<Row, T>(rows: AsyncIterable<Row>, convert: (row: Row) => T): AsyncGenerator<T> {
  for await (const row of rows) yield convert(row);
}

function byTime(left: StoredReading, right: StoredReading): number {
  return left.time - right.time || byText(left.id, right.id);
}

function byDevice(left: StoredReading, right: StoredReading): number {
  return byText(left.device, right.device) || byText(left.channel, right.channel) || byTime(left, right);
}

function byHeader(left: MessageHeader, right: MessageHeader): number {
  const order = byText(left.device, right.device) || byText(left.keyId, right.keyId);
  if (order !== 0) return order;
  if (left.sequence !== right.sequence) return left.sequence < right.sequence ? -1 : 1;
  return byText(left.id, right.id);
}
