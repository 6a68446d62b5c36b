import { fromUtf8, sha256Hex, utf8 } from "./bytes.js";
import { readCose, saysKeyId, verifyCose } from "./cose.js";
import type { Envelope, EnvelopeForm } from "./envelope.js";
import { readJws, verifyJws } from "./jws.js";
import type { PublicKey } from "./keys.js";
import { readEnvelope } from "./read-envelope.js";
import { quote, refuse } from "./refuse.js";
import type { RegisteredDevice, RegisteredKey, Registry } from "./registry.js";
import { senmlLimits } from "./senml/read-pack.js";
import { envelopeType } from "./sign-envelope.js";

/** An envelope whose signature is that of a registered key. */
export interface VerifiedEnvelope {
  /** Message id: lower-case hexadecimal SHA-256 of exactly the bytes that were signed. */
  readonly id: string;
  readonly form: EnvelopeForm;
  readonly envelope: Envelope;
  readonly device: RegisteredDevice;
  readonly key: RegisteredKey;
}

/** A message may be this long, in bytes. Base 64 makes a third more of a pack. */
export const longestMessage = 2 * senmlLimits.bytes;

interface Unverified {
  readonly form: EnvelopeForm;
  readonly signed: Uint8Array;
  readonly payload: Uint8Array;
  readonly holdsUnder: (key: PublicKey) => boolean;
  readonly agreesOnKey: (keyId: string) => boolean;
}

/**
 * The envelope of a signed message, when a registered key of its device signed it. The key is looked up by the device
 * and key id *inside* the signed bytes; what a header says beside must agree.
 *
 * Whether the sequence was seen and the clock is right is not judged here.
 *
 * @param received Time of arrival, seconds since 1970 UTC: a key is not believed from its revocation on. Its validity
 *   is judged at the device's time, so that late data of an old key are still good.
 * @throws TokenwrightError with a `RefusalCode`.
 */
export function verifyEnvelope(message: Uint8Array, registry: Registry, received: number): VerifiedEnvelope {
  refuseLength(message, longestMessage);
  const { form, signed, payload, holdsUnder, agreesOnKey } = takeApart(message);
  const envelope = readEnvelope(payload, form);
  const device = registry.get(envelope.device);
  if (device === undefined) {
    return refuse("device/unknown-device", `The device ${quote(envelope.device)} is not registered.`, "device");
  }
  const key = device.keys.get(envelope.keyId);
  if (key === undefined) {
    return refuse("device/unknown-key", `The device has no key ${quote(envelope.keyId)}.`, "kid");
  }
  if (!agreesOnKey(envelope.keyId)) refuse("device/envelope", "The header names another key than the envelope.", "kid");
  // The signature first: what the message says of time is not to be believed before.
  if (!holdsUnder(key.publicKey)) refuse("device/signature", "The signature is not that of the registered key.");
  checkKeyTimes(key, envelope.time, received);
  return { id: sha256Hex(signed), form, envelope, device, key };
}

/** @throws TokenwrightError `device/key-revoked`, `device/key-validity`. */
export function checkKeyTimes(key: RegisteredKey, deviceTime: number, received: number): void {
  if (received >= key.revokedAt) refuse("device/key-revoked", `The key ${quote(key.id)} is revoked.`, "kid");
  if (deviceTime < key.validFrom || deviceTime >= key.validTo) {
    refuse("device/key-validity", `The key ${quote(key.id)} is not valid at the device's time.`, "time");
  }
}

export function refuseLength(message: Uint8Array, longest: number): void {
  if (message.length <= longest) return;
  refuse("device/too-large", `The message has ${message.length} bytes.`, undefined, `at most ${longest} bytes`);
}

/** The form follows from the first byte: JWS begins with the base 64 of `{`, COSE_Sign1 with tag 18 or a list of four. */
function takeApart(message: Uint8Array): Unverified {
  switch (message[0]) {
    case 0x65:
      return takeJwsApart(message);
    case 0xd2:
    case 0x84:
      return takeCoseApart(message);
    default:
      return refuse("device/form", "The message is neither JWS nor COSE_Sign1.");
  }
}

function takeJwsApart(message: Uint8Array): Unverified {
  const text = fromUtf8(message) ?? refuse("device/form", "The JWS is not text.");
  const jws = readJws(text);
  const { typ, kid } = jws.header;
  if (typ !== undefined && typ !== envelopeType) {
    refuse("device/form", "The JWS says that it is something else than an envelope.", "typ", envelopeType);
  }
  return {
    form: "json",
    signed: jws.signed,
    payload: jws.payload,
    holdsUnder: (key) => verifyJws(jws, key),
    agreesOnKey: (keyId) => kid === undefined || kid === keyId,
  };
}

function takeCoseApart(message: Uint8Array): Unverified {
  const cose = readCose(message);
  return {
    form: "cbor",
    signed: cose.signed,
    payload: cose.payload,
    holdsUnder: (key) => verifyCose(cose, key),
    agreesOnKey: (keyId) =>
      [cose.protectedHeader, cose.unprotectedHeader].every((header) => saysKeyId(header, utf8(keyId))),
  };
}
