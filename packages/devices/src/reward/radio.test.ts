import { expect, test } from "vitest";
import { beaconUnits, locationTrust, strongestSignal } from "./radio.js";
import { satelliteMultiplier } from "./satellites.js";

const link = { sentPower: 12, senderGain: 81, receiverGain: 83, distance: 508, frequency: 867_900_024 };

test("free space lets through what helium/oracles computes for its example link", () => {
  expect(strongestSignal(link)).toBeCloseTo(-57.334232963418515, 9);
  // Ten times the distance costs 20 dB; gains count in whole decibels.
  expect(strongestSignal({ ...link, distance: 5080 })).toBeCloseTo(strongestSignal(link) - 20, 9);
  expect(strongestSignal({ ...link, senderGain: 89 })).toBe(strongestSignal(link));
  expect(() => strongestSignal({ ...link, distance: 0 })).toThrow("reward/radio");
});

test("units of a beacon rise to 2, those of a witness fall from 1", () => {
  // Published table of helium/oracles, four digits.
  const table = [
    [1, 1, 0.25],
    [4, 1, 1],
    [5, 0.76, 1.2],
    [8, 0.4262, 1.5904],
    [11, 0.2918, 1.7903],
    [15, 0.2057, 1.9141],
  ] as const;
  for (const [witnesses, witness, beacon] of table) {
    expect(beaconUnits(witnesses).witness).toBeCloseTo(witness, 4);
    expect(beaconUnits(witnesses).beacon).toBeCloseTo(beacon, 4);
  }
  expect(beaconUnits(0)).toEqual({ witness: 1, beacon: 0 });
  expect(beaconUnits(1000).beacon).toBeLessThanOrEqual(2);
  expect(() => beaconUnits(1.5)).toThrow("reward/witnesses");
});

test("a place is trusted in full to 300 m, by a quarter to 400 m", () => {
  expect([0, 300, 301, 400, 401, 1e9].map(locationTrust)).toEqual([1, 1, 0.25, 0.25, 0, 0]);
  expect(() => locationTrust(-1)).toThrow("reward/distance");
});

test("a reference station needs 29 satellites to count in full, and more than 26 to count at all", () => {
  expect([0, 26, 29, 40].map((count) => satelliteMultiplier(count))).toEqual([0, 0, 1, 1]);
  expect(satelliteMultiplier(28)).toBeCloseTo(2 / 3, 14);
  expect(satelliteMultiplier(25, 20, 30)).toBe(0.5);
});
