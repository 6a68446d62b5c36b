import { fromHex, toBase64Url, utf8 } from "./bytes.js";
import { encodeCbor } from "./cbor/encode.js";
import type { CborValue } from "./cbor/value.js";
import type { SenmlPack } from "./senml/record.js";
import { senmlToCbor, senmlToJson } from "./senml/write-pack.js";

/** What a device says of itself with every message. */
export interface Provenance {
  /** Hardware class, such as `WS2000`. */
  readonly hardware: string;
  /** SHA-256 of the firmware image, 64 lower-case hexadecimal digits. */
  readonly firmware: string;
  /** An entity attestation token (RFC 9711), kept as it came and judged by nobody here. */
  readonly attestation?: Uint8Array;
}

/** What stands in place of readings when a device signs many packs at once: the root of a Merkle tree over them. */
export interface BatchRoot {
  /** SHA-256, 64 lower-case hexadecimal digits. */
  readonly root: string;
  /** Packs under the root, at least 1. */
  readonly count: number;
}

/** What a device signs. */
export interface Envelope {
  /** DID or URN, at most 128 characters. */
  readonly device: string;
  /** Which of the device's registered keys signed, at most 64 characters. */
  readonly keyId: string;
  /** Grows with every message under one key; 0 to 2^64 - 1. */
  readonly sequence: bigint;
  /** The device's clock at sending, seconds since 1970 UTC. */
  readonly time: number;
  readonly content: { readonly readings: SenmlPack } | { readonly batch: BatchRoot };
  readonly provenance: Provenance;
}

export type EnvelopeForm = "json" | "cbor";

/** Labels of the CBOR form's map, and of the maps in it. */
export const envelopeLabels = {
  device: 1,
  keyId: 2,
  sequence: 3,
  time: 4,
  readings: 5,
  provenance: 6,
  batch: 7,
} as const;
export const provenanceLabels = { hardware: 1, firmware: 2, attestation: 3 } as const;
export const batchLabels = { root: 1, count: 2 } as const;

/** The bytes of an envelope: one spelling in each form. */
export function encodeEnvelope(envelope: Envelope, form: EnvelopeForm): Uint8Array {
  return form === "json" ? utf8(JSON.stringify(toJson(envelope))) : encodeCbor(toCbor(envelope));
}

function toJson({ device, keyId, sequence, time, content, provenance }: Envelope): unknown {
  const { hardware, firmware, attestation } = provenance;
  return {
    device,
    kid: keyId,
    // A text: above 2^53 a number of JSON would be rounded by most readers (RFC 7493 section 2.2).
    seq: String(sequence),
    time,
    ...("readings" in content ? { readings: senmlToJson(content.readings) } : { batch: content.batch }),
    provenance: {
      hardware,
      firmware,
      ...(attestation === undefined ? {} : { attestation: toBase64Url(attestation) }),
    },
  };
}

function toCbor({ device, keyId, sequence, time, content, provenance }: Envelope): CborValue {
  const { hardware, firmware, attestation } = provenance;
  const labels = envelopeLabels;
  const origin = new Map<number, CborValue>([
    [provenanceLabels.hardware, hardware],
    [provenanceLabels.firmware, fromHex(firmware)!],
  ]);
  if (attestation !== undefined) origin.set(provenanceLabels.attestation, attestation);
  const batch = (root: BatchRoot): CborValue =>
    new Map<number, CborValue>([
      [batchLabels.root, fromHex(root.root)!],
      [batchLabels.count, root.count],
    ]);
  return new Map<number, CborValue>([
    [labels.device, device],
    [labels.keyId, keyId],
    [labels.sequence, sequence],
    [labels.time, time],
    "readings" in content ? [labels.readings, senmlToCbor(content.readings)] : [labels.batch, batch(content.batch)],
    [labels.provenance, origin],
  ]);
}
