import { random } from "@tokenwright/engine";
import { connectAsync, type MqttClient } from "mqtt";
import { sha256Hex, utf8 } from "../device/bytes.js";
import { neighbourhood } from "../device/simulate/plan.js";
import { type SimulatedMessage, type Simulation, simulateDevices } from "../device/simulate/simulate.js";
import { SetClock } from "./clock.js";
import type { NetworkPlan } from "./network-file.js";
import { type NetworkOptions, type RunningNetwork, startNetwork } from "./node.js";

/** Where simulated time begins when the file does not say. */
const usualStart = Date.UTC(2026, 5, 1) / 1000;

/** Seconds of simulated time that are sent at once: far below the skew that clocks may have. */
const stepSeconds = 30;

/** A node whose devices are not there. */
export interface SimulatedNetwork extends RunningNetwork {
  readonly simulation: Simulation;
  /**
   * Lets all of the simulated time pass: every message goes to the node's broker as a device would send it, with QoS 1,
   * and every epoch is settled when its time has come.
   *
   * @param onProgress Told of the share that has passed.
   */
  run(onProgress?: (share: number, now: number) => void, signal?: AbortSignal): Promise<void>;
}

/** Starts a node with the devices of the file's `simulate`. @throws as `startNetwork`. */
export async function startSimulated(plan: NetworkPlan, options: NetworkOptions): Promise<SimulatedNetwork> {
  const { stations, bad, hours, interval, seed, form, centre, radius } = plan.simulate!;
  const start = plan.epochs.start ?? usualStart;
  const { latitude, longitude, altitude } = centre;
  const around = { latitude, longitude, ...(altitude === undefined ? {} : { altitude }) };
  const drawn = neighbourhood({
    ...{ seed: random.parseSeed(String(seed)), start, interval, form, stations, bad, centre: around, radius },
  });
  const simulation = simulateDevices({
    ...drawn,
    // Owners are paid by account.
    stations: drawn.stations.map((station) => ({ ...station, owner: simulatedAccount(station.owner) })),
  });
  const clock = new SetClock(start);
  const node = await startNetwork(
    { ...plan, epochs: { ...plan.epochs, start } },
    { ...options, clock, registry: simulation.registry },
  );
  const end = start + hours * 3600;
  const run = async (
    onProgress: (share: number, now: number) => void = () => {},
    signal?: AbortSignal,
  ): Promise<void> => {
    const send = await senderTo(node, () => clock.now());
    try {
      let step: SimulatedMessage[] = [];
      let until = start + stepSeconds;
      const flush = async (): Promise<void> => {
        clock.set(until);
        await Promise.all(step.map(({ bytes }) => send.send(bytes)));
        step = [];
        const { epochs } = node;
        if (epochs !== undefined && until >= epochs.next.end) await node.tick();
        onProgress(Math.min(1, (until - start) / (end - start)), until);
      };
      for (const message of simulation.messages(start, end)) {
        while (message.at >= until) {
          await flush();
          if (signal?.aborted === true) return;
          until = Math.max(
            until + stepSeconds,
            start + stepSeconds * Math.floor((message.at - start) / stepSeconds + 1),
          );
        }
        step.push(message);
      }
      await flush();
      await node.intake.drained();
      const { graceSeconds } = plan.epochs;
      clock.set(end + graceSeconds + plan.acceptance.skewSeconds);
      await node.tick();
    } finally {
      await send.close();
    }
  };
  return { ...node, simulation, run };
}

/** An account that follows from the name of a simulated owner. Nobody has its key. */
export function simulatedAccount(owner: string): string {
  return `0x${sha256Hex(utf8(`simulated ${owner}`)).slice(0, 40)}`;
}

interface Sender {
  send(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Over the node's own broker where it has one. */
async function senderTo({ mqtt, intake, plan }: RunningNetwork, clock: () => number): Promise<Sender> {
  if (mqtt === undefined) {
    return {
      send: async (bytes) => {
        await intake.offer(bytes, clock(), { keeps: true });
      },
      close: () => Promise.resolve(),
    };
  }
  const host = plan.mqtt.listen === "off" ? "127.0.0.1" : plan.mqtt.listen.host;
  const name = host.includes(":") ? `[${host}]` : host;
  const client: MqttClient = await connectAsync(`mqtt://${name}:${mqtt.port}`, { clientId: "simulated-gateway" });
  return {
    send: async (bytes) => {
      await client.publishAsync("up/simulated", Buffer.from(bytes), { qos: 1 });
    },
    close: () => client.endAsync(),
  };
}
