import { fail, random } from "@tokenwright/engine";
import type { EnvelopeForm } from "../envelope.js";
import type { ClaimedPlace } from "../registry.js";
import { type SimulatedChannel, simulatedChannelNames } from "./environment.js";

/**
 * What a device does that a good one does not. Times are seconds since the simulation's start, shares lie in [0, 1]
 * and are of the device's messages.
 */
export type Conduct =
  /** A channel moves away from the truth by so much of its unit per day. */
  | { readonly kind: "drift"; readonly channel: SimulatedChannel; readonly perDay: number }
  /** A channel keeps the value it had. */
  | { readonly kind: "stuck"; readonly channel: SimulatedChannel; readonly from: number; readonly to: number }
  /** Single values of a channel are off by so much of its unit, up or down. */
  | { readonly kind: "spikes"; readonly channel: SimulatedChannel; readonly share: number; readonly size: number }
  /** Whole hours of messages are missing. */
  | { readonly kind: "gaps"; readonly share: number }
  /** The clock is ahead by so many seconds, and gains so many per day. */
  | { readonly kind: "clock"; readonly ahead: number; readonly perDay: number }
  /** Messages arrive so many seconds late. */
  | { readonly kind: "late"; readonly share: number; readonly delay: number }
  /** An old message is sent once more, bit by bit the same. */
  | { readonly kind: "replays"; readonly share: number }
  /** A bit of the signature is wrong. */
  | { readonly kind: "forges"; readonly share: number }
  /** The registered place is not where it stands. */
  | { readonly kind: "false-place"; readonly claims: ClaimedPlace }
  /** It says to be at another place with every message, further away than anything flies. */
  | { readonly kind: "teleports" }
  /** It has no sensors: it sends another device's values as its own. */
  | { readonly kind: "copies"; readonly of: number }
  /** It has another device's key, and sends its own values in that one's name. */
  | { readonly kind: "cloned-key"; readonly of: number };

export type ConductKind = Conduct["kind"];

export interface SimulatedStation {
  /** Where it really stands. */
  readonly place: ClaimedPlace;
  readonly owner: string;
  readonly hardware: string;
  readonly channels: readonly SimulatedChannel[];
  /** None for a good citizen. */
  readonly conduct: readonly Conduct[];
}

/** What a station does of a kind, if it does. */
export function conductOf<Kind extends ConductKind>(
  station: SimulatedStation,
  kind: Kind,
): Extract<Conduct, { readonly kind: Kind }> | undefined {
  return station.conduct.find((one): one is Extract<Conduct, { readonly kind: Kind }> => one.kind === kind);
}

export interface SimulationPlan {
  /** In [0, 2^64). */
  readonly seed: bigint;
  /** Seconds since 1970 UTC. */
  readonly start: number;
  /** Seconds between two messages of a station, at least 1. */
  readonly interval: number;
  readonly form: EnvelopeForm;
  readonly stations: readonly SimulatedStation[];
}

export interface NeighbourhoodOptions {
  readonly seed: bigint;
  readonly start: number;
  readonly interval: number;
  readonly form: EnvelopeForm;
  /** 1 to 100 000. */
  readonly stations: number;
  /** Share of bad citizens, in [0, 1]; the kinds take turns. */
  readonly bad: number;
  /** Kinds that the bad ones are of; all when not named. */
  readonly kinds?: readonly ConductKind[];
  readonly centre: ClaimedPlace;
  /** Degrees of latitude from the centre within which stations stand; half a degree is 56 km. */
  readonly radius: number;
}

export const conductKinds: readonly ConductKind[] = [
  ...(["drift", "stuck", "spikes", "gaps", "clock", "late"] as const),
  ...(["replays", "forges", "false-place", "teleports", "copies", "cloned-key"] as const),
];

/**
 * A plan of stations around a place, good citizens first.
 *
 * @throws TokenwrightError `device/simulation` for numbers that make no network.
 */
export function neighbourhood(options: NeighbourhoodOptions): SimulationPlan {
  const { seed, start, interval, form, stations, bad, centre, radius, kinds = conductKinds } = options;
  requireThat(
    Number.isInteger(stations) && stations >= 1 && stations <= 100_000,
    `${stations} stations`,
    "1 to 100000",
  );
  requireThat(bad >= 0 && bad <= 1, `a share of ${bad} bad stations`, "a share in [0, 1]");
  requireThat(
    Number.isInteger(interval) && interval >= 1 && interval <= 86_400,
    `an interval of ${interval} s`,
    "1 to 86400",
  );
  requireThat(kinds.length > 0, "no kind of conduct", conductKinds.join(", "));
  const places = random.drawKey(seed, "station place");
  const badCount = Math.round(bad * stations);
  const goodCount = stations - badCount;
  const placeOf = (index: number): ClaimedPlace => {
    const offset = (element: number): number => (2 * random.uniform(places, 0, index, element) - 1) * radius;
    return {
      latitude: Math.min(90, Math.max(-90, round(centre.latitude + offset(0)))),
      longitude: Math.min(180, Math.max(-180, round(centre.longitude + offset(1)))),
      altitude: Math.round((centre.altitude ?? 0) + 60 * random.uniform(places, 0, index, 2)),
    };
  };
  return {
    seed,
    start,
    interval,
    form,
    stations: Array.from({ length: stations }, (_, index) => {
      const kind = index < goodCount ? undefined : kinds[(index - goodCount) % kinds.length];
      const place = placeOf(index);
      return {
        place,
        owner: `owner-${index}`,
        hardware: "simulated-1",
        channels: simulatedChannelNames,
        conduct: kind === undefined ? [] : [typical(kind, place, Math.max(0, (index - 1) % Math.max(1, goodCount)))],
      };
    }),
  };
}

/** A conduct of a kind that is strong enough to be found. */
function typical(kind: ConductKind, place: ClaimedPlace, victim: number): Conduct {
  switch (kind) {
    case "drift":
      return { kind, channel: "temperature", perDay: 1.5 };
    case "stuck":
      return { kind, channel: "humidity", from: 3 * 3600, to: 21 * 3600 };
    case "spikes":
      return { kind, channel: "pm2_5", share: 0.01, size: 180 };
    case "gaps":
      return { kind, share: 0.4 };
    case "clock":
      return { kind, ahead: 900, perDay: 60 };
    case "late":
      return { kind, share: 0.2, delay: 7200 };
    case "replays":
      return { kind, share: 0.1 };
    case "forges":
      return { kind, share: 0.3 };
    case "false-place":
      return { kind, claims: { ...place, latitude: place.latitude > 0 ? place.latitude - 8 : place.latitude + 8 } };
    case "teleports":
      return { kind };
    case "copies":
      return { kind, of: victim };
    case "cloned-key":
      return { kind, of: victim };
  }
}

/** To a tenth of a metre or so: what a positioning receiver prints. */
function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

function requireThat(holds: boolean, what: string, expected: string): void {
  if (!holds) fail({ code: "device/simulation", message: `The simulation is to have ${what}.`, expected });
}
