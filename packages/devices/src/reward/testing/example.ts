import { sha256 } from "@tokenwright/workbench";
import { latLngToCell } from "h3-js";
import type { DeviceEvidence, EpochEvidence, JudgedReading } from "../../device/epoch-evidence.js";
import { readPolicy } from "../policy.js";

/** A service pool of a quarter, a small base for presence, the rest for use, weighed by quality. */
export const policyText = `policy: 1
id: example
version: 1.0.0
title: Example
token: { symbol: AIR, decimals: 6 }
epoch: { seconds: 86400 }
emission:
  - { from: 0, perEpoch: "1000" }
  - { from: 5, perEpoch: "500" }
remainder: unallocated
pools:
  - { name: service, share: 2500, rule: { kind: account, to: "0x00000000000000000000000000000000000000ff" } }
  - { name: base, share: 1000, rule: { kind: presence, most: "100" } }
  - { name: work, share: rest, rule: { kind: quality, work: use } }
`;

export const policy = readPolicy(policyText, "policy.yaml");

export const accounts = ["a", "b", "c"].map((digit) => `0x${digit.repeat(40)}`);

export function reading(name: string, quality: number, use: bigint, presence: bigint): JudgedReading {
  return { reading: sha256(`reading ${name}`), message: sha256(`message ${name}`), quality, work: { use, presence } };
}

export function device(index: number, readings: readonly JudgedReading[]): DeviceEvidence {
  const cell = latLngToCell(52 + index, 13, 12);
  const owner = accounts[index % accounts.length]!;
  return { device: `urn:dev:ops:station-${index}`, owner, cell, due: readings.length, standing: 10_000, readings };
}

/** Three devices: 60 and 40 units of perfect use, 50 at half quality; presence of 80, 300 (capped at 100) and 20. */
export function exampleEvidence(epoch: number): EpochEvidence {
  const day = (number: number) => `2026-06-${String(number + 1).padStart(2, "0")}T00:00:00Z`;
  return {
    epoch,
    start: day(epoch),
    end: day(epoch + 1),
    modules: [{ id: "quality/weatherxm", version: "1.0.0", sha256: sha256("module"), parameters: { window: 240 } }],
    devices: [
      device(0, [reading(`${epoch}/0a`, 10_000, 25n, 40n), reading(`${epoch}/0b`, 10_000, 35n, 40n)]),
      device(1, [reading(`${epoch}/1a`, 10_000, 40n, 300n)]),
      device(2, [reading(`${epoch}/2a`, 5_000, 50n, 20n)]),
    ],
  };
}
