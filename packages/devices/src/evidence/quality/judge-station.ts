import type { Reading } from "../../device/reading.js";
import { type Annotated, type Annotation, annotate, type Sample } from "./annotation.js";
import { judgeWeather } from "./judge-weather.js";
import { isOwnChannel, judgeOwnChannels, ownRules } from "./own-rules.js";
import { isWeatherChannel, type StationType, weatherRules } from "./weather-rules.js";

/** What is measured of a channel, and by which unit in the SenML registry. */
const units: Readonly<Record<string, Readonly<Record<string, (value: number) => number>>>> = {
  temperature: { Cel: (value) => value, K: (value) => value - 273.15 },
  humidity: { "%RH": (value) => value },
  wind_speed: { "m/s": (value) => value, "km/h": (value) => value / 3.6 },
  wind_direction: { deg: (value) => value },
  pressure: { hPa: (value) => value, Pa: (value) => value / 100 },
  illuminance: { lx: (value) => value },
  precipitation_accumulated: { mm: (value) => value, m: (value) => 1000 * value },
  pm2_5: { "ug/m3": (value) => value },
  pm10: { "ug/m3": (value) => value },
  noise: { dB: (value) => value },
};

/** Whether a channel has rules. Others are kept and never judged or paid. */
export function isJudged(channel: string): boolean {
  return isWeatherChannel(channel) || isOwnChannel(channel);
}

/** Share of an hour's readings that must be there and good. */
export function availabilityOf(channel: string): number {
  if (isWeatherChannel(channel)) return weatherRules[channel].availability;
  return isOwnChannel(channel) ? ownRules[channel].availability : 0;
}

/** A reading's value in the unit of its channel's rules; undefined for what is no number or in another unit. */
export function judgedValue({ channel, unit, value }: Pick<Reading, "channel" | "unit" | "value">): number | undefined {
  if (typeof value !== "number") return undefined;
  return Object.hasOwn(units, channel) ? units[channel]![unit]?.(value) : undefined;
}

export interface Station {
  /** Hardware class; any other than `WS1000` has the wider ranges of `WS2000`. */
  readonly hardware: string;
  /** Seconds between two readings of a channel. */
  readonly interval: number;
}

/** The limits by which a hardware class is judged. */
export const stationType = (hardware: string): StationType => (hardware === "WS1000" ? "WS1000" : "WS2000");

/**
 * Judges the readings of one station by the rules of its channels. Nothing is changed: what is found stands beside the
 * reading under its id.
 *
 * @param readings Of one device, in the order of time; those before the time of interest serve as its past.
 */
export function judgeStation(readings: readonly Reading[], { hardware, interval }: Station): Annotated {
  const found: Annotated = new Map();
  const samples = new Map<string, Sample[]>();
  for (const reading of readings) {
    const { id, channel, time } = reading;
    if (!isJudged(channel)) continue;
    const value = judgedValue(reading);
    if (value === undefined) {
      annotate(found, id, "wrong-unit");
      continue;
    }
    const there = samples.get(channel);
    if (there === undefined) samples.set(channel, [{ id, time, value }]);
    else there.push({ id, time, value });
  }
  judgeWeather(samples, { station: stationType(hardware), interval }, found);
  judgeOwnChannels(samples, interval, found);
  return found;
}

/** In a fixed order, for files and screens. */
export function listOfAnnotations(found: Annotated, id: string): Annotation[] {
  return [...(found.get(id) ?? [])].sort();
}
