/** Devices of tests, with keys that follow from their number. */

import { signBatch } from "../../device/batch.js";
import { sha256Bytes, utf8 } from "../../device/bytes.js";
import { didOfKey } from "../../device/did-key.js";
import type { EnvelopeForm } from "../../device/envelope.js";
import { type PrivateKey, privateKeyFromSeed } from "../../device/keys.js";
import type { Registry } from "../../device/registry.js";
import { registryFromData } from "../../device/registry-from-data.js";
import { signEnvelope } from "../../device/sign-envelope.js";

const provenance = { hardware: "WS2000", firmware: "ab".repeat(32) };

export interface Fleet {
  readonly names: readonly string[];
  readonly registry: Registry;
  /** A message of one temperature. */
  message(device: number, sequence: number | bigint, time: number, value?: number, form?: EnvelopeForm): Uint8Array;
  /** The packs of a signed batch, one temperature each. */
  batch(device: number, sequence: number, time: number, count: number): readonly Uint8Array[];
}

export function fleet(count: number): Fleet {
  const keys: PrivateKey[] = Array.from({ length: count }, (_, index) =>
    privateKeyFromSeed(sha256Bytes(utf8(`fleet ${index}`))),
  );
  const names = keys.map(({ publicKey }) => didOfKey(publicKey));
  const entryOf = (key: PrivateKey, index: number): unknown => ({
    owner: `0x${(index + 1).toString(16).padStart(40, "0")}`,
    hardware: provenance.hardware,
    keys: { main: { key: key.publicKey.jwk } },
    place: { latitude: 37 + 0.01 * (index % 100), longitude: 23 + 0.01 * Math.floor(index / 100) },
    visibility: "public",
  });
  const registry = registryFromData({
    devices: Object.fromEntries(keys.map((key, index) => [names[index]!, entryOf(key, index)])),
  });
  const pack = (index: number, value: number) => [{ bn: `${names[index]!}:`, n: "temperature", u: "Cel", v: value }];
  const about = (index: number, sequence: number | bigint, time: number) => ({
    device: names[index]!,
    keyId: "main",
    sequence: BigInt(sequence),
    time,
    provenance,
  });
  return {
    names,
    registry,
    message: (device, sequence, time, value = 20, form = "json") =>
      signEnvelope(
        { ...about(device, sequence, time), content: { readings: pack(device, value) } },
        keys[device]!,
        form,
      ),
    batch: (device, sequence, time, pieces) =>
      signBatch(
        about(device, sequence, time),
        Array.from({ length: pieces }, (_, index) => pack(device, 20 + index / 100)),
        keys[device]!,
      ),
  };
}

/** A message whose signature does not hold. */
export function forged(message: Uint8Array): Uint8Array {
  const copy = message.slice();
  const at = copy.length - 10;
  copy[at] = copy[at] === 0x41 ? 0x42 : 0x41;
  return copy;
}
