import type { AcceptedMessage, EvidenceStore } from "../evidence/index.js";
import { Counters, type IntakeCounts } from "./counters.js";
import type { Decision, Gate, Lane } from "./gate.js";
import { isRefused, type Opened, type Opener, type Refused } from "./opener.js";
import { type Rate, TokenBucket } from "./quota.js";
import { isPassing, type Reason } from "./reasons.js";

/** What became of an offered message. */
export type Outcome =
  | { readonly kind: "stored" | "duplicate"; readonly id: string; readonly lane: Lane }
  | {
      readonly kind: "refused";
      readonly reason: Reason;
      readonly message: string;
      /** Seconds after which sending it again can help; undefined when it never can. */
      readonly retryAfter?: number;
    };

/** A message that is in the store, for whoever makes something of it. */
export interface TakenMessage extends Opened {
  readonly lane: Lane;
  readonly received: number;
}

export interface IntakeOptions {
  readonly opener: Opener;
  readonly gate: Gate;
  readonly store: Pick<EvidenceStore, "append">;
  /** Name of this node, kept with every message. */
  readonly node: string;
  /** Seconds of a clock that never goes back, for quotas. */
  readonly now: () => number;
  /** Bytes of messages that are held at once, from their arrival until they are stored and passed on. */
  readonly queueBytes?: number;
  /** Of all devices together; no bound when left out. */
  readonly networkRate?: Rate;
  /**
   * Told of stored messages, each once and in the order in which they were stored. While it has not finished, no more
   * than `queueBytes` are taken in: nothing is lost on the way to it, and nothing piles up.
   */
  readonly onStored?: (messages: readonly TakenMessage[]) => void | Promise<void>;
  /** Told once when the store or a thread failed; nothing is taken in after that. */
  readonly onFailure?: (error: unknown) => void;
}

/** Whether the sender keeps a message until it is acknowledged (MQTT's QoS 1 and 2, HTTP, a file) or not (QoS 0). */
export interface OfferOptions {
  readonly keeps: boolean;
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly received: number;
  readonly size: number;
  readonly keeps: boolean;
  state: "queued" | "under way" | "done";
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

const defaultQueueBytes = 16 * 1024 * 1024;

/** What a held message costs beside its bytes, roughly: its envelope and readings as objects. */
const overhead = 2_048;

/** Messages that are opened together. */
const batchLength = 64;

/**
 * The way of a message in: queue, signature, gate, store. An outcome is known when the message is on disk, so that who
 * waits for it acknowledges only what is kept. What is held is bounded in bytes: a sender that keeps its messages waits
 * for room, which stops reading from its socket; of the others the oldest message is dropped and counted.
 */
export class Intake {
  readonly #counters = new Counters();
  readonly #queue: Entry[] = [];
  /** Of the queued messages those that may be dropped, the oldest first; some of them are no longer queued. */
  #lossy: Entry[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #networkBucket: TokenBucket | undefined;
  readonly #queueBytes: number;
  #held = 0;
  #batches = 0;
  #tail: Promise<unknown> = Promise.resolve();
  #fresh: { readonly message: TakenMessage; readonly size: number }[] = [];
  #isTelling = false;
  #isStopping = false;
  #failure: unknown;
  #idle: (() => void)[] = [];

  constructor(readonly options: IntakeOptions) {
    this.#queueBytes = options.queueBytes ?? defaultQueueBytes;
    if (options.networkRate !== undefined) this.#networkBucket = new TokenBucket(options.networkRate, options.now());
  }

  get counts(): IntakeCounts {
    return this.#counters.snapshot();
  }

  /** Bytes held now, with what goes with them. */
  get held(): number {
    return this.#held;
  }

  /** Counts a refusal of something that never became a message, such as a body that cannot be read. */
  refuse(reason: Reason): void {
    this.#counters.offered++;
    this.#counters.refuse(reason);
  }

  /** Counts a message that came from another node. */
  noteExchanged(): void {
    this.#counters.exchanged++;
  }

  /**
   * Offers a message.
   *
   * @param bytes Copied.
   * @param received Time of arrival, seconds since 1970 UTC.
   * @returns When the message is on disk, or its fate is known.
   * @throws When the store failed: the message may or may not be kept and must not be acknowledged.
   */
  async offer(bytes: Uint8Array, received: number, { keeps }: OfferOptions): Promise<Outcome> {
    this.#counters.offered++;
    const size = bytes.length + overhead;
    if (this.#networkBucket?.take(this.options.now()) === false) {
      return this.#refuse("ingest/network-quota", "The network has more messages than it takes.");
    }
    while (keeps && !this.#hasRoom(size) && !this.#isEnding) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isStopping) return this.#refuse("ingest/stopping", "The node takes no more messages.");
    if (!keeps && !this.#makeRoom(size)) return this.#refuse("ingest/dropped", "There was no room for the message.");
    // Nothing else happens between the look for room and this.
    this.#held += size;
    return new Promise((resolve, reject) => {
      const own = new Uint8Array(bytes);
      const entry: Entry = { bytes: own, received, size, keeps, state: "queued", resolve, reject };
      this.#queue.push(entry);
      if (!keeps) this.#lossy.push(entry);
      this.#pump();
    });
  }

  /** Takes no more messages and waits until those that are held are stored and passed on. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wake();
    await this.drained();
  }

  /** Waits until nothing is held. */
  drained(): Promise<void> {
    if (this.#held === 0 || this.#failure !== undefined) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #refuse(reason: Reason, message: string): Outcome {
    this.#counters.refuse(reason);
    if (!isPassing(reason)) return { kind: "refused", reason, message };
    const rate = reason === "ingest/device-quota" ? this.options.gate.rules.deviceRate : this.options.networkRate;
    return {
      kind: "refused",
      reason,
      message,
      retryAfter: rate === undefined ? 1 : Math.max(0.05, 1 / rate.perSecond),
    };
  }

  get #isEnding(): boolean {
    return this.#isStopping || this.#failure !== undefined;
  }

  #hasRoom(size: number): boolean {
    // One message always fits, however small the queue is.
    return this.#held === 0 || this.#held + size <= this.#queueBytes;
  }

  #makeRoom(size: number): boolean {
    while (!this.#hasRoom(size)) {
      const oldest = this.#lossy.shift();
      if (oldest === undefined) return false;
      if (oldest.state !== "queued") continue;
      this.#finish(oldest, this.#refuse("ingest/dropped", "A newer message took its room."));
    }
    return true;
  }

