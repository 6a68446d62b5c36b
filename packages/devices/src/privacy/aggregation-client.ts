import { addMask, agreedKey, type KeyPair, newKeyPair, refuseAggregation, seal, unseal } from "./masks.js";
import type { RandomBytes } from "./random.js";
import { type Share, shareSecret } from "./shamir.js";

/**
 * Secure aggregation (Bonawitz et al. 2017): the server learns the sum of what the clients hold and nothing else of any
 * of them, even when some drop out on the way. Values are whole numbers modulo 2³², so the sum is exact.
 *
 * Client u sends x_u + PRG(b_u) + Σ_{v>u} PRG(k_uv) − Σ_{v<u} PRG(k_uv). Masks of pairs cancel in the sum; those of
 * clients that dropped out are restored from shares of their mask key, the self masks b_u of the others from shares of
 * b_u. A client never gives both kinds of share for one other, or that one's value would lie open; it answers once.
 *
 * This is the protocol against a server that follows it and is curious. Against one that lies about who dropped out the
 * threshold must be above two thirds of the clients and the list of survivors be signed by them, which is not done here.
 */

/** What a client makes known in the first round. */
export interface AdvertisedKeys {
  /** Position, from 1: also the place of its shares. */
  readonly client: number;
  /** For encrypting shares. */
  readonly sealing: Uint8Array;
  /** For masks. */
  readonly masking: Uint8Array;
}

/** Shares from one client for another, which the server passes on and cannot read. */
export interface SealedShares {
  readonly from: number;
  readonly to: number;
  readonly sealed: Uint8Array;
}

export interface MaskedInput {
  readonly client: number;
  readonly values: Uint32Array;
}

/** What a client tells after the inputs are in: of each other either the one or the other. */
export interface Unmasking {
  readonly client: number;
  /** Shares of the self mask of those whose input arrived. */
  readonly selfMasks: ReadonlyMap<number, bigint>;
  /** Shares of the mask key of those who dropped out before. */
  readonly maskKeys: ReadonlyMap<number, bigint>;
}

export interface AggregationClient {
  /** Round 1. */
  advertise(): AdvertisedKeys;
  /** Round 2: shares of this client's two secrets for all others. */
  shareKeys(all: readonly AdvertisedKeys[]): SealedShares[];
  /** Round 3: the masked input. `received` are the shares meant for this client, one from each who is still there. */
  mask(received: readonly SealedShares[], values: Uint32Array): MaskedInput;
  /** Round 4: how the sum can be unmasked, given whose inputs arrived. Answered once. */
  unmask(survivors: readonly number[]): Unmasking;
}

/**
 * A client of one aggregation.
 *
 * @param threshold How many clients must be left to unmask: more than half of them. As many must not collude.
 * @throws TokenwrightError `privacy/aggregation` by each round that is asked out of order or of too few.
 */
