import { type StationTrack, timeOfSlot } from "../judge/station-track.js";

/** Two devices of which one repeats the other. */
export interface CopiedPair {
  readonly one: StationTrack;
  readonly other: StationTrack;
  /** Seconds that `other` lies behind `one`; at least 0. */
  readonly lag: number;
  /** The figures that it rests on. */
  readonly values: Readonly<Record<string, number>>;
  /** Ids of readings of both. */
  readonly readings: readonly string[];
  readonly time: number;
}

/** Values in a row that make a passage. */
const passage = 6;
/** As many different ones must be among them: where nothing happens, honest curves agree. */
const leastDistinct = 5;
/** One passage of so many is looked up, chosen by its values, so that equal passages are chosen alike. */
const sampling = 4;
/** Passages that two devices must have in common, and their share of the shorter one's. */
const leastCommon = 4;
const leastShare = 0.2;
/** A passage that so many devices have is a property of the hardware, not a copy. */
const mostCommon = 64;

interface Found {
  readonly track: number;
  readonly channel: string;
  readonly slot: number;
}

/**
 * Devices that repeat each other value by value, at whatever delay: they have many passages of six values in common. Two
 * honest sensors of 0.01 °C and a noise of 0.1 °C have one in common once in 10^9.
 */
export function findCopiedPassages(tracks: readonly StationTrack[]): CopiedPair[] {
  const passages = new Map<string, Found[]>();
  const counts = tracks.map(() => 0);
  for (const [track, { channels }] of tracks.entries()) {
    for (const [channel, { values }] of channels) {
      for (let slot = 0; slot + passage <= values.length; slot++) {
        const part = values.subarray(slot, slot + passage);
        if (new Set(part).size < leastDistinct || part.some(Number.isNaN) || hashOf(part) % sampling !== 0) continue;
        counts[track]!++;
        const name = `${channel} ${part.join(" ")}`;
        const there = passages.get(name);
        if (there === undefined) passages.set(name, [{ track, channel, slot }]);
        else there.push({ track, channel, slot });
      }
    }
  }
  const pairs = new Map<string, { readonly left: Found; readonly right: Found; common: number }>();
  for (const places of passages.values()) {
    if (places.length < 2 || places.length > mostCommon) continue;
    for (const [index, left] of places.entries()) {
      for (const right of places.slice(index + 1)) {
        if (left.track === right.track) continue;
        const lag = timeOfSlot(tracks[right.track]!, right.slot) - timeOfSlot(tracks[left.track]!, left.slot);
        const name = `${left.track} ${right.track} ${lag}`;
        const known = pairs.get(name);
        if (known === undefined) pairs.set(name, { left, right, common: 1 });
        else known.common++;
      }
    }
  }
  return [...pairs.values()].flatMap(({ left, right, common }): CopiedPair[] => {
    const fewer = Math.min(counts[left.track]!, counts[right.track]!);
    if (common < leastCommon || common < leastShare * fewer) return [];
    const [a, b] = [tracks[left.track]!, tracks[right.track]!];
    const lag = timeOfSlot(b, right.slot) - timeOfSlot(a, left.slot);
    const readings = [a, b].flatMap(({ channels }, side) => {
      const { channel, slot } = side === 0 ? left : right;
      return channels
        .get(channel)!
        .ids.slice(slot, slot + 3)
        .flatMap((id) => id ?? []);
    });
    const time = Math.max(timeOfSlot(a, left.slot), timeOfSlot(b, right.slot)) + passage * a.interval;
    const pair = { values: { "passages in common": common, of: fewer, "lag s": Math.abs(lag) }, readings, time };
    return [lag >= 0 ? { ...pair, one: a, other: b, lag } : { ...pair, one: b, other: a, lag: -lag }];
  });
}

/** A small hash of values, the same on every machine (FNV-1a over their bytes). */
function hashOf(values: Float64Array): number {
  const bytes = new DataView(new ArrayBuffer(8));
  let hash = 0x811c9dc5;
  for (const value of values) {
    bytes.setFloat64(0, value, true);
    for (let at = 0; at < 8; at++) hash = Math.imul(hash ^ bytes.getUint8(at), 0x01000193) >>> 0;
  }
  return hash >>> 8;
}
