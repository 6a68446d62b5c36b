import { random } from "@tokenwright/engine";
import { sha256Hex, utf8 } from "../../device/bytes.js";
import { didOfKey } from "../../device/did-key.js";
import { privateKeyFromSeed } from "../../device/keys.js";
import type { ClaimedPlace, Registry } from "../../device/registry.js";
import { registryFromData } from "../../device/registry-from-data.js";
import type { SenmlPack } from "../../device/senml/record.js";
import { signEnvelope } from "../../device/sign-envelope.js";
import { type SimulatedChannel, simulatedChannelNames, simulatedChannels } from "../../device/simulate/environment.js";
import { type Conduct, neighbourhood } from "../../device/simulate/plan.js";
import { simulateDevices } from "../../device/simulate/simulate.js";
import type { AcceptedMessage } from "../store/contract.js";
import { openStored } from "../store/open-stored.js";
import { accept, athens, day, start } from "./fixtures.js";

/** A network with honest devices and some that cheat, a day long. */
export interface Attack {
  readonly name: string;
  readonly signal: string;
  /** Real sensors behind the false devices: what they could honestly earn. */
  readonly sensors: number;
  readonly build: (seed: number, honest: number) => AttackedNetwork;
}

export interface AttackedNetwork {
  readonly registry: Registry;
  readonly accepted: readonly AcceptedMessage[];
  readonly honest: readonly string[];
  readonly attackers: readonly string[];
  /** Messages of attackers that are refused at the door. */
  readonly refused: number;
  readonly sent: number;
}

const interval = 600;
const steps = day / interval;
/** Radios of 27 dBm at 868 MHz with antennas of 3 dBi. */
export const radio = { sentPower: 27, gain: 3, frequency: 868e6 } as const;

/** A conduct of the simulator, by some of the stations. */
function simulated(name: string, signal: string, sensors: number, conductOf: (victim: number) => Conduct): Attack {
  return {
    name,
    signal,
    sensors,
    build(seed, honest) {
      const base = plan(seed, honest + 1);
      const stations = base.stations.map((station, index) =>
        index < honest ? station : { ...station, conduct: [conductOf(seed % honest)] },
      );
      const simulation = simulateDevices({ ...base, stations });
      let [refused, sent] = [0, 0];
      const accepted: AcceptedMessage[] = [];
      for (const { bytes, at, station } of simulation.messages(start, start + day)) {
        if (station >= honest) sent++;
        try {
          accepted.push(accept(bytes, simulation.registry, at));
        } catch {
          refused++;
        }
      }
      const isClone = name === "cloned key";
      const victim = seed % honest;
      const attackers = [simulation.devices[isClone ? victim : honest]!];
      // The device whose key is in two hands is not honest any more.
      const good = simulation.devices.slice(0, honest).filter((_, index) => !isClone || index !== victim);
      return { registry: simulation.registry, accepted, honest: good, attackers, refused, sent };
    },
  };
}

const plan = (seed: number, stations: number) =>
  neighbourhood({
    seed: BigInt(1000 + seed),
    start,
    interval,
    form: "json",
    centre: athens,
    radius: 0.05,
    stations,
    bad: 0,
  });

type Honest = ReadonlyMap<string, readonly (number | undefined)[]>;

interface Identity {
  readonly owner: string;
  readonly place: ClaimedPlace;
  readonly value: (channel: SimulatedChannel, step: number) => number | undefined;
  readonly more?: (step: number) => SenmlPack;
}

