import { CompactSign, importJWK } from "jose";
import { expect, test } from "vitest";
import { sha256Hex, toBase64Url, toHex, utf8 } from "./bytes.js";
import { encodeCbor } from "./cbor/encode.js";
import { CborTag, type CborValue } from "./cbor/value.js";
import { readCose, signCose, verifyCose } from "./cose.js";
import { type Envelope, encodeEnvelope } from "./envelope.js";
import { signJws } from "./jws.js";
import { generateDeviceKey, privateKeyFromSeed, readPrivateKey } from "./keys.js";
import { openMessage } from "./open-message.js";
import { registryFromData } from "./registry-from-data.js";
import { signEnvelope } from "./sign-envelope.js";

const key = privateKeyFromSeed(new Uint8Array(32).fill(1));
const other = privateKeyFromSeed(new Uint8Array(32).fill(2));
const device = "urn:dev:mac:0024befffe804ff1";
const sent = 1_780_000_000.5;
const registry = registryFromData({
  devices: {
    [device]: {
      owner: "0xabc",
      hardware: "WS2000",
      keys: {
        main: { key: key.publicKey.jwk, validFrom: "2026-05-01", validTo: "2027-05-01" },
        old: { key: other.publicKey.jwk, validFrom: "2025-05-01", validTo: "2026-05-01", revokedAt: "2026-06-01" },
      },
    },
  },
});
const envelope: Envelope = {
  device,
  keyId: "main",
  sequence: 2n ** 64n - 1n,
  time: sent,
  content: {
    readings: [
      { bn: `${device}:`, n: "temperature", u: "Cel", v: 21.5, t: -10 },
      { n: "pressure", u: "hPa", v: 1013.2 },
      { n: "door", vb: true, s: 12 },
    ],
  },
  provenance: { hardware: "WS2000", firmware: "ab".repeat(32), attestation: Uint8Array.of(1, 2, 3) },
};
const refused = (code: string) => expect.objectContaining({ code });
const open = (bytes: Uint8Array, received = sent + 1) => openMessage(bytes, registry, received);
const signText = (payload: unknown, header = {}) => utf8(signJws(utf8(JSON.stringify(payload)), key, header));
const plain = JSON.parse(new TextDecoder().decode(encodeEnvelope(envelope, "json")));

test.each(["json", "cbor"] as const)("an envelope as %s says after the journey what it said before", (form) => {
  const opened = open(signEnvelope(envelope, key, form));
  expect(opened.envelope).toEqual(envelope);
  expect(opened.readings).toMatchObject([
    {
      device,
      channel: "temperature",
      unit: "Cel",
      time: sent - 10,
      received: sent + 1,
      value: 21.5,
      message: opened.id,
    },
    { channel: "pressure", unit: "hPa", time: sent, value: 1013.2 },
    { channel: "door", unit: "", value: true },
    { channel: "door/sum", unit: "", value: 12 },
  ]);
  expect(new Set(opened.readings.map(({ id }) => id)).size).toBe(4);
});

test("the message id is the SHA-256 of the bytes that were signed, and ids of readings follow from it", () => {
  const text = new TextDecoder().decode(signEnvelope(envelope, key, "json"));
  const signed = text.slice(0, text.lastIndexOf("."));
  const { id, readings } = open(utf8(text));
  expect(id).toBe(sha256Hex(utf8(signed)));
  expect(readings[1]?.id).toBe(sha256Hex(utf8(`${id}/1`)));
  expect(readings[3]?.id).toBe(sha256Hex(utf8(`${id}/2.sum`)));
  const cbor = readCose(signEnvelope(envelope, key, "cbor"));
  // RFC 9052 section 4.4: the signature stands over ["Signature1", protected, external_aad, payload].
  const structure = encodeCbor([
    "Signature1",
    encodeCbor(new Map([[1, -8]])),
    new Uint8Array(),
    encodeEnvelope(envelope, "cbor"),
  ]);
  expect(toHex(cbor.signed)).toBe(toHex(structure));
  expect(open(signEnvelope(envelope, key, "cbor")).id).toBe(sha256Hex(structure));
});

test("a message written by hand and signed by jose is opened", async () => {
  const jwk = generateDeviceKey();
  const { d: _, ...x } = jwk;
  const theirs = registryFromData({
    devices: { "did:web:example.org": { owner: "o", hardware: "h", keys: { k1: { key: x } } } },
  });
  const text = `{ "provenance": {"firmware": "${"00".repeat(32)}", "hardware": "h"},
    "readings": [{"bn": "urn:dev:ow:10e2073a0108006:", "n": "voltage", "u": "V", "v": 120.1}],
    "seq": 7, "time": 1.276020076001e+09, "kid": "k1", "device": "did:web:example.org" }`;
  const signed = await new CompactSign(utf8(text))
    .setProtectedHeader({ alg: "Ed25519", kid: "k1" })
    .sign(await importJWK(jwk, "Ed25519"));
  const [reading] = openMessage(utf8(signed), theirs, 1_276_020_077).readings;
  expect(reading).toMatchObject({ channel: "urn:dev:ow:10e2073a0108006:voltage", value: 120.1, time: 1276020076.001 });
  expect(readPrivateKey(jwk).publicKey.jwk).toEqual(x);
});

test("every changed bit of a signed message is noticed", () => {
  for (const form of ["json", "cbor"] as const) {
    const message = signEnvelope(envelope, key, form);
    for (let at = 0; at < message.length; at++) {
      const changed = message.slice();
      changed[at]! ^= 1 << (at % 8);
      expect(() => open(changed), `${form}, byte ${at}`).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^device\//) }),
      );
    }
  }
});

