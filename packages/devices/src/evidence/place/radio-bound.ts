import { numeric } from "@tokenwright/engine";
import type { RegisteredDevice } from "../../device/registry.js";
import { type Finding, mostReadings } from "../judge/finding.js";
import type { HeardSignal, StationTrack } from "../judge/station-track.js";
import { byText } from "../store/merge.js";
import { distanceBetween } from "./geography.js";

/** Radios of a network: what the law and the hardware allow at most. */
export interface RadioLimits {
  /** Power of a sender, dBm. */
  readonly sentPower: number;
  /** Gain of an antenna, dBi. */
  readonly gain: number;
  /** Hz */
  readonly frequency: number;
}

/** Speed of light, m/s. */
const lightSpeed = 299_792_458;
/** Nearer than this the formula for the far field does not hold, and nothing is judged, m. */
const nearest = 10;
/** Receivers measure power no better than this, dB. */
const margin = 3;
/** As many other devices must contradict a place. */
const leastPartners = 2;

/**
 * The strongest signal that free space lets through, in dBm: Friis's transmission formula (Friis 1946),
 * sent power + both gains − 20 log₁₀(4π d f / c).
 *
 * @param distance Metres, above 0.
 */
export function freeSpaceBound({ sentPower, gain, frequency }: RadioLimits, distance: number): number {
  return sentPower + 2 * gain - 20 * numeric.log10((4 * Math.PI * distance * frequency) / lightSpeed);
}

interface Contradiction {
  readonly partner: string;
  readonly excess: number;
  readonly distance: number;
  readonly heard: HeardSignal;
}

/**
 * Devices whose signals are stronger than their registered places allow. Of a pair one cannot tell who stands elsewhere:
 * a device is named when two or more others contradict it, and they are most of those it has links with.
 */
export function findImpossibleSignals(
  tracks: readonly StationTrack[],
  registry: ReadonlyMap<string, RegisteredDevice>,
  limits: RadioLimits,
): Finding[] {
  const contradictions = new Map<string, Contradiction[]>();
  const partners = new Map<string, Set<string>>();
  const note = (device: string, partner: string, found: Omit<Contradiction, "partner"> | undefined): void => {
    const known = partners.get(device) ?? new Set();
    partners.set(device, known.add(partner));
    if (found !== undefined) contradictions.set(device, [...(contradictions.get(device) ?? []), { ...found, partner }]);
  };
  for (const { device, registered, heard: all } of tracks) {
    for (const heard of all) {
      const [here, there] = [registered.place, registry.get(heard.sender)?.place];
      if (here === undefined || there === undefined || heard.sender === device) continue;
      const distance = distanceBetween(here, there);
      if (distance < nearest) continue;
      const excess = heard.power - freeSpaceBound(limits, distance);
      const found = excess > margin ? { excess, distance, heard } : undefined;
      note(device, heard.sender, found);
      note(heard.sender, device, found);
    }
  }
  return [...contradictions].flatMap(([device, found]): Finding[] => {
    const others = [...new Set(found.map(({ partner }) => partner))].sort(byText);
    if (others.length < leastPartners || 2 * others.length <= partners.get(device)!.size) return [];
    const worst = found.reduce((most, one) => (one.excess > most.excess ? one : most));
    return [
      {
        signal: "radio",
        device,
        others,
        values: { "dB above": worst.excess, m: worst.distance, links: found.length },
        readings: found.slice(0, mostReadings).map(({ heard }) => heard.reading),
        time: found.reduce((first, { heard }) => Math.min(first, heard.time), Number.POSITIVE_INFINITY),
        standing: 0,
      },
    ];
  });
}
