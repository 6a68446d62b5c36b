/** Messages of many devices as fast as a node takes them, some of them bad, and what must hold afterwards. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectTcp, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "@tokenwright/engine";
import { Aedes } from "aedes";
import { connectAsync, type MqttClient } from "mqtt";
import { openEvidence } from "../../evidence/index.js";
import { type IntakeCounts, registryData } from "../../ingest/index.js";
import { type Fleet, fleet, forged } from "../../ingest/testing/fleet.js";
import { startNodeProcess } from "./child.js";

export interface FloodOptions {
  readonly messages: number;
  readonly devices: number;
  /** Connections that carry them: gateways of some hundred devices each. */
  readonly connections: number;
  /** Threads that check signatures. */
  readonly threads: number;
  readonly seed: bigint;
  /** Microseconds that the node's consumer takes for a message. */
  readonly slow: number;
  readonly onProgress?: (sent: number, residentMebibytes: number) => void;
}

export interface FloodReport {
  readonly messages: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Of the broker alone, with the same messages and connections. */
  readonly brokerAlonePerSecond: number;
  readonly counts: IntakeCounts;
  readonly sent: { readonly good: number; readonly forged: number; readonly replayed: number; readonly skewed: number };
  /** Messages in the store that are none of the good ones. */
  readonly bad: number;
  /** Messages that were acknowledged with QoS 1 and are not in the store. */
  readonly lost: number;
  /** Entries of the store for messages that it has already. */
  readonly twice: number;
  readonly stored: number;
  /** Messages that neither were stored nor are counted anywhere. */
  readonly unaccounted: number;
  /** Readings that a stalled subscriber missed. */
  readonly missed: number;
  readonly peakMebibytes: number;
  /** Mean resident memory of each quarter of the run. */
  readonly quarters: readonly number[];
}

/** Unacknowledged messages of a connection. */
const window = 64;
/** Of a hundred messages with QoS 0: they may be dropped. */
const lossyShare = 0.05;

type Kind = "good" | "forged" | "replayed" | "ahead" | "late";

