/**
 * What the quality rules find at a reading. The first nine are those of WeatherXM's quality of data, version 1
 * (weatherxm-network/qod at 6f3c196); the others are this network's own.
 */
export const annotations = {
  "out-of-bounds": "outside of what the sensor can show",
  spike: "jumps between two readings, and is the one further from the median before it",
  "unidentified-spike": "one of two readings between which it jumps; too little data to tell which",
  "no-data": "its minute or hour holds too few readings",
  "short-constant": "the same for longer than the quantity stays the same",
  "long-constant": "the same for a day",
  frozen: "the wind stands still below 0 °C: ice holds the sensor",
  "anomalous-increase": "the mean of its minute jumps, and is the one further from the median before it",
  "unidentified-anomalous-increase": "one of two minutes between which the mean jumps; too little data to tell which",
  inconsistent: "disagrees with another channel of the same station: PM2.5 above PM10",
  "wrong-unit": "its unit is not one that the channel is read in",
  future: "measured after its message was signed",
  contradicted: "its key signed two messages under one sequence number",
} as const;

export type Annotation = keyof typeof annotations;

/** One value of one channel. */
export interface Sample {
  readonly id: string;
  /** Seconds since 1970 UTC. */
  readonly time: number;
  /** In the unit of the channel's rules. */
  readonly value: number;
}

/** Annotations by the reading's id. */
export type Annotated = Map<string, Set<Annotation>>;

export function annotate(found: Annotated, id: string, annotation: Annotation): void {
  const known = found.get(id);
  if (known === undefined) found.set(id, new Set([annotation]));
  else known.add(annotation);
}
