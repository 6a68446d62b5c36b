import { isDangerousKey } from "@tokenwright/engine";
import { fromUtf8, toHex } from "../bytes.js";
import { quote, refuse } from "../refuse.js";
import { CborTag, type CborValue } from "./value.js";

export interface CborLimits {
  /** Levels of lists, maps and tags. */
  readonly depth: number;
  /** Items in all, keys included. */
  readonly items: number;
}

export const cborLimits: CborLimits = { depth: 16, items: 20_000 };

/**
 * Reads one CBOR value (RFC 8949) that fills the bytes to the end.
 *
 * Any key order and any width of integers, lengths and floats is read. Refused as `device/cbor`: what is not
 * well-formed, indefinite lengths, a key that stands twice or is neither text nor whole number, text that is not
 * UTF-8, simple values without a meaning, and more than the limits allow. Nothing is set aside for a length before
 * the bytes for it are there, so memory grows with the input alone.
 *
 * @throws TokenwrightError `device/cbor`; the path is the offset of the byte.
 */
export function decodeCbor(bytes: Uint8Array, limits: CborLimits = cborLimits): CborValue {
  const reader = new Reader(bytes, limits);
  const value = reader.value(1);
  if (reader.at < bytes.length) reader.refuse(`${bytes.length - reader.at} bytes follow the value.`);
  return value;
}

class Reader {
  at = 0;
  #items = 0;
  readonly #view: DataView;

  constructor(
    readonly bytes: Uint8Array,
    readonly limits: CborLimits,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  refuse(message: string, at = this.at): never {
    return refuse("device/cbor", `The CBOR cannot be read: ${message}`, `byte ${at}`);
  }

  value(depth: number): CborValue {
    const start = this.at;
    if (++this.#items > this.limits.items) this.refuse(`it has more than ${this.limits.items} items.`);
    if (depth > this.limits.depth) this.refuse(`it is nested more than ${this.limits.depth} deep.`);
    const first = this.#take(1);
    const initial = this.bytes[first]!;
    const major = initial >>> 5;
    if (major === 7) return this.#simple(initial & 31, start);
    const argument = this.#argument(initial & 31, start);
    switch (major) {
      case 0:
        return argument;
      case 1:
        return typeof argument === "number" && argument < Number.MAX_SAFE_INTEGER
          ? -1 - argument
          : -1n - BigInt(argument);
      case 2:
        return this.#slice(argument).slice();
      case 3:
        return fromUtf8(this.#slice(argument)) ?? this.refuse("a text is not UTF-8.", start);
      case 4:
        return this.#list(argument, depth, start);
      case 5:
        return this.#map(argument, depth, start);
      default:
        return this.#tagged(argument, depth, start);
    }
  }

  /** Moves on by so many bytes and returns where they begin. */
  #take(count: number): number {
    const { at } = this;
    if (count > this.bytes.length - at) this.refuse("it ends in the middle of a value.");
    this.at += count;
    return at;
  }

  #argument(low: number, start: number): number | bigint {
    if (low < 24) return low;
    switch (low) {
      case 24:
        return this.bytes[this.#take(1)]!;
      case 25:
        return this.#view.getUint16(this.#take(2));
      case 26:
        return this.#view.getUint32(this.#take(4));
      case 27: {
        const wide = this.#view.getBigUint64(this.#take(8));
        return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide;
      }
      case 31:
        return this.refuse("a length is indefinite; only definite lengths are taken.", start);
      default:
        return this.refuse(`a length has the reserved form ${low}.`, start);
    }
  }

  #slice(length: number | bigint): Uint8Array {
    if (length > this.bytes.length - this.at) this.refuse("a length is larger than what follows.");
    const start = this.#take(Number(length));
    return this.bytes.subarray(start, this.at);
  }

  /** A count of items, each of which takes at least one byte. */
  #count(argument: number | bigint, each: number, start: number): number {
    if (BigInt(argument) * BigInt(each) > BigInt(this.bytes.length - this.at)) {
      this.refuse("a count is larger than what follows.", start);
    }
    return Number(argument);
  }

  #list(argument: number | bigint, depth: number, start: number): CborValue[] {
    const count = this.#count(argument, 1, start);
    const list: CborValue[] = [];
    for (let index = 0; index < count; index++) list.push(this.value(depth + 1));
    return list;
  }

  #map(argument: number | bigint, depth: number, start: number): CborValue {
    const count = this.#count(argument, 2, start);
    const map = new Map<number | bigint | string, CborValue>();
    for (let index = 0; index < count; index++) {
      const at = this.at;
      const key = this.value(depth + 1);
      if (typeof key === "string") {
        if (isDangerousKey(key)) this.refuse(`the key ${key} is not allowed.`, at);
      } else if (typeof key !== "bigint" && !(typeof key === "number" && Number.isInteger(key))) {
        this.refuse("a key is neither text nor whole number.", at);
      }
      if (map.has(key)) this.refuse(`the key ${typeof key === "string" ? quote(key) : key} stands twice.`, at);
      map.set(key, this.value(depth + 1));
    }
    return map;
  }

  #tagged(argument: number | bigint, depth: number, start: number): CborValue {
    const value = this.value(depth + 1);
    if (argument === 2 || argument === 3) {
      if (!(value instanceof Uint8Array) || value.length > 64) this.refuse("a bignum is no bytes, or over 64.", start);
      const magnitude = value.length === 0 ? 0n : BigInt(`0x${toHex(value)}`);
      const number = argument === 2 ? magnitude : -1n - magnitude;
      return Number.isSafeInteger(Number(number)) ? Number(number) : number;
    }
    if (typeof argument === "bigint") return this.refuse("a tag is larger than 2^53.", start);
    return new CborTag(argument, value);
  }

  #simple(low: number, start: number): CborValue {
    switch (low) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
        return null;
      case 23:
        return undefined;
      case 25:
        return fromHalf(this.#view.getUint16(this.#take(2)));
      case 26:
        return this.#view.getFloat32(this.#take(4));
      case 27:
        return this.#view.getFloat64(this.#take(8));
      default:
        return this.refuse(`the simple value ${low} has no meaning here.`, start);
    }
  }
}

const scratch = new DataView(new ArrayBuffer(4));

/** The value of the 16 bits of IEEE 754 half precision: those of single precision with another bias. */
function fromHalf(bits: number): number {
  const sign = bits >>> 15;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 0x3ff;
  // Subnormal halves count in 2^-24.
  if (exponent === 0) return (sign === 0 ? 1 : -1) * fraction * 5.9604644775390625e-8;
  scratch.setUint32(0, (sign << 31) | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13));
  return scratch.getFloat32(0);
}
