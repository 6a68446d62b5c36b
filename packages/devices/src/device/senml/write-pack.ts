import { toBase64Url, utf8 } from "../bytes.js";
import { encodeCbor } from "../cbor/encode.js";
import type { CborValue } from "../cbor/value.js";
import { type SenmlPack, senmlFieldNames, senmlFields } from "./record.js";

/** The pack as values of JSON: fields in one fixed order, data in base64url. */
export function senmlToJson(pack: SenmlPack): readonly Readonly<Record<string, string | number | boolean>>[] {
  return pack.map((record) => {
    const fields: Record<string, string | number | boolean> = {};
    for (const name of senmlFieldNames) {
      const value = record[name];
      if (value !== undefined) fields[name] = value instanceof Uint8Array ? toBase64Url(value) : value;
    }
    return fields;
  });
}

/** The pack as values of CBOR: integer labels. */
export function senmlToCbor(pack: SenmlPack): CborValue {
  return pack.map((record) => {
    const fields = new Map<number, CborValue>();
    for (const name of senmlFieldNames) {
      const value = record[name];
      if (value !== undefined) fields.set(senmlFields[name].label, value);
    }
    return fields;
  });
}

/** The bytes of a pack as `application/senml+json`; the same pack gives the same bytes. */
export function encodeSenmlJson(pack: SenmlPack): Uint8Array {
  return utf8(JSON.stringify(senmlToJson(pack)));
}

/** The bytes of a pack as `application/senml+cbor`, deterministic (RFC 8949 section 4.2.1). */
export function encodeSenmlCbor(pack: SenmlPack): Uint8Array {
  return encodeCbor(senmlToCbor(pack));
}