/** Devices that send what the attack says. */
function made(
  name: string,
  signal: string,
  sensors: number,
  identities: (context: {
    readonly seed: number;
    /** Values of an honest station. */
    readonly of: (station: number) => Honest;
    readonly placeOf: (station: number) => ClaimedPlace;
    readonly names: readonly string[];
    readonly noise: (channel: SimulatedChannel, step: number, identity: number) => number;
    /** What a sensor would show that stands elsewhere. */
    readonly elsewhere: (place: ClaimedPlace) => (channel: SimulatedChannel, step: number) => number;
  }) => readonly Identity[],
): Attack {
  return {
    name,
    signal,
    sensors,
    build(seed, honest) {
      const simulation = simulateDevices(plan(seed, honest));
      const accepted: AcceptedMessage[] = [];
      for (const { bytes, at } of simulation.messages(start, start + day)) {
        accepted.push(accept(bytes, simulation.registry, at));
      }
      const values = new Map<string, Map<string, (number | undefined)[]>>(
        simulation.devices.map((device) => [device, new Map()]),
      );
      for (const { bytes, received } of accepted) {
        for (const { device, channel, time, value } of openStored(bytes, received).readings) {
          const channels = values.get(device)!;
          const series = channels.get(channel) ?? new Array<number | undefined>(steps).fill(undefined);
          series[Math.round((time - start) / interval)] = Number(value);
          channels.set(channel, series);
        }
      }
      const key = random.drawKey(BigInt(seed), "attack");
      const noise = (channel: SimulatedChannel, step: number, identity: number): number =>
        simulatedChannels[channel].noise * random.normal(key, step, identity, simulatedChannelNames.indexOf(channel));
      const elsewhere = (place: ClaimedPlace) => {
        const other = simulateDevices({
          ...simulation.plan,
          stations: [{ ...simulation.plan.stations[0]!, place }],
        });
        return (channel: SimulatedChannel, step: number) =>
          other.truth(0, start + step * interval)[channel] + noise(channel, step, 99);
      };
      const all = identities({
        seed,
        of: (station) => values.get(simulation.devices[station]!)!,
        placeOf: (station) => simulation.plan.stations[station]!.place,
        names: simulation.devices,
        noise,
        elsewhere,
      });
      const keys = all.map((_, index) =>
        privateKeyFromSeed(Buffer.from(sha256Hex(utf8(`${name} ${seed} ${index}`)), "hex")),
      );
      const attackers = keys.map(({ publicKey }) => didOfKey(publicKey));
      const entries = all.map(({ owner, place }, index) => [
        attackers[index]!,
        {
          owner,
          hardware: "simulated-1",
          place,
          keys: { main: { key: keys[index]!.publicKey.jwk } },
          visibility: "public",
        },
      ]);
      const { devices } = simulation.registryData as { devices: Record<string, unknown> };
      const registry = registryFromData({ devices: { ...devices, ...Object.fromEntries(entries) } });
      for (const [index, { value, more }] of all.entries()) {
        for (let step = 0; step < steps; step++) {
          const time = start + step * interval;
          const pack: SenmlPack = [
            ...simulatedChannelNames.flatMap((channel): SenmlPack => {
              const { unit, decimals, least, most } = simulatedChannels[channel];
              const said = value(channel, step);
              if (said === undefined) return [];
              const shown = Math.max(least, Math.min(most, Number(said.toFixed(decimals))));
              return [{ n: channel, u: unit, v: shown }];
            }),
            ...(more?.(step) ?? []),
          ];
          if (pack.length === 0) continue;
          const readings: SenmlPack = [{ bt: time, bver: 26, ...pack[0] }, ...pack.slice(1)];
          const provenance = { hardware: "simulated-1", firmware: "00".repeat(32) };
          const envelope = {
            device: attackers[index]!,
            keyId: "main",
            sequence: BigInt(step),
            time,
            content: { readings },
            provenance,
          };
          accepted.push(accept(signEnvelope(envelope, keys[index]!, "json"), registry, time + 1));
        }
      }
      return { registry, accepted, honest: simulation.devices, attackers, refused: 0, sent: steps * all.length };
    },
  };
}

/** Some metres from a place, so that identities do not stand on one spot. */
const near = (place: ClaimedPlace, metres: number): ClaimedPlace => ({
  ...place,
  latitude: place.latitude + metres / 111_000,
});

