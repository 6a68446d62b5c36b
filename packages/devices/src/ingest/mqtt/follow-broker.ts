import { fail } from "@tokenwright/engine";
import { connect, type MqttClient } from "mqtt";
import { longestMessage } from "../../device/verify-envelope.js";
import type { Intake } from "../intake.js";
import { takeIn } from "./take-in.js";
import { uplink } from "./topics.js";

export interface FollowOptions {
  /** Such as `mqtt://127.0.0.1:1883`. */
  readonly url: string;
  /** Version 5 shares one subscription among the connections; with 3.1.1 there is one connection. */
  readonly version: "3.1.1" | "5";
  /** The sessions' name with the broker; the broker keeps messages for it while the node is away. */
  readonly name: string;
  /** Filter of topics that devices publish to. Default `up/#`. */
  readonly filter?: string;
  /** Connections that take messages side by side, each one after another. Default 8 with version 5. */
  readonly connections?: number;
  readonly username?: string;
  readonly password?: string;
  readonly intake: Intake;
  /** Seconds since 1970 UTC. */
  readonly clock: () => number;
}

export interface BrokerFollower {
  readonly isConnected: boolean;
  publish(topic: string, payload: string): void;
  close(): Promise<void>;
}

/** A broker is asked again after so long when it is away. */
const reconnectMilliseconds = 1_000;

/**
 * Takes messages from a broker that runs elsewhere, such as mosquitto. Each is acknowledged to the broker when it is on
 * disk here: the broker keeps what is not, also while this node is down, as the session outlives the connection.
 *
 * A client takes one message at a time, so one connection stores one message per commit; several connections share the
 * subscription (MQTT 5 section 4.8.2) and fill each commit.
 *
 * @throws TokenwrightError `ingest/broker` when the broker cannot be reached or refuses.
 */
export async function followBroker(options: FollowOptions): Promise<BrokerFollower> {
  const { url, version, name, intake, clock } = options;
  const stop = new AbortController();
  const isFive = version === "5";
  const count = isFive ? (options.connections ?? 8) : 1;
  const filter = options.filter ?? `${uplink}/#`;
  const clients: MqttClient[] = [];
  try {
    for (let index = 0; index < count; index++) {
      const client = connect(url, {
        protocolVersion: isFive ? 5 : 4,
        clientId: count === 1 ? name : `${name}-${index}`,
        clean: false,
        // What waits for us at the broker comes at once: nothing is to come before there is somebody to take it.
        manualConnect: true,
        reconnectPeriod: reconnectMilliseconds,
        connectTimeout: 5_000,
        ...(isFive
          ? {
              properties: {
                sessionExpiryInterval: 7 * 86_400,
                receiveMaximum: 64,
                maximumPacketSize: longestMessage + 1_024,
              },
            }
          : {}),
        ...(options.username === undefined ? {} : { username: options.username }),
        ...(options.password === undefined ? {} : { password: options.password }),
      });
      client.handleMessage = (packet, done) => {
        if (packet.cmd !== "publish") return done();
        const bytes = typeof packet.payload === "string" ? Buffer.from(packet.payload, "utf8") : packet.payload;
        takeIn(intake, bytes, clock, packet.qos > 0, stop.signal).then(
          () => done(),
          // Not acknowledged: the broker sends it again to whoever comes next.
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      };
      client.on("error", () => {});
      clients.push(client);
      await connected(client);
      await client.subscribeAsync(isFive ? `$share/${name}/${filter}` : filter, { qos: 1 });
    }
  } catch (error) {
    await Promise.all(clients.map((client) => client.endAsync(true)));
    fail({
      code: "ingest/broker",
      message: `The broker ${JSON.stringify(url.slice(0, 100))} cannot be followed: ${(error as Error).message}.`,
      expected: "an MQTT broker that lets this node subscribe",
      hint: "is it running, and are the name and the password right?",
    });
  }
  return {
    get isConnected() {
      return clients.some(({ connected }) => connected);
    },
    publish: (topic, payload) => {
      const [first] = clients;
      if (first?.connected === true) first.publish(topic, payload, { qos: 0 });
    },
    close: async () => {
      stop.abort();
      await Promise.all(clients.map((client) => client.endAsync()));
    },
  };
}

/** Resolves with the first connection; rejects with the first thing that goes wrong before it. */
function connected(client: MqttClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error): void => {
      client.off("connect", succeed).off("error", done).off("close", lost);
      if (error === undefined) resolve();
      else reject(error);
    };
    const succeed = (): void => done();
    const lost = (): void => done(new Error("the connection was closed"));
    client.on("connect", succeed).on("error", done).on("close", lost);
    client.connect();
  });
}
