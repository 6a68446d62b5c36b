import { internal, type VectorAdapter } from "@tokenwright/engine";
import { fromHex, fromUtf8, toBase64Url, toHex, utf8 } from "./bytes.js";
import { encodeCbor } from "./cbor/encode.js";
import type { CborValue } from "./cbor/value.js";
import { readJws, signJws, verifyJws } from "./jws.js";
import { type PublicKey, readPrivateKey, readPublicKey, signBytes, thumbprint, verifyBytes } from "./keys.js";
import { readSenmlCbor, senmlFromJson } from "./senml/read-pack.js";
import { inOrderOfTime, resolveSenml } from "./senml/resolve.js";
import { encodeSenmlCbor, senmlToJson } from "./senml/write-pack.js";
import { readDiagnosticNotation } from "./testing/diagnostic-notation.js";

type Input = Readonly<Record<string, unknown>>;

const hex = (value: unknown): Uint8Array => fromHex(String(value)) ?? internal("a case has no hexadecimal digits");

function senmlCbor(input: Input): Input {
  if (input["hex"] !== undefined) {
    const bytes = hex(input["hex"]);
    const pack = readSenmlCbor(bytes);
    return { records: senmlToJson(pack), bytes: bytes.length, hex_deterministic: toHex(encodeSenmlCbor(pack)) };
  }
  const bytes = encodeSenmlCbor(senmlFromJson(input["records"]));
  return { hex_deterministic: toHex(bytes), hex: toHex(bytes), bytes: bytes.length };
}

function senmlResolve(input: Input): Input {
  const now = Number(input["now"] ?? input["now_s"] ?? 0);
  const resolved = inOrderOfTime(resolveSenml(senmlFromJson(input["pack"]), now));
  return {
    resolved: resolved.map(({ name, unit, time, value, sum, updateTime, version }) => {
      const valueField = typeof value === "string" ? "vs" : typeof value === "boolean" ? "vb" : "v";
      return {
        n: name,
        ...(unit === undefined ? {} : { u: unit }),
        t: time,
        ...(value instanceof Uint8Array ? { vd: toBase64Url(value) } : {}),
        ...(value === undefined || value instanceof Uint8Array ? {} : { [valueField]: value }),
        ...(sum === undefined ? {} : { s: sum }),
        ...(updateTime === undefined ? {} : { ut: updateTime }),
        ...(version === undefined ? {} : { bver: version }),
      };
    }),
  };
}

function cborDeterministic(input: Input): Input {
  const { value } = input;
  const read = typeof value === "string" ? readDiagnosticNotation(value) : undefined;
  return { hex: toHex(encodeCbor(read === undefined ? fromPlain(value) : read.value)) };
}

function fromPlain(value: unknown): CborValue {
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value === "object" && value !== null) {
    return new Map(Object.entries(value).map(([key, content]) => [key, fromPlain(content)]));
  }
  return value as CborValue;
}

function ed25519(input: Input): Input {
  const jwk = input["jwk"];
  if (jwk === undefined) {
    const key = publicKey(input["jwk_x"]);
    // A key that nobody may register verifies nothing.
    if (key === undefined) return { valid: false };
    if (input["jws"] !== undefined) return verifyCompact(String(input["jws"]), key);
    return { valid: verifyBytes(hex(input["message_hex"]), hex(input["signature_hex"]), key) };
  }
  const isPrivate = Object.hasOwn(jwk as object, "d");
  const own = isPrivate ? readPrivateKey(jwk).publicKey : readPublicKey(jwk);
  const known = { thumbprint_sha256: thumbprint(own.jwk), x: own.jwk.x };
  if (input["signature_hex"] !== undefined) {
    return { ...known, valid: verifyBytes(hex(input["message_hex"]), hex(input["signature_hex"]), own) };
  }
  if (input["jws"] !== undefined) return { ...known, ...verifyCompact(String(input["jws"]), own) };
  if (!isPrivate) return known;
  const key = readPrivateKey(jwk);
  if (input["message_hex"] !== undefined) {
    return { ...known, signature_hex: toHex(signBytes(hex(input["message_hex"]), key)) };
  }
  if (input["payload"] === undefined) return known;
  const { alg: _, ...more } = JSON.parse(String(input["protected"] ?? "{}")) as Record<string, string>;
  return { ...known, jws: signJws(utf8(String(input["payload"])), key, more) };
}

function publicKey(x: unknown): PublicKey | undefined {
  try {
    return readPublicKey({ kty: "OKP", crv: "Ed25519", x });
  } catch {
    return undefined;
  }
}

function verifyCompact(text: string, key: PublicKey): Input {
  try {
    const jws = readJws(text);
    return { valid: verifyJws(jws, key), payload: fromUtf8(jws.payload) };
  } catch {
    return { valid: false };
  }
}

export const adapters: readonly VectorAdapter[] = [
  { group: "protocol.senml_cbor", compute: senmlCbor },
  { group: "protocol.senml_resolve", compute: senmlResolve },
  { group: "protocol.cbor_deterministic", compute: cborDeterministic },
  { group: "protocol.ed25519", compute: ed25519 },
];
