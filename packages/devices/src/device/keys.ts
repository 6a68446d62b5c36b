import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { fail } from "@tokenwright/engine";
import { fromBase64Url, sha256Bytes, toBase64Url, toHex, utf8 } from "./bytes.js";

/** A public key of Ed25519 as a JSON Web Key (RFC 8037). */
export interface PublicJwk {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  /** 32 bytes in base64url. */
  readonly x: string;
}

/** A private key of Ed25519 as a JSON Web Key. Never shown, logged or sent. */
export interface PrivateJwk extends PublicJwk {
  /** The seed, 32 bytes in base64url. */
  readonly d: string;
}

/** A key that can check signatures. */
export interface PublicKey {
  readonly jwk: PublicJwk;
  readonly object: KeyObject;
}

/** A key that can sign. */
export interface PrivateKey {
  readonly publicKey: PublicKey;
  readonly object: KeyObject;
}

/** A new key pair from the operating system's generator. The private JWK must be kept where only its owner reads. */
export function generateDeviceKey(): PrivateJwk {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { x, d } = privateKey.export({ format: "jwk" });
  return { kty: "OKP", crv: "Ed25519", x: x!, d: d! };
}

/**
 * The private key of a seed of 32 bytes. For simulated devices, whose keys must be the same in every run; a real
 * device's key comes from `generateDeviceKey`.
 */
export function privateKeyFromSeed(seed: Uint8Array): PrivateKey {
  if (seed.length !== 32) keyFault(`A seed of ${seed.length} bytes is no key.`);
  // PKCS #8 wrapping of an Ed25519 seed, RFC 8410 section 7.
  const wrapped = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const object = createPrivateKey({ key: wrapped, format: "der", type: "pkcs8" });
  const { x } = createPublicKey(object).export({ format: "jwk" });
  return { publicKey: readPublicKey({ kty: "OKP", crv: "Ed25519", x: x! }), object };
}

/**
 * A private key from its JWK.
 *
 * @throws TokenwrightError `device/key` when it is none of Ed25519, or its two halves do not belong together. The
 * message never repeats the key.
 */
export function readPrivateKey(value: unknown): PrivateKey {
  const seed = bytesOf(value, "d");
  const key = privateKeyFromSeed(seed);
  if (key.publicKey.jwk.x !== readPublicKey(value).jwk.x)
    keyFault("The private and the public half of the key differ.");
  return key;
}

/**
 * A public key from its JWK; members other than kty, crv and x are left aside.
 *
 * @throws TokenwrightError `device/key` for another kind of key, and for one of the points of small order: under
 * those a signature holds for messages that nobody signed.
 */
export function readPublicKey(value: unknown): PublicKey {
  const x = bytesOf(value, "x");
  if (smallOrder.has(withoutSign(x))) keyFault("The public key is a point of small order.");
  const jwk: PublicJwk = { kty: "OKP", crv: "Ed25519", x: toBase64Url(x) };
  return { jwk, object: createPublicKey({ key: { ...jwk }, format: "jwk" }) };
}

/** The 32 bytes of a public key. */
export function publicKeyBytes(key: PublicKey): Uint8Array {
  return fromBase64Url(key.jwk.x)!;
}

/** The JWK's SHA-256 thumbprint in base64url (RFC 7638): a name of the key that follows from the key. */
export function thumbprint({ crv, kty, x }: PublicJwk): string {
  return toBase64Url(sha256Bytes(utf8(`{"crv":"${crv}","kty":"${kty}","x":"${x}"}`)));
}

/** The Ed25519 signature of the bytes (RFC 8032), 64 bytes. */
export function signBytes(bytes: Uint8Array, key: PrivateKey): Uint8Array {
  return new Uint8Array(sign(null, bytes, key.object));
}

/**
 * Whether a signature is the key's for these bytes. One whose S is not below the group's order is refused (RFC 8032
 * section 5.1.7): it would be a second signature of the same message, made by anyone.
 */
export function verifyBytes(bytes: Uint8Array, signature: Uint8Array, key: PublicKey): boolean {
  if (signature.length !== 64 || !isBelowOrder(signature.subarray(32))) return false;
  return verify(null, bytes, key.object, signature);
}

/** The order of the base point, 2^252 + 27742317777372353535851937790883648493, lowest byte first. */
const groupOrder = Buffer.from("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", "hex");

function isBelowOrder(scalar: Uint8Array): boolean {
  for (let at = 31; at >= 0; at--) if (scalar[at]! !== groupOrder[at]!) return scalar[at]! < groupOrder[at]!;
  return false;
}

/**
 * y-coordinates of the eight points whose order divides 8, with the spellings that are not reduced; the sign bit left
 * out (Chalkias, Garillot and Nikolaenko, "Taming the many EdDSAs", 2020, table 1).
 */
const smallOrder: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

function withoutSign(point: Uint8Array): string {
  const bytes = point.slice();
  bytes[31]! &= 0x7f;
  return toHex(bytes);
}

function bytesOf(value: unknown, member: "x" | "d"): Uint8Array {
  const jwk = typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  if (jwk["kty"] !== "OKP" || jwk["crv"] !== "Ed25519") keyFault("The key is no Ed25519 key.");
  const text = jwk[member];
  const bytes = typeof text === "string" && text.length <= 64 ? fromBase64Url(text) : undefined;
  if (bytes?.length !== 32) keyFault(`The member ${member} of the key is not 32 bytes in base64url.`);
  return bytes;
}

function keyFault(message: string): never {
  return fail({
    code: "device/key",
    message,
    expected: 'a JSON Web Key of Ed25519: {"kty":"OKP","crv":"Ed25519","x":"..."}',
    hint: "make one: tokenwright device keygen",
  });
}
