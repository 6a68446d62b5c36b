import { fail } from "@tokenwright/engine";

/** Why a device's message is refused. Stable: refusals are counted, stored and shown by these codes. */
export const refusals = [
  { code: "device/too-large" },
  { code: "device/form" },
  { code: "device/json" },
  { code: "device/cbor" },
  { code: "device/algorithm" },
  { code: "device/signature" },
  { code: "device/envelope" },
  { code: "device/unknown-device" },
  { code: "device/unknown-key" },
  { code: "device/key-validity" },
  { code: "device/key-revoked" },
  { code: "device/senml" },
  { code: "device/senml-version" },
  { code: "device/number" },
  { code: "device/unit" },
  { code: "device/proof" },
] as const;

export type RefusalCode = (typeof refusals)[number]["code"];

/**
 * Refuses something that a device sent.
 *
 * @param path Where in the message, such as `readings[2].v`.
 */
export function refuse(code: RefusalCode, message: string, path?: string, expected?: string): never {
  return fail({
    code,
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(path === undefined || path === "" ? {} : { place: { path } }),
  });
}

/** A device's text for a message: quoted, short, on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
