import type { Opened, Refused } from "./opener.js";

/** What a thread is sent: the messages' bytes one after the other, where each ends, and when it came. */
export interface OpenCall {
  readonly call: number;
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  readonly received: Float64Array;
}

export interface RegistryChange {
  readonly registry: unknown;
}

export interface OpenReply {
  readonly call: number;
  readonly results: readonly (Opened | Refused)[];
}