export async function runFlood(options: FloodOptions): Promise<FloodReport> {
  const { messages, seed, connections, threads, slow } = options;
  const root = mkdtempSync(join(tmpdir(), "tokenwright-flood-"));
  const devices = fleet(options.devices);
  const registryFile = join(root, "registry.json");
  writeFileSync(registryFile, JSON.stringify(registryData(devices.registry)));
  const folder = join(root, "evidence");
  const node = await startNodeProcess(
    [folder, registryFile, String(threads), String(2 * 1024 * 1024), "4", String(slow)],
    ["--max-old-space-size=64", "--max-semi-space-size=2"],
  );
  const stalled = stall(node.port);
  const samples: number[] = [];
  const sample = (): number => {
    const mebibytes = residentMebibytes(node.child.pid!);
    samples.push(mebibytes);
    return mebibytes;
  };
  const timer = setInterval(sample, 250);
  try {
    const source = new Source(devices, seed, messages);
    const begun = performance.now();
    let sent = 0;
    await publishAll(node.port, connections, source, () => {
      if (++sent % 20_000 === 0) options.onProgress?.(sent, sample());
    });
    await settled(node, messages);
    const seconds = (performance.now() - begun) / 1_000;
    clearInterval(timer);
    sample();
    stalled.destroy();
    const { counts, missed } = await node.stop();
    const store = await openEvidence(folder);
    const found = await source.compare(store.headers(-1e15, 1e15));
    await store.close();
    const refused = Object.values(counts.refused).reduce((sum, count) => sum + (count ?? 0), 0);
    const alone = await brokerAlone(connections, new Source(devices, seed, Math.min(messages, 50_000)));
    return {
      ...{ messages, seconds, perSecond: messages / seconds, brokerAlonePerSecond: alone, counts, missed },
      sent: source.sent,
      ...found,
      unaccounted: messages - counts.stored - counts.duplicates - refused,
      peakMebibytes: Math.max(...samples),
      quarters: [0, 1, 2, 3].map((quarter) => mean(samples, quarter)),
    };
  } finally {
    clearInterval(timer);
    stalled.destroy();
    if (node.child.exitCode === null) await node.kill();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Draws messages one after the other, and remembers which were good. */
class Source {
  readonly #key: ReturnType<typeof random.drawKey>;
  readonly #next: Uint32Array;
  /** The last good message of every device, for replays. */
  readonly #last: (Uint8Array | undefined)[];
  /** Bits by device and sequence: 1 sent and good, 2 acknowledged, 4 in the store. */
  readonly #marks: Uint8Array;
  readonly #width: number;
  readonly #index = new Map<string, number>();
  readonly sent = { good: 0, forged: 0, replayed: 0, skewed: 0 };
  #count = 0;

  constructor(
    readonly devices: Fleet,
    seed: bigint,
    readonly total: number,
  ) {
    const count = devices.names.length;
    this.#key = random.drawKey(seed, "flood");
    this.#next = new Uint32Array(count);
    this.#last = new Array<Uint8Array | undefined>(count).fill(undefined);
    this.#width = 2 * Math.ceil(total / count) + 64;
    this.#marks = new Uint8Array(count * this.#width);
    for (const [index, name] of devices.names.entries()) this.#index.set(name, index);
  }

  /** The next message and what to do when it is acknowledged; undefined when there are no more. */
  take(): { readonly bytes: Uint8Array; readonly qos: 0 | 1; readonly acknowledged: () => void } | undefined {
    if (this.#count >= this.total) return undefined;
    const step = this.#count++;
    const device = step % this.devices.names.length;
    const draw = random.uniform(this.#key, 0, step, 0);
    const last = this.#last[device];
    const kind: Kind =
      draw < 0.05
        ? "forged"
        : draw < 0.1 && last !== undefined
          ? "replayed"
          : draw < 0.11
            ? "ahead"
            : draw < 0.12
              ? "late"
              : "good";
    const qos = random.uniform(this.#key, 0, step, 1) < lossyShare ? 0 : 1;
    const none = (): void => {};
    if (kind === "replayed") {
      this.sent.replayed++;
      return { bytes: last!, qos, acknowledged: none };
    }
    const sequence = ++this.#next[device]!;
    const now = Date.now() / 1_000;
    const time = kind === "ahead" ? now + 900 : kind === "late" ? now - 900 : now;
    const message = this.devices.message(device, sequence, Math.round(time * 1_000) / 1_000, 20 + draw);
    if (kind === "ahead" || kind === "late") this.sent.skewed++;
    if (kind === "forged" || kind === "ahead") {
      if (kind === "forged") this.sent.forged++;
      return { bytes: kind === "forged" ? forged(message) : message, qos, acknowledged: none };
    }
    this.sent.good++;
    this.#last[device] = message;
    const place = device * this.#width + sequence;
    this.#marks[place]! |= 1;
    return {
      bytes: message,
      qos,
      acknowledged: () => {
        if (qos === 1) this.#marks[place]! |= 2;
      },
    };
  }

  /** Holds what is in a store against what was sent. */
  async compare(headers: AsyncIterable<{ readonly device: string; readonly sequence: bigint }>) {
    const found = { stored: 0, bad: 0, twice: 0, lost: 0 };
    for await (const { device, sequence } of headers) {
      found.stored++;
      const place = this.#index.get(device)! * this.#width + Number(sequence);
      if ((this.#marks[place]! & 1) === 0) found.bad++;
      if ((this.#marks[place]! & 4) !== 0) found.twice++;
      this.#marks[place]! |= 4;
    }
    for (const mark of this.#marks) if ((mark & 6) === 2) found.lost++;
    return found;
  }
}

async function publishAll(port: number, connections: number, source: Source, onSent: () => void): Promise<void> {
  const clients = await Promise.all(
    Array.from({ length: connections }, (_, index) =>
      connectAsync(`mqtt://127.0.0.1:${port}`, { clientId: `gateway-${index}`, reconnectPeriod: 0, keepalive: 300 }),
    ),
  );
  await Promise.all(clients.map((client) => publishFrom(client, source, onSent)));
  await Promise.all(clients.map((client) => client.endAsync()));
}

function publishFrom(client: MqttClient, source: Source, onSent: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let underWay = 0;
    let isFilling = false;
    client.on("error", reject).on("close", () => reject(new Error("the node closed a connection")));
    const fill = (): void => {
      if (isFilling) return;
      isFilling = true;
      while (underWay < window) {
        const next = source.take();
        if (next === undefined) {
          isFilling = false;
          if (underWay === 0) {
            client.removeAllListeners("close");
            resolve();
          }
          return;
        }
        underWay++;
        client.publish("up/flood", Buffer.from(next.bytes), { qos: next.qos }, (error) => {
          underWay--;
          if (error !== undefined && error !== null) return reject(error);
          next.acknowledged();
          onSent();
          setImmediate(fill);
        });
      }
      isFilling = false;
    };
    fill();
  });
}

/** Waits until the node has counted every message: those with QoS 0 are on their way when the sender is done. */
async function settled(node: Awaited<ReturnType<typeof startNodeProcess>>, messages: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const { counts, held } = await node.report();
    if (counts.offered >= messages && held === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A subscriber that asks for everything and takes nothing. */
function stall(port: number): Socket {
  const socket = connectTcp(port, "127.0.0.1");
  socket.on("error", () => {});
  // CONNECT of MQTT 3.1.1 with the client's name "s" and no keep-alive; SUBSCRIBE to readings/# (sections 3.1 and 3.8).
  socket.write(Uint8Array.of(0x10, 13, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, 1, 0x73));
  const filter = new TextEncoder().encode("readings/#");
  socket.write(Uint8Array.of(0x82, 5 + filter.length, 0, 1, 0, filter.length, ...filter, 0));
  socket.pause();
  return socket;
}

/** Messages per second of the broker's library with nothing behind it. */
async function brokerAlone(connections: number, source: Source): Promise<number> {
  const broker = await Aedes.createBroker();
  const server = createServer((socket) => {
    broker.handle(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const begun = performance.now();
  await publishAll(port, connections, source, () => {});
  const seconds = (performance.now() - begun) / 1_000;
  server.close();
  await new Promise<void>((resolve) => broker.close(() => resolve()));
  return source.total / seconds;
}

function residentMebibytes(process: number): number {
  const pages = Number(readFileSync(`/proc/${process}/statm`, "utf8").split(" ")[1]);
  return (pages * 4_096) / 1024 / 1024;
}

function mean(samples: readonly number[], quarter: number): number {
  const part = samples.slice(
    Math.floor((samples.length * quarter) / 4),
    Math.max(1, Math.floor((samples.length * (quarter + 1)) / 4)),
  );
  return Math.round(part.reduce((sum, one) => sum + one, 0) / Math.max(1, part.length));
}
