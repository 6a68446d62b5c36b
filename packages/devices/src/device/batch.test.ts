import fc from "fast-check";
import { expect, test } from "vitest";
import { signBatch } from "./batch.js";
import { fromHex, toHex, utf8 } from "./bytes.js";
import { privateKeyFromSeed } from "./keys.js";
import { logLeaf, logProofs, logRoot, rootOfProof } from "./merkle-log.js";
import { openMessage } from "./open-message.js";
import { registryFromData } from "./registry-from-data.js";
import { signEnvelope } from "./sign-envelope.js";
import { VerifiedStatements } from "./verified-statements.js";

/** The entries and roots that Certificate Transparency tests its trees with (google/certificate-transparency). */
const entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("roots over 1 to 8 entries are those of Certificate Transparency", () => {
  const leaves = entries.map((entry) => logLeaf(fromHex(entry)!));
  roots.forEach((root, index) => {
    expect(toHex(logRoot(leaves.slice(0, index + 1)))).toBe(root);
  });
  expect(toHex(logRoot([]))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("every entry's proof leads to the root, and no other place, count or length does", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(69), (count, pick) => {
      const leaves = Array.from({ length: count }, (_, index) => logLeaf(utf8(`entry ${index}`)));
      const root = toHex(logRoot(leaves));
      const index = pick % count;
      const proof = logProofs(leaves)[index]!;
      const through = (at: number, of: number, hashes = proof) => {
        const found = rootOfProof(leaves[index]!, at, of, hashes);
        return found === undefined ? undefined : toHex(found);
      };
      expect(through(index, count)).toBe(root);
      for (let at = 0; at < count; at++) if (at !== index) expect(through(at, count)).not.toBe(root);
      expect(through(index, count, [...proof, leaves[0]!])).toBeUndefined();
      if (proof.length > 0) expect(through(index, count, proof.slice(1))).toBeUndefined();
      expect(through(count, count)).toBeUndefined();
    }),
    { seed: 42, numRuns: 100 },
  );
});

const key = privateKeyFromSeed(new Uint8Array(32).fill(3));
const device = "urn:dev:mac:0024befffe804ff2";
const registry = registryFromData({
  devices: { [device]: { owner: "o", hardware: "h", keys: { main: { key: key.publicKey.jwk } } } },
});
const about = {
  device,
  keyId: "main",
  sequence: 9n,
  time: 1.78e9,
  provenance: { hardware: "h", firmware: "00".repeat(32) },
};
const packs = Array.from({ length: 11 }, (_, index) => [{ n: "temperature", u: "Cel", v: 20 + index, t: -index }]);

test.each(["json", "cbor"] as const)("single packs of a signed batch are opened alone, as %s", (form) => {
  const messages = signBatch(about, packs, key, form);
  const opened = messages.map((message) => openMessage(message, registry, 1.78e9 + 5));
  expect(opened.map(({ readings }) => readings[0]!.value)).toEqual(packs.map(([record]) => record!.v));
  expect(opened.map(({ piece }) => piece)).toEqual(packs.map((_, index) => ({ index, count: 11 })));
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  expect(new Set(opened.flatMap(({ readings }) => readings.map(({ id }) => id))).size).toBe(11);
});

test("a pack that was changed, moved, or put under a root of other packs is refused", () => {
  const messages = signBatch(about, packs, key);
  const foreign = signBatch(about, [...packs].reverse(), key);
  const parsed = messages.map((message) => JSON.parse(new TextDecoder().decode(message)));
  const open = (value: unknown) => () => openMessage(utf8(JSON.stringify(value)), registry, 1.78e9);
  const refused = expect.objectContaining({ code: "device/proof" });
  expect(open({ ...parsed[3], pack: parsed[4].pack })).toThrow(refused);
  expect(open({ ...parsed[3], index: 4 })).toThrow(refused);
  expect(open({ ...parsed[3], index: 2 ** 40 })).toThrow(refused);
  expect(open({ ...parsed[3], index: 0.5 })).toThrow(refused);
  expect(open({ ...parsed[3], proof: [] })).toThrow(refused);
  expect(open({ ...parsed[3], proof: parsed[4].proof })).toThrow(refused);
  expect(open({ ...parsed[3], statement: JSON.parse(new TextDecoder().decode(foreign[3])).statement })).toThrow(
    refused,
  );
  expect(open({ ...parsed[3], extra: 1 })).toThrow(refused);
  const readings = signEnvelope({ ...about, content: { readings: packs[0]! } }, key);
  expect(open({ ...parsed[3], statement: new TextDecoder().decode(readings) })).toThrow(refused);
  expect(open(parsed[3])).not.toThrow();
});

test("remembered roots change no answer: revocation, another registry and another signature are still noticed", () => {
  const entry = (more = {}) =>
    registryFromData({
      devices: { [device]: { owner: "o", hardware: "h", keys: { main: { key: key.publicKey.jwk, ...more } } } },
    });
  const statements = new VerifiedStatements(2);
  const messages = signBatch(about, packs, key);
  const revoked = entry({ revokedAt: 1.78e9 + 100 });
  const open = (message: Uint8Array, from = revoked, received = 1.78e9 + 5) =>
    openMessage(message, from, received, statements);
  const plain = messages.map((message) => openMessage(message, revoked, 1.78e9 + 5));
  expect(messages.map((message) => open(message))).toEqual(plain);
  expect(statements.size).toBe(1);
  const code = (wanted: string) => expect.objectContaining({ code: wanted });
  expect(() => open(messages[1]!, revoked, 1.78e9 + 100)).toThrow(code("device/key-revoked"));
  const otherKey = privateKeyFromSeed(new Uint8Array(32).fill(4)).publicKey.jwk;
  expect(() => open(messages[1]!, entry({ key: otherKey }))).toThrow(code("device/signature"));
  const parsed = JSON.parse(new TextDecoder().decode(messages[1]));
  const forged = {
    ...parsed,
    statement: parsed.statement.replace(/.(?=.{9}$)/, (letter: string) => (letter === "A" ? "B" : "A")),
  };
  expect(() => open(utf8(JSON.stringify(forged)))).toThrow(code("device/signature"));
  for (const sequence of [10n, 11n, 12n]) open(signBatch({ ...about, sequence }, packs, key)[0]!);
  expect(statements.size).toBe(2);
});

test("a batch without packs is refused", () => {
  expect(() => signBatch(about, [], key)).toThrow(expect.objectContaining({ code: "device/batch" }));
});
