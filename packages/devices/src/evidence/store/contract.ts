import type { OpenedMessage } from "../../device/open-message.js";
import type { Reading } from "../../device/reading.js";
import type { ClaimedPlace } from "../../device/registry.js";

/**
 * What was accepted, kept for ever and never changed. Every message stands in it once, under an id that follows from its
 * bytes, so that two stores are joined by adding what the other has, in any order.
 */
export interface EvidenceStore {
  readonly folder: string;
  /** Bytes of appended messages that are not yet on disk. A caller that must hold back looks here. */
  readonly pendingBytes: number;
  /**
   * Keeps a message. When the promise is fulfilled the message is on disk: acknowledge then, not before.
   *
   * @returns `stored`, or `duplicate` when it was there; a duplicate is as durable as the first.
   * @throws TokenwrightError `evidence/failed` when the disk refused; nothing was stored, and the store takes nothing
   *   more until it is opened again. `evidence/closed`.
   */
  append(message: AcceptedMessage): Promise<"stored" | "duplicate">;
  /** Whether the message is there, with its payload or erased. */
  has(entry: EvidenceEntry): Promise<boolean>;
  /** A message with its bytes; undefined when it is not there or its payload was erased. */
  message(entry: EvidenceEntry): Promise<StoredMessage | undefined>;
  /** The entries that were signed in [from, to), in the order of their ids. */
  entries(from: number, to: number): AsyncGenerator<EvidenceEntry>;
  /**
   * SHA-256 over the ids of all messages that were signed in [from, to): equal if, and only if, two stores hold the same
   * messages of that time, however they came by them.
   */
  evidenceHash(from: number, to: number): Promise<string>;
  /** Those of another store's entries that are not here. */
  missing(others: Iterable<EvidenceEntry> | AsyncIterable<EvidenceEntry>): AsyncGenerator<EvidenceEntry>;
  /** Who signed what when, without bytes, in the order of device, key, sequence and id. Erased messages are left out. */
  headers(from: number, to: number): AsyncGenerator<MessageHeader>;
  /** Readings, one after the other; memory does not grow with their number. */
  readings(query: ReadingQuery): AsyncGenerator<StoredReading>;
  /** Moves what is in the write-ahead segments into Parquet files by day and cell. */
  seal(): Promise<SealReport>;
  /** Joins the many small Parquet files of a day and cell into one; what is stored stays the same. */
  compact(): Promise<number>;
  /**
   * Deletes what a device said before a time: bytes and readings go, ids and times stay, and what comes of it later is
   * kept by its id alone. The erasure itself is durable first, and finished when the store is opened after a crash.
   */
  erase(device: string, before: number): Promise<EraseReport>;
  /** Erasures so far, to be told to other nodes. */
  erasures(): readonly Erasure[];
  /** Takes over erasures from another node. */
  adopt(erasures: readonly Erasure[]): Promise<EraseReport>;
  counts(): StoreCounts;
  /** Waits for what is under way and lets go of the folder. */
  close(): Promise<void>;
}

/** A message that passed acceptance, on its way into the store. */
export interface AcceptedMessage {
  /** The bytes exactly as they came, signature included. */
  readonly bytes: Uint8Array;
  /** What the bytes say, from `openMessage`. */
  readonly opened: Pick<OpenedMessage, "id" | "envelope" | "piece">;
  /** Time of arrival by the clock of the node that first took it, seconds since 1970 UTC. */
  readonly received: number;
  /** Name of that node, at most 128 characters. */
  readonly node: string;
}

/** A message's id, and when it was signed by the device's clock: where to look for it. Both follow from its bytes. */
export interface EvidenceEntry {
  /** The message id (64 hexadecimal digits); for a pack of a batch with a dot and its index behind. */
  readonly id: string;
  /** Seconds since 1970 UTC. */
  readonly time: number;
}

export interface StoredMessage extends EvidenceEntry {
  readonly bytes: Uint8Array;
  readonly received: number;
  readonly node: string;
}

export interface MessageHeader extends EvidenceEntry {
  readonly device: string;
  readonly keyId: string;
  readonly sequence: bigint;
  /** Hardware class that the message names. */
  readonly hardware: string;
  readonly received: number;
  readonly node: string;
}

/** A reading with the entry that it came in and when that was signed. */
export interface StoredReading extends Reading {
  readonly entry: string;
  /** When its message was signed by the device's clock, seconds since 1970 UTC. */
  readonly signed: number;
}

export interface ReadingQuery {
  /** Measured from this time on, seconds since 1970 UTC. */
  readonly from: number;
  /** Measured before this time. */
  readonly to: number;
  readonly devices?: readonly string[];
  readonly channels?: readonly string[];
  /** An H3 cell of any resolution: devices whose registered place lies in it. */
  readonly cell?: string;
  /** Only of messages that were signed in this time. */
  readonly signed?: { readonly from: number; readonly to: number };
  /** By time of measurement, or device by device; equal ones by id. Default `time`. */
  readonly order?: "time" | "device";
}

export interface SealReport {
  readonly segments: number;
  readonly messages: number;
  readonly readings: number;
  readonly files: number;
}

export interface EraseReport {
  /** Messages whose payload was deleted now. */
  readonly messages: number;
  readonly files: number;
}

/** That what a device said before a time is deleted. The device is named by a hash only. */
export interface Erasure {
  /** SHA-256 of the device's name. */
  readonly subject: string;
  /** Seconds since 1970 UTC; messages that were signed before it. */
  readonly before: number;
}

export interface StoreCounts {
  /** Messages in Parquet files. */
  readonly sealed: number;
  /** Messages in write-ahead segments. */
  readonly unsealed: number;
  readonly files: number;
  readonly segments: number;
}

export interface StoreOptions {
  /** Where devices are registered to stand; files are kept by it, and questions by cell answered. */
  readonly placeOf?: (device: string) => ClaimedPlace | undefined;
  /** A segment is closed at this size, in bytes. Default 4 MiB. */
  readonly segmentBytes?: number;
  /** Closed segments are sealed by themselves when there are so many; 0 for never. Default 2. */
  readonly sealAfter?: number;
  /** What the database engine may use, in MiB. Default 64. */
  readonly memory?: number;
}

/** The id under which a message, or a pack of a batch, is kept. */
export function entryId({ id, piece }: Pick<OpenedMessage, "id" | "piece">): string {
  return piece === undefined ? id : `${id}.${piece.index}`;
}
