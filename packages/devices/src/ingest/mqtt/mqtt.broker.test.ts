import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleet, forged } from "../testing/fleet.js";
import { client, startMosquitto, withoutMosquitto } from "../testing/mosquitto.js";
import { nodeUnderTest, secondsNow } from "../testing/node-under-test.js";
import { followBroker } from "./follow-broker.js";
import { serveMqtt } from "./serve-mqtt.js";

const devices = fleet(3);
if (withoutMosquitto !== undefined) console.log(`skipped: ${withoutMosquitto}`);
const withMosquitto = test.skipIf(withoutMosquitto !== undefined);

withMosquitto.for(["0", "1", "2"])(
  "mosquitto_pub publishes with QoS %s to the node, and what it sent is stored",
  async (qos) => {
    const node = await nodeUnderTest(devices);
    const server = await serveMqtt({ intake: node.intake, clock: secondsNow });
    try {
      const now = Math.round(secondsNow());
      const publish = (bytes: Uint8Array, ...more: string[]) =>
        client("mosquitto_pub", server.port, ["-t", "up", "-q", qos, "-s", ...more], bytes);
      expect(await publish(devices.message(0, 1, now))).toMatchObject({ status: 0 });
      expect(await publish(devices.message(0, 1, now), "-r")).toMatchObject({ status: 0 });
      expect(await publish(forged(devices.message(1, 1, now)))).toMatchObject({ status: 0 });
      expect(await publish(devices.message(2, 1, now, 20, "cbor"), "-V", "mqttv31")).toMatchObject({ status: 0 });
      await node.intake.drained();
      await expect.poll(() => node.intake.counts.offered).toBe(4);
      await node.intake.drained();
      expect(node.intake.counts).toMatchObject({ stored: 2, duplicates: 1, refused: { "device/signature": 1 } });
    } finally {
      await server.close();
      await node.close();
    }
  },
);

withMosquitto("mosquitto_sub hears what the node publishes, and never what devices sent as it came", async () => {
  const node = await nodeUnderTest(devices);
  const server = await serveMqtt({ intake: node.intake, clock: secondsNow });
  try {
    const heard = client("mosquitto_sub", server.port, ["-t", "readings/#", "-C", "1", "-W", "8", "-v"]);
    const closed = await client("mosquitto_sub", server.port, ["-t", "#", "-C", "1", "-W", "1", "-v"]);
    // The subscription to everything was refused: mosquitto_sub says so, and hears nothing.
    expect(closed.stdout).toBe("");
    await client("mosquitto_pub", server.port, ["-t", "up", "-q", "1", "-s"], devices.message(0, 1, secondsNow()));
    server.publish("readings/a/temperature", '{"v":20}');
    expect(await heard).toMatchObject({ status: 0, stdout: 'readings/a/temperature {"v":20}\n' });
    const other = await client("mosquitto_pub", server.port, ["-t", "alerts/fire", "-q", "1", "-m", "x"]);
    expect(other.status).not.toBe(0);
    expect(node.intake.counts.refused["ingest/topic"]).toBe(1);
  } finally {
    await server.close();
    await node.close();
  }
});

withMosquitto("a packet that says it is longer than any message ends its connection before it is held", async () => {
  const node = await nodeUnderTest(devices);
  const server = await serveMqtt({ intake: node.intake, clock: secondsNow });
  try {
    const sent = client("mosquitto_pub", server.port, ["-t", "up", "-q", "1", "-s"], new Uint8Array(400_000));
    // A client library sends it again and again; two are enough.
    await expect.poll(() => node.intake.counts.refused["device/too-large"] ?? 0).toBeGreaterThan(0);
    sent.child.kill();
    await sent;
    const socket = connectTcp(server.port, "127.0.0.1");
    const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.on("error", () => {});
    // PUBLISH with a remaining length of 256 MiB less one, and nothing behind.
    socket.write(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f));
    await ended;
    expect(node.intake.counts.stored).toBe(0);
  } finally {
    await server.close();
    await node.close();
  }
});

withMosquitto.for(["3.1.1", "5"] as const)(
  "messages are taken from mosquitto with MQTT %s; those of the time when the node was away come afterwards, each once",
  async (version) => {
    const folder = mkdtempSync(join(tmpdir(), "tokenwright-mosquitto-"));
    const broker = await startMosquitto(folder);
    const node = await nodeUnderTest(devices);
    const options = { url: `mqtt://127.0.0.1:${broker.port}`, version, name: "node-a", clock: secondsNow } as const;
    const versionName = version === "5" ? "mqttv5" : "mqttv311";
    const publish = (sequence: number) =>
      client(
        "mosquitto_pub",
        broker.port,
        ["-V", versionName, "-t", "up/station", "-q", "1", "-s"],
        devices.message(0, sequence, secondsNow()),
      );
    try {
      const first = await followBroker({ ...options, intake: node.intake, connections: 3 });
      for (const sequence of [1, 2, 3]) await publish(sequence);
      await expect.poll(() => node.intake.counts.stored).toBe(3);
      await first.close();
      for (const sequence of [4, 5, 6, 7]) await publish(sequence);
      const second = await followBroker({ ...options, intake: node.intake, connections: 3 });
      await expect.poll(() => node.intake.counts.stored, { timeout: 10_000 }).toBe(7);
      expect(node.intake.counts.offered - node.intake.counts.duplicates).toBe(7);
      expect(second.isConnected).toBe(true);
      await second.close();
    } finally {
      await broker.stop();
      await node.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test("a broker that is not there is named", async () => {
  const node = await nodeUnderTest(devices);
  const options = { version: "5", name: "a", clock: secondsNow, intake: node.intake } as const;
  await expect(followBroker({ ...options, url: "mqtt://127.0.0.1:1" })).rejects.toMatchObject({
    code: "ingest/broker",
  });
  await node.close();
});
