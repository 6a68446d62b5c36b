/** The store's contract over a map: for many stores at once. The real one is tested beside it. */
import { createHash } from "node:crypto";
import { toReadings } from "../../device/to-readings.js";
import {
  type AcceptedMessage,
  type EraseReport,
  type EvidenceEntry,
  type EvidenceStore,
  entryId,
  type MessageHeader,
  type ReadingQuery,
  type StoredMessage,
  type StoredReading,
} from "../../evidence/index.js";

type Kept = StoredMessage & Pick<AcceptedMessage, "opened">;

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** As much of a store as acceptance, exchange and judgement use. */
export class MemoryStore
  implements
    Pick<
      EvidenceStore,
      "adopt" | "append" | "entries" | "evidenceHash" | "missing" | "message" | "headers" | "readings"
    >
{
  readonly #kept = new Map<string, Kept>();

  async append({ bytes, opened, received, node }: AcceptedMessage): Promise<"stored" | "duplicate"> {
    const id = entryId(opened);
    if (this.#kept.has(id)) return "duplicate";
    this.#kept.set(id, { id, time: opened.envelope.time, received, node, bytes, opened });
    return "stored";
  }

  get size(): number {
    return this.#kept.size;
  }

  #in(from: number, to: number): Kept[] {
    return [...this.#kept.values()].filter(({ time }) => time >= from && time < to).sort((a, b) => byText(a.id, b.id));
  }

  async *entries(from: number, to: number): AsyncGenerator<EvidenceEntry> {
    for (const { id, time } of this.#in(from, to)) yield { id, time };
  }

  async evidenceHash(from: number, to: number): Promise<string> {
    const hash = createHash("sha256").update("tokenwright/evidence/1\n");
    for (const { id } of this.#in(from, to)) hash.update(`${id}\n`);
    return hash.digest("hex");
  }

  async *missing(others: Iterable<EvidenceEntry> | AsyncIterable<EvidenceEntry>): AsyncGenerator<EvidenceEntry> {
    for await (const entry of others) if (!this.#kept.has(entry.id)) yield entry;
  }

  async adopt(): Promise<EraseReport> {
    return { messages: 0, files: 0 };
  }

  async message({ id }: EvidenceEntry): Promise<StoredMessage | undefined> {
    return this.#kept.get(id);
  }

  async *messages(entries: readonly EvidenceEntry[]): AsyncGenerator<StoredMessage> {
    for (const { id } of entries) {
      const kept = this.#kept.get(id);
      if (kept !== undefined) yield kept;
    }
  }

  async *headers(from: number, to: number): AsyncGenerator<MessageHeader> {
    const all = this.#in(from, to).map(({ id, time, received, node, opened }) => {
      const { device, keyId, sequence, provenance } = opened.envelope;
      return { id, time, received, node, device, keyId, sequence, hardware: provenance.hardware };
    });
    all.sort(
      (a, b) =>
        byText(a.device, b.device) || byText(a.keyId, b.keyId) || Number(a.sequence - b.sequence) || byText(a.id, b.id),
    );
    yield* all;
  }

  async *readings({ from, to }: ReadingQuery): AsyncGenerator<StoredReading> {
    const all = [...this.#kept.values()].flatMap(({ id: entry, time: signed, received, opened }) => {
      const { content, device } = opened.envelope;
      if (!("readings" in content)) return [];
      const readings = toReadings(content.readings, { message: opened.id, device, sent: signed, received });
      return readings.map((reading) => ({ ...reading, entry, signed }));
    });
    const wanted = all.filter(({ time }) => time >= from && time < to);
    wanted.sort(
      (a, b) => byText(a.device, b.device) || byText(a.channel, b.channel) || a.time - b.time || byText(a.id, b.id),
    );
    yield* wanted;
  }
}
