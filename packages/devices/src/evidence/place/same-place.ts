import { wholeInBasisPoints } from "../../device/epoch-evidence.js";
import type { RegisteredDevice } from "../../device/registry.js";
import type { Finding } from "../judge/finding.js";
import { PlaceIndex, type Position } from "./geography.js";

/** Devices nearer to each other than this stand on one spot, m. */
const spot = 10;

/**
 * Devices that are registered on one spot. Together they stand for one: each has an equal part of a whole standing, so
 * that further names on one roof earn nothing.
 *
 * @param time From when on it is known.
 */
export function findSamePlace(devices: Iterable<RegisteredDevice>, time: number): Finding[] {
  const placed: { name: string; place: Position }[] = [];
  for (const { device, place } of devices) if (place !== undefined) placed.push({ name: device, place });
  const index = new PlaceIndex(placed, spot);
  return placed.flatMap(({ name, place }): Finding[] => {
    const near = index.near(place);
    if (near.length < 2) return [];
    const others = near.flatMap(({ item }) => (item.name === name ? [] : [item.name]));
    return [
      {
        signal: "same-place",
        device: name,
        others: others.sort(),
        values: { devices: near.length, m: near.at(-1)!.distance },
        readings: [],
        time,
        standing: Math.floor(wholeInBasisPoints / near.length),
      },
    ];
  });
}
