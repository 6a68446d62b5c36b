import { createPrivateKey, sign as nodeSign } from "node:crypto";
import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK } from "jose";
import { expect, test } from "vitest";
import { fromBase64Url, fromHex, toBase64Url, toHex, utf8 } from "./bytes.js";
import { didOfKey, keyOfDid } from "./did-key.js";
import { readJws, signJws, verifyJws } from "./jws.js";
import {
  generateDeviceKey,
  privateKeyFromSeed,
  publicKeyBytes,
  readPrivateKey,
  readPublicKey,
  signBytes,
  thumbprint,
  verifyBytes,
} from "./keys.js";

const okp = { kty: "OKP", crv: "Ed25519" } as const;

test.each([
  // RFC 8032 section 7.1, tests 1 to 3: seed, public key, message, signature.
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
])("a seed of RFC 8032 gives its public key and signature", (seed, publicHex, message, signature) => {
  const key = privateKeyFromSeed(fromHex(seed)!);
  expect(toHex(publicKeyBytes(key.publicKey))).toBe(publicHex);
  expect(toHex(signBytes(fromHex(message)!, key))).toBe(signature);
  expect(verifyBytes(fromHex(message)!, fromHex(signature)!, key.publicKey)).toBe(true);
});

test("a signature with the group's order added to S, which says the same, is refused", () => {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const key = privateKeyFromSeed(new Uint8Array(32).fill(7));
  const message = utf8("reading");
  const signature = signBytes(message, key);
  const scalar = BigInt(`0x${toHex(signature.slice(32).reverse())}`) + order;
  const respelled = Uint8Array.from([
    ...signature.slice(0, 32),
    ...fromHex(scalar.toString(16).padStart(64, "0"))!.reverse(),
  ]);
  expect(verifyBytes(message, signature, key.publicKey)).toBe(true);
  expect(verifyBytes(message, respelled, key.publicKey)).toBe(false);
  expect(verifyBytes(utf8("readinG"), signature, key.publicKey)).toBe(false);
  expect(verifyBytes(message, signature.slice(0, 63), key.publicKey)).toBe(false);
});

test("keys of small order, under which anybody signs, are refused with either sign", () => {
  const small = ["00".repeat(32), `01${"00".repeat(31)}`, `ec${"ff".repeat(30)}7f`, `ee${"ff".repeat(30)}ff`];
  for (const point of [...small, "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"]) {
    const x = toBase64Url(fromHex(point)!);
    expect(() => readPublicKey({ ...okp, x })).toThrow(expect.objectContaining({ code: "device/key" }));
  }
});

test("the thumbprint of RFC 8037 appendix A.3, and those of jose", async () => {
  const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
  expect(thumbprint(readPublicKey({ ...okp, x }).jwk)).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  const { d: _, ...jwk } = generateDeviceKey();
  expect(thumbprint(jwk)).toBe(await calculateJwkThumbprint(jwk));
});

test("the did:key of the method's own test vectors: a seed of zeros", () => {
  const { publicKey } = privateKeyFromSeed(new Uint8Array(32));
  const did = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
  expect(didOfKey(publicKey)).toBe(did);
  expect(keyOfDid(did).jwk).toEqual(publicKey.jwk);
  for (const wrong of [
    "did:key:z6Mk",
    "did:web:example.org",
    `${did}1`,
    did.replace("z6", "z0"),
    `did:key:z${"1".repeat(500)}`,
  ]) {
    expect(() => keyOfDid(wrong), wrong).toThrow(expect.objectContaining({ code: "device/did" }));
  }
});

test("a JWS of ours is verified by jose, and one of jose's by us, under either name of the algorithm", async () => {
  const jwk = generateDeviceKey();
  const key = readPrivateKey(jwk);
  const { d: _, ...open } = jwk;
  const ours = signJws(utf8("21.5 Cel"), key, { kid: "main" });
  const { payload, protectedHeader } = await compactVerify(ours, await importJWK(open, "EdDSA"));
  expect(new TextDecoder().decode(payload)).toBe("21.5 Cel");
  expect(protectedHeader).toEqual({ alg: "EdDSA", kid: "main" });
  for (const alg of ["EdDSA", "Ed25519"]) {
    const theirs = await new CompactSign(utf8("22")).setProtectedHeader({ alg }).sign(await importJWK(jwk, alg));
    const read = readJws(theirs);
    expect(verifyJws(read, key.publicKey)).toBe(true);
    expect(toHex(read.payload)).toBe(toHex(utf8("22")));
  }
});

test.each([
  ["none", { alg: "none" }, "device/algorithm"],
  ["a keyed hash with the public key as its secret", { alg: "HS256" }, "device/algorithm"],
  ["no algorithm", {}, "device/algorithm"],
  ["a list of algorithms", { alg: ["EdDSA"] }, "device/algorithm"],
  ["an extension that must be understood", { alg: "EdDSA", crit: ["b64"], b64: false }, "device/algorithm"],
])("a JWS with %s is refused before any key is looked at", (_, header, code) => {
  const text = `${toBase64Url(utf8(JSON.stringify(header)))}.${toBase64Url(utf8("{}"))}.${"A".repeat(86)}`;
  expect(() => readJws(text)).toThrow(expect.objectContaining({ code }));
});

test("padding, other alphabets and left-over bits in base64url are refused", () => {
  expect(fromBase64Url("AQI")).toEqual(Uint8Array.of(1, 2));
  for (const text of ["AQI=", "AQJ", "AQ+/", "A", "A Q"]) expect(fromBase64Url(text), text).toBeUndefined();
});

test("a private key whose halves do not belong together is refused, and the message does not repeat it", () => {
  const first = generateDeviceKey();
  const mixed = { ...first, x: generateDeviceKey().x };
  expect(() => readPrivateKey(mixed)).toThrow(expect.objectContaining({ code: "device/key" }));
  try {
    readPrivateKey(mixed);
  } catch (error) {
    expect(String(error)).not.toContain(first.d);
  }
});

test("keys from the generator sign what Node verifies, and differ", () => {
  const [one, other] = [generateDeviceKey(), generateDeviceKey()];
  expect(one.d).not.toBe(other.d);
  const object = createPrivateKey({ key: { ...one }, format: "jwk" });
  const message = utf8("42");
  expect(verifyBytes(message, nodeSign(null, message, object), readPublicKey(one))).toBe(true);
});
