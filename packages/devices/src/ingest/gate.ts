import { type Rate, TokenBucket } from "./quota.js";
import type { Reason } from "./reasons.js";
import { markOf, SequenceWindow } from "./sequence-window.js";

/** By what rules a message whose signature holds is taken in. */
export interface AcceptanceRules {
  /** Seconds that a device's clock may be ahead of ours; as many behind, and a message is late. */
  readonly skewSeconds: number;
  /** Of each device; no bound when left out. */
  readonly deviceRate?: Rate;
}

/** 300 s: what webhooks of payment services allow too. */
export const defaultRules: AcceptanceRules = { skewSeconds: 300 };

/** What the gate needs to know of a message. */
export interface Passenger {
  /** SHA-256 of the signed bytes, lower-case hex. */
  readonly id: string;
  readonly device: string;
  readonly keyId: string;
  readonly sequence: bigint;
  /** The device's clock at sending, seconds since 1970 UTC. */
  readonly sent: number;
  readonly received: number;
  /** Place in a signed batch, for one of its packs. */
  readonly piece?: number;
}

/** Late messages are kept like all others, and marked so that nobody waits for them. */
export type Lane = "prompt" | "late";

/**
 * `pass`: to be stored. `again`: the same message came before; to be acknowledged once the first is stored. `refuse`:
 * not taken in, whatever follows.
 */
export type Decision =
  | { readonly kind: "pass"; readonly lane: Lane }
  | { readonly kind: "again"; readonly lane: Lane }
  | { readonly kind: "refuse"; readonly reason: Reason; readonly message: string };

/**
 * Decides which signed messages are taken in: by the device's clock, by its sequence, by its quota. The sequences that
 * were seen are a function of the messages that were stored, so a gate is built again from the store after a crash.
 */
export class Gate {
  readonly #windows = new Map<string, SequenceWindow>();
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(readonly rules: AcceptanceRules) {}

  /** Takes note of a message that is in the store. */
  remember({ device, keyId, sequence, id }: Pick<Passenger, "device" | "keyId" | "sequence" | "id">): void {
    this.#windowOf(device, keyId).set(sequence, markOf(id));
  }

  /** @param now Seconds of a clock that never goes back, for quotas. */
  decide(passenger: Passenger, now: number): Decision {
    const { id, device, keyId, sequence, sent, received, piece } = passenger;
    const lane: Lane = received - sent > this.rules.skewSeconds ? "late" : "prompt";
    const window = this.#windowOf(device, keyId);
    const mark = markOf(id);
    const seen = window.look(sequence, mark);
    // Packs of one batch share the message and its sequence: which of them came before, the store knows.
    if (seen === "same" && piece === undefined) return { kind: "again", lane };
    if (sent - received > this.rules.skewSeconds) {
      return refusal("ingest/ahead", `The device's clock is ${Math.round(sent - received)} s ahead.`);
    }
    if (seen === "used") return refusal("ingest/sequence-used", `Another message had the sequence ${sequence}.`);
    if (seen === "old") {
      const message = `The sequence ${sequence} is too far below the last one, ${window.last}.`;
      return refusal("ingest/sequence-old", message);
    }
    if (!this.#hasRoom(device, now)) return refusal("ingest/device-quota", "The device has sent more than its share.");
    if (seen === "fresh") window.set(sequence, mark);
    return { kind: "pass", lane };
  }

  #windowOf(device: string, keyId: string): SequenceWindow {
    // A key id has no line break: see `registryFromData`.
    const name = `${device}\n${keyId}`;
    const known = this.#windows.get(name);
    if (known !== undefined) return known;
    const fresh = new SequenceWindow();
    this.#windows.set(name, fresh);
    return fresh;
  }

  #hasRoom(device: string, now: number): boolean {
    const { deviceRate } = this.rules;
    if (deviceRate === undefined) return true;
    const bucket = this.#buckets.get(device) ?? new TokenBucket(deviceRate, now);
    this.#buckets.set(device, bucket);
    return bucket.take(now);
  }
}

function refusal(reason: Reason, message: string): Decision {
  return { kind: "refuse", reason, message };
}
