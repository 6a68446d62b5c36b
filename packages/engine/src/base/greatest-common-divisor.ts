import { bitLength } from "./bit-length.js";

/** Below this a whole number is a double without rounding. */
const wordLimit = 1n << 53n;

/** Leading bits that are looked at; every product of a step stays a double without rounding. */
const leadingBits = 52;

/**
 * The largest whole number that divides both; that of 0 and 0 is 0. Signs do not matter.
 *
 * Powers of two, which are the denominators of doubles, need one look at the lowest set bit. Wide numbers go
 * by Lehmer's method: their leading 52 bits tell many steps of Euclid's algorithm at once, in doubles. Source:
 * Knuth, The Art of Computer Programming 2, section 4.5.2, algorithm L, with the exact condition of Collins.
 */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  if (x < y) [x, y] = [y, x];
  if (y === 0n) return x;
  if ((y & (y - 1n)) === 0n) return lesser(x & -x, y);
  if ((x & (x - 1n)) === 0n) return lesser(y & -y, x);
  while (y >= wordLimit) [x, y] = lehmerStep(x, y);
  if (y === 0n) return x;
  return BigInt(smallDivisor(Number(y), Number(x % y)));
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function smallDivisor(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return x;
}

/** As many steps of Euclid's algorithm on x > y > 2^53 as their leading bits tell; at least one. */
function lehmerStep(x: bigint, y: bigint): [bigint, bigint] {
  const shift = BigInt(bitLength(x) - leadingBits);
  let high = Number(x >> shift);
  let low = Number(y >> shift);
  // x' = a x + b y and y' = c x + d y, where the signs of a, b and of c, d alternate.
  let a = 1;
  let b = 0;
  let c = 0;
  let d = 1;
  while (low + c !== 0 && low + d !== 0) {
    const quotient = Math.floor((high + a) / (low + c));
    if (quotient !== Math.floor((high + b) / (low + d))) break;
    [a, c] = [c, a - quotient * c];
    [b, d] = [d, b - quotient * d];
    [high, low] = [low, high - quotient * low];
  }
  if (b === 0) return [y, x % y];
  return [BigInt(a) * x + BigInt(b) * y, BigInt(c) * x + BigInt(d) * y];
}
