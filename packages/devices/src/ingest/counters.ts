import type { Reason } from "./reasons.js";

/** What became of the messages since the start; each is counted once. */
export interface IntakeCounts {
  readonly offered: number;
  readonly stored: number;
  /** Of the stored ones, those whose clock or way was late. */
  readonly late: number;
  readonly readings: number;
  readonly duplicates: number;
  /** By reason; those dropped when the queue was full under `ingest/dropped`. */
  readonly refused: Readonly<Partial<Record<Reason, number>>>;
  /** Messages taken over from other nodes; not among the offered. */
  readonly exchanged: number;
}

export class Counters {
  offered = 0;
  stored = 0;
  late = 0;
  readings = 0;
  duplicates = 0;
  exchanged = 0;
  readonly #refused = new Map<Reason, number>();

  refuse(reason: Reason): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }

  snapshot(): IntakeCounts {
    const { offered, stored, late, readings, duplicates, exchanged } = this;
    const refused = Object.fromEntries([...this.#refused].sort(([one], [other]) => (one < other ? -1 : 1)));
    return { offered, stored, late, readings, duplicates, refused, exchanged };
  }
}
