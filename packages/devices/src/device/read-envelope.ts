import { parseBoundedJson } from "./bounded-json.js";
import { fromBase64Url, fromHex, fromUtf8, toHex } from "./bytes.js";
import { decodeCbor } from "./cbor/decode.js";
import {
  type BatchRoot,
  batchLabels,
  type Envelope,
  type EnvelopeForm,
  envelopeLabels,
  type Provenance,
  provenanceLabels,
} from "./envelope.js";
import { quote, refuse } from "./refuse.js";
import { senmlFromCbor, senmlFromJson, senmlLimits } from "./senml/read-pack.js";
import type { SenmlPack } from "./senml/record.js";

/** Lengths of texts, in UTF-16 units, and of the attestation in bytes. */
const limits = { device: 128, keyId: 64, hardware: 64, attestation: 8_192 } as const;

/** Packs that one root may stand for. */
export const mostPacks = 2 ** 20;

const largestSequence = 2n ** 64n - 1n;

/** The names of JSON's members. */
const jsonNames: { readonly [K in keyof typeof envelopeLabels]: string } = {
  device: "device",
  keyId: "kid",
  sequence: "seq",
  time: "time",
  readings: "readings",
  provenance: "provenance",
  batch: "batch",
};

/**
 * The envelope that stands in signed bytes. What is not understood is refused, never passed over: a field that a
 * newer device adds may change the meaning of the others.
 *
 * @throws TokenwrightError `device/envelope`, `device/json`, `device/cbor`, those of `readSenmlJson`.
 */
export function readEnvelope(bytes: Uint8Array, form: EnvelopeForm): Envelope {
  return form === "json" ? fromJson(bytes) : fromCbor(bytes);
}

type Fields<Name extends string> = { readonly [K in Name]?: unknown };
type EnvelopeField = keyof typeof envelopeLabels;

function fromJson(bytes: Uint8Array): Envelope {
  const text = fromUtf8(bytes) ?? refuse("device/json", "The envelope is not text in UTF-8.");
  const fields = namedFields<EnvelopeField>(parseBoundedJson(text), jsonNames, "");
  const provenance = namedFields<keyof typeof provenanceLabels>(
    fields.provenance,
    { hardware: "hardware", firmware: "firmware", attestation: "attestation" },
    "provenance",
  );
  const hash = (value: unknown): unknown => (typeof value === "string" && isLowerHex(value) ? fromHex(value) : value);
  return readFields(
    {
      ...fields,
      batch:
        fields.batch === undefined
          ? undefined
          : namedFields<keyof typeof batchLabels>(fields.batch, { root: "root", count: "count" }, "batch", {
              root: hash,
            }),
      sequence: sequenceOfText(fields.sequence),
    },
    {
      ...provenance,
      firmware: hash(provenance.firmware),
      attestation:
        typeof provenance.attestation === "string" ? fromBase64Url(provenance.attestation) : provenance.attestation,
    },
    (value) => senmlFromJson(value, senmlLimits, "readings"),
    Object.hasOwn(provenance, "attestation"),
  );
}

function fromCbor(bytes: Uint8Array): Envelope {
  const fields = labelledFields<EnvelopeField>(decodeCbor(bytes), envelopeLabels, "");
  const provenance = labelledFields<keyof typeof provenanceLabels>(fields.provenance, provenanceLabels, "provenance");
  return readFields(
    {
      ...fields,
      batch:
        fields.batch === undefined
          ? undefined
          : labelledFields<keyof typeof batchLabels>(fields.batch, batchLabels, "batch"),
    },
    provenance,
    (value) => senmlFromCbor(value, senmlLimits, "readings"),
    Object.hasOwn(provenance, "attestation"),
  );
}

