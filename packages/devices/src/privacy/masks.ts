import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { fail } from "@tokenwright/engine";
import type { RandomBytes } from "./random.js";

/** Keys and masks of secure aggregation: X25519 (RFC 7748), HKDF-SHA256 (RFC 5869), AES-256 (counter mode and GCM). */

// The fixed beginning of a private and a public X25519 key in PKCS #8 and SPKI (RFC 8410).
const privatePrefix = Buffer.from("302e020100300506032b656e04220420", "hex");
const publicPrefix = Buffer.from("302a300506032b656e032100", "hex");

export interface KeyPair {
  /** 32 bytes. */
  readonly secret: Uint8Array;
  /** 32 bytes. */
  readonly public: Uint8Array;
}

export function newKeyPair(random: RandomBytes): KeyPair {
  const secret = Uint8Array.from(random(32));
  const exported = createPublicKey(privateKey(secret)).export({ format: "der", type: "spki" });
  return { secret, public: Uint8Array.from(exported.subarray(publicPrefix.length)) };
}

function privateKey(secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privatePrefix, secret]), format: "der", type: "pkcs8" });
}

/**
 * What two clients share, for one purpose.
 *
 * @throws TokenwrightError `privacy/aggregation` for a public key that is none, or one that yields nothing (RFC 7748, 6.1).
 */
export function agreedKey(secret: Uint8Array, theirs: Uint8Array, purpose: string): Uint8Array {
  let shared: Buffer;
  try {
    const publicKey = createPublicKey({ key: Buffer.concat([publicPrefix, theirs]), format: "der", type: "spki" });
    shared = diffieHellman({ privateKey: privateKey(secret), publicKey });
  } catch {
    return refuseAggregation("A public key does not agree on anything.");
  }
  return new Uint8Array(hkdfSync("sha256", shared, new Uint8Array(0), `tokenwright/aggregation/${purpose}`, 32));
}

/** Adds to `sum`, modulo 2³², the stream that a key stands for, or takes it away. */
export function addMask(sum: Uint32Array, key: Uint8Array, sign: 1 | -1): void {
  // The key is used for one stream only, so that the counter may begin at zero.
  const cipher = createCipheriv("aes-256-ctr", key, new Uint8Array(16));
  const stream = cipher.update(new Uint8Array(4 * sum.length));
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  for (let i = 0; i < sum.length; i++) {
    const word = view.getUint32(4 * i, true);
    sum[i] = sign === 1 ? sum[i]! + word : sum[i]! - word;
  }
}

/** Encrypts so that a change is noticed. The nonce stands in front. */
export function seal(key: Uint8Array, text: Uint8Array, random: RandomBytes, about = ""): Uint8Array {
  const nonce = random(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return Uint8Array.from(Buffer.concat([nonce, body, cipher.getAuthTag()]));
}

/** @returns undefined when it was changed, or sealed by another key or about something else. */
export function unseal(key: Uint8Array, sealed: Uint8Array, about = ""): Uint8Array | undefined {
  if (sealed.length < 28) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12)).setAAD(Buffer.from(about));
    decipher.setAuthTag(sealed.subarray(sealed.length - 16));
    return Uint8Array.from(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]));
  } catch {
    return undefined;
  }
}

export function refuseAggregation(message: string, hint?: string): never {
  return fail({
    code: "privacy/aggregation",
    message,
    expected: "the four rounds in their order, each with what the round before gave",
    ...(hint === undefined ? {} : { hint }),
  });
}
