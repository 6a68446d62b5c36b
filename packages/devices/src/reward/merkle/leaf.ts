import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { fail } from "@tokenwright/engine";

/** An account and what it may have claimed in all, as a leaf of a tree states it. */
export interface Leaf {
  /** `0x` and 40 hexadecimal digits. */
  readonly owner: string;
  /** Cumulative base units, from 0 to 2²⁵⁶ − 1. */
  readonly cumulative: bigint;
}

const mostAmount = 2n ** 256n;

/**
 * The address in lower case, as all of a payout is written.
 *
 * @throws TokenwrightError `reward/address` for any other text.
 */
export function addressOf(text: string): string {
  if (/^0x[0-9a-fA-F]{40}$/.test(text)) return text.toLowerCase();
  return fail({
    code: "reward/address",
    message: `${JSON.stringify(text.slice(0, 80))} is no account.`,
    expected: "0x and 40 hexadecimal digits",
    hint: "copy the address from the wallet that is to be paid",
  });
}

/**
 * Hash of a leaf in the layout of OpenZeppelin's StandardMerkleTree for (address, uint256): keccak256 of keccak256 of
 * the two as 32 bytes each, big-endian. Hashed twice, so that no leaf can be taken for an inner node.
 *
 * @throws TokenwrightError `reward/address`, `reward/amount` for an amount outside of 256 bits.
 */
export function leafHash({ owner, cumulative }: Leaf): Uint8Array {
  if (cumulative < 0n || cumulative >= mostAmount) {
    fail({
      code: "reward/amount",
      message: `The amount ${cumulative} of ${owner} has no place in a leaf.`,
      expected: "whole base units from 0 to 2^256 - 1",
    });
  }
  const encoded = new Uint8Array(64);
  encoded.set(hexToBytes(addressOf(owner).slice(2)), 12);
  encoded.set(hexToBytes(cumulative.toString(16).padStart(64, "0")), 32);
  return keccak_256(keccak_256(encoded));
}

/** keccak256 of two nodes, the smaller first, so that a proof needs no sides. */
export function nodeHash(one: Uint8Array, other: Uint8Array): Uint8Array {
  const joined = new Uint8Array(64);
  const inOrder = compareBytes(one, other) <= 0;
  joined.set(inOrder ? one : other, 0);
  joined.set(inOrder ? other : one, 32);
  return keccak_256(joined);
}

/** Below 0 when `one` comes first, byte by byte. */
export function compareBytes(one: Uint8Array, other: Uint8Array): number {
  for (let i = 0; i < one.length; i++) {
    const difference = one[i]! - other[i]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

export function toHex(bytes: Uint8Array): string {
  return `0x${bytesToHex(bytes)}`;
}

/**
 * 32 bytes from `0x` and 64 hexadecimal digits.
 *
 * @throws TokenwrightError `reward/hash` for any other text.
 */
export function hashOf(text: string): Uint8Array {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return hexToBytes(text.slice(2));
  return fail({
    code: "reward/hash",
    message: `${JSON.stringify(text.slice(0, 80))} is no hash.`,
    expected: "0x and 64 hexadecimal digits",
  });
}