function readFields(
  fields: Fields<EnvelopeField>,
  provenance: Fields<keyof typeof provenanceLabels>,
  readPack: (value: unknown) => SenmlPack,
  attests: boolean,
): Envelope {
  const hasReadings = fields.readings !== undefined;
  const hasBatch = fields.batch !== undefined;
  if (hasReadings === hasBatch) {
    refuse("device/envelope", `The envelope has ${hasReadings ? "both" : "neither"} readings and batch.`, "readings");
  }
  const { hardware, firmware, attestation } = provenance;
  if (!(firmware instanceof Uint8Array) || firmware.length !== 32) {
    refuse("device/envelope", "The firmware is no SHA-256.", "provenance.firmware");
  }
  if (attests && (!(attestation instanceof Uint8Array) || attestation.length > limits.attestation)) {
    const expected = `at most ${limits.attestation} bytes`;
    refuse("device/envelope", "The attestation is no byte string, or too long.", "provenance.attestation", expected);
  }
  const origin: Provenance = {
    hardware: readText(hardware, "provenance.hardware", limits.hardware),
    firmware: toHex(firmware),
    ...(attestation instanceof Uint8Array ? { attestation } : {}),
  };
  return {
    device: readText(fields.device, "device", limits.device),
    keyId: readText(fields.keyId, "kid", limits.keyId),
    sequence: readSequence(fields.sequence),
    time: readTime(fields.time),
    content: hasReadings
      ? { readings: readPack(fields.readings) }
      : { batch: readBatch(fields.batch as Fields<keyof typeof batchLabels>) },
    provenance: origin,
  };
}

function namedFields<Name extends string>(
  value: unknown,
  names: { readonly [K in Name]: string },
  path: string,
  convert: { readonly [K in Name]?: (value: unknown) => unknown } = {},
): Fields<Name> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return notFields(path);
  const known = new Map(Object.entries<string>(names).map(([name, written]) => [written, name as Name]));
  return collect(Object.entries(value), known, path, convert);
}

function labelledFields<Name extends string>(
  value: unknown,
  labels: { readonly [K in Name]: number },
  path: string,
): Fields<Name> {
  if (!(value instanceof Map)) return notFields(path);
  const known = new Map(Object.entries<number>(labels).map(([name, label]) => [label, name as Name]));
  return collect([...(value as ReadonlyMap<unknown, unknown>)], known, path, {});
}

function collect<Name extends string>(
  entries: readonly (readonly [unknown, unknown])[],
  known: ReadonlyMap<unknown, Name>,
  path: string,
  convert: { readonly [K in Name]?: (value: unknown) => unknown },
): Fields<Name> {
  const fields: { [K in Name]?: unknown } = {};
  for (const [key, value] of entries) {
    const name = known.get(key);
    if (name === undefined) {
      return refuse("device/envelope", `The field ${quote(String(key))} is not known.`, path === "" ? undefined : path);
    }
    fields[name] = convert[name] === undefined ? value : convert[name](value);
  }
  return fields;
}

function notFields(path: string): never {
  const what = path === "" ? "envelope" : path;
  return refuse("device/envelope", `The ${what} is missing or no set of fields.`, path);
}

/** Printable characters of ASCII, which all that names something here is made of. */
const printable = /^[\x21-\x7e]+$/;

function readText(value: unknown, path: string, longest: number): string {
  if (typeof value === "string" && value.length <= longest && printable.test(value)) return value;
  const expected = `1 to ${longest} printable characters of ASCII, no spaces`;
  return refuse("device/envelope", `The field ${path} is missing or no such text.`, path, expected);
}

/** JSON writes sequences as texts; whole numbers that a double holds exactly are read as well. */
function sequenceOfText(value: unknown): unknown {
  return typeof value === "string" && /^(?:0|[1-9][0-9]{0,19})$/.test(value) ? BigInt(value) : value;
}

function readSequence(value: unknown): bigint {
  const number = Number.isSafeInteger(value) ? BigInt(value as number) : value;
  if (typeof number === "bigint" && number >= 0n && number <= largestSequence) return number;
  return refuse("device/envelope", "The sequence is no whole number of 64 bits.", "seq", `0 to ${largestSequence}`);
}

function readTime(value: unknown): number {
  if (typeof value === "number" && value >= 0 && value < 253_402_300_800) return value;
  return refuse("device/envelope", "The time is no number of seconds since 1970 UTC.", "time");
}

function readBatch({ root, count }: Fields<keyof typeof batchLabels>): BatchRoot {
  if (!(root instanceof Uint8Array) || root.length !== 32)
    refuse("device/envelope", "The root is no SHA-256.", "batch.root");
  if (!Number.isSafeInteger(count) || (count as number) < 1 || (count as number) > mostPacks) {
    refuse("device/envelope", "The count of the batch is no whole number.", "batch.count", `1 to ${mostPacks}`);
  }
  return { root: toHex(root), count: count as number };
}

function isLowerHex(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
