/**
 * A value of CBOR (RFC 8949). Whole numbers outside of ±(2^53 - 1) are bigint. Maps are Maps, so no key of a
 * stranger reaches into JavaScript's object machinery.
 */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly CborValue[]
  | CborMap
  | CborTag;

/** Keys are whole numbers or texts; nothing that is signed here needs others. */
export type CborMap = ReadonlyMap<number | bigint | string, CborValue>;

/** A tagged value (RFC 8949 section 3.4). */
export class CborTag {
  constructor(
    readonly tag: number,
    readonly value: CborValue,
  ) {}
}
