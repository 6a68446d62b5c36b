import fc from "fast-check";
import { expect, test } from "vitest";
import type { RegisteredDevice } from "../../device/registry.js";
import type { StationTrack } from "../judge/station-track.js";
import { distanceBetween, PlaceIndex } from "./geography.js";
import { findImpossibleSpeed, findMisplaced } from "./motion.js";
import { findImpossibleSignals, freeSpaceBound } from "./radio-bound.js";
import { findSamePlace } from "./same-place.js";

const registered = (device: string, latitude: number, longitude: number): RegisteredDevice => ({
  device,
  owner: device,
  hardware: "h",
  keys: new Map(),
  place: { latitude, longitude },
  channels: new Map(),
  visibility: "public",
});

const track = (device: RegisteredDevice, more: Partial<StationTrack> = {}): StationTrack => ({
  device: device.device,
  registered: device,
  start: 0,
  interval: 600,
  channels: new Map(),
  fixes: [],
  heard: [],
  ...more,
});

test("distances: Land's End to John o' Groats, a degree of a meridian, the other side of the earth", () => {
  // 968.9 km: the worked example of C. Veness, "Calculate distance between latitude/longitude points".
  const landsEnd = { latitude: 50 + 3 / 60 + 59 / 3600, longitude: -(5 + 42 / 60 + 53 / 3600) };
  const johnOGroats = { latitude: 58 + 38 / 60 + 38 / 3600, longitude: -(3 + 4 / 60 + 12 / 3600) };
  expect(distanceBetween(landsEnd, johnOGroats) / 1000).toBeCloseTo(968.9, 1);
  const quarter = (Math.PI / 2) * 6_371_008.8;
  expect(distanceBetween({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBeCloseTo(quarter / 90, 5);
  expect(distanceBetween({ latitude: 0, longitude: 10 }, { latitude: 0, longitude: -170 })).toBeCloseTo(2 * quarter, 1);
});

test("what lies near a place is found as by comparing all, across cells, poles and the date line", () => {
  const place = fc.oneof(
    fc.record({
      latitude: fc.double({ min: -1, max: 1, noNaN: true }),
      longitude: fc.double({ min: 179, max: 180, noNaN: true }),
    }),
    fc.record({
      latitude: fc.double({ min: -1, max: 1, noNaN: true }),
      longitude: fc.double({ min: -180, max: -179, noNaN: true }),
    }),
    fc.record({
      latitude: fc.double({ min: 89, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    }),
    fc.record({
      latitude: fc.double({ min: 40, max: 40.001, noNaN: true }),
      longitude: fc.double({ min: 7, max: 7.001, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(10, 100, 1_000, 10_000, 30_000, 100_000),
      (places, reach) => {
        const items = places.map((one, index) => ({ name: String(index), place: one }));
        const index = new PlaceIndex(items, reach);
        for (const { place: here } of items.slice(0, 5)) {
          const all = items.filter(({ place: there }) => distanceBetween(here, there) <= reach).map(({ name }) => name);
          expect(
            index
              .near(here)
              .map(({ item }) => item.name)
              .sort(),
          ).toEqual(all.sort());
        }
      },
    ),
    { numRuns: 150, seed: 3 },
  );
});

test("the free-space bound is that of ITU-R P.525: 32.45 + 20 log f + 20 log d, in MHz and km", () => {
  for (const [megahertz, kilometres] of [
    [868, 1],
    [915, 10],
    [2400, 0.1],
  ] as const) {
    const loss = 32.45 + 20 * Math.log10(megahertz) + 20 * Math.log10(kilometres);
    const bound = freeSpaceBound({ sentPower: 27, gain: 3, frequency: 1e6 * megahertz }, 1000 * kilometres);
    expect(bound).toBeCloseTo(27 + 6 - loss, 1);
  }
});

test("a signal too strong for the distance names the device that several contradict, not those that contradict it", () => {
  const limits = { sentPower: 27, gain: 3, frequency: 868e6 };
  const witnesses = [0, 1, 2, 3].map((index) => registered(`w${index}`, 38 + index / 100, 23));
  const liar = registered("liar", 38.3, 23);
  const registry = new Map([...witnesses, liar].map((one) => [one.device, one]));
  const hears = (device: RegisteredDevice, sender: string, power: number): StationTrack =>
    track(device, { heard: [{ sender, power, time: 60, reading: `${device.device} ${sender}` }] });
  // Over 30 km free space lets -88 dBm through, over 1 km -58.
  const strong = witnesses.map((one) => hears(one, "liar", -70));
  expect(findImpossibleSignals(strong, registry, limits)).toMatchObject([
    {
      device: "liar",
      others: ["w0", "w1", "w2", "w3"],
      standing: 0,
      time: 60,
      readings: expect.arrayContaining(["w0 liar"]),
    },
  ]);
  expect(
    findImpossibleSignals(
      witnesses.map((one) => hears(one, "liar", -95)),
      registry,
      limits,
    ),
  ).toEqual([]);
  // One contradiction is a word against a word.
  expect(findImpossibleSignals(strong.slice(0, 1), registry, limits)).toEqual([]);
});

test("speed: an airliner may, faster nothing; a receiver's error is no journey", () => {
  const device = registered("d", 0, 0);
  const fixes = (kilometres: number, seconds: number) =>
    [0, 1].map((index) => ({
      time: index * seconds,
      latitude: (index * kilometres) / 111.195,
      longitude: 0,
      reading: String(index),
    }));
  expect(findImpossibleSpeed(track(device, { fixes: fixes(890, 3600) }))).toBeUndefined();
  expect(findImpossibleSpeed(track(device, { fixes: fixes(910, 3600) }))).toMatchObject({
    signal: "speed",
    values: { "km/h": expect.closeTo(910, 0) },
    readings: ["0", "1"],
    time: 3600,
  });
  expect(findImpossibleSpeed(track(device, { fixes: fixes(1.5, 1) }))).toBeUndefined();
  // Without a jump, but never where it is registered: 401 m away.
  const away = (metres: number) => [0, 1, 2].map((index) => ({ ...fixes(metres / 1000, 1)[1]!, time: index }));
  expect(findMisplaced(track(device, { fixes: away(395) }))).toBeUndefined();
  expect(findMisplaced(track(device, { fixes: away(405) }))).toMatchObject({ signal: "place", standing: 0 });
});

test("devices on one spot share one standing, whoever owns them", () => {
  const roof = [0, 1, 2].map((index) => registered(`d${index}`, 38 + index / 50_000, 23));
  const found = findSamePlace([...roof, registered("far", 38.001, 23)], 5);
  expect(found.map(({ device, standing, others }) => [device, standing, others])).toEqual([
    ["d0", 3333, ["d1", "d2"]],
    ["d1", 3333, ["d0", "d2"]],
    ["d2", 3333, ["d0", "d1"]],
  ]);
});
