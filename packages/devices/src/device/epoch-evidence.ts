/**
 * What an epoch's payout is computed from: for each device its owner, its place and the readings that counted. The
 * room `evidence` fills it, the room `reward` pays by it, and it is published beside the payout. It holds whole
 * numbers and text only, so that everybody who reads it computes the same amounts.
 */
export interface EpochEvidence {
  /** Number of the epoch, at least 0. */
  readonly epoch: number;
  /** First instant of the epoch, UTC, as `2026-06-01T00:00:00Z`. */
  readonly start: string;
  /** First instant after the epoch, UTC. */
  readonly end: string;
  /** The modules that judged the readings, each once; their order has no meaning. */
  readonly modules: readonly JudgingModule[];
  /** At most one entry for a device; their order has no meaning. */
  readonly devices: readonly DeviceEvidence[];
}

/** A module whose judgement the payout rests on, so that somebody else can run it again. */
export interface JudgingModule {
  readonly id: string;
  /** Semantic version. */
  readonly version: string;
  /** Lower-case hex SHA-256 of its code. */
  readonly sha256: string;
  /** The parameters it ran with. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
}

/** What one device did in an epoch. */
export interface DeviceEvidence {
  /** DID or URN of the device, at most 128 characters. */
  readonly device: string;
  /** Account that is paid: `0x` and 40 lower-case hexadecimal digits. */
  readonly owner: string;
  /** H3 cell of the place that was verified, in its finest published resolution, as 15 lower-case hexadecimal digits. */
  readonly cell: string;
  /** How many readings were due in the epoch: a station that is silent half of the time has half the quality. */
  readonly due: number;
  /**
   * What the device as a whole is trusted, in basis points from 0 to 10 000: plausibility of its place, no copy of
   * another, hardware class. It multiplies the quality of its readings.
   */
  readonly standing: number;
  /** The readings that were judged, each once; their order has no meaning. */
  readonly readings: readonly JudgedReading[];
}

/** One reading as it was judged: what it counts for, and where it is to be found. */
export interface JudgedReading {
  /** The reading's id (`Reading.id`): it stays valid when the payload is erased. */
  readonly reading: string;
  /** SHA-256 of the signed message that it came in (`Reading.message`). */
  readonly message: string;
  /** Quality in basis points, 0 for a reading that was refused, 10 000 for a perfect one. */
  readonly quality: number;
  /**
   * What it adds to the device's work, in whole units by kind, such as `presence` (seconds of an interval covered),
   * `use` (bytes that somebody paid for) or `credits` (data credits burned for it). A kind that is missing adds nothing.
   */
  readonly work: Readonly<Record<string, bigint>>;
}

/** A whole, in basis points. */
export const wholeInBasisPoints = 10_000;

/**
 * Quality of a device in an epoch, in basis points from 0 to 10 000, rounded down: the mean quality of its readings,
 * where each reading that was due and did not come counts as 0, times the device's standing.
 */
export function qualityOf({ due, standing, readings }: DeviceEvidence): number {
  const asked = BigInt(Math.max(due, readings.length));
  if (asked === 0n) return 0;
  let sum = 0n;
  for (const { quality } of readings) sum += BigInt(quality);
  return Number((sum * BigInt(standing)) / (asked * BigInt(wholeInBasisPoints)));
}

/** Work of one kind that a device did in an epoch, in whole units: the sum over its readings. */
export function workOf({ readings }: DeviceEvidence, kind: string): bigint {
  let sum = 0n;
  for (const { work } of readings) if (Object.hasOwn(work, kind)) sum += work[kind] ?? 0n;
  return sum;
}
