import type { DuckDBValue } from "@duckdb/node-api";
import type { Reading } from "../../device/reading.js";
import type { MessageHeader, StoredReading } from "./contract.js";
import type { Frame } from "./frame.js";
import { type OpenedEvidence, openStored } from "./open-stored.js";
import { blob, bytesOf } from "./tables.js";

/** Seconds of a day of UTC. */
export const daySeconds = 86_400;

/** Days since 1970 UTC. */
export const dayOf = (time: number): number => Math.floor(time / daySeconds);

/** Where rows are kept. */
export interface Place {
  readonly day: number;
  readonly cell: string;
}

/** A message as it stands in a segment, taken apart; without content when it was erased. */
export function openFrame(frame: Frame): OpenedEvidence | undefined {
  return frame.bytes.length === 0 ? undefined : openStored(frame.bytes, frame.received);
}

export function messageRow(frame: Frame, opened: OpenedEvidence | undefined, { day, cell }: Place): DuckDBValue[] {
  const { id, time, received, node, bytes } = frame;
  if (opened === undefined) return [id, time, received, node, null, null, null, null, null, day, cell];
  const { device, keyId, sequence, provenance } = opened.envelope;
  return [id, time, received, node, device, keyId, sequence, provenance.hardware, blob(bytes), day, cell];
}

export function headerOf(frame: Frame, { envelope }: OpenedEvidence): MessageHeader {
  const { id, time, received, node } = frame;
  const { device, keyId, sequence, provenance } = envelope;
  return { id, time, device, keyId, sequence, hardware: provenance.hardware, received, node };
}

/** The columns of `headerFromRow`. */
export const headerColumns = "id, time, device, kid, sequence, hardware, received, node";

export function headerFromRow(row: readonly DuckDBValue[]): MessageHeader {
  const [id, time, device, keyId, sequence, hardware, received, node] = row;
  return {
    id: String(id),
    time: Number(time),
    device: String(device),
    keyId: String(keyId),
    sequence: BigInt(sequence as bigint),
    hardware: String(hardware),
    received: Number(received),
    node: String(node),
  };
}

export function storedReading(reading: Reading, frame: Frame): StoredReading {
  const { id, message, device, channel, unit, time, received, value } = reading;
  return { id, entry: frame.id, message, device, channel, unit, time, signed: frame.time, received, value };
}

export function readingRow(reading: StoredReading, { day, cell }: Place): DuckDBValue[] {
  const { id, entry, message, device, channel, unit, time, signed, received, value } = reading;
  const kinds: DuckDBValue[] = [null, null, null, null];
  if (typeof value === "number") kinds[0] = value;
  else if (typeof value === "string") kinds[1] = value;
  else if (typeof value === "boolean") kinds[2] = value;
  else kinds[3] = blob(value);
  return [id, entry, message, device, channel, unit, time, signed, received, ...kinds, day, cell];
}

/** From a row with the columns of the table. */
export function readingFromRow(row: readonly DuckDBValue[]): StoredReading {
  const [id, entry, message, device, channel, unit, time, signed, received, number, text, truth, data] = row;
  let value: Reading["value"];
  if (typeof number === "number") value = number;
  else if (typeof text === "string") value = text;
  else if (typeof truth === "boolean") value = truth;
  else value = bytesOf(data) ?? new Uint8Array();
  return {
    id: String(id),
    entry: String(entry),
    message: String(message),
    device: String(device),
    channel: String(channel),
    unit: String(unit),
    time: Number(time),
    signed: Number(signed),
    received: Number(received),
    value,
  };
}
