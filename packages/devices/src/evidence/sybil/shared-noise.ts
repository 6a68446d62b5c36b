import { type StationTrack, timeOfSlot } from "../judge/station-track.js";
import type { Neighbourhood } from "../place/neighbours.js";
import { medianOf, robustSpread } from "../quality/median.js";
import type { CopiedPair } from "./copied-curves.js";

/** Copies are looked for up to so many intervals late. */
const mostLag = 6;
/** Intervals that must be compared in a channel, and channels. */
const leastSlots = 60;
const leastChannels = 2;
/** Mean correlation from which on two curves are one. The noise of honest sensors has 0, with a spread of about 0.1 in a channel and day. */
const leastCorrelation = 0.5;
/** A step larger than this many spreads is cut, so that one spike decides nothing. */
const cut = 4;

/**
 * Devices whose noise is shared. Weather is common to a neighbourhood, the noise of a sensor is its own: what is left
 * after the neighbours' median and slow differences (by taking steps from interval to interval) were removed does not
 * agree between two honest sensors. Finds copies to which noise was added, as long as it is not larger than the
 * sensor's own.
 *
 * @param around What stands around each device; only neighbours are compared.
 */
export function findSharedNoise(
  tracks: readonly StationTrack[],
  around: ReadonlyMap<string, Neighbourhood>,
): CopiedPair[] {
  const noises = new Map(tracks.map((track) => [track.device, noiseOf(track, around.get(track.device))]));
  const pairs: CopiedPair[] = [];
  for (const one of tracks) {
    for (const other of around.get(one.device)?.neighbours ?? []) {
      // Each pair once, and a lag in either direction.
      if (one.device >= other.device || one.interval !== other.interval || one.start !== other.start) continue;
      const [left, right] = [noises.get(one.device)!, noises.get(other.device)!];
      let best = { correlation: 0, lag: 0, channels: 0 };
      for (let lag = -mostLag; lag <= mostLag; lag++) {
        const found = agreement(left, right, lag);
        if (found.correlation > best.correlation) best = { ...found, lag };
      }
      if (best.correlation < leastCorrelation) continue;
      const seconds = Math.abs(best.lag) * one.interval;
      const [first, second] = best.lag >= 0 ? [one, other] : [other, one];
      pairs.push({
        one: first,
        other: second,
        lag: seconds,
        values: { correlation: best.correlation, channels: best.channels, "lag s": seconds },
        readings: [first, second].flatMap(({ channels }) => {
          const [series] = channels.values();
          return series === undefined ? [] : series.ids.flatMap((id) => id ?? []).slice(0, 3);
        }),
        time: timeOfSlot(second, Math.min(leastSlots + Math.abs(best.lag), slotsOf(second))),
      });
    }
  }
  return pairs;
}

const slotsOf = ({ channels }: StationTrack): number => {
  const [series] = channels.values();
  return series?.values.length ?? 0;
};

type Noise = ReadonlyMap<string, Float64Array>;

/** Steps of what a device has beyond its neighbours, in units of their spread; NaN where there is none. */
function noiseOf(track: StationTrack, here: Neighbourhood | undefined): Noise {
  const noise = new Map<string, Float64Array>();
  for (const [channel, { values }] of track.channels) {
    // A direction has no steps.
    if (channel === "wind_direction") continue;
    const steps = new Float64Array(values.length).fill(Number.NaN);
    let before = Number.NaN;
    for (let slot = 0; slot < values.length; slot++) {
      const rest = values[slot]! - common(track, here, channel, slot);
      steps[slot] = rest - before;
      before = rest;
    }
    const known = [...steps].filter((step) => !Number.isNaN(step));
    const spread = robustSpread(known, 0);
    if (known.length < leastSlots || !(spread > 0)) continue;
    noise.set(
      channel,
      steps.map((step) => Math.max(-cut, Math.min(cut, step / spread))),
    );
  }
  return noise;
}

/** The neighbours' median; 0 where they are too few, as steps remove what is slow anyway. */
function common(track: StationTrack, here: Neighbourhood | undefined, channel: string, slot: number): number {
  const time = timeOfSlot(track, slot);
  const values = (here?.neighbours ?? []).flatMap(({ channels, start, interval }) => {
    const value = channels.get(channel)?.values[Math.floor((time - start) / interval)];
    return value === undefined || Number.isNaN(value) ? [] : [value];
  });
  return values.length < 5 ? 0 : medianOf(values);
}

/** Mean correlation over the channels, where `right` is so many intervals later than `left`. */
function agreement(left: Noise, right: Noise, lag: number): { correlation: number; channels: number } {
  let [sum, channels] = [0, 0];
  for (const [channel, a] of left) {
    const b = right.get(channel);
    if (b === undefined) continue;
    let [products, lefts, rights, count] = [0, 0, 0, 0];
    for (let slot = Math.max(0, -lag); slot < a.length && slot + lag < b.length; slot++) {
      const [x, y] = [a[slot]!, b[slot + lag]!];
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      products += x * y;
      lefts += x * x;
      rights += y * y;
      count++;
    }
    if (count < leastSlots || lefts === 0 || rights === 0) continue;
    sum += products / Math.sqrt(lefts * rights);
    channels++;
  }
  return { correlation: channels < leastChannels ? 0 : sum / channels, channels };
}
