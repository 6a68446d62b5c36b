import { createServer, type Server, type Socket } from "node:net";
import { fail } from "@tokenwright/engine";
import { Aedes, type AedesPublishPacket, type Client, type PublishPacket } from "aedes";
import { longestMessage } from "../../device/verify-envelope.js";
import type { Intake } from "../intake.js";
import { PacketGuard } from "./packet-guard.js";
import { takeIn } from "./take-in.js";
import { isOpenFilter, isUplink } from "./topics.js";

export interface MqttOptions {
  /** Default `127.0.0.1`: this machine alone. */
  readonly host?: string;
  /** Left out or 0: a free one. */
  readonly port?: number;
  readonly intake: Intake;
  /** Seconds since 1970 UTC. */
  readonly clock: () => number;
  /** Connections at once; one more is closed. */
  readonly mostConnections?: number;
}

/** A broker for devices: MQTT 3.1 and 3.1.1. */
export interface MqttServer {
  readonly port: number;
  /** Messages that subscribers were too slow for. */
  readonly dropped: number;
  readonly connections: number;
  /** Tells subscribers; those that are too slow for it miss it. */
  publish(topic: string, payload: string): void;
  close(): Promise<void>;
}

/** A topic's name and the headers, beside the longest message. */
const mostPacket = longestMessage + 1_024;

/** A subscriber that takes nothing for so long is let go. */
const drainMilliseconds = 5_000;

/**
 * Serves MQTT in this process. A message published below `up` is acknowledged when it is on disk, or when nothing that
 * the device could do would ever get it there. While there is no room its connection is not read. Messages of devices
 * are never passed on as they came; what may be seen is published by the node.
 *
 * MQTT 5 is for brokers such as mosquitto, from which `followBroker` takes: the library knows 3.1.1.
 *
 * @throws TokenwrightError `ingest/port`.
 */
export async function serveMqtt(options: MqttOptions): Promise<MqttServer> {
  const { host = "127.0.0.1", port = 0, intake, clock } = options;
  let dropped = 0;
  const isClosing = new AbortController();
  const broker = await Aedes.createBroker({
    drainTimeout: drainMilliseconds,
    maxTopicLevels: 10,
    maxInflightInbound: 64,
    authorizePublish: (client, packet, done) => {
      if (client === null) return done();
      if (!isUplink(packet.topic)) {
        intake.refuse("ingest/topic");
        return done(new Error("devices publish below up/"));
      }
      void receive(packet).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
    authorizeSubscribe: (_, subscription, done) => done(null, isOpenFilter(subscription.topic) ? subscription : null),
    authorizeForward: (client, packet) => {
      if (isUplink(packet.topic)) return null;
      const { conn } = client as Client & { readonly conn: Socket };
      if (!conn.writableNeedDrain) return packet;
      dropped++;
      return null;
    },
  });

  async function receive(packet: PublishPacket): Promise<void> {
    const bytes = typeof packet.payload === "string" ? Buffer.from(packet.payload, "utf8") : packet.payload;
    packet.retain = false;
    packet.payload = Buffer.alloc(0);
    await takeIn(intake, bytes, clock, packet.qos > 0, isClosing.signal);
  }

  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.setNoDelay(true);
    guard(socket, () => intake.refuse("device/too-large"));
    broker.handle(socket);
  });
  server.maxConnections = options.mostConnections ?? 20_000;
  await listen(server, host, port);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : port,
    get dropped() {
      return dropped;
    },
    get connections() {
      return sockets.size;
    },
    publish: (topic, payload) => {
      const packet = { cmd: "publish", topic, payload, qos: 0, retain: false, dup: false } as const;
      broker.publish(packet as unknown as AedesPublishPacket, () => {});
    },
    close: async () => {
      isClosing.abort();
      server.close();
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Ends a connection that begins a packet which is too long, before it is held. */
function guard(socket: Socket, onTooLong: () => void): void {
  const packets = new PacketGuard(mostPacket);
  const read = socket.read.bind(socket);
  socket.read = (size?: number): unknown => {
    const chunk: unknown = size === undefined ? read() : read(size);
    if (!(chunk instanceof Uint8Array) || packets.passes(chunk)) return chunk;
    onTooLong();
    socket.destroy();
    return null;
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      try {
        refusePort(host, port, error.code ?? error.message);
      } catch (refusal) {
        reject(refusal);
      }
    });
    server.listen({ host, port }, resolve);
  });
}

/** @throws TokenwrightError `ingest/port`. */
export function refusePort(host: string, port: number, code: string): never {
  const isTaken = code === "EADDRINUSE";
  return fail({
    code: "ingest/port",
    message: isTaken ? `The port ${port} of ${host} is taken.` : `${host}:${port} cannot be listened on (${code}).`,
    expected: "a free port of this machine",
    hint: isTaken
      ? "end what listens there, or name another port"
      : "name an address of this machine, and a port above 1023",
  });
}
