import type { JudgingModule } from "../device/epoch-evidence.js";
import type { Declaration } from "./policy.js";

/**
 * The statement that an epoch's payout is a pure function of: everything in `inputs` of it, and the evidence file that
 * it names by hash. Published as canonical JSON (RFC 8785); its SHA-256 names the epoch's settlement. Amounts are text.
 */
export interface Manifest {
  readonly schema: 1;
  /** The rule by which the rest follows from policy, evidence and amounts; changes when that rule changes. */
  readonly settlement: "tokenwright/1";
  /** Name of the network. */
  readonly network: string;
  readonly epoch: { readonly number: number; readonly start: string; readonly end: string };
  /** The whole policy, as `policyData` writes it. */
  readonly policy: unknown;
  readonly modules: readonly JudgingModule[];
  readonly evidence: {
    readonly file: string;
    readonly sha256: string;
    readonly devices: number;
    readonly readings: number;
  };
  readonly amounts: { readonly emissions: string; readonly issued: string; readonly carriedIn: string };
  /** The settled epoch that the cumulative amounts are built on; null for the first. */
  readonly previous: PreviousStatement | null;
  readonly result: ResultStatement;
  /** Promises that the policy does not keep. */
  readonly declarations: readonly Declaration[];
}

export interface PreviousStatement {
  readonly number: number;
  /** SHA-256 of its manifest. */
  readonly manifest: string;
  readonly root: string | null;
}

export interface ResultStatement {
  readonly pools: readonly {
    readonly name: string;
    readonly amount: string;
    readonly paid: string;
    readonly remainder: string;
  }[];
  readonly paid: string;
  readonly unallocated: string;
  readonly carriedOut: string;
  readonly lines: { readonly file: string; readonly sha256: string; readonly count: number };
  readonly leaves: { readonly file: string; readonly sha256: string; readonly count: number };
  /** Root of the tree over cumulative amounts; null while nobody has earned anything. */
  readonly root: string | null;
}

/** Names of the files of a published epoch. */
export const publishedFiles = {
  manifest: "manifest.json",
  evidence: "evidence.jsonl",
  lines: "payouts.csv",
  leaves: "leaves.csv",
  root: "root",
} as const;
