import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMessage, readRegistry } from "@tokenwright/devices/device";
import { importJWK, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandOptions, tokenwright } from "./testing/command.js";

let folder = "";
const run = (args: readonly string[], more: Partial<CommandOptions> = {}) =>
  tokenwright(["device", ...args], { cwd: folder, ...more });
const at = (name: string): string => join(folder, name);
const pack = '[{"bn":"urn:dev:ow:10e2073a0108006:","n":"voltage","u":"V","v":120.1},{"n":"label","vs":"roof"}]';
const signArguments = ["--key", "station.key.json", "--hardware", "WS2000", "--firmware", "firmware.bin"];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-device-"));
  writeFileSync(at("readings.json"), pack);
  writeFileSync(at("firmware.bin"), "abc");
  const { status, stdout } = await run(["keygen", "-o", "station.key.json"]);
  expect(status).toBe(0);
  writeFileSync(at("registry.yaml"), stdout);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a new private key is readable by its owner alone, never printed and never written over", async () => {
  const { d, ...open } = JSON.parse(readFileSync(at("station.key.json"), "utf8"));
  expect(d).toMatch(/^[\w-]{43}$/);
  expect(open).toMatchObject({ kty: "OKP", crv: "Ed25519" });
  if (process.platform !== "win32") expect(statSync(at("station.key.json")).mode & 0o777).toBe(0o600);
  const again = await run(["keygen", "-o", "station.key.json", "--json"]);
  expect(again.status).toBe(1);
  expect(again.stderr).toContain("store/exists");
  const other = await run(["keygen", "-o", "other.key.json", "--json"]);
  const { d: secret, x } = JSON.parse(readFileSync(at("other.key.json"), "utf8"));
  expect(JSON.parse(other.stdout)).toMatchObject({ publicKey: { x } });
  expect(other.stdout + other.stderr).not.toContain(secret);
});

test("a signed pack is verified with the registry entry that keygen printed, and by jose", async () => {
  const signed = await run([
    "sign",
    "readings.json",
    ...signArguments,
    "--sequence",
    "7",
    "--time",
    "2026-06-01T12:00:00Z",
  ]);
  expect(signed.status).toBe(0);
  writeFileSync(at("message.jws"), signed.stdout);
  const verified = await run(["verify", "message.jws", "--registry", "registry.yaml", "--json"]);
  expect(verified.status).toBe(0);
  expect(JSON.parse(verified.stdout)).toMatchObject({
    sequence: "7",
    time: 1780315200,
    // SHA-256 of "abc", FIPS 180-4.
    firmware: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    readings: [
      { channel: "urn:dev:ow:10e2073a0108006:voltage", unit: "V", value: 120.1 },
      { channel: "urn:dev:ow:10e2073a0108006:label", value: "roof" },
    ],
  });
  const table = await run(["verify", "message.jws", "--registry", "registry.yaml"]);
  expect(table.stdout).toContain("2026-06-01T12:00:00.000Z\turn:dev:ow:10e2073a0108006:voltage\t120.1\tV");
  const { d: _, ...open } = JSON.parse(readFileSync(at("station.key.json"), "utf8"));
  const { payload } = await jwtVerify(signed.stdout.trim(), await importJWK(open, "EdDSA"));
  expect(payload).toMatchObject({ kid: "main", seq: "7", readings: JSON.parse(pack) });
});

test("CBOR goes through files and standard input", async () => {
  const args = ["sign", "-", ...signArguments, "--sequence", "8", "--form", "cbor"];
  expect(await run(args, { input: pack })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("-o message.cose"),
  });
  expect((await run([...args, "-o", "message.cose"], { input: pack })).status).toBe(0);
  expect((await run([...args, "-o", "message.cose"], { input: pack })).stderr).toContain("store/exists");
  const { stdout } = await run(["verify", "message.cose", "--registry", "registry.yaml", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    form: "cbor",
    sequence: "8",
    readings: [{ value: 120.1 }, { value: "roof" }],
  });
});

test("a changed message, a pack that is none and a key file that is none end with a code and status 3", async () => {
  const { stdout } = await run(["sign", "readings.json", ...signArguments, "--sequence", "9"]);
  writeFileSync(
    at("changed.jws"),
    stdout.replace(/.(?=.{10}\n$)/, (letter) => (letter === "A" ? "B" : "A")),
  );
  const changed = await run(["verify", "changed.jws", "--registry", "registry.yaml", "--json"]);
  expect(changed.status).toBe(3);
  expect(JSON.parse(changed.stdout).errors).toMatchObject([{ code: "device/signature" }]);
  const bad = await run(["sign", "-", ...signArguments, "--sequence", "9"], { input: '[{"n":"a","v":1e308}]' });
  expect(bad).toMatchObject({ status: 3, stdout: "", stderr: expect.stringContaining("device/number") });
  writeFileSync(at("no.key.json"), "secret words that are no key");
  const key = await run(["sign", "readings.json", ...signArguments, "--sequence", "9", "--key", "no.key.json"]);
  expect(key).toMatchObject({ status: 3, stderr: expect.stringContaining("device/key") });
  expect(key.stderr).not.toContain("secret");
  const sequence = await run(["sign", "readings.json", ...signArguments, "--sequence", "18446744073709551616"]);
  expect(sequence.status).toBe(2);
});

test("simulated stations write a registry and messages that open with it; the same seed, the same bytes", async () => {
  const args = ["--stations", "6", "--hours", "2", "--bad", "0.5", "--kinds", "forges,late,drift", "--json"];
  const { status, stdout } = await run(["simulate", "-o", "simulated", ...args]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ stations: 6, wrong: { forges: expect.any(Number) } });
  const registry = readRegistry(readFileSync(at("simulated/registry.json"), "utf8"), "registry.json");
  const lines = readFileSync(at("simulated/messages.jsonl"), "utf8").trim().split("\n");
  let forged = 0;
  for (const line of lines) {
    const { at: received, message } = JSON.parse(line);
    try {
      openMessage(new TextEncoder().encode(message), registry, received);
    } catch {
      forged++;
    }
  }
  expect(forged).toBe(JSON.parse(stdout).wrong.forges);
  expect(lines.length).toBeGreaterThan(6 * 24 - 24);
  await run(["simulate", "-o", "again", ...args]);
  expect(readFileSync(at("again/messages.jsonl"), "utf8")).toBe(readFileSync(at("simulated/messages.jsonl"), "utf8"));
  expect(readFileSync(at("again/truth.csv"), "utf8").split("\r\n")[4]).toMatch(/^3,did:key:.*,forges$/);
  expect((await run(["simulate", "-o", "again", ...args])).stderr).toContain("store/exists");
  expect((await run(["simulate", "-o", "third", "--kinds", "theft"])).status).toBe(2);
});

test("a key that cannot be written says so, and no key is printed", async () => {
  const { status, stdout, stderr } = await run(["keygen", "-o", "firmware.bin/third.key.json"]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("store/not-a-folder");
});
