import { fail, internal } from "@tokenwright/engine";
import { sha256Hex, utf8 } from "../bytes.js";
import { didOfKey } from "../did-key.js";
import { type PrivateKey, privateKeyFromSeed } from "../keys.js";
import type { Registry } from "../registry.js";
import { registryFromData } from "../registry-from-data.js";
import { signEnvelope } from "../sign-envelope.js";
import { Chance } from "./chance.js";
import { type Environment, SimulatedEnvironment } from "./environment.js";
import { type Conduct, type ConductKind, conductOf, type SimulatedStation, type SimulationPlan } from "./plan.js";
import { SimulatedSensors } from "./sensors.js";

/** A message of a simulated device on its way to the network. */
export interface SimulatedMessage {
  /** The name that the message is sent under. */
  readonly device: string;
  /** Which station of the plan sends it. */
  readonly station: number;
  /** When it arrives, seconds since 1970 UTC by a true clock. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** What is wrong with this message, by the plan; nothing for an honest one. */
  readonly wrong: readonly ConductKind[];
}

/**
 * Simulated devices, their registry and their messages. Every message is a function of the plan, the station and the
 * step alone: it is the same whichever messages are asked for, in whatever order, on any machine.
 */
export interface Simulation {
  readonly plan: SimulationPlan;
  /** The names of the stations, in the plan's order. */
  readonly devices: readonly string[];
  readonly registry: Registry;
  /** The registry as plain data, for `registry.json`. */
  readonly registryData: unknown;
  /**
   * The messages that stations send from one time to another, in the order of arrival; `from` belongs to it, `to` does
   * not. Both in seconds since 1970 UTC; late messages stand where they arrive.
   */
  messages(from: number, to: number): Generator<SimulatedMessage>;
  /** What a station sends at a step of the plan's interval, from 0: none, one, or one and an old one again. */
  messagesOf(station: number, step: number): readonly SimulatedMessage[];
  /** The true state of the air where a station really stands. */
  truth(station: number, time: number): Environment;
}

/** What is wrong with every message of a station, once it is wrong with the station. */
const constant: ReadonlySet<ConductKind> = new Set([
  ...(["drift", "clock", "false-place", "teleports", "copies", "cloned-key"] as const),
]);

/** The key id of all simulated devices. */
const keyId = "main";

const largestStep = 2 ** 31;

