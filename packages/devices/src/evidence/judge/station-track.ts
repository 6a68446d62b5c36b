import type { RegisteredDevice } from "../../device/registry.js";

/** Good values of a channel in an epoch, one for each interval. */
export interface SlotSeries {
  /** NaN where there is none. */
  readonly values: Float64Array;
  /** Ids of the readings, in the same places. */
  readonly ids: readonly (string | undefined)[];
}

/** A place that a device reported of itself. */
export interface Fix {
  readonly time: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Id of a reading that says so. */
  readonly reading: string;
}

/** How strong a device heard another one. */
export interface HeardSignal {
  readonly sender: string;
  /** dBm */
  readonly power: number;
  readonly time: number;
  readonly reading: string;
}

/** What comparisons between devices need of one. */
export interface StationTrack {
  readonly device: string;
  readonly registered: RegisteredDevice;
  /** Start of the first interval, seconds since 1970 UTC. */
  readonly start: number;
  /** Seconds. */
  readonly interval: number;
  readonly channels: ReadonlyMap<string, SlotSeries>;
  readonly fixes: readonly Fix[];
  readonly heard: readonly HeardSignal[];
}

/** Start of an interval. */
export const timeOfSlot = ({ start, interval }: StationTrack, slot: number): number => start + slot * interval;
