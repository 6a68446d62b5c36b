/** A node as a process of its own, to be killed: store, gate and broker. Prints its port, and on SIGUSR2 what it counted. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { readRegistry } from "../../device/read-registry.js";
import { openEvidence } from "../../evidence/index.js";
import {
  defaultRules,
  Intake,
  type MqttServer,
  openHere,
  openInThreads,
  recoverGate,
  serveMqtt,
} from "../../ingest/index.js";

const [worker = "", folder = "", registryFile = "", threads = "0", segmentBytes = "262144", queue = "16", slow = "0"] =
  process.argv.slice(2);
const registry = readRegistry(readFileSync(registryFile, "utf8"), registryFile);
const store = await openEvidence(folder, { segmentBytes: Number(segmentBytes), memory: 32 });
const gate = await recoverGate(store, defaultRules);
const opener = threads === "0" ? openHere(registry) : openInThreads(registry, Number(threads), pathToFileURL(worker));
const intake = new Intake({
  ...{ opener, gate, store, node: "a" },
  now: () => performance.now() / 1000,
  queueBytes: Number(queue) * 1024 * 1024,
  onFailure: (error) => process.stderr.write(`${String(error)}\n`),
  // A consumer that takes its time for every message, and subscribers to what everybody may see.
  onStored: async (messages) => {
    if (slow === "0") return;
    for (const { id } of messages) server.publish("readings/flood", id.repeat(32));
    await new Promise((resolve) => setTimeout(resolve, (messages.length * Number(slow)) / 1_000));
  },
});
const server: MqttServer = await serveMqtt({ intake, clock: () => Date.now() / 1000 });
const report = (): void => {
  const { rss } = process.memoryUsage();
  process.stdout.write(
    `${JSON.stringify({ counts: intake.counts, rss, held: intake.held, missed: server.dropped })}\n`,
  );
};
process.on("SIGUSR2", report);
process.on("SIGTERM", () => {
  void (async () => {
    await server.close();
    await intake.stop();
    await opener.close();
    await store.close();
    report();
    process.exit(0);
  })();
});
process.stdout.write(`${JSON.stringify({ port: server.port })}\n`);
