import { expect, test } from "vitest";
import { sha256Hex, toHex } from "../bytes.js";
import { openMessage } from "../open-message.js";
import type { Reading } from "../reading.js";
import { simulatedChannelNames, simulatedChannels } from "./environment.js";
import { type Conduct, type ConductKind, conductKinds, neighbourhood, type SimulationPlan } from "./plan.js";
import { simulateDevices } from "./simulate.js";

const start = Date.UTC(2026, 5, 1) / 1000;
const day = 86_400;
const athens = { latitude: 37.98, longitude: 23.73, altitude: 90 };
const base = { seed: 42n, start, interval: 600, form: "json", centre: athens, radius: 0.05 } as const;

/** One station of a conduct beside one good one. */
function pair(conduct: Conduct): SimulationPlan {
  const plan = neighbourhood({ ...base, stations: 2, bad: 0 });
  return { ...plan, stations: [plan.stations[0]!, { ...plan.stations[1]!, conduct: [conduct] }] };
}

function sent(plan: SimulationPlan, days = 1) {
  const simulation = simulateDevices(plan);
  const messages = [...simulation.messages(start, start + days * day)];
  const opened = messages.map((message) => ({
    message,
    ...openMessage(message.bytes, simulation.registry, message.at),
  }));
  const of = (station: number) => opened.filter(({ message }) => message.station === station);
  const values = (station: number, channel: string): number[] =>
    of(station).map(({ readings }) => readings.find((one: Reading) => one.channel === channel)?.value as number);
  return { simulation, messages, of, values };
}

test("a day of good stations is complete, in order, signed and within what the sensors can show", () => {
  const { simulation, messages, of, values } = sent(neighbourhood({ ...base, stations: 3, bad: 0 }));
  expect(messages).toHaveLength(3 * 144);
  expect(messages.every(({ at }, index) => index === 0 || at >= messages[index - 1]!.at)).toBe(true);
  expect(messages.every(({ wrong }) => wrong.length === 0)).toBe(true);
  expect(of(1).map(({ envelope }) => envelope.sequence)).toEqual(
    Array.from({ length: 144 }, (_, step) => BigInt(step + 1)),
  );
  for (const channel of simulatedChannelNames) {
    const { least, most, noise } = simulatedChannels[channel];
    expect(Math.min(...values(0, channel))).toBeGreaterThanOrEqual(least);
    expect(Math.max(...values(0, channel))).toBeLessThanOrEqual(most);
    if (channel === "wind_direction") continue;
    // Five deviations of noise and bias together, and the last digit.
    const truth = (step: number) => simulation.truth(0, start + step * 600)[channel];
    values(0, channel).forEach((value, step) => {
      if (value > least && value < most) expect(Math.abs(value - truth(step))).toBeLessThan(5 * 1.2 * noise + 0.1);
    });
  }
});

test("the curves of a day: warmest in the afternoon, dry when warm, two peaks of particles, quiet nights", () => {
  const simulation = simulateDevices(neighbourhood({ ...base, stations: 1, bad: 0 }));
  // Sun time of Athens is 1.58 h ahead of UTC. Averaged over 60 days, so that weather passes.
  const mean = (channel: (typeof simulatedChannelNames)[number], hour: number): number => {
    let sum = 0;
    for (let one = 0; one < 60; one++) sum += simulation.truth(0, start + one * day + (hour - 1.58) * 3600)[channel];
    return sum / 60;
  };
  expect(mean("temperature", 15)).toBeGreaterThan(mean("temperature", 4) + 6);
  expect(mean("humidity", 4)).toBeGreaterThan(mean("humidity", 15) + 15);
  expect(mean("pm2_5", 8)).toBeGreaterThan(1.5 * mean("pm2_5", 13));
  expect(mean("pm2_5", 19)).toBeGreaterThan(1.5 * mean("pm2_5", 13));
  expect(mean("noise", 14)).toBeGreaterThan(mean("noise", 3) + 6);
  // The standard atmosphere at 1000 m has 898.75 hPa (ICAO Doc 7488); the sea level's 1013.25 is the mean here.
  const high = simulateDevices(neighbourhood({ ...base, stations: 1, bad: 0, centre: { ...athens, altitude: 970 } }));
  let sum = 0;
  for (let hour = 0; hour < 24 * 365; hour += 3) sum += high.truth(0, start + hour * 3600).pressure;
  const { altitude = 0 } = high.plan.stations[0]!.place;
  expect(sum / (8 * 365)).toBeCloseTo(898.75 + (1000 - altitude) * 0.1125, -0.5);
});

test("messages are the same whenever they are asked for, and the same on every machine", () => {
  const plan = neighbourhood({ ...base, stations: 13, bad: 12 / 13 });
  const simulation = simulateDevices(plan);
  const whole = [...simulation.messages(start, start + day)].map(({ bytes }) => toHex(bytes));
  const again = simulateDevices(plan);
  const parts: string[] = [];
  for (let from = start; from < start + day; from += 5000) {
    for (const { bytes } of again.messages(from, Math.min(from + 5000, start + day))) parts.push(toHex(bytes));
  }
  expect(parts).toEqual(whole);
  // Signed content without rounding of the platform's own: the hash is part of the contract of a seed.
  expect(sha256Hex(again.messagesOf(0, 0)[0]!.bytes)).toBe(firstMessage);
  expect(toHex(simulateDevices({ ...plan, seed: 43n }).messagesOf(0, 0)[0]!.bytes)).not.toBe(whole[0]);
});

const firstMessage = "8f95a9c2819e06834936529b3a70dc7826c19181e9537ac37a5ff4f684f0af4c";

