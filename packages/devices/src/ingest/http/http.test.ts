import { request as requestRaw } from "node:http";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fleet, forged } from "../testing/fleet.js";
import { type NodeUnderTest, nodeUnderTest } from "../testing/node-under-test.js";
import { addMessageRoutes, type Receipt } from "./message-routes.js";
import { guardRequests, hostsOf } from "./request-rules.js";

const devices = fleet(3);
const noon = Date.UTC(2026, 5, 1, 12) / 1000;
let node: NodeUnderTest;
let server: FastifyInstance;
let port = 0;

beforeAll(async () => {
  node = await nodeUnderTest(devices, { skewSeconds: 300, deviceRate: { perSecond: 0.5, burst: 40 } });
  server = Fastify({ forceCloseConnections: true });
  guardRequests(server, () => hostsOf(port));
  await addMessageRoutes(server, node.intake, () => noon);
  await server.listen({ host: "127.0.0.1", port: 0 });
  port = Number(new URL(server.listeningOrigin).port);
});
afterAll(async () => {
  await server.close();
  await node.close();
});

const post = async (type: string, body: Uint8Array | string) => {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/messages`, {
    method: "POST",
    headers: { "content-type": type },
    body: typeof body === "string" ? body : new Uint8Array(body),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Receipt };
};

test("one message as JWS, as COSE, or as a pack of a batch is stored, and again it is a duplicate", async () => {
  const [pack] = devices.batch(2, 1, noon, 2);
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ["application/jose", devices.message(0, 1, noon)],
    ["application/cose", devices.message(1, 1, noon, 20, "cbor")],
    ["application/json", pack!],
  ];
  for (const [type, bytes] of cases) {
    expect(await post(type, bytes)).toMatchObject({ status: 200, body: { stored: 1, duplicates: 0, refused: [] } });
    expect(await post(type, bytes)).toMatchObject({ status: 200, body: { stored: 0, duplicates: 1, refused: [] } });
  }
});

test("many messages as lines: each is judged for itself, and what a line says of its arrival is not believed", async () => {
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  const old = JSON.stringify({ at: noon + 900, message: text(devices.message(0, 3, noon + 900)) });
  const lines = [
    ...[text(devices.message(0, 2, noon)), text(forged(devices.message(1, 2, noon))), "{broken", old],
    JSON.stringify({ base64: Buffer.from(devices.message(1, 3, noon, 1, "cbor")).toString("base64") }),
  ];
  const { status, body } = await post("application/x-ndjson", `${lines.join("\n")}\n\n`);
  expect({
    status,
    ...body,
    refused: body.refused.map((one) => [one.index, one.reason]),
  }).toEqual({
    status: 200,
    stored: 2,
    duplicates: 0,
    refused: [
      [1, "device/signature"],
      [2, "device/json"],
      [3, "ingest/ahead"],
    ],
  });
});

test.each([
  ["application/senml+json", '[{"n":"a","v":1}]', 415, "ingest/unsigned"],
  ["text/html", "hello", 415, "ingest/body"],
  ["application/x-ndjson", "\n\n", 400, "ingest/body"],
  ["application/x-ndjson", new Uint8Array([0xff, 0xfe]), 400, "ingest/body"],
  ["application/jose", new Uint8Array(200_000), 413, "device/too-large"],
  ["application/x-ndjson", new Uint8Array(5_000_000), 413, "device/too-large"],
  ["application/json", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`, 422, "device/json"],
  ["application/json", '{"__proto__":1}', 422, "device/json"],
  ["application/jose", "eyJhbGciOiJub25lIn0..", 422, "device/algorithm"],
])("a body of %s that cannot be taken is refused with its reason and counted", async (type, body, status, reason) => {
  const before = node.intake.counts.refused[reason as "ingest/body"] ?? 0;
  const answer = await post(type, body);
  expect(answer).toMatchObject({ status, body: { stored: 0, refused: [{ reason }] } });
  expect(node.intake.counts.refused[reason as "ingest/body"]).toBe(before + 1);
});

test("a device over its quota is told when to come again", async () => {
  const lines = Array.from({ length: 60 }, (_, index) =>
    new TextDecoder().decode(devices.message(2, 10 + index, noon)),
  );
  const { status, headers, body } = await post("application/x-ndjson", lines.join("\n"));
  expect(status).toBe(429);
  expect(headers.get("retry-after")).toBe("2");
  expect(body.stored + body.refused.length).toBe(60);
  expect(body.refused.every(({ reason }) => reason === "ingest/device-quota")).toBe(true);
});

/** fetch does not let Host and Origin be chosen. */
function raw(headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = requestRaw(
      {
        host: "127.0.0.1",
        port,
        path: "/v1/messages",
        method: "POST",
        headers: { "content-type": "application/jose", ...headers },
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on("error", reject);
    asked.end("x");
  });
}

test("names and origins of others are not answered", async () => {
  expect(await raw({ host: `127.0.0.1:${port}` })).toBe(422);
  expect(await raw({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe(422);
  for (const headers of [{ host: "evil.example" }, { host: `127.0.0.1:${port + 1}` }, { host: "127.0.0.1" }]) {
    expect(await raw(headers)).toBe(421);
  }
  for (const more of [
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: `http://127.0.0.1:${port + 1}` },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ]) {
    expect(await raw({ host: `127.0.0.1:${port}`, ...more } as Record<string, string>)).toBe(403);
  }
});
