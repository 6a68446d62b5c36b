import { internal } from "@tokenwright/engine";
import { compareBytes, utf8 } from "../bytes.js";
import { type CborMap, CborTag, type CborValue } from "./value.js";

/**
 * The one deterministic encoding of a value (RFC 8949 section 4.2.1): shortest integers and lengths, the shortest
 * float that keeps the value, definite lengths, map keys in the order of their encoded bytes.
 *
 * A number without a fraction within ±(2^53 - 1) becomes an integer, as RFC 8428 section 6 wants of JSON numbers;
 * -0 stays a float. Every NaN is the one quiet NaN f97e00. A bigint outside of 64 bits becomes a bignum (tag 2, 3).
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const out = new Output();
  write(out, value, 0);
  return out.bytes();
}

/** Deeper values are a mistake of ours: what devices send is bounded before it is read. */
const deepest = 64;

function write(out: Output, value: CborValue, depth: number): void {
  if (depth > deepest) internal("a value nested more than 64 deep was to be encoded");
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) writeFloat(out, value);
    else if (value < 0) out.head(1, -1 - value);
    else out.head(0, value);
  } else if (typeof value === "bigint") writeInteger(out, value);
  else if (typeof value === "string") {
    const bytes = utf8(value);
    out.head(3, bytes.length);
    out.append(bytes);
  } else if (value === false) out.byte(0xf4);
  else if (value === true) out.byte(0xf5);
  else if (value === null) out.byte(0xf6);
  else if (value === undefined) out.byte(0xf7);
  else if (value instanceof Uint8Array) {
    out.head(2, value.length);
    out.append(value);
  } else if (value instanceof CborTag) {
    out.head(6, value.tag);
    write(out, value.value, depth + 1);
  } else if (isMap(value)) writeMap(out, value, depth);
  else {
    out.head(4, value.length);
    for (const item of value) write(out, item, depth + 1);
  }
}

function isMap(value: CborMap | readonly CborValue[]): value is CborMap {
  return value instanceof Map;
}

function writeMap(out: Output, map: CborMap, depth: number): void {
  const entries = [...map].map(([key, value]) => ({ key: encodeCbor(key), value }));
  entries.sort((left, right) => compareBytes(left.key, right.key));
  out.head(5, entries.length);
  for (const { key, value } of entries) {
    out.append(key);
    write(out, value, depth + 1);
  }
}

const limit64 = 1n << 64n;

function writeInteger(out: Output, value: bigint): void {
  const negative = value < 0n;
  const argument = negative ? -1n - value : value;
  if (argument < limit64) {
    out.head(negative ? 1 : 0, argument);
    return;
  }
  const digits = argument.toString(16);
  const bytes = Uint8Array.from(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex"));
  out.head(6, negative ? 3 : 2);
  out.head(2, bytes.length);
  out.append(bytes);
}

const scratch = new DataView(new ArrayBuffer(8));

function writeFloat(out: Output, value: number): void {
  if (Number.isNaN(value)) {
    out.append(Uint8Array.of(0xf9, 0x7e, 0x00));
    return;
  }
  if (!Object.is(Math.fround(value), value)) {
    scratch.setFloat64(0, value);
    out.byte(0xfb);
    out.append(new Uint8Array(scratch.buffer, 0, 8));
    return;
  }
  scratch.setFloat32(0, value);
  const single = scratch.getUint32(0);
  const half = halfBits(single);
  if (half === undefined) {
    out.byte(0xfa);
    out.append(new Uint8Array(scratch.buffer, 0, 4));
  } else out.append(Uint8Array.of(0xf9, half >>> 8, half & 0xff));
}

/** The 16 bits of IEEE 754 half precision that equal a single's bits exactly, or undefined when there are none. */
function halfBits(single: number): number | undefined {
  const sign = (single >>> 16) & 0x8000;
  const exponent = ((single >>> 23) & 0xff) - 127;
  const fraction = single & 0x7fffff;
  if (exponent === -127 && fraction === 0) return sign;
  if (exponent === 128) return sign | 0x7c00;
  if (exponent >= -14 && exponent <= 15) {
    return (fraction & 0x1fff) === 0 ? sign | ((exponent + 15) << 10) | (fraction >>> 13) : undefined;
  }
  if (exponent < -24 || exponent > 15) return undefined;
  // Subnormal: the hidden bit becomes part of the fraction, which counts in 2^-24.
  const shift = -1 - exponent;
  const significand = fraction | 0x800000;
  return (significand & ((1 << shift) - 1)) === 0 ? sign | (significand >>> shift) : undefined;
}

class Output {
  #bytes = new Uint8Array(256);
  #length = 0;

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** The first byte of an item and its argument, in the fewest bytes. */
  head(major: number, argument: number | bigint): void {
    const first = major << 5;
    if (argument < 24) this.byte(first | Number(argument));
    else if (argument < 0x100) this.#argument(first | 24, argument, 1);
    else if (argument < 0x10000) this.#argument(first | 25, argument, 2);
    else if (argument < 0x100000000) this.#argument(first | 26, argument, 4);
    else this.#argument(first | 27, argument, 8);
  }

  #argument(first: number, argument: number | bigint, width: number): void {
    this.byte(first);
    this.#reserve(width);
    const at = this.#length;
    if (width === 8) new DataView(this.#bytes.buffer).setBigUint64(at, BigInt(argument));
    else
      for (let byte = width - 1, rest = Number(argument); byte >= 0; byte--, rest >>>= 8) this.#bytes[at + byte] = rest;
    this.#length += width;
  }

  #reserve(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(wanted, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
