import { type Annotated, annotate, type Sample } from "./annotation.js";
import { constantRuns } from "./constancy.js";
import { longestStep, type StationSamples } from "./judge-weather.js";

/**
 * Rules for channels that WeatherXM's do not cover. They are this network's own: ranges are those of common sensors
 * (optical particle counters, class 2 sound level meters), the rest was chosen to leave honest data alone.
 */
interface OwnRule {
  readonly least: number;
  readonly most: number;
  /** Minutes that the value may stay the same, where it is above `floor`: clean air is 0 for long. */
  readonly constant: number;
  readonly floor: number;
  /** A single reading so far above or below both of its neighbours, which agree, is a spike. Smoke lasts longer. */
  readonly spike: number;
  readonly availability: number;
}

export const ownRules = {
  /** µg/m³ */
  pm2_5: { least: 0, most: 1000, constant: 360, floor: 3, spike: 100, availability: 0.67 },
  /** µg/m³ */
  pm10: { least: 0, most: 2000, constant: 360, floor: 5, spike: 200, availability: 0.67 },
  /** dB; a passing train is no spike */
  noise: { least: 20, most: 140, constant: 360, floor: 0, spike: Number.POSITIVE_INFINITY, availability: 0.67 },
} as const satisfies Readonly<Record<string, OwnRule>>;

export type OwnChannel = keyof typeof ownRules;

export function isOwnChannel(channel: string): channel is OwnChannel {
  return Object.hasOwn(ownRules, channel);
}

/** Of one moment, PM2.5 is a part of PM10: above it by more than a tenth and 10 µg/m³ one of the two is wrong. */
const partShare = 1.1;
const partMargin = 10;

export function judgeOwnChannels(station: StationSamples, interval: number, found: Annotated): void {
  for (const [channel, samples] of station) {
    if (!isOwnChannel(channel)) continue;
    const rule: OwnRule = ownRules[channel];
    const valid = samples.filter(({ id, value }) => {
      const isIn = value >= rule.least && value <= rule.most;
      if (!isIn) annotate(found, id, "out-of-bounds");
      return isIn;
    });
    for (const run of constantRuns(valid, longestStep(interval), 60 * rule.constant)) {
      if (run.value <= rule.floor) continue;
      for (const { id } of run.samples) annotate(found, id, "short-constant");
    }
    findLoneSpikes(valid, rule.spike, longestStep(interval), found);
  }
  const coarse = new Map((station.get("pm10") ?? []).map((sample) => [sample.time, sample]));
  for (const fine of station.get("pm2_5") ?? []) {
    const whole = coarse.get(fine.time);
    if (whole === undefined || fine.value <= partShare * whole.value + partMargin) continue;
    annotate(found, fine.id, "inconsistent");
    annotate(found, whole.id, "inconsistent");
  }
}

function findLoneSpikes(samples: readonly Sample[], size: number, step: number, found: Annotated): void {
  for (let index = 1; index + 1 < samples.length; index++) {
    const [before, now, after] = [samples[index - 1]!, samples[index]!, samples[index + 1]!];
    if (now.time - before.time > step || after.time - now.time > step) continue;
    const isLone = Math.abs(after.value - before.value) <= size / 2;
    if (isLone && Math.abs(now.value - before.value) > size && Math.abs(now.value - after.value) > size) {
      annotate(found, now.id, "spike");
    }
  }
}