test("keys: another's signature, an unknown one, one outside its time and a revoked one are refused", () => {
  expect(() => open(signEnvelope(envelope, other))).toThrow(refused("device/signature"));
  expect(() => open(signEnvelope({ ...envelope, keyId: "spare" }, key))).toThrow(refused("device/unknown-key"));
  expect(() => open(signEnvelope({ ...envelope, device: "urn:dev:mac:00" }, key))).toThrow(
    refused("device/unknown-device"),
  );
  const late = Date.UTC(2027, 4, 1) / 1000;
  expect(() => open(signEnvelope({ ...envelope, time: late }, key))).toThrow(refused("device/key-validity"));
  expect(open(signEnvelope({ ...envelope, time: late - 1 }, key), late + 1e6).readings).toHaveLength(4);
  // Measured while the key was good, and taken only until it is revoked, however old the message says to be.
  const old = { ...envelope, keyId: "old", time: Date.UTC(2026, 3, 30) / 1000 };
  const revoked = Date.UTC(2026, 5, 1) / 1000;
  expect(open(signEnvelope(old, other), revoked - 1).key.id).toBe("old");
  expect(() => open(signEnvelope(old, other), revoked)).toThrow(refused("device/key-revoked"));
});

test("what a header says beside must agree, and its own keys are not used", () => {
  expect(open(signText(plain, { kid: "main" })).key.id).toBe("main");
  expect(() => open(signText(plain, { kid: "old" }))).toThrow(refused("device/envelope"));
  expect(() => open(signText(plain, { typ: "JWT" }))).toThrow(refused("device/form"));
  const forged = utf8(signJws(encodeEnvelope(envelope, "json"), other, { jwk: JSON.stringify(other.publicKey.jwk) }));
  expect(() => open(forged)).toThrow(refused("device/signature"));
});

test.each([
  ["a field nobody knows", { ...plain, extra: 1 }],
  ["no device", { ...plain, device: undefined }],
  ["a device of 129 characters", { ...plain, device: `urn:${"a".repeat(125)}` }],
  ["a negative sequence", { ...plain, seq: "-1" }],
  ["a sequence of 65 bits", { ...plain, seq: "18446744073709551616" }],
  ["a sequence that JSON rounded", { ...plain, seq: 2 ** 53 }],
  ["a sequence with a leading zero", { ...plain, seq: "007" }],
  ["a time that is text", { ...plain, time: "now" }],
  ["a firmware hash in capitals", { ...plain, provenance: { ...plain.provenance, firmware: "AB".repeat(32) } }],
  ["no provenance", { ...plain, provenance: undefined }],
  ["readings and a batch", { ...plain, batch: { root: "00".repeat(32), count: 1 } }],
  ["neither", { ...plain, readings: undefined }],
  ["a list", [plain]],
  ["null", null],
])("an envelope with %s is refused", (_, payload) => {
  expect(() => open(signText(payload))).toThrow(refused("device/envelope"));
});

test("a unit outside the registry is refused with the nearest one", () => {
  const readings = [{ n: "a", u: "Celsius", v: 1 }];
  expect(() => open(signText({ ...plain, readings }))).toThrow(refused("device/unit"));
  expect(() => open(signText({ ...plain, readings: [{ n: "a", u: "hpa", v: 1 }] }))).toThrow(
    expect.objectContaining({ diagnostics: [expect.objectContaining({ expected: expect.stringContaining('"hPa"') })] }),
  );
});

test("COSE: untagged is read, other algorithms, unprotected ones and extensions are refused", () => {
  const payload = encodeEnvelope(envelope, "cbor");
  const message = signCose(payload, key);
  expect(message[0]).toBe(0xd2);
  const untagged = message.slice(1);
  expect(open(untagged).id).toBe(open(message).id);
  expect(verifyCose(readCose(message), other.publicKey)).toBe(false);
  const { signature } = readCose(message);
  const build = (header: CborValue, unprotected: CborValue): Uint8Array =>
    encodeCbor(new CborTag(18, [encodeCbor(header), unprotected, payload, signature]));
  const map = (...entries: readonly (readonly [number, CborValue])[]) => new Map<number, CborValue>(entries);
  expect(() => open(build(map([1, -7]), map()))).toThrow(refused("device/algorithm"));
  expect(() => open(build(map(), map([1, -8])))).toThrow(refused("device/algorithm"));
  expect(() => open(build(map([1, -8], [2, [99]]), map()))).toThrow(refused("device/algorithm"));
  expect(() => open(build(map([1, -8]), map([1, -8])))).toThrow(refused("device/form"));
  expect(() => open(build(map([1, -8]), map([4, utf8("old")])))).toThrow(refused("device/envelope"));
  expect(open(build(map([1, -8]), map([4, utf8("main")]))).key.id).toBe("main");
});

test.each([
  ["nothing", ""],
  ["text", "hello"],
  ["two parts", "eyJhbGciOiJFZERTQSJ9.e30"],
  ["four parts", "eyJhbGciOiJFZERTQSJ9.e30.AA.AA"],
  ["a header that is a list", `${toBase64Url(utf8('{"a"'))}.e30.AA`],
])("%s is no message", (_, text) => {
  expect(() => open(utf8(text))).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^device\/(form|json)$/) }),
  );
});

test("a message over 128 KiB is refused before it is read", () => {
  expect(() => open(new Uint8Array(200_000).fill(0x65))).toThrow(refused("device/too-large"));
});
