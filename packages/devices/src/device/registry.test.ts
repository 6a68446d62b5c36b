import { TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { didOfKey } from "./did-key.js";
import { privateKeyFromSeed } from "./keys.js";
import { readRegistry } from "./read-registry.js";
import { visibilityOf } from "./registry.js";

const [one, two] = [1, 2].map((fill) => privateKeyFromSeed(new Uint8Array(32).fill(fill)).publicKey);
const did = didOfKey(one!);
const yaml = `devices:
  ${did}:
    owner: "0x52908400098527886E0F7030069857D2E4169EE7"
    hardware: WS2000
    keys:
      main: { key: ${did} }
      spare:
        key: { kty: OKP, crv: Ed25519, x: ${two!.jwk.x} }
        validFrom: 2026-01-01
        validTo: 2027-01-01T12:00:00Z
        revokedAt: 2026-07-01T00:00:00.5Z
    place: { latitude: 37.9838, longitude: 23.7275, altitude: 90 }
    channels:
      pm2_5: public
      noise: aggregate
`;

function findings(text: string, file = "registry.yaml") {
  try {
    readRegistry(text, file);
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
  return [];
}

test("a registry in YAML says who owns a device, what may sign for it, where it stands and who may see it", () => {
  const registry = readRegistry(yaml, "registry.yaml");
  const device = registry.get(did)!;
  expect(device).toMatchObject({
    device: did,
    hardware: "WS2000",
    place: { latitude: 37.9838, longitude: 23.7275, altitude: 90 },
  });
  expect(device.keys.get("main")).toMatchObject({ validFrom: 0, validTo: Infinity, revokedAt: Infinity });
  expect(device.keys.get("main")?.publicKey.jwk).toEqual(one!.jwk);
  expect(device.keys.get("spare")).toMatchObject({
    validFrom: 1767225600,
    validTo: 1798804800,
    revokedAt: 1782864000.5,
  });
  expect(["pm2_5", "noise", "other"].map((channel) => visibilityOf(device, channel))).toEqual([
    "public",
    "aggregate",
    "private",
  ]);
});

test("the same in JSON is the same registry", () => {
  const data = {
    devices: {
      [did]: {
        owner: "0x52908400098527886E0F7030069857D2E4169EE7",
        hardware: "WS2000",
        keys: {
          main: { key: did },
          spare: {
            key: two!.jwk,
            validFrom: 1767225600,
            validTo: "2027-01-01T12:00:00Z",
            revokedAt: "2026-07-01T00:00:00.5Z",
          },
        },
        place: { latitude: 37.9838, longitude: "23.7275", altitude: 90 },
        channels: { pm2_5: "public", noise: "aggregate" },
      },
    },
  };
  const facts = (text: string, file: string) =>
    [...readRegistry(text, file).values()].map((device) => ({
      ...device,
      keys: [...device.keys.values()].map(({ publicKey, ...key }) => ({ ...key, jwk: publicKey.jwk })),
    }));
  expect(facts(JSON.stringify(data), "registry.json")).toEqual(facts(yaml, "registry.yaml"));
});

test.each([
  ["hardware: WS2000", "hardwear: WS2000", "device/registry", 4],
  ["hardware: WS2000", 'hardware: ""', "device/registry", 4],
  ["latitude: 37.9838", "latitude: 97", "device/registry", 12],
  ["altitude: 90", "altitude: high", "device/registry", 12],
  ["validTo: 2027-01-01T12:00:00Z", "validTo: 2025-01-01", "device/registry", 10],
  ["validFrom: 2026-01-01", "validFrom: 2026-02-30", "device/registry", 9],
  ["validFrom: 2026-01-01", "validFrom: 01/02/2026", "device/registry", 9],
  ["noise: aggregate", "noise: secret", "device/registry", 15],
  [`x: ${two!.jwk.x}`, "x: abc", "device/key", 8],
  [`x: ${two!.jwk.x}`, `d: ${two!.jwk.x}, x: ${two!.jwk.x}`, "device/registry", 8],
  [`{ key: ${did} }`, "{ key: did:key:z6MkNo }", "device/did", 6],
  [`x: ${two!.jwk.x}`, `x: ${one!.jwk.x}`, "device/registry", 8],
  [`  ${did}:\n`, "  my station:\n", "device/registry", 2],
])("%s written as %s is found in its line", (good, bad, code, line) => {
  const text = yaml.replace(good, bad);
  expect(text).not.toBe(yaml);
  const [first, ...rest] = findings(text);
  expect(first).toMatchObject({ code, place: { file: "registry.yaml", line } });
  expect(rest).toEqual([]);
});

test("a missing part is placed where it is missing, and findings of several devices come together", () => {
  const text = `devices:\n  urn:a:1:\n    hardware: x\n    keys: { k: { key: ${did} } }\n  urn:a:2:\n    owner: y\n`;
  expect(findings(text)).toMatchObject([
    { place: { line: 2, path: "devices.urn:a:1.owner" } },
    { place: { line: 5, path: "devices.urn:a:2.keys" } },
  ]);
});

test("keys that reach into JavaScript's objects and keys that stand twice are refused in both forms", () => {
  expect(findings("devices:\n  __proto__: {}\n")[0]?.code).toBe("yaml/dangerous-key");
  expect(findings('{"devices":{"__proto__":{}}}', "r.json")[0]?.code).toBe("device/json");
  expect(findings('{"devices":{"urn:a:1":{},"urn:a:1":{}}}', "r.json")[0]?.code).toBe("device/json");
  expect(findings("[]", "r.json")[0]).toMatchObject({ code: "device/registry", place: { file: "r.json" } });
});
