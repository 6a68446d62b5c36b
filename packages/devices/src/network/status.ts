import type { IntakeCounts } from "../ingest/index.js";
import type { StageFigures } from "./insight-feed.js";

/** What a node says of itself; amounts in base units as text. */
export interface NetworkStatus {
  readonly schema: 1;
  readonly network: string;
  readonly node: string;
  /** The node's public key, for the files of others. */
  readonly key: string;
  /** `running`, `draining` after it was asked to stop, `stopped`, or `failed` when nothing can be stored any more. */
  readonly state: "running" | "draining" | "stopped" | "failed";
  /** Why it failed; empty otherwise. */
  readonly problem: string;
  readonly isSimulated: boolean;
  /** Seconds since 1970 UTC, by the node's own clock. */
  readonly now: number;
  readonly devices: number;
  readonly intake: IntakeCounts;
  readonly heldBytes: number;
  readonly store: { readonly folder: string; readonly messages: number; readonly files: number };
  readonly mqtt: { readonly port: number; readonly connections: number; readonly dropped: number } | null;
  /** A broker elsewhere. */
  readonly follows: { readonly url: string; readonly isConnected: boolean } | null;
  readonly api: { readonly url: string };
  readonly insight: {
    readonly records: number;
    readonly alerts: number;
    readonly stages: readonly StageFigures[];
  } | null;
  readonly epochs: {
    readonly next: { readonly number: number; readonly end: string };
    readonly settled: readonly EpochStatus[];
    /** Why the last attempt to settle failed; empty otherwise. */
    readonly problem: string;
  } | null;
  readonly peers: readonly PeerStatus[];
}

export interface EpochStatus {
  readonly number: number;
  readonly start: string;
  readonly end: string;
  readonly root: string | null;
  readonly manifest: string;
  readonly devices: number;
  readonly readings: number;
  readonly paid: string;
  readonly unallocated: string;
  readonly isVerified: boolean;
  readonly folder: string;
}

export interface PeerStatus {
  readonly name: string;
  readonly url: string;
  /** Seconds since 1970 UTC of the last exchange; null before the first. */
  readonly heard: number | null;
  /** Whether both held the same messages then. */
  readonly isEqual: boolean;
  readonly taken: number;
  readonly refused: number;
  /** Why the last exchange failed; empty otherwise. */
  readonly problem: string;
}
