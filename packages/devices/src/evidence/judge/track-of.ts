import type { RegisteredDevice } from "../../device/registry.js";
import type { Annotated } from "../quality/annotation.js";
import { judgedValue } from "../quality/judge-station.js";
import type { StoredReading } from "../store/contract.js";
import type { EpochWindow } from "./settings.js";
import { type Slots, slotsOfEpoch } from "./slots.js";
import type { Fix, HeardSignal, StationTrack } from "./station-track.js";

const signalPrefix = "rssi:";

/**
 * What comparisons need of a device: its good values of the epoch by intervals, the places it reported and the signals it
 * heard.
 *
 * @param readings In the order of time.
 */
export function trackOf(
  registered: RegisteredDevice,
  readings: readonly StoredReading[],
  annotated: Annotated,
  epoch: EpochWindow,
  interval: number,
  slots: ReadonlyMap<string, Slots>,
): StationTrack {
  const count = slotsOfEpoch(epoch, interval);
  const channels = new Map<string, { values: Float64Array; ids: (string | undefined)[] }>();
  for (const [channel, { bySlot }] of slots) {
    const values = new Float64Array(count).fill(Number.NaN);
    const ids = new Array<string | undefined>(count).fill(undefined);
    for (const [slot, reading] of bySlot) {
      const value = judgedValue(reading);
      if (value === undefined || annotated.has(reading.id)) continue;
      values[slot] = value;
      ids[slot] = reading.id;
    }
    channels.set(channel, { values, ids });
  }
  const current = readings.filter(({ time }) => time >= epoch.start && time < epoch.end);
  return {
    device: registered.device,
    registered,
    start: epoch.start,
    interval,
    channels,
    fixes: fixesOf(current),
    heard: current.flatMap(({ channel, unit, value, time, id }): HeardSignal[] =>
      channel.startsWith(signalPrefix) && typeof value === "number" && unit === "dBm"
        ? [{ sender: channel.slice(signalPrefix.length), power: value, time, reading: id }]
        : [],
    ),
  };
}

/** Latitude and longitude that one message says of one moment. */
function fixesOf(readings: readonly StoredReading[]): Fix[] {
  const halves = new Map<string, StoredReading>();
  const fixes: Fix[] = [];
  for (const reading of readings) {
    const { channel, entry, time, value } = reading;
    if ((channel !== "latitude" && channel !== "longitude") || typeof value !== "number") continue;
    const name = `${entry} ${time}`;
    const other = halves.get(name);
    if (other === undefined || other.channel === channel) {
      halves.set(name, reading);
      continue;
    }
    const [north, east] = channel === "latitude" ? [reading, other] : [other, reading];
    const [latitude, longitude] = [Number(north.value), Number(east.value)];
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) continue;
    fixes.push({ time, latitude, longitude, reading: north.id });
  }
  return fixes;
}
