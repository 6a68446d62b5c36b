import type { PublicKey } from "./keys.js";

/** Who may see a channel's readings: everybody, everybody in sums over many devices, or the owner alone. */
export type Visibility = "public" | "aggregate" | "private";

/** Where an owner says that a device stands. A claim, to be tested. */
export interface ClaimedPlace {
  /** Degrees north, WGS 84, -90 to 90. */
  readonly latitude: number;
  /** Degrees east, -180 to 180. */
  readonly longitude: number;
  /** Metres above sea level. */
  readonly altitude?: number;
}

/** A key that may sign for a device. Times are seconds since 1970 UTC. */
export interface RegisteredKey {
  readonly id: string;
  readonly publicKey: PublicKey;
  /** The first device time that the key may sign. */
  readonly validFrom: number;
  /** The first device time that it may no longer sign; infinite when there is none. */
  readonly validTo: number;
  /** From this time of arrival on nothing is taken from the key, whatever time it says; infinite when not revoked. */
  readonly revokedAt: number;
}

export interface RegisteredDevice {
  /** DID or URN. */
  readonly device: string;
  readonly owner: string;
  readonly hardware: string;
  readonly keys: ReadonlyMap<string, RegisteredKey>;
  readonly place?: ClaimedPlace;
  /** Of channels that are named; of all others `visibility`. */
  readonly channels: ReadonlyMap<string, Visibility>;
  readonly visibility: Visibility;
}

/** All devices of a network by their names. Plain data: reading it twice gives the same. */
export type Registry = ReadonlyMap<string, RegisteredDevice>;

/** Who may see the readings of a channel. */
export function visibilityOf(device: RegisteredDevice, channel: string): Visibility {
  return device.channels.get(channel) ?? device.visibility;
}
