import { sha256 } from "@tokenwright/workbench";
import fc from "fast-check";
import { cellToChildren, gridDisk, latLngToCell } from "h3-js";
import type { DeviceEvidence, EpochEvidence, JudgedReading } from "../../device/epoch-evidence.js";
import { checkPolicy, type Policy } from "../policy.js";

/** Places near each other and one far away, so that generated devices crowd. */
const places: readonly string[] = [
  ...gridDisk(latLngToCell(52.52, 13.405, 10), 1).map((cell) => cellToChildren(cell, 12)[0]!),
  latLngToCell(52.52, 13.405, 12),
  latLngToCell(48.14, 11.58, 12),
];

export function ownerOf(index: number): string {
  return `0x${(index + 1).toString(16).padStart(40, "0")}`;
}

const work = fc.oneof(fc.constant(0n), fc.bigInt(1n, 20n), fc.bigInt(1n, 10n ** 15n));

const reading = fc.record({
  quality: fc.oneof(fc.constant(10_000), fc.integer({ min: 0, max: 10_000 })),
  use: work,
  presence: fc.bigInt(0n, 3_600n),
});

const device = fc.record({
  owner: fc.integer({ min: 0, max: 5 }),
  place: fc.integer({ min: 0, max: places.length - 1 }),
  missing: fc.integer({ min: 0, max: 4 }),
  standing: fc.oneof(fc.constant(10_000), fc.integer({ min: 0, max: 10_000 })),
  readings: fc.array(reading, { minLength: 0, maxLength: 5 }),
});

/** Epochs of up to seven devices with up to five readings each. */
export const epochs: fc.Arbitrary<EpochEvidence> = fc.array(device, { maxLength: 7 }).map((devices) => ({
  epoch: 3,
  start: "2026-06-01T00:00:00Z",
  end: "2026-06-02T00:00:00Z",
  modules: [],
  devices: devices.map(({ owner, place, missing, standing, readings }, index): DeviceEvidence => {
    const id = `urn:dev:test:${index}`;
    return {
      device: id,
      owner: ownerOf(owner),
      cell: places[place]!,
      due: readings.length + missing,
      standing,
      readings: readings.map(
        ({ quality, use, presence }, at): JudgedReading => ({
          reading: sha256(`${id}/${at}`),
          message: sha256(`${id}/message ${at >> 1}`),
          quality,
          work: { use, presence },
        }),
      ),
    };
  }),
}));

export const amounts = fc.record({
  emissions: fc.bigInt(0n, 10n ** 24n),
  issued: fc.bigInt(0n, 10n ** 24n),
  carriedIn: fc.oneof(fc.constant(0n), fc.bigInt(0n, 1_000n)),
});

/** Small pools, in which rounding matters. */
export const smallAmounts = fc.record({
  emissions: fc.bigInt(0n, 50n),
  issued: fc.bigInt(0n, 50n),
  carriedIn: fc.bigInt(0n, 3n),
});

const spreads: readonly unknown[] = [undefined, { kind: "hip-104" }, { kind: "first-in-cell", resolution: 9 }];

const rules: readonly object[] = [
  { kind: "use", work: "use" },
  { kind: "quality", work: "use" },
  { kind: "quality", work: "use", least: 6_000 },
  { kind: "presence", most: "5000" },
  { kind: "presence", most: "5000", dearest: "3" },
  { kind: "station", least: 2_000 },
];

const remainders = ["unallocated", "next epoch", "largest remainder"] as const;

/** Every rule with every way to spread and every place for the remainder, alone and after a service pool. */
export const policies: readonly Policy[] = rules.flatMap((rule) =>
  spreads.flatMap((spread) =>
    remainders.flatMap((remainder) =>
      [false, true].map((isComposed) =>
        checkPolicy({
          policy: 1,
          id: "test",
          version: "1.0.0",
          title: "test",
          token: { symbol: "TST", decimals: 6 },
          epoch: { seconds: 86_400 },
          emission: [{ from: 0, perEpoch: "1000" }],
          remainder,
          pools: [
            ...(isComposed
              ? [
                  { name: "service", share: 2_400, rule: { kind: "account", to: ownerOf(99) } },
                  { name: "base", share: 1_000, rule: { kind: "use", work: "presence" } },
                ]
              : []),
            { name: "work", share: "rest", rule: { ...rule, ...(spread === undefined ? {} : { spread }) } },
          ],
        }),
      ),
    ),
  ),
);
