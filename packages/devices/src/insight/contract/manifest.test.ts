import { createPublicKey, verify } from "node:crypto";
import { expect, test } from "vitest";
import { usAqiModule } from "../modules/us-aqi.js";
import { canonicalText } from "./json.js";
import { type Manifest, moduleAddress, readManifest, signManifest, verifyManifest } from "./manifest.js";

const { manifest } = usAqiModule;
const seed = Buffer.alloc(32, 7);

test("a change of any part gives another address; the signature gives none", () => {
  const signed = signManifest(manifest, seed);
  expect(moduleAddress(signed)).toBe(moduleAddress(manifest));
  const changes: readonly Partial<Manifest>[] = [{ version: "1.0.1" }, { title: "x" }, { codeSha256: "11".repeat(32) }];
  const addresses = changes.map((change) => moduleAddress({ ...manifest, ...change }));
  expect(new Set([...addresses, moduleAddress(manifest)]).size).toBe(4);
});

test("a signature is Ed25519 over the canonical text, as OpenSSL checks it, by a trusted key alone", () => {
  const signed = signManifest(manifest, seed);
  const { key, value } = signed.signature!;
  const x = Buffer.from(key, "hex").toString("base64url");
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  expect(verify(null, Buffer.from(canonicalText(manifest)), publicKey, Buffer.from(value, "hex"))).toBe(true);
  verifyManifest(signed, new Set([key]));
  expect(() => verifyManifest(signed, new Set())).toThrow(/not trusted/);
  expect(() => verifyManifest({ ...signed, title: "other" }, new Set([key]))).toThrow(/does not fit/);
  expect(() => verifyManifest(manifest, new Set([key]))).toThrow(/is not signed/);
});

test.each([
  ["a version", { version: "1.0" }, /module\/version/],
  ["a kind", { kind: "magic" }, /unusable kind/],
  ["a unit", { units: { input: { pm25: "ug/m^3" }, output: {} } }, /module\/unit/],
  ["a unit of nothing", { units: { input: { pm3: "ug/m3" }, output: {} } }, /pm3, which its input does not have/],
  ["a schema", { output: { type: "object", pattern: "x" } }, /module\/schema/],
  ["a hash", { codeSha256: "abc" }, /unusable codeSha256/],
  ["a key", { colour: "red" }, /has the key colour/],
])("a manifest with %s that cannot be is refused", (_, change, message) => {
  expect(() => readManifest({ ...manifest, ...change })).toThrow(message);
});
