import { fail } from "@tokenwright/engine";
import { fromBase58, toBase58 } from "./base58.js";
import { concatBytes, toBase64Url } from "./bytes.js";
import { type PublicKey, publicKeyBytes, readPublicKey } from "./keys.js";
import { quote } from "./refuse.js";

/** The multicodec prefix of an Ed25519 public key, 0xed as a variable-length integer. */
const prefix = Uint8Array.of(0xed, 0x01);

/** The key as a decentralised identifier, `did:key:z6Mk...` (W3C CCG, the did:key method). */
export function didOfKey(key: PublicKey): string {
  return `did:key:z${toBase58(concatBytes(prefix, publicKeyBytes(key)))}`;
}

/**
 * The key that a did:key says.
 *
 * @throws TokenwrightError `device/did` when it is no did:key of Ed25519.
 */
export function keyOfDid(did: string): PublicKey {
  const bytes = did.startsWith("did:key:z") ? fromBase58(did.slice("did:key:z".length)) : undefined;
  if (bytes?.length !== 34 || bytes[0] !== prefix[0] || bytes[1] !== prefix[1]) {
    return fail({
      code: "device/did",
      message: `${quote(did)} is no did:key of an Ed25519 key.`,
      expected: "did:key:z6Mk... with 32 bytes of key",
      hint: "tokenwright device keygen says the identifier of a new key",
    });
  }
  return readPublicKey({ kty: "OKP", crv: "Ed25519", x: toBase64Url(bytes.subarray(2)) });
}