  #finish(entry: Entry, outcome: Outcome, keepsRoom = false): void {
    entry.state = "done";
    if (!keepsRoom) this.#release(entry.size);
    entry.resolve(outcome);
  }

  #release(size: number): void {
    this.#held -= size;
    this.#wake();
    if (this.#held > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  #wake(): void {
    // All who fit go on at once; each looks again whether it fits.
    const count = this.#isEnding ? this.#waiting.length : Math.min(16, this.#waiting.length);
    for (const resolve of this.#waiting.splice(0, count)) resolve();
  }

  #pump(): void {
    while (this.#queue.length > 0 && this.#batches < this.options.opener.width) {
      const batch = this.#queue.splice(0, batchLength).filter(({ state }) => state === "queued");
      if (this.#lossy.length > 2 * batchLength) this.#lossy = this.#lossy.filter(({ state }) => state === "queued");
      if (batch.length === 0) continue;
      for (const entry of batch) entry.state = "under way";
      this.#batches++;
      const opened = this.options.opener.open(batch);
      // Batches are let through in the order they came, whichever thread was first.
      this.#tail = this.#tail.then(async () => {
        try {
          this.#admit(batch, await opened);
        } catch (error) {
          this.#fail(error, batch);
        }
        this.#batches--;
        this.#pump();
      });
    }
  }

  #admit(batch: readonly Entry[], results: readonly (Opened | Refused)[]): void {
    const now = this.options.now();
    for (const [index, entry] of batch.entries()) {
      const result = results[index]!;
      if (isRefused(result)) {
        this.#finish(entry, this.#refuse(result.reason, result.message));
        continue;
      }
      const { id, envelope, piece } = result;
      const { device, keyId, sequence, time: sent } = envelope;
      const passenger = { id, device, keyId, sequence, sent, received: entry.received };
      const decision = this.options.gate.decide(
        piece === undefined ? passenger : { ...passenger, piece: piece.index },
        now,
      );
      if (decision.kind === "refuse") this.#finish(entry, this.#refuse(decision.reason, decision.message));
      else void this.#store(entry, result, decision);
    }
  }

  async #store(entry: Entry, opened: Opened, { lane }: Exclude<Decision, { kind: "refuse" }>): Promise<void> {
    const { bytes, received, size } = entry;
    const { id, envelope, piece, readings } = opened;
    const accepted: AcceptedMessage = {
      bytes,
      opened: { id, envelope, ...(piece === undefined ? {} : { piece }) },
      received,
      node: this.options.node,
    };
    try {
      const kind = await this.options.store.append(accepted);
      if (kind === "duplicate") {
        this.#counters.duplicates++;
        this.#finish(entry, { kind, id, lane });
        return;
      }
      this.#counters.stored++;
      this.#counters.readings += readings.length;
      if (lane === "late") this.#counters.late++;
      const isHeard = this.options.onStored !== undefined;
      if (isHeard) this.#fresh.push({ message: { ...opened, lane, received }, size });
      this.#finish(entry, { kind, id, lane }, isHeard);
      void this.#tell();
    } catch (error) {
      this.#fail(error, [entry]);
    }
  }

  /** Passes stored messages on, as many at a time as there are. */
  async #tell(): Promise<void> {
    if (this.#isTelling) return;
    this.#isTelling = true;
    while (this.#fresh.length > 0) {
      const fresh = this.#fresh.splice(0, 1_024);
      try {
        await this.options.onStored?.(fresh.map(({ message }) => message));
      } catch (error) {
        // What makes something of readings must not stop them from being kept.
        this.options.onFailure?.(error);
      }
      this.#release(fresh.reduce((sum, { size }) => sum + size, 0));
    }
    this.#isTelling = false;
  }

  #fail(error: unknown, entries: readonly Entry[]): void {
    const isFirst = this.#failure === undefined;
    this.#failure ??= error;
    for (const entry of entries) if (entry.state !== "done") this.#rejectEntry(entry);
    for (const entry of this.#queue.splice(0)) if (entry.state === "queued") this.#rejectEntry(entry);
    this.#wake();
    for (const resolve of this.#idle.splice(0)) resolve();
    if (isFirst) this.options.onFailure?.(error);
  }

  #rejectEntry(entry: Entry): void {
    entry.state = "done";
    this.#release(entry.size);
    entry.reject(this.#failure);
  }
}
