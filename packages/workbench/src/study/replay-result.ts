/** What a replay found: how often each compared variable was exact, and every miss. Serialised as it stands. */
export interface ReplayResult {
  readonly schema: 1;
  /** Number of epochs that were replayed. */
  readonly epochs: number;
  readonly from: number;
  readonly to: number;
  /** Epoch whose row gave the amounts at the start. */
  readonly start: number;
  /** Epochs in which the variable was exact, by the name of the comparison. */
  readonly exact: Readonly<Record<string, number>>;
  readonly mismatches: readonly Mismatch[];
}

/** One variable in one epoch, in base units (lovelace), exactly. */
export interface Mismatch {
  readonly epoch: number;
  /** Name of the comparison: pot, treasury, reserves. */
  readonly variable: string;
  /** As recorded. */
  readonly expected: string;
  /** As the model computed. */
  readonly got: string;
  /** expected - got. */
  readonly difference: string;
  /** What is known about it, in words, with its size. */
  readonly explanation: string;
}
