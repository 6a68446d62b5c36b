import { equalBytes } from "./bytes.js";
import { decodeCbor } from "./cbor/decode.js";
import { encodeCbor } from "./cbor/encode.js";
import { type CborMap, CborTag, type CborValue } from "./cbor/value.js";
import { type PrivateKey, type PublicKey, signBytes, verifyBytes } from "./keys.js";
import { refuse } from "./refuse.js";

/** A COSE_Sign1 message, taken apart and not yet believed (RFC 9052 section 4.2). */
export interface CoseSign1 {
  readonly protectedHeader: CborMap;
  readonly unprotectedHeader: CborMap;
  readonly payload: Uint8Array;
  /** The bytes that were signed: the encoded Sig_structure (RFC 9052 section 4.4). */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** Labels of header parameters, RFC 9052 section 3.1. */
export const coseLabels = { algorithm: 1, critical: 2, keyId: 4 } as const;

/** EdDSA (RFC 9053 section 2.2), and Ed25519 by its fully specified number (RFC 9864). Unverified: from memory. */
const edDsa = -8;
const algorithms: ReadonlySet<unknown> = new Set([edDsa, -19]);

const tagOfSign1 = 18;

/** The payload signed as a tagged COSE_Sign1 with EdDSA; everything said in the headers is protected. */
export function signCose(payload: Uint8Array, key: PrivateKey): Uint8Array {
  const protectedBytes = encodeCbor(new Map([[coseLabels.algorithm, edDsa]]));
  const signature = signBytes(toBeSigned(protectedBytes, payload), key);
  return encodeCbor(new CborTag(tagOfSign1, [protectedBytes, new Map(), payload, signature]));
}

/**
 * Takes a COSE_Sign1 apart, tagged or not. The algorithm must be Ed25519's and stand in the protected header.
 *
 * @throws TokenwrightError `device/cbor`, `device/form`, `device/algorithm`.
 */
export function readCose(bytes: Uint8Array): CoseSign1 {
  const value = decodeCbor(bytes);
  const parts = value instanceof CborTag && value.tag === tagOfSign1 ? value.value : value;
  if (!Array.isArray(parts) || parts.length !== 4) return refuse("device/form", "The message is no COSE_Sign1.");
  const [protectedBytes, unprotectedHeader, payload, signature] = parts as readonly CborValue[];
  if (!(protectedBytes instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array)) {
    return refuse("device/form", "A part of the COSE_Sign1 is no byte string.");
  }
  // RFC 9052 section 3: an empty protected header is a string without bytes; here it would lack the algorithm.
  const protectedHeader = protectedBytes.length === 0 ? new Map() : decodeCbor(protectedBytes);
  if (!(protectedHeader instanceof Map && unprotectedHeader instanceof Map)) {
    return refuse("device/form", "A header of the COSE_Sign1 is no map.");
  }
  if (!algorithms.has(protectedHeader.get(coseLabels.algorithm))) {
    refuse("device/algorithm", "The COSE_Sign1 does not protect the algorithm EdDSA.", "1", "-8 or -19");
  }
  if ([...unprotectedHeader.keys()].some((label) => protectedHeader.has(label))) {
    refuse("device/form", "A header parameter stands in both headers of the COSE_Sign1.");
  }
  if (protectedHeader.has(coseLabels.critical)) {
    refuse("device/algorithm", "The COSE_Sign1 asks for an extension to be understood.", "2");
  }
  return { protectedHeader, unprotectedHeader, payload, signed: toBeSigned(protectedBytes, payload), signature };
}

/** Whether the signature is the key's. */
export function verifyCose(message: CoseSign1, key: PublicKey): boolean {
  return verifyBytes(message.signed, message.signature, key);
}

/** RFC 9052 section 4.4, without external data. */
function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(["Signature1", protectedBytes, new Uint8Array(), payload]);
}

/** Whether a header's key id, if there is one, is this. */
export function saysKeyId(header: CborMap, keyId: Uint8Array): boolean {
  const said = header.get(coseLabels.keyId);
  return said === undefined || (said instanceof Uint8Array && equalBytes(said, keyId));
}
