import type { StoredReading } from "../store/contract.js";
import type { EpochWindow } from "./settings.js";

/** Intervals of an epoch, a begun one included. */
export function slotsOfEpoch({ start, end }: EpochWindow, interval: number): number {
  return Math.ceil((end - start) / interval);
}

/** Readings of one channel by the interval they stand for. */
export interface Slots {
  readonly bySlot: ReadonlyMap<number, StoredReading>;
}

/**
 * One reading for each interval: who sends more often is not paid more. A reading stands for the interval it was
 * measured in; in its second half it may stand for the next one when its own is taken, as clocks do not tick exactly.
 *
 * @param readings Of one channel in the epoch, in the order of time; equal times by id.
 */
export function assignSlots(readings: readonly StoredReading[], epoch: EpochWindow, interval: number): Slots {
  const count = slotsOfEpoch(epoch, interval);
  const bySlot = new Map<number, StoredReading>();
  for (const reading of readings) {
    const place = (reading.time - epoch.start) / interval;
    const slot = Math.floor(place);
    if (!bySlot.has(slot)) bySlot.set(slot, reading);
    else if (place - slot >= 0.5 && slot + 1 < count && !bySlot.has(slot + 1)) bySlot.set(slot + 1, reading);
  }
  return { bySlot };
}
