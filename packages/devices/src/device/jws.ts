import { parseBoundedJson } from "./bounded-json.js";
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from "./bytes.js";
import { type PrivateKey, type PublicKey, signBytes, verifyBytes } from "./keys.js";
import { quote, refuse } from "./refuse.js";

/** A JWS in compact form, taken apart and not yet believed (RFC 7515 section 7.1). */
export interface Jws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
  /** The bytes that were signed: the header and the payload as they came, with a dot between. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

/** What the header says of Ed25519: RFC 8037, and the fully specified name of RFC 9864. */
const algorithms: ReadonlySet<unknown> = new Set(["EdDSA", "Ed25519"]);

/**
 * The payload signed as a JWS in compact form.
 *
 * @param header Members beside `alg`, which is written first and is EdDSA, the name that all libraries know.
 */
export function signJws(payload: Uint8Array, key: PrivateKey, header: Readonly<Record<string, string>> = {}): string {
  const signed = `${toBase64Url(utf8(JSON.stringify({ alg: "EdDSA", ...header })))}.${toBase64Url(payload)}`;
  return `${signed}.${toBase64Url(signBytes(utf8(signed), key))}`;
}

/**
 * Takes a JWS apart. Its algorithm must be Ed25519's: `none`, keyed hashes and every other are refused before any key
 * is looked at. A header that asks for an extension to be understood (`crit`) is refused; keys and addresses of keys
 * in it are not used.
 *
 * @throws TokenwrightError `device/form`, `device/json`, `device/algorithm`.
 */
export function readJws(text: string): Jws {
  const [first, second, third, ...more] = text.split(".", 4);
  if (first === undefined || second === undefined || third === undefined || more.length > 0) {
    return refuse("device/form", "The message is no JWS of three parts.");
  }
  const header = readHeader(part(first, "header"));
  const signature = part(third, "signature");
  return { header, payload: part(second, "payload"), signed: utf8(`${first}.${second}`), signature };
}

/** Whether the signature is the key's. */
export function verifyJws(jws: Jws, key: PublicKey): boolean {
  return verifyBytes(jws.signed, jws.signature, key);
}

function part(text: string, what: string): Uint8Array {
  return fromBase64Url(text) ?? refuse("device/form", `The ${what} of the JWS is not base64url without padding.`);
}

function readHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const text = fromUtf8(bytes);
  const header = text === undefined ? undefined : parseBoundedJson(text);
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    return refuse("device/form", "The header of the JWS is not an object.");
  }
  const members = header as Readonly<Record<string, unknown>>;
  const algorithm = members["alg"];
  if (!algorithms.has(algorithm)) {
    const named = typeof algorithm === "string" ? quote(algorithm) : "missing";
    refuse("device/algorithm", `The algorithm of the JWS is ${named}.`, "alg", "EdDSA or Ed25519");
  }
  if (Object.hasOwn(members, "crit")) {
    refuse("device/algorithm", "The header of the JWS asks for an extension to be understood.", "crit");
  }
  return members;
}