export const attacks: readonly Attack[] = [
  simulated("replay", "the store's ids", 1, () => ({ kind: "replays", share: 0.5 })),
  simulated("forged signature", "acceptance", 1, () => ({ kind: "forges", share: 1 })),
  simulated("cloned key", "two sequences", 1, (victim) => ({ kind: "cloned-key", of: victim })),
  simulated("teleport", "speed", 1, () => ({ kind: "teleports" })),
  made("constant curve", "constancy", 0, ({ placeOf, seed, of }) => [
    {
      owner: "attacker",
      place: near(placeOf(seed % 7), 700),
      value: (channel) => of(seed % 7).get(channel)![40],
    },
  ]),
  made("one sensor, two identities", "passages in common", 1, ({ placeOf, seed, elsewhere }) => {
    const place = near(placeOf(seed % 7), 900);
    const curve = elsewhere(place);
    return [place, near(place, 60)].map((claimed, identity) => ({
      owner: `attacker ${identity}`,
      place: claimed,
      value: curve,
    }));
  }),
  made("one sensor, two identities, noise", "shared noise", 1, ({ placeOf, seed, elsewhere, noise }) => {
    const place = near(placeOf(seed % 7), 900);
    const curve = elsewhere(place);
    return [0, 1].map((identity) => ({
      owner: `attacker ${identity}`,
      place: near(place, 60 * identity),
      value: (channel: SimulatedChannel, step: number) =>
        curve(channel, step) + identity * 0.5 * noise(channel, step, identity),
    }));
  }),
  made("stolen curve, 20 min late", "passages in common", 0, ({ placeOf, seed, of }) => [
    {
      owner: "attacker",
      place: near(placeOf(seed % 7), 900),
      value: (channel, step) => of(seed % 7).get(channel)![step - 2],
    },
  ]),
  made("stolen curve, 20 min late, noise", "shared noise", 0, ({ placeOf, seed, of, noise }) => [
    {
      owner: "attacker",
      place: near(placeOf(seed % 7), 900),
      value: (channel, step) => {
        const stolen = of(seed % 7).get(channel)![step - 2];
        return stolen === undefined ? undefined : stolen + 0.5 * noise(channel, step, 0);
      },
    },
  ]),
  made("colluding cluster of 6", "shared noise", 1, ({ placeOf, elsewhere, noise }) => {
    const curve = elsewhere(placeOf(3));
    return Array.from({ length: 6 }, (_, identity) => ({
      owner: `colluder ${identity}`,
      place: near(placeOf(3), 150 * (identity + 1)),
      value: (channel: SimulatedChannel, step: number) => curve(channel, step) + 0.3 * noise(channel, step, identity),
    }));
  }),
  made("Sybil swarm of 10 on one roof", "same place", 1, ({ placeOf, of, noise }) =>
    Array.from({ length: 10 }, (_, identity) => ({
      owner: `swarm ${identity}`,
      place: near(placeOf(2), 400 + 0.5 * identity),
      value: (channel: SimulatedChannel, step: number) =>
        of(2).get(channel)![step]! + 2 * noise(channel, step, identity),
    })),
  ),
  made("false location among neighbours", "neighbours", 1, ({ placeOf, elsewhere }) => [
    {
      owner: "attacker",
      place: near(placeOf(1), 800),
      value: elsewhere({ latitude: 46, longitude: 8, altitude: 400 }),
    },
  ]),
  made("false location of a radio", "signal strength", 1, ({ placeOf, names }) => {
    // It stands on the roof of three honest devices' houses and claims a hill 25 km away, where nobody measures weather.
    const away = near(placeOf(0), 25_000);
    const power = (step: number, witness: number) => -62 - ((step + witness) % 5);
    return [
      {
        owner: "attacker",
        place: away,
        value: () => undefined,
        more: (step) =>
          names.slice(0, 3).map((name, witness) => ({ n: `rssi:${name}`, u: "dBm", v: power(step, witness) })),
      },
    ];
  }),
];
