import { parseBoundedJson } from "../bounded-json.js";
import { fromBase64Url, fromUtf8 } from "../bytes.js";
import { decodeCbor } from "../cbor/decode.js";
import { CborTag } from "../cbor/value.js";
import { quote, refuse } from "../refuse.js";
import { type SenmlField, type SenmlPack, type SenmlRecord, senmlFieldNames, senmlFields } from "./record.js";

export interface SenmlLimits {
  readonly bytes: number;
  readonly records: number;
  /** UTF-16 units of a name or text value; bytes of a data value. */
  readonly length: number;
}

export const senmlLimits: SenmlLimits = { bytes: 65_536, records: 1_024, length: 4_096 };

/**
 * The largest magnitude of a number. No quantity in a unit of the registry comes near, and sums of squares of as
 * many numbers as anyone can send still have a double.
 */
const largestNumber = 1e100;

/**
 * A pack from its text in JSON or its bytes of it (`application/senml+json`). Fields that no version of SenML knows
 * are left aside, except those whose name ends in `_`, which must be understood (RFC 8428 section 4.4).
 *
 * @throws TokenwrightError `device/too-large`, `device/json`, `device/senml` or `device/number`, the latter two with
 * the record and field as their path: `[2].v`.
 */
export function readSenmlJson(source: string | Uint8Array, limits: SenmlLimits = senmlLimits): SenmlPack {
  refuseSize(source.length, limits);
  const text = typeof source === "string" ? source : fromUtf8(source);
  if (text === undefined) return refuse("device/json", "The pack is not text in UTF-8.");
  return senmlFromJson(parseBoundedJson(text), limits);
}

/** As `readSenmlJson`, of CBOR (`application/senml+cbor`): any key order, any width of numbers, definite lengths. */
export function readSenmlCbor(bytes: Uint8Array, limits: SenmlLimits = senmlLimits): SenmlPack {
  refuseSize(bytes.length, limits);
  return senmlFromCbor(decodeCbor(bytes), limits);
}

/** A pack from a value that JSON was parsed to. */
export function senmlFromJson(value: unknown, limits: SenmlLimits = senmlLimits, at = ""): SenmlPack {
  return records(value, limits, at).map((record, index) => {
    const path = `${at}[${index}]`;
    if (typeof record !== "object" || record === null || Array.isArray(record)) return notRecord(path);
    return readRecord(Object.entries(record), path, limits, (data, where) => {
      const bytes = typeof data === "string" ? fromBase64Url(data) : undefined;
      return bytes ?? refuse("device/senml", "A data value is not base64url without padding.", where);
    });
  });
}

const fieldOfLabel = new Map<unknown, SenmlField>(senmlFieldNames.map((name) => [senmlFields[name].label, name]));

/** A pack from a value that CBOR was decoded to. */
export function senmlFromCbor(value: unknown, limits: SenmlLimits = senmlLimits, at = ""): SenmlPack {
  return records(value, limits, at).map((record, index) => {
    const path = `${at}[${index}]`;
    if (!(record instanceof Map)) return notRecord(path);
    const entries = [...(record as ReadonlyMap<unknown, unknown>)].map(([label, content]) => {
      const name = fieldOfLabel.get(label);
      if (name !== undefined) return [name, content] as const;
      // The table of labels is complete for ever: extensions have texts, and known fields no second spelling.
      if (typeof label !== "string" || Object.hasOwn(senmlFields, label)) {
        return refuse(
          "device/senml",
          `The label ${typeof label === "string" ? quote(label) : label} is none of SenML.`,
          path,
        );
      }
      return [label, content] as const;
    });
    return readRecord(entries, path, limits, (data, where) =>
      data instanceof Uint8Array ? data : refuse("device/senml", "A data value is no byte string.", where),
    );
  });
}

function refuseSize(length: number, limits: SenmlLimits): void {
  if (length > limits.bytes) {
    refuse("device/too-large", `The pack is ${length} long.`, undefined, `at most ${limits.bytes} bytes`);
  }
}

function records(value: unknown, limits: SenmlLimits, at: string): readonly unknown[] {
  if (!Array.isArray(value)) return refuse("device/senml", "The pack is not a list of records.", at);
  if (value.length === 0) return refuse("device/senml", "The pack has no record.", at);
  if (value.length > limits.records) {
    return refuse("device/too-large", `The pack has ${value.length} records.`, at, `at most ${limits.records}`);
  }
  return value;
}

function notRecord(path: string): never {
  return refuse("device/senml", "A record is not an object of fields.", path);
}

function readRecord(
  entries: readonly (readonly [string, unknown])[],
  path: string,
  limits: SenmlLimits,
  readData: (value: unknown, where: string) => Uint8Array,
): SenmlRecord {
  const record: Partial<Record<SenmlField, unknown>> = {};
  for (const [name, value] of entries) {
    const where = `${path}.${name.slice(0, 40)}`;
    if (!Object.hasOwn(senmlFields, name)) {
      if (name.endsWith("_")) refuse("device/senml", `The field ${quote(name)} must be understood, and is not.`, where);
      continue;
    }
    const field = name as SenmlField;
    switch (senmlFields[field].kind) {
      case "text":
        record[field] = readText(value, where, limits);
        break;
      case "number":
        record[field] = readNumber(value, where);
        break;
      case "boolean":
        if (typeof value !== "boolean") refuse("device/senml", `The field ${field} is not true or false.`, where);
        record[field] = value;
        break;
      case "data": {
        const data = readData(value, where);
        if (data.length > limits.length) refuse("device/too-large", `A data value has ${data.length} bytes.`, where);
        record[field] = data;
        break;
      }
    }
  }
  return record as SenmlRecord;
}

/** Half of a pair that stands for one character: the text has no UTF-8. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function readText(value: unknown, where: string, limits: SenmlLimits): string {
  if (typeof value !== "string") return refuse("device/senml", "The field is not a text.", where);
  if (value.length > limits.length) return refuse("device/too-large", `A text has ${value.length} characters.`, where);
  if (loneSurrogate.test(value)) return refuse("device/senml", "A text has half of a surrogate pair.", where);
  return value;
}

function readNumber(value: unknown, where: string): number {
  const number = toNumber(value);
  if (number === undefined) return refuse("device/senml", "The field is not a number.", where);
  if (Number.isFinite(number) && Math.abs(number) <= largestNumber) return number;
  const what = Number.isFinite(number) ? number.toExponential(2) : String(number);
  return refuse(
    "device/number",
    `The number ${what} measures nothing.`,
    where,
    `a magnitude of at most ${largestNumber}`,
  );
}

/** The double of a number of JSON or CBOR, decimal fractions (tag 4, RFC 8949 section 3.4.4) included. */
function toNumber(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (!(value instanceof CborTag) || value.tag !== 4 || !Array.isArray(value.value)) return undefined;
  const [exponent, mantissa, ...rest] = value.value as readonly unknown[];
  const isWhole = typeof mantissa === "bigint" || Number.isSafeInteger(mantissa);
  if (rest.length > 0 || !Number.isSafeInteger(exponent) || !isWhole) return undefined;
  return Number(`${String(mantissa)}e${String(exponent)}`);
}
