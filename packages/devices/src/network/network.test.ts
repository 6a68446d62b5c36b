import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEvidence } from "../reward/evidence-text.js";
import { readPublished } from "../reward/publish.js";
import { verify } from "../reward/verify.js";
import { readNetworkFile } from "./network-file.js";
import type { NetworkEvent } from "./node.js";
import { type SimulatedNetwork, startSimulated } from "./simulate.js";
import { smallPlan } from "./testing/plan.js";

const root = mkdtempSync(join(tmpdir(), "tokenwright-network-"));
const events: NetworkEvent[] = [];
let heard = "";
let network: SimulatedNetwork;

beforeAll(async () => {
  network = await startSimulated(smallPlan(root), { onEvent: (event) => events.push(event) });
  const answer = await fetch(`${network.api.url}/v1/events`);
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body!) heard += decoder.decode(chunk as Uint8Array);
  })().catch(() => {});
  await network.run();
}, 60_000);
afterAll(async () => {
  await network.stop();
  rmSync(root, { recursive: true, force: true });
});

test("every message of the simulated time has one fate, and the epochs that ended are settled and hold", async () => {
  const { intake, epochs, insight } = network.status();
  const refused = Object.values(intake.refused).reduce((sum, count) => sum + (count ?? 0), 0);
  expect(intake.stored + intake.duplicates + refused).toBe(intake.offered);
  // 8 stations, 12 messages an hour, 3 hours; what the bad ones do adds and takes some.
  expect(intake.offered).toBeGreaterThan(8 * 36 - 40);
  expect(insight?.records).toBe(intake.stored);
  expect(insight?.alerts).toBeGreaterThan(5);
  expect(epochs?.settled.map(({ number, isVerified }) => [number, isVerified])).toEqual([
    [0, true],
    [1, true],
    [2, true],
  ]);
  const [, second] = network.epochs!.settled;
  const published = readPublished(second!.folder);
  const [first] = network.epochs!.settled;
  expect(verify(published, readPublished(first!.folder))).toMatchObject({ holds: true, root: second!.root });
  const [device] = readEvidence(published.texts.evidence, "evidence").devices;
  expect(device?.readings[0]?.work).toMatchObject({ credits: 3n });
});

test("what happens is heard as server-sent events and told to the caller", () => {
  expect(events.filter(({ kind }) => kind === "epoch")).toHaveLength(3);
  expect(events.filter(({ kind }) => kind === "problem")).toEqual([]);
  expect(heard.match(/^event: epoch$/gm)).toHaveLength(3);
  const readings = heard.match(/^event: reading\ndata: .*$/gm) ?? [];
  expect(readings.length).toBe(network.status().intake.readings);
  // Kelvin were asked for: the pipeline's file names its own units.
  const alert = events.find((event) => event.kind === "alert");
  expect(alert).toMatchObject({ alert: { stage: "hot", values: { event: "raised" } } });
});

test("every address of the OpenAPI description is served, and figures agree with the status", async () => {
  const { url } = network.api;
  const get = async (path: string) => {
    const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, text: await answer.text() };
  };
  const description = JSON.parse((await get("/openapi.json")).text) as {
    readonly openapi: string;
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  expect(description.openapi).toBe("3.1.0");
  const samples: Readonly<Record<string, string>> = {
    "/v1/readings": "/v1/readings?from=1780272000&to=1780275600&channel=pm2_5&limit=7",
    "/v1/epochs/{number}/{file}": "/v1/epochs/1/manifest.json",
  };
  for (const [path, methods] of Object.entries(description.paths)) {
    if (!Object.hasOwn(methods, "get") || path === "/v1/events") continue;
    expect([path, (await get(samples[path] ?? path)).status]).toEqual([path, 200]);
  }
  const lines = (await get(samples["/v1/readings"]!)).text.trim().split("\n");
  expect(lines).toHaveLength(7);
  expect(JSON.parse(lines[0]!)).toMatchObject({ channel: "pm2_5", unit: "ug/m3" });
  const metrics = (await get("/metrics")).text;
  const { intake } = network.status();
  expect(metrics).toContain(`tokenwright_messages_stored_total ${intake.stored}\n`);
  for (const [reason, count] of Object.entries(intake.refused)) {
    expect(metrics).toContain(`tokenwright_messages_refused_total{reason="${reason}"} ${count}\n`);
  }
  for (const path of [
    "/",
    "/v1/epochs/7/manifest.json",
    "/v1/epochs/1/..%2f..%2fnode.key.json",
    "/v1/epochs/1/__proto__",
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404]);
  }
  expect((await get("/v1/readings?from=0&to=99999999999")).status).toBe(400);
  expect((await get("/v1/readings?from=1")).status).toBe(400);
});

test("started again on what is there, a node takes nothing twice and goes on with the next epoch", async () => {
  const before = network.status();
  const settled = network.epochs!.settled.map(({ root: one }) => one);
  await network.stop();
  network = await startSimulated(smallPlan(root), {});
  await network.run();
  const after = network.status();
  expect(after.store.messages).toBe(before.store.messages);
  expect(after.intake).toMatchObject({ stored: 0 });
  expect(after.intake.duplicates).toBe(before.intake.stored + before.intake.duplicates);
  expect(network.epochs!.settled.map(({ root: one }) => one)).toEqual(settled);
});

test.each([
  ["network: 1\nname: a\n", 1, "registry is wrong: devices stand in a registry, or are simulated."],
  ["network: 1\nname: a\nregistry: r\nmqtt:\n  listen: nowhere\n", 5, "mqtt.listen"],
  ["network: 1\nname: a\nregistry: r\npeers:\n  - { name: b, url: http://b:1, key: x }\n", 5, "peers.0.key"],
  ["network: 1\nname: a\nregistry: r\nepoch: {}\n", 1, "Unrecognized key"],
  ["network: 1\nname: a\nregistry: r\nepochs: { start: 2026-02-31x }\n", 4, "epochs.start"],
  ["network: 1\nname: &a b\nregistry: *a\n", undefined, "aliases"],
])("a file with a fault is refused at its line", (text, line, message) => {
  const refused = () => readNetworkFile(text, "network.yaml");
  expect(refused).toThrow(message);
  try {
    refused();
  } catch (error) {
    expect(error).toMatchObject({
      code: "network/file",
      diagnostics: [{ place: { file: "network.yaml", ...(line === undefined ? {} : { line }) } }],
    });
  }
});
