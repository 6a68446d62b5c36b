import type { AdvertisedKeys, MaskedInput, Unmasking } from "./aggregation-client.js";
import { addMask, agreedKey, refuseAggregation } from "./masks.js";
import { restoreSecret } from "./shamir.js";

/** What the server has gathered in the four rounds. */
export interface Gathered {
  readonly threshold: number;
  readonly keys: readonly AdvertisedKeys[];
  /** Those whose shares were passed on: only their masks are in the inputs. */
  readonly shared: readonly number[];
  readonly inputs: readonly MaskedInput[];
  readonly unmaskings: readonly Unmasking[];
}

/**
 * The sum of the inputs that arrived, modulo 2³², and no more: see `aggregationClient`.
 *
 * @throws TokenwrightError `privacy/aggregation` when fewer than the threshold helped to unmask, inputs differ in length,
 * or an answer gives both kinds of share for one client.
 */
export function aggregate({ threshold, keys, shared, inputs, unmaskings }: Gathered): Uint32Array {
  const survivors = new Set(inputs.map(({ client }) => client));
  const length = inputs[0]?.values.length ?? 0;
  if (survivors.size < inputs.length || inputs.some(({ values }) => values.length !== length)) {
    refuseAggregation("The inputs differ in length, or one client sent two.");
  }
  if (survivors.size < threshold) refuseAggregation(`${survivors.size} inputs arrived, fewer than ${threshold}.`);
  const sum = new Uint32Array(length);
  for (const { values } of inputs) for (let i = 0; i < length; i++) sum[i] = sum[i]! + values[i]!;

  for (const { client, selfMasks, maskKeys } of unmaskings) {
    if ([...selfMasks.keys()].some((one) => maskKeys.has(one))) {
      refuseAggregation(`Client ${client} gave both kinds of share for one other.`);
    }
  }
  for (const client of survivors) {
    addMask(
      sum,
      restored(client, threshold, unmaskings, ({ selfMasks }) => selfMasks),
      -1,
    );
  }
  const masking = new Map(keys.map((one) => [one.client, one.masking]));
  for (const dropped of shared) {
    if (survivors.has(dropped)) continue;
    const secret = restored(dropped, threshold, unmaskings, ({ maskKeys }) => maskKeys);
    for (const client of survivors) {
      const theirs = masking.get(client);
      if (theirs === undefined) refuseAggregation(`The key of client ${client} is not known.`);
      // The survivor added the mask when it stands before the one that dropped out, and took it away otherwise.
      addMask(sum, agreedKey(secret, theirs, "mask"), client < dropped ? -1 : 1);
    }
  }
  return sum;
}

/** 32 bytes from the first `threshold` shares that were given. */
function restored(
  client: number,
  threshold: number,
  unmaskings: readonly Unmasking[],
  kind: (one: Unmasking) => ReadonlyMap<number, bigint>,
): Uint8Array {
  const shares = unmaskings.flatMap((one) => {
    const y = kind(one).get(client);
    return y === undefined ? [] : [{ x: BigInt(one.client), y }];
  });
  if (shares.length < threshold) {
    refuseAggregation(`${shares.length} shares of client ${client} are there, fewer than ${threshold}.`);
  }
  const secret = restoreSecret(shares.slice(0, threshold)).toString(16).padStart(64, "0");
  if (secret.length > 64) refuseAggregation(`The shares of client ${client} do not belong together.`);
  return Uint8Array.from(Buffer.from(secret, "hex"));
}
