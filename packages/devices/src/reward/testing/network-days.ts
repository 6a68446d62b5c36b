import { sha256 } from "@tokenwright/workbench";
import { cellToChildren, gridDisk, latLngToCell } from "h3-js";
import type { DeviceEvidence, EpochEvidence, JudgedReading } from "../../device/epoch-evidence.js";

/**
 * Two weeks of a small made-up network of air-quality stations, for the example `examples/air-quality-economy`: eight
 * stations in one town, two of them in one street, one with a poor sensor, and demand that grows. Everything follows
 * from hashes of names, so that it is the same everywhere.
 */
export function networkDay(day: number): EpochEvidence {
  const instant = (number: number) => new Date(Date.UTC(2026, 5, 1 + number)).toISOString().replace(".000Z", "Z");
  return {
    epoch: day,
    start: instant(day),
    end: instant(day + 1),
    modules: [
      { id: "example/judged-by-hand", version: "1.0.0", sha256: sha256("example"), parameters: { stations: 8 } },
    ],
    devices: Array.from({ length: 8 }, (_, station) => stationDay(station, day)),
  };
}

const town = gridDisk(latLngToCell(51.05, 13.74, 8), 1);
const quartersOfADay = 4;

function stationDay(station: number, day: number): DeviceEvidence {
  // The last two stations stand in one street.
  const cell = cellToChildren(town[Math.min(station, 6)]!, 12)[station]!;
  const readings: JudgedReading[] = [];
  for (let part = 0; part < quartersOfADay; part++) {
    const name = `station ${station}, day ${day}, quarter ${part}`;
    const chance = Number.parseInt(sha256(name).slice(0, 6), 16);
    // One quarter in twenty is silent.
    if (chance % 20 === 0) continue;
    const isPoor = station === 4 && chance % 3 === 0;
    const credits = 5_000_000 + 250_000 * day + (chance % 1_000_000);
    readings.push({
      reading: sha256(`reading of ${name}`),
      message: sha256(`message of ${name}`),
      quality: isPoor ? 2_000 : 9_000 + (chance % 1_001),
      work: { presence: 21_600n, credits: BigInt(credits) },
    });
  }
  const owner = `0x${sha256(`owner ${station >> 1}`).slice(0, 40)}`;
  return { device: `urn:dev:ops:air-${station}`, owner, cell, due: quartersOfADay, standing: 10_000, readings };
}