/** @throws TokenwrightError `device/simulation` when a conduct names a station or share that is none. */
export function simulateDevices(plan: SimulationPlan): Simulation {
  for (const [index, { conduct }] of plan.stations.entries()) {
    for (const one of conduct) checkConduct(one, index, plan.stations);
  }
  const { seed, start, interval, stations, form } = plan;
  const chance = new Chance(seed);
  const environment = new SimulatedEnvironment(seed);
  const keys = stations.map((_, index) => privateKeyFromSeed(chance.bytes("station key", index)));
  const devices = keys.map(({ publicKey }) => didOfKey(publicKey));
  const registryData = {
    devices: Object.fromEntries(stations.map((station, index) => [devices[index]!, entryOf(station, keys[index]!)])),
  };
  const registry = registryFromData(registryData);
  const firmware = sha256Hex(utf8("simulated firmware 1"));
  const sensors = new SimulatedSensors(plan, environment, chance);

  const sign = (index: number, step: number): Uint8Array => {
    const station = stations[index]!;
    const time = start + step * interval;
    const clone = conductOf(station, "cloned-key");
    const sender = clone?.of ?? index;
    const said = toMilliseconds(time + clockError(station, time - start));
    const content = { readings: sensors.pack(index, step, `${devices[sender]!}:`, said) };
    const envelope = {
      device: devices[sender]!,
      keyId,
      sequence: BigInt(step) + 1n,
      time: said,
      content,
      provenance: { hardware: station.hardware, firmware },
    };
    return signEnvelope(envelope, keys[sender]!, form);
  };

  const messagesOf = (index: number, step: number): readonly SimulatedMessage[] => {
    const station = stations[index] ?? internal(`there is no simulated station ${index}`);
    const time = start + step * interval;
    const happens = (name: string, share: number): boolean => chance.share(name, step, index) < share;
    const gaps = conductOf(station, "gaps");
    const hour = Math.floor((step * interval) / 3600);
    if (gaps !== undefined && chance.share("gap", hour, index) < gaps.share) return [];
    const device = devices[conductOf(station, "cloned-key")?.of ?? index]!;
    const bytes = sign(index, step);
    const wrong = new Set<ConductKind>(station.conduct.map(({ kind }) => kind).filter((kind) => constant.has(kind)));
    for (const kind of sensors.faults(index, step)) wrong.add(kind);
    const forges = conductOf(station, "forges");
    if (forges !== undefined && happens("forge", forges.share)) {
      spoil(bytes);
      wrong.add("forges");
    }
    const late = conductOf(station, "late");
    const isLate = late !== undefined && happens("late", late.share);
    if (isLate) wrong.add("late");
    const at = time + (0.05 + 1.5 * chance.share("travel", step, index)) + (isLate ? late.delay : 0);
    const messages: SimulatedMessage[] = [{ device, station: index, at, bytes, wrong: [...wrong] }];
    const replays = conductOf(station, "replays");
    if (replays !== undefined && step > 0 && happens("replay", replays.share)) {
      const old = Math.floor(chance.share("replayed step", step, index) * step);
      messages.push({ device, station: index, at: at + 1, bytes: sign(index, old), wrong: ["replays"] });
    }
    return messages;
  };

  return {
    plan,
    devices,
    registry,
    registryData,
    messagesOf,
    truth: (station, time) => environment.at(stations[station]!.place, time),
    *messages(from, to) {
      const longestDelay = Math.max(0, ...stations.map((station) => conductOf(station, "late")?.delay ?? 0)) + 3;
      const waiting: SimulatedMessage[] = [];
      const first = Math.max(0, Math.floor((from - start - longestDelay) / interval));
      for (let step = first; start + step * interval < to; step++) {
        if (step >= largestStep) internal("a simulation has more steps than can be addressed");
        const now = start + step * interval;
        yield* release(waiting, now, from, to);
        for (let index = 0; index < stations.length; index++) waiting.push(...messagesOf(index, step));
      }
      yield* release(waiting, Number.POSITIVE_INFINITY, from, to);
    },
  };
}

/** Takes out what arrives before a time, in order; at one instant in the order of stations. */
function* release(waiting: SimulatedMessage[], before: number, from: number, to: number): Generator<SimulatedMessage> {
  const ready = waiting.filter(({ at }) => at < before);
  const rest = waiting.filter(({ at }) => at >= before);
  waiting.length = 0;
  for (const message of rest) waiting.push(message);
  ready.sort((left, right) => left.at - right.at || left.station - right.station);
  for (const message of ready) if (message.at >= from && message.at < to) yield message;
}

/** The station as its owner registered it. */
function entryOf(station: SimulatedStation, key: PrivateKey): unknown {
  const place = conductOf(station, "false-place")?.claims ?? station.place;
  return {
    owner: station.owner,
    hardware: station.hardware,
    keys: { [keyId]: { key: key.publicKey.jwk } },
    place: { ...place },
    visibility: "public",
  };
}

function clockError(station: SimulatedStation, since: number): number {
  const clock = conductOf(station, "clock");
  return clock === undefined ? 0 : clock.ahead + (clock.perDay * since) / 86_400;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

/** Changes the last letter or byte of the signature, so that it stays well-formed. */
function spoil(message: Uint8Array): void {
  const at = message.length - 10;
  // In base 64 one letter becomes another; in bytes any byte is as good.
  message[at] = message[at] === 0x41 ? 0x42 : 0x41;
}

function checkConduct(conduct: Conduct, index: number, stations: readonly SimulatedStation[]): void {
  if ("share" in conduct && !(conduct.share >= 0 && conduct.share <= 1)) {
    const message = `The share of the conduct ${conduct.kind} is ${conduct.share}.`;
    fail({ code: "device/simulation", message, expected: "a share in [0, 1]" });
  }
  if (!("of" in conduct)) return;
  const other = stations[conduct.of];
  const borrows = other?.conduct.some((one) => "of" in one) === true;
  if (other === undefined || conduct.of === index || borrows) {
    fail({
      code: "device/simulation",
      message: `Station ${index} is to take from station ${conduct.of}.`,
      expected: "another station of the plan that takes from none itself",
    });
  }
}
