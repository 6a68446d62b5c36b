import { numeric } from "@tokenwright/engine";
import type { ClaimedPlace } from "../../device/registry.js";
import { type Finding, mostReadings } from "../judge/finding.js";
import { type StationTrack, timeOfSlot } from "../judge/station-track.js";
import { medianOf } from "../quality/median.js";
import { PlaceIndex } from "./geography.js";

/** Weather is compared within this distance, m. */
const reach = 30_000;
/** With the nearest ones; more change no median. */
const mostNeighbours = 24;
/** Owners, other than the device's own, without whom a place is not verified. */
const leastOwners = 3;
/** Intervals that must be compared. */
const leastSlots = 12;
/** A typical distance so many times larger than is usual here is no weather. */
const implausible = 6;

interface Comparison {
  /** What neighbours may typically differ by, in the channel's unit. */
  readonly usual: number;
  /** The value as it would be at sea level; undefined when the altitude is not known. */
  readonly reduce: (value: number, place: ClaimedPlace) => number | undefined;
}

/** Channels that neighbours agree on. What is local, such as noise or wind, is not compared. */
const comparisons: Readonly<Record<string, Comparison>> = {
  // Lapse rate and pressure of the ICAO standard atmosphere (Doc 7488).
  temperature: { usual: 0.5, reduce: (value, { altitude = 0 }) => value + 0.0065 * altitude },
  pressure: {
    usual: 0.5,
    reduce: (value, { altitude }) =>
      altitude === undefined ? undefined : value / numeric.pow(1 - 2.25577e-5 * altitude, 5.25588),
  },
  humidity: { usual: 3, reduce: (value) => value },
};

/** How a device's channel lies to those around it. */
export interface Residuals {
  /** Value less the neighbours' median, interval by interval; NaN where one is missing. */
  readonly values: Float64Array;
  /** Median of their sizes. */
  readonly typical: number;
  readonly compared: number;
}

export interface Neighbourhood {
  readonly neighbours: readonly StationTrack[];
  readonly owners: number;
  /** Of channels that are compared, by name. */
  readonly residuals: ReadonlyMap<string, Residuals>;
}

/** What stands around each device, by its name. Devices without a place are left out. */
export function neighbourhoodsOf(tracks: readonly StationTrack[]): Map<string, Neighbourhood> {
  const placed = tracks.flatMap((track) => {
    const { place } = track.registered;
    return place === undefined ? [] : [{ name: track.device, place, track }];
  });
  const index = new PlaceIndex(placed, reach);
  const result = new Map<string, Neighbourhood>();
  for (const { track, place } of placed) {
    const { owner } = track.registered;
    const neighbours = index
      .near(place)
      .flatMap(({ item }) => (item.track.registered.owner === owner ? [] : [item.track]))
      .slice(0, mostNeighbours);
    const residuals = new Map<string, Residuals>();
    for (const [channel, comparison] of Object.entries(comparisons)) {
      const found = residualsOf(track, place, neighbours, channel, comparison);
      if (found !== undefined) residuals.set(channel, found);
    }
    const owners = new Set(neighbours.map(({ registered }) => registered.owner)).size;
    result.set(track.device, { neighbours, owners, residuals });
  }
  return result;
}

/** Every owner has one voice, however many devices: the median of theirs. */
function residualsOf(
  track: StationTrack,
  place: ClaimedPlace,
  neighbours: readonly StationTrack[],
  channel: string,
  { reduce }: Comparison,
): Residuals | undefined {
  const own = track.channels.get(channel);
  if (own === undefined) return undefined;
  const values = new Float64Array(own.values.length).fill(Number.NaN);
  const sizes: number[] = [];
  for (let slot = 0; slot < values.length; slot++) {
    const here = own.values[slot]!;
    if (Number.isNaN(here)) continue;
    const reduced = reduce(here, place);
    const time = timeOfSlot(track, slot);
    const voices = new Map<string, number[]>();
    for (const { registered, channels, start, interval } of neighbours) {
      const there = channels.get(channel)?.values[Math.floor((time - start) / interval)];
      if (there === undefined || Number.isNaN(there)) continue;
      const comparable = reduce(there, registered.place!);
      if (comparable === undefined) continue;
      voices.set(registered.owner, [...(voices.get(registered.owner) ?? []), comparable]);
    }
    if (reduced === undefined || voices.size < leastOwners) continue;
    values[slot] = reduced - medianOf([...voices.values()].map(medianOf));
    sizes.push(Math.abs(values[slot]!));
  }
  return sizes.length < leastSlots ? undefined : { values, typical: medianOf(sizes), compared: sizes.length };
}

/**
 * How badly a device fits where it is registered: the sum over channels of its typical distance from its neighbours, in
 * units of the usual. Infinite when nothing could be compared.
 */
export function misfit({ residuals }: Neighbourhood): number {
  if (residuals.size === 0) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (const [channel, { typical }] of residuals) sum += typical / comparisons[channel]!.usual;
  return sum;
}

/**
 * Devices whose values are not those of their registered place. One channel of several that disagrees is a bad sensor:
 * that channel does not count. Two, or all that can be compared, speak against the place.
 */
export function findStrangers(
  tracks: readonly StationTrack[],
  around: ReadonlyMap<string, Neighbourhood>,
  unverified: number,
): Finding[] {
  return tracks.flatMap((track): Finding[] => {
    const here = around.get(track.device);
    if (here === undefined || here.residuals.size === 0) {
      const { device, start } = track;
      const values = { "neighbouring owners": here?.owners ?? 0 };
      return [{ signal: "unverified", device, others: [], values, readings: [], time: start, standing: unverified }];
    }
    const far = [...here.residuals].filter(([channel, { typical }]) => {
      const nearby = here.neighbours.flatMap(({ device }) => around.get(device)?.residuals.get(channel)?.typical ?? []);
      const usual = Math.max(comparisons[channel]!.usual, nearby.length === 0 ? 0 : medianOf(nearby));
      return typical > implausible * usual;
    });
    const isPlace = far.length >= 2 || far.length === here.residuals.size;
    return far.map(([channel, residuals]) => strangerOf(track, here, channel, residuals, isPlace));
  });
}

function strangerOf(
  track: StationTrack,
  { neighbours }: Neighbourhood,
  channel: string,
  { values, typical, compared }: Residuals,
  isPlace: boolean,
): Finding {
  const limit = implausible * comparisons[channel]!.usual;
  const slots = [...values.keys()].filter((slot) => Math.abs(values[slot]!) > limit);
  const { ids } = track.channels.get(channel)!;
  return {
    signal: "neighbours",
    device: track.device,
    others: neighbours.map(({ device }) => device).sort(),
    values: { [`typical distance of ${channel}`]: typical, "usual distance": comparisons[channel]!.usual, compared },
    readings: slots.slice(0, mostReadings).flatMap((slot) => ids[slot] ?? []),
    // Known as soon as as many intervals disagree as must be compared.
    time: timeOfSlot(track, (slots[leastSlots - 1] ?? slots.at(-1) ?? values.length - 1) + 1),
    standing: isPlace ? 0 : 10_000,
    ...(isPlace ? {} : { channel }),
  };
}