export function aggregationClient(client: number, threshold: number, random: RandomBytes): AggregationClient {
  if (!Number.isInteger(client) || client < 1) refuseAggregation(`A client has the position ${client}.`);
  const sealing = newKeyPair(random);
  const masking = newKeyPair(random);
  const selfMask = Uint8Array.from(random(32));
  let others: ReadonlyMap<number, AdvertisedKeys> | undefined;
  let shares: ReadonlyMap<number, HeldShares> | undefined;
  let isMasked = false;
  let isAnswered = false;
  return {
    advertise: () => ({ client, sealing: sealing.public, masking: masking.public }),
    shareKeys(all) {
      if (others !== undefined) refuseAggregation("The keys were shared before.");
      others = checkedKeys(all, client, threshold);
      const places = [...others.keys()].sort((a, b) => a - b);
      const most = places.at(-1) ?? 0;
      const pieces = {
        selfMask: shareSecret(toNumber(selfMask), threshold, most, random),
        maskKey: shareSecret(toNumber(masking.secret), threshold, most, random),
      };
      return [...others.values()].map((other) => sealShares(client, sealing, other, pieces, random));
    },
    mask(received, values) {
      if (others === undefined || isMasked) refuseAggregation("A masked input is asked for out of order.");
      isMasked = true;
      const held = new Map<number, HeldShares>();
      for (const one of received) {
        const from = others.get(one.from);
        if (from === undefined || one.to !== client)
          refuseAggregation(`Shares came from client ${one.from} for ${one.to}.`);
        held.set(one.from, openShares(one, sealing, from));
      }
      if (held.size < threshold) {
        refuseAggregation(
          `${held.size} clients shared their keys, fewer than ${threshold}.`,
          "begin again with those who are there",
        );
      }
      shares = held;
      const sum = Uint32Array.from(values);
      addMask(sum, selfMask, 1);
      for (const other of held.keys()) {
        if (other === client) continue;
        const key = agreedKey(masking.secret, others.get(other)!.masking, "mask");
        addMask(sum, key, client < other ? 1 : -1);
      }
      return { client, values: sum };
    },
    unmask(survivors) {
      if (shares === undefined) refuseAggregation("Unmasking is asked for before the inputs.");
      if (isAnswered) refuseAggregation("Unmasking is asked for twice: two answers could lay a value open.");
      const alive = new Set(survivors);
      if (alive.size < threshold) refuseAggregation(`${alive.size} inputs arrived, fewer than ${threshold}.`);
      if (!alive.has(client) || [...alive].some((one) => !shares?.has(one))) {
        refuseAggregation(
          "The list of those whose input arrived names somebody who shared no keys, or not this client.",
        );
      }
      isAnswered = true;
      const selfMasks = new Map<number, bigint>();
      const maskKeys = new Map<number, bigint>();
      for (const [other, held] of shares) {
        if (alive.has(other)) selfMasks.set(other, held.selfMask);
        else maskKeys.set(other, held.maskKey);
      }
      return { client, selfMasks, maskKeys };
    },
  };
}

interface HeldShares {
  readonly selfMask: bigint;
  readonly maskKey: bigint;
}

function checkedKeys(
  all: readonly AdvertisedKeys[],
  client: number,
  threshold: number,
): ReadonlyMap<number, AdvertisedKeys> {
  const known = new Map(all.map((one) => [one.client, one]));
  if (known.size < all.length) refuseAggregation("A client stands in the list of keys twice.");
  if (!known.has(client)) refuseAggregation("This client's own keys are missing.");
  if ([...known.keys()].some((one) => !Number.isInteger(one) || one < 1 || one > 1_000_000)) {
    refuseAggregation("A client has no place from 1 on.");
  }
  if (!Number.isInteger(threshold) || 2 * threshold <= known.size || threshold > known.size) {
    refuseAggregation(
      `A threshold of ${threshold} is set for ${known.size} clients.`,
      "more than half of them, or two groups could each unmask",
    );
  }
  return known;
}

// A share is below 2^521: 66 bytes.
const shareBytes = 66;

function sealShares(
  client: number,
  sealing: KeyPair,
  other: AdvertisedKeys,
  pieces: { readonly selfMask: readonly Share[]; readonly maskKey: readonly Share[] },
  random: RandomBytes,
): SealedShares {
  const text = new Uint8Array(2 * shareBytes);
  text.set(toBytes(pieces.selfMask[other.client - 1]!.y), 0);
  text.set(toBytes(pieces.maskKey[other.client - 1]!.y), shareBytes);
  const key = agreedKey(sealing.secret, other.sealing, "shares");
  return { from: client, to: other.client, sealed: seal(key, text, random, `${client}>${other.client}`) };
}

function openShares({ from, to, sealed }: SealedShares, sealing: KeyPair, sender: AdvertisedKeys): HeldShares {
  const text = unseal(agreedKey(sealing.secret, sender.sealing, "shares"), sealed, `${from}>${to}`);
  if (text?.length !== 2 * shareBytes)
    return refuseAggregation(`The shares from client ${from} were changed on the way.`);
  return { selfMask: toNumber(text.subarray(0, shareBytes)), maskKey: toNumber(text.subarray(shareBytes)) };
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function toBytes(value: bigint): Uint8Array {
  return Buffer.from(value.toString(16).padStart(2 * shareBytes, "0"), "hex");
}
