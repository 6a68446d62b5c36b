import { type Annotated, annotate, type Sample } from "./annotation.js";
import { constantRuns, type Run } from "./constancy.js";
import { findJumps, type JumpRule } from "./jumps.js";
import { medianOf } from "./median.js";
import {
  isInBounds,
  isWeatherChannel,
  type StationType,
  slowJumpLimit,
  type WeatherChannel,
  type WeatherRule,
  weatherRules,
} from "./weather-rules.js";

export interface StationRhythm {
  readonly station: StationType;
  /** Seconds between two readings of a channel. */
  readonly interval: number;
}

/** The samples of a station's channels, each in the order of time. */
export type StationSamples = ReadonlyMap<string, readonly Sample[]>;

/**
 * Stations that report more often are judged by readings and by minutes, others by readings alone. The source knows
 * stations under 30 s and of 1 min or more; what lies between has no full minutes and counts as slow.
 */
export const isFast = (interval: number): boolean => interval < 30;

/** Readings so far apart follow each other: the interval and the gap that the rules fill. */
export const longestStep = (interval: number): number => interval + (isFast(interval) ? 60 : 180);

/** Applies the rules of WeatherXM's quality of data, version 1, to the weather channels of a station. */
export function judgeWeather(station: StationSamples, rhythm: StationRhythm, found: Annotated): void {
  const valid = new Map<string, readonly Sample[]>();
  for (const [channel, samples] of station) {
    if (!isWeatherChannel(channel)) continue;
    valid.set(channel, withinBounds(channel, samples, rhythm, found));
  }
  for (const [channel, samples] of valid) {
    const rule: WeatherRule = weatherRules[channel as WeatherChannel];
    judgeConstancy(channel as WeatherChannel, rule, valid, rhythm, found);
    if (rule.jump !== undefined) judgeJumps(channel as WeatherChannel, rule.jump, samples, rhythm, found);
  }
}

/** Of the accumulated rain it is the step that must be possible. */
function withinBounds(
  channel: WeatherChannel,
  samples: readonly Sample[],
  { station, interval }: StationRhythm,
  found: Annotated,
): readonly Sample[] {
  const isRain = channel === "precipitation_accumulated";
  let before: Sample | undefined;
  return samples.filter((sample) => {
    const seconds = before === undefined ? interval : sample.time - before.time;
    const value = isRain ? sample.value - (before?.value ?? sample.value) : sample.value;
    before = sample;
    if (isInBounds(station, channel, value, seconds)) return true;
    annotate(found, sample.id, "out-of-bounds");
    return false;
  });
}

function judgeConstancy(
  channel: WeatherChannel,
  rule: WeatherRule,
  station: StationSamples,
  { interval }: StationRhythm,
  found: Annotated,
): void {
  if (rule.constant === undefined) return;
  const samples = station.get(channel) ?? [];
  for (const run of constantRuns(samples, longestStep(interval), 60 * rule.constant)) {
    const annotation = judgeRun(channel, rule, run, station, interval);
    if (annotation === undefined) continue;
    for (const { id } of run.samples) annotate(found, id, annotation);
  }
}

function judgeRun(
  channel: WeatherChannel,
  rule: WeatherRule,
  run: Run,
  station: StationSamples,
  interval: number,
): "short-constant" | "long-constant" | "frozen" | undefined {
  const isWind = channel === "wind_speed" || channel === "wind_direction";
  const during = (other: WeatherChannel): number[] =>
    (station.get(other) ?? []).filter(({ time }) => time >= run.from && time <= run.to).map(({ value }) => value);
  if (channel === "illuminance" && run.value === 0) return undefined;
  // A slow station shows no wind below its threshold while the vane still turns.
  if (channel === "wind_speed" && !isFast(interval) && new Set(during("wind_direction")).size > 1) return undefined;
  if (isWind && medianOf(during("temperature")) < 0) return "frozen";
  if (rule.longConstant !== undefined && run.to - run.from >= 60 * rule.longConstant) return "long-constant";
  const humidity = medianOf(during("humidity"));
  const dampFrom = isWind ? 85 : channel === "temperature" || channel === "humidity" ? 95 : Number.POSITIVE_INFINITY;
  return humidity >= dampFrom ? undefined : "short-constant";
}

function judgeJumps(
  channel: WeatherChannel,
  jump: NonNullable<WeatherRule["jump"]>,
  samples: readonly Sample[],
  { interval }: StationRhythm,
  found: Annotated,
): void {
  const readings: Pick<JumpRule, "interval" | "longestStep" | "identified" | "unidentified"> = {
    interval,
    longestStep: longestStep(interval),
    identified: "spike",
    unidentified: "unidentified-spike",
  };
  if (!isFast(interval)) {
    findJumps(samples, { ...readings, limit: (seconds) => slowJumpLimit(channel, seconds / 60), window: 3600 }, found);
    return;
  }
  findJumps(samples, { ...readings, limit: () => jump.raw, window: 600 }, found);
  judgeMinutes(samples, jump.minute, interval, found);
}

/** A minute's mean needs this share of its readings. */
const leastInMinute = 0.25;

function judgeMinutes(samples: readonly Sample[], limit: number, interval: number, found: Annotated): void {
  const minutes = new Map<number, Sample[]>();
  for (const sample of samples) {
    const minute = Math.floor(sample.time / 60);
    const there = minutes.get(minute);
    if (there === undefined) minutes.set(minute, [sample]);
    else there.push(sample);
  }
  const means: Sample[] = [];
  for (const [minute, members] of minutes) {
    if (members.length * interval < leastInMinute * 60) {
      for (const { id } of members) annotate(found, id, "no-data");
      continue;
    }
    let sum = 0;
    for (const { value } of members) sum += value;
    means.push({ id: `${minute}`, time: 60 * minute, value: sum / members.length });
  }
  const jumps: Annotated = new Map();
  const rule: JumpRule = {
    limit: () => limit,
    window: 600,
    interval: 60,
    longestStep: 120,
    identified: "anomalous-increase",
    unidentified: "unidentified-anomalous-increase",
  };
  findJumps(means, rule, jumps);
  for (const [minute, annotations] of jumps) {
    for (const { id } of minutes.get(Number(minute)) ?? []) {
      for (const annotation of annotations) annotate(found, id, annotation);
    }
  }
}
