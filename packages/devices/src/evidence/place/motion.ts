import { type Finding, mostReadings } from "../judge/finding.js";
import type { StationTrack } from "../judge/station-track.js";
import { medianOf } from "../quality/median.js";
import { distanceBetween } from "./geography.js";

/** Faster than an airliner, m/s: 900 km/h. */
const fastest = 250;
/** Two fixes of a receiver at rest may lie so far apart, m. */
const receiverError = 2_000;
/** A fixed station that reports to be further away than this is not where it was registered, m (the rule of Helium). */
const farthest = 400;

/** Whether a device moved faster than anything flies between two of the places it reported. */
export function findImpossibleSpeed({ device, fixes }: StationTrack): Finding | undefined {
  const jumps: { speed: number; distance: number; time: number; readings: string[] }[] = [];
  for (let index = 1; index < fixes.length; index++) {
    const [before, now] = [fixes[index - 1]!, fixes[index]!];
    const distance = distanceBetween(before, now);
    const seconds = now.time - before.time;
    // In no time at all a device is in one place.
    if (distance <= receiverError || distance <= fastest * seconds) continue;
    jumps.push({
      speed: distance / Math.max(seconds, 1),
      distance,
      time: now.time,
      readings: [before.reading, now.reading],
    });
  }
  const [first] = jumps;
  if (first === undefined) return undefined;
  return {
    signal: "speed",
    device,
    others: [],
    values: {
      "km/h": jumps.reduce((most, { speed }) => Math.max(most, 3.6 * speed), 0),
      km: first.distance / 1000,
      jumps: jumps.length,
    },
    readings: jumps.flatMap(({ readings }) => readings).slice(0, mostReadings),
    time: first.time,
    standing: 0,
  };
}

/** Whether a station with a registered place reports another one, by the median of what it reported. */
export function findMisplaced({ device, registered, fixes }: StationTrack): Finding | undefined {
  const { place } = registered;
  if (place === undefined || fixes.length === 0) return undefined;
  const away = fixes.map((fix) => distanceBetween(place, fix));
  const metres = medianOf(away);
  if (metres <= farthest) return undefined;
  const far = fixes.filter((_, index) => away[index]! > farthest);
  return {
    signal: "place",
    device,
    others: [],
    values: { m: metres, fixes: fixes.length },
    readings: far.slice(0, mostReadings).map(({ reading }) => reading),
    time: far[0]!.time,
    standing: 0,
  };
}
