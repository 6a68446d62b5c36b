import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { registryData } from "../ingest/index.js";
import { fleet } from "../ingest/testing/fleet.js";
import { freePort } from "../ingest/testing/mosquitto.js";
import { policyData } from "../reward/policy.js";
import { SetClock } from "./clock.js";
import { nodeKeyIn } from "./exchange/node-key.js";
import { authorization } from "./exchange/peer-auth.js";
import { readNetworkFile } from "./network-file.js";
import { type RunningNetwork, startNetwork } from "./node.js";
import { testPolicy } from "./testing/policy.js";

const root = mkdtempSync(join(tmpdir(), "tokenwright-nodes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const devices = fleet(4);
const start = Date.UTC(2026, 5, 1) / 1000;
writeFileSync(join(root, "registry.json"), JSON.stringify(registryData(devices.registry)));
writeFileSync(join(root, "policy.json"), JSON.stringify(policyData(testPolicy(3600))));

const files = (name: string) => ({ key: join(root, `${name}.key.json`), epochs: join(root, `${name}-epochs`) });

async function node(
  name: string,
  port: number,
  other: string,
  otherPort: number,
  clock: SetClock,
): Promise<RunningNetwork> {
  const plan = readNetworkFile(
    JSON.stringify({
      ...{ network: 1, name: "two", registry: "registry.json", policy: "policy.json" },
      store: `${name}-evidence`,
      node: { name, key: files(name).key },
      mqtt: { listen: "off" },
      api: { listen: `127.0.0.1:${port}` },
      acceptance: { threads: 0 },
      epochs: { folder: files(name).epochs, start: "2026-06-01", graceSeconds: 60 },
      judge: { intervals: { default: 300 } },
      peers: [{ name: other, url: `http://127.0.0.1:${otherPort}`, key: nodeKeyIn(files(other).key).did }],
    }),
    join(root, "network.yaml"),
  );
  return startNetwork(plan, { clock });
}

const post = (port: number, lines: readonly Uint8Array[]) =>
  fetch(`http://127.0.0.1:${port}/v1/messages`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: lines.map((bytes) => new TextDecoder().decode(bytes)).join("\n"),
  });

test("two nodes that were each sent a half settle the same root, also when one goes away in the middle and comes back", async () => {
  const [portA, portB] = [await freePort(), await freePort()];
  const clock = new SetClock(start);
  const a = await node("a", portA, "b", portB, clock);
  let b = await node("b", portB, "a", portA, clock);
  const send = async (step: number): Promise<void> => {
    clock.set(start + 300 * step + 10);
    const all = devices.names.map((_, device) =>
      devices.message(device, step + 1, start + 300 * step, 20 + device + step / 8),
    );
    const [left, right] = [
      all.filter((_, index) => (index + step) % 2 === 0),
      all.filter((_, index) => (index + step) % 2 === 1),
    ];
    expect((await post(portA, left)).status).toBe(200);
    expect((await post(portB, [...right, left[0]!])).status).toBe(200);
  };
  for (let step = 0; step < 6; step++) await send(step);
  await b.exchange.round(start - 86_400, start + 86_400);
  await b.stop();
  // What was acknowledged by b before it went is there when it comes back, and a has its own.
  b = await node("b", portB, "a", portA, clock);
  for (let step = 6; step < 12; step++) await send(step);
  clock.set(start + 3600 + 360);
  const [epochA] = await a.tick();
  const [epochB] = await b.tick();
  expect(epochA?.root).toMatch(/^0x[0-9a-f]{64}$/);
  expect(epochB).toMatchObject({ root: epochA?.root, manifestSha256: epochA?.manifestSha256, readings: 48 });
  expect(epochA?.isVerified).toBe(true);
  expect(readFileSync(join(files("a").epochs, "epoch-000000", "evidence.jsonl"))).toEqual(
    readFileSync(join(files("b").epochs, "epoch-000000", "evidence.jsonl")),
  );
  expect(await a.store.evidenceHash(0, 1e12)).toBe(await b.store.evidenceHash(0, 1e12));
  await a.exchange.round(start - 86_400, start + 86_400);
  expect(a.status().peers).toMatchObject([{ name: "b", isEqual: true, problem: "" }]);

  // Nobody but a known node is answered.
  const target = `/v1/peer/hash?from=0&to=${start + 86_400}`;
  const ask = async (headers: Record<string, string>) =>
    (await fetch(`http://127.0.0.1:${portA}${target}`, { headers })).status;
  const now = Date.now() / 1000;
  const request = { audience: a.status().key, method: "GET", target, body: new Uint8Array() };
  const keyB = nodeKeyIn(files("b").key);
  expect(await ask({ authorization: authorization(request, keyB, now) })).toBe(200);
  expect(await ask({})).toBe(401);
  expect(await ask({ authorization: authorization(request, nodeKeyIn(join(root, "stranger.json")), now) })).toBe(401);
  expect(await ask({ authorization: authorization(request, keyB, now - 200) })).toBe(401);
  expect(await ask({ authorization: authorization({ ...request, target: `${target}0` }, keyB, now) })).toBe(401);
  expect(await ask({ authorization: authorization({ ...request, audience: keyB.did }, keyB, now) })).toBe(401);
  await b.stop();
  await a.exchange.round(start, start + 3600);
  expect(a.status().peers[0]?.problem).toContain("cannot be reached");
  await a.stop();
});