test("drift: the channel leaves the truth by 1.5 degrees a day, its neighbour does not", () => {
  const { values } = sent(pair({ kind: "drift", channel: "temperature", perDay: 1.5 }), 3);
  const moved = (station: number) => values(station, "temperature").at(-1)! - values(station, "temperature")[287]!;
  expect(moved(1) - moved(0)).toBeCloseTo(1.5, 0);
  const { values: good } = sent({ ...pair({ kind: "gaps", share: 0 }) }, 3);
  expect(values(1, "humidity")).toEqual(good(1, "humidity"));
});

test("stuck and spikes: the truth of the plan names exactly the messages whose values are wrong", () => {
  const stuck = sent(pair({ kind: "stuck", channel: "humidity", from: 3 * 3600, to: 9 * 3600 }));
  const held = stuck.values(1, "humidity").slice(18, 54);
  expect(new Set(held).size).toBe(1);
  expect(new Set(stuck.values(1, "temperature").slice(18, 54)).size).toBeGreaterThan(10);
  expect(stuck.of(1).filter(({ message }) => message.wrong.includes("stuck"))).toHaveLength(35);
  const spikes = sent(pair({ kind: "spikes", channel: "pm10", share: 0.1, size: 400 }));
  const good = sent(pair({ kind: "gaps", share: 0 }));
  const different = spikes
    .values(1, "pm10")
    .flatMap((value, step) => (value === good.values(1, "pm10")[step] ? [] : [step]));
  const named = spikes.of(1).flatMap(({ message }, step) => (message.wrong.includes("spikes") ? [step] : []));
  expect(different).toEqual(named);
  expect(named.length).toBeGreaterThan(4);
});

test("gaps, late and replayed messages, clocks and copies do what they are called", () => {
  const gaps = sent(pair({ kind: "gaps", share: 0.5 }), 4).of(1);
  expect(gaps.length % 6).toBe(0);
  expect(gaps.length / (4 * 144)).toBeGreaterThan(0.3);
  expect(gaps.length / (4 * 144)).toBeLessThan(0.7);
  const late = sent(pair({ kind: "late", share: 0.3, delay: 7200 })).of(1);
  const delays = late.map(({ message, envelope }) => message.at - envelope.time);
  expect(delays.filter((delay) => delay > 7200).length).toBe(
    late.filter(({ message }) => message.wrong.includes("late")).length,
  );
  expect(Math.max(...delays)).toBeLessThan(7202);
  const replays = sent(pair({ kind: "replays", share: 0.3 })).of(1);
  expect(new Set(replays.map(({ id }) => id)).size).toBe(144);
  expect(replays.length).toBeGreaterThan(144 + 20);
  const clock = sent(pair({ kind: "clock", ahead: 900, perDay: 60 }))
    .of(1)
    .at(-1)!;
  expect(clock.envelope.time - clock.message.at).toBeCloseTo(900 + 60, -0.8);
  const copies = sent(pair({ kind: "copies", of: 0 }));
  expect(copies.values(1, "pm2_5")).toEqual(copies.values(0, "pm2_5"));
});

test("forged signatures do not open, a cloned key opens as its owner, a false place is in the registry", () => {
  const forged = simulateDevices(pair({ kind: "forges", share: 1 }));
  for (const form of ["json", "cbor"] as const) {
    const simulation = simulateDevices({ ...forged.plan, form });
    const [message] = simulation.messagesOf(1, 5);
    const open = () => openMessage(message!.bytes, simulation.registry, message!.at);
    expect(open).toThrow(expect.objectContaining({ code: "device/signature" }));
  }
  const clone = sent(pair({ kind: "cloned-key", of: 0 }));
  expect(clone.of(1)[0]!.device.device).toBe(clone.simulation.devices[0]);
  expect(clone.values(1, "noise")).not.toEqual(clone.values(0, "noise"));
  const claims = { latitude: 10, longitude: 10 };
  const liar = simulateDevices(pair({ kind: "false-place", claims }));
  expect(liar.registry.get(liar.devices[1]!)?.place).toEqual(claims);
  expect(liar.truth(1, start)).not.toEqual(
    simulateDevices({
      ...liar.plan,
      stations: [liar.plan.stations[0]!, { ...liar.plan.stations[1]!, place: claims }],
    }).truth(1, start),
  );
  const teleporter = sent(pair({ kind: "teleports" }));
  expect(new Set(teleporter.values(1, "longitude")).size).toBe(2);
});

test("a neighbourhood has every kind of bad citizen, and good ones first", () => {
  const { stations } = neighbourhood({ ...base, stations: 24, bad: 0.5 });
  const kinds = stations.map(({ conduct }): ConductKind | undefined => conduct[0]?.kind);
  expect(kinds.slice(0, 12).every((kind) => kind === undefined)).toBe(true);
  expect(new Set(kinds.slice(12))).toEqual(new Set(conductKinds));
});

test.each([{ stations: 0 }, { stations: 1.5 }, { bad: 1.1 }, { interval: 0 }, { kinds: [] }])(
  "a plan with %o is refused",
  (wrong) => {
    expect(() => neighbourhood({ ...base, stations: 2, bad: 0, ...wrong })).toThrow(
      expect.objectContaining({ code: "device/simulation" }),
    );
  },
);

test("a station cannot copy itself, nobody, or a copy", () => {
  const wrong = expect.objectContaining({ code: "device/simulation" });
  expect(() => simulateDevices(pair({ kind: "copies", of: 1 }))).toThrow(wrong);
  expect(() => simulateDevices(pair({ kind: "copies", of: 2 }))).toThrow(wrong);
  expect(() => simulateDevices(pair({ kind: "forges", share: 2 }))).toThrow(wrong);
});
