import { fail } from "@tokenwright/engine";
import { type RandomBytes, uniformBelow } from "./random.js";

/** A point of a secret's polynomial. */
export interface Share {
  /** Whole, from 1 to p − 1; 0 would be the secret itself. */
  readonly x: bigint;
  readonly y: bigint;
}

/** The Mersenne prime 2⁵²¹ − 1: room for secrets of 256 and 512 bits. */
export const sharingPrime = 2n ** 521n - 1n;

/** Value at x of the polynomial whose coefficients are given from the constant on, in the field of p elements. */
export function evaluate(coefficients: readonly bigint[], x: bigint, prime: bigint): bigint {
  let value = 0n;
  for (let i = coefficients.length - 1; i >= 0; i--) value = modulo(value * x + coefficients[i]!, prime);
  return value;
}

/**
 * Shares a secret among `count` holders so that any `threshold` of them restore it and fewer learn nothing at all
 * (Shamir 1979): f(0) is the secret, the other threshold − 1 coefficients are drawn, holder i has f(i).
 *
 * @throws TokenwrightError `privacy/sharing` for a threshold outside of 1 … count, or a secret or count that the field has
 * no room for.
 */
export function shareSecret(
  secret: bigint,
  threshold: number,
  count: number,
  random: RandomBytes,
  prime = sharingPrime,
): Share[] {
  if (!Number.isInteger(threshold) || !Number.isInteger(count) || threshold < 1 || threshold > count) {
    refuse(`A secret is to be shared among ${count} with a threshold of ${threshold}.`);
  }
  if (secret < 0n || secret >= prime || BigInt(count) >= prime)
    refuse("The field has no room for the secret or its shares.");
  const coefficients = [secret];
  for (let i = 1; i < threshold; i++) coefficients.push(uniformBelow(prime, random));
  return Array.from({ length: count }, (_, index) => {
    const x = BigInt(index + 1);
    return { x, y: evaluate(coefficients, x, prime) };
  });
}

/**
 * The secret from shares: Lagrange's polynomial through all of them, at 0. With fewer shares than the threshold the
 * result is some other number, and nothing tells: the caller counts.
 *
 * @throws TokenwrightError `privacy/sharing` when two shares have one place, or a place is not in 1 … p − 1.
 */
export function restoreSecret(shares: readonly Share[], prime = sharingPrime): bigint {
  if (shares.length === 0) refuse("A secret is to be restored from no shares.");
  const places = new Set(shares.map(({ x }) => x));
  if (places.size < shares.length) refuse("Two shares have one place.");
  for (const { x, y } of shares) {
    if (x <= 0n || x >= prime || y < 0n || y >= prime) refuse("A share does not lie in the field.");
  }
  let secret = 0n;
  for (const { x, y } of shares) {
    let above = y;
    let below = 1n;
    for (const { x: other } of shares) {
      if (other === x) continue;
      above = modulo(above * other, prime);
      below = modulo(below * (other - x), prime);
    }
    secret = modulo(secret + above * inverse(below, prime), prime);
  }
  return secret;
}

function modulo(value: bigint, prime: bigint): bigint {
  const rest = value % prime;
  return rest < 0n ? rest + prime : rest;
}

/** By the extended algorithm of Euclid. */
function inverse(value: bigint, prime: bigint): bigint {
  let [one, other] = [modulo(value, prime), prime];
  let [factor, next] = [1n, 0n];
  while (other !== 0n) {
    const quotient = one / other;
    [one, other] = [other, one - quotient * other];
    [factor, next] = [next, factor - quotient * next];
  }
  if (one !== 1n) refuse(`${prime} is no prime.`);
  return modulo(factor, prime);
}

function refuse(message: string): never {
  return fail({
    code: "privacy/sharing",
    message,
    expected: "a threshold from 1 to the number of holders, and shares at different places of one prime field",
  });
}
