import { utf8 } from "./bytes.js";
import { signCose } from "./cose.js";
import { type Envelope, type EnvelopeForm, encodeEnvelope } from "./envelope.js";
import { signJws } from "./jws.js";
import type { PrivateKey } from "./keys.js";

/** The type that the header of an envelope says, so that no other JWS under the same key can pass for one. */
export const envelopeType = "device-envelope";

/** An envelope as it goes over the wire: JSON as JWS in compact form, CBOR as COSE_Sign1. */
export function signEnvelope(envelope: Envelope, key: PrivateKey, form: EnvelopeForm = "json"): Uint8Array {
  const payload = encodeEnvelope(envelope, form);
  return form === "json" ? utf8(signJws(payload, key, { typ: envelopeType })) : signCose(payload, key);
}
