import type { EvidenceEntry, EvidenceStore, StoredMessage } from "../../evidence/index.js";
import { entryId } from "../../evidence/index.js";
import type { Opened, Refused, Sealed } from "../../ingest/index.js";

/** Another node, however it is reached. */
export interface Peer {
  readonly name: string;
  hash(from: number, to: number): Promise<string>;
  entries(from: number, to: number): AsyncIterable<EvidenceEntry>;
  messages(entries: readonly EvidenceEntry[]): AsyncIterable<StoredMessage>;
  erasures(): ReturnType<EvidenceStore["erasures"]> | Promise<ReturnType<EvidenceStore["erasures"]>>;
}

export interface PullOptions {
  readonly store: Pick<EvidenceStore, "append" | "missing" | "evidenceHash" | "adopt">;
  readonly open: (batch: readonly Sealed[]) => Promise<readonly (Opened | Refused)[]>;
  /** Told of each message that was not there before. */
  readonly onTaken?: (opened: Opened, received: number) => void;
}

export interface PullReport {
  readonly taken: number;
  /** Messages of the other node that do not hold, with the first reason. */
  readonly refused: number;
  readonly reason: string | undefined;
  /** Whether both hold the same messages of that time now. */
  readonly isEqual: boolean;
}

/** Seconds of the parts that are compared; those that are equal are passed over. */
const partSeconds = 6 * 3600;

/** Messages asked for at once. */
const batchLength = 128;

/**
 * Takes over what another node has of an interval and this one has not. Evidence is a set: each node adds what it
 * lacks, in any order and as often as it likes, and both come to hold the same. Nobody leads.
 *
 * Signatures are checked again: a node is believed about when a message came, never about what it says. Sequence and
 * clock were judged where the message came first, by the rules of acceptance there.
 *
 * @param from Seconds since 1970 UTC by the devices' clocks; `to` does not belong to it.
 */
export async function pull(peer: Peer, from: number, to: number, options: PullOptions): Promise<PullReport> {
  const { store } = options;
  const report = { taken: 0, refused: 0, reason: undefined as string | undefined, isEqual: true };
  await store.adopt(await peer.erasures());
  for (let start = from; start < to; start += partSeconds) {
    const end = Math.min(to, start + partSeconds);
    if ((await peer.hash(start, end)) === (await store.evidenceHash(start, end))) continue;
    let wanted: EvidenceEntry[] = [];
    for await (const entry of store.missing(peer.entries(start, end))) {
      wanted.push(entry);
      if (wanted.length < batchLength) continue;
      await take(peer, wanted, options, report);
      wanted = [];
    }
    await take(peer, wanted, options, report);
    if ((await peer.hash(start, end)) !== (await store.evidenceHash(start, end))) report.isEqual = false;
  }
  return report;
}

async function take(
  peer: Peer,
  wanted: readonly EvidenceEntry[],
  { store, open, onTaken }: PullOptions,
  report: { taken: number; refused: number; reason: string | undefined },
): Promise<void> {
  if (wanted.length === 0) return;
  const asked = new Set(wanted.map(({ id }) => id));
  const messages: StoredMessage[] = [];
  for await (const message of peer.messages(wanted)) {
    // Each once, and nothing that was not asked for: a node cannot fill this one's memory.
    if (asked.delete(message.id)) messages.push(message);
  }
  const results = await open(messages);
  await Promise.all(
    messages.map(async ({ id, time, bytes, received, node }, index) => {
      const opened = results[index]!;
      const refuse = (reason: string): void => {
        report.refused++;
        report.reason ??= reason;
      };
      if ("reason" in opened) return refuse(opened.reason);
      if (entryId(opened) !== id || opened.envelope.time !== time)
        return refuse("they stand under ids that are not theirs");
      const { envelope, piece } = opened;
      const parts = { id: opened.id, envelope, ...(piece === undefined ? {} : { piece }) };
      if ((await store.append({ bytes, opened: parts, received, node })) === "duplicate") return;
      report.taken++;
      onTaken?.(opened, received);
    }),
  );
}
