/** What speaks against a device, beyond single readings. */
export const signals = {
  speed: "it says to have moved faster than anything flies",
  place: "it reports to be far from where it is registered",
  "same-place": "several devices are registered on one spot",
  radio: "its signal is stronger than free space lets through over the stated distance",
  neighbours: "its values disagree with those around its registered place",
  copy: "its curve is another device's",
  "cloned-key": "its key is used in two places: sequence numbers are signed twice or run against time",
  unverified: "too few neighbours to verify its place",
} as const;

export type Signal = keyof typeof signals;

/** A finding with what it rests on, so that it can be looked up and disputed. */
export interface Finding {
  readonly signal: Signal;
  readonly device: string;
  /** Devices that it was compared with. */
  readonly others: readonly string[];
  /** The figures, each named with its unit. */
  readonly values: Readonly<Record<string, number>>;
  /** Ids of readings that show it, at most `mostReadings`. */
  readonly readings: readonly string[];
  /** The earliest time by which what was measured shows it, seconds since 1970 UTC. */
  readonly time: number;
  /** What is left of the device's standing, in basis points. */
  readonly standing: number;
  /** For findings about one channel alone: its readings do not count. */
  readonly channel?: string;
}

export const mostReadings = 8;
