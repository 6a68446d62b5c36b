import type { JudgedReading } from "../../device/epoch-evidence.js";
import { wholeInBasisPoints } from "../../device/epoch-evidence.js";
import type { RegisteredDevice } from "../../device/registry.js";
import { type Annotated, type Annotation, annotate } from "../quality/annotation.js";
import { availabilityOf, isJudged, judgeStation, listOfAnnotations } from "../quality/judge-station.js";
import type { MessageHeader, StoredReading } from "../store/contract.js";
import { checkSequences } from "../sybil/sequences.js";
import type { Finding } from "./finding.js";
import type { CompleteSettings, EpochWindow } from "./settings.js";
import { assignSlots, type Slots, slotsOfEpoch } from "./slots.js";
import type { StationTrack } from "./station-track.js";
import { trackOf } from "./track-of.js";

/** A reading of the epoch as the rules saw it. */
export interface ReadingJudgement {
  readonly reading: StoredReading;
  readonly annotations: readonly Annotation[];
  /** Whether it stands for an interval of its own; a further one in the same interval is kept and not paid. */
  readonly counts: boolean;
}

/** How a channel of a device did in an epoch. */
export interface ChannelSummary {
  readonly due: number;
  /** Intervals with a reading. */
  readonly present: number;
  /** Readings without an annotation, of those. */
  readonly good: number;
  /** How often each annotation occurs. */
  readonly annotations: Readonly<Partial<Record<Annotation, number>>>;
  /** Hours of the epoch in which fewer good readings came than the channel's rule asks for. */
  readonly hoursWithoutData: number;
}

/** What is known of a device before it is compared with others. */
export interface DeviceJudgement {
  readonly registered: RegisteredDevice;
  readonly interval: number;
  readonly due: number;
  readonly readings: readonly ReadingJudgement[];
  readonly channels: ReadonlyMap<string, ChannelSummary>;
  readonly track: StationTrack;
  readonly finding: Finding | undefined;
}

/** How far the clock of a device may be ahead of itself: a reading measured later than this after signing is made up. */
const longestFuture = 300;

/**
 * Judges the readings of one device by themselves.
 *
 * @param readings Of the lookback and the epoch, in the order of time.
 * @param headers Of the messages of the same time.
 */
export function judgeDevice(
  registered: RegisteredDevice,
  readings: readonly StoredReading[],
  headers: readonly MessageHeader[],
  epoch: EpochWindow,
  settings: CompleteSettings,
): DeviceJudgement {
  const { hardware } = registered;
  const interval = settings.intervals[hardware] ?? settings.intervals["default"]!;
  const annotated = judgeStation(readings, { hardware, interval });
  const { contradicted, finding } = checkSequences(registered.device, headers);
  for (const { id, message, time, signed } of readings) {
    if (contradicted.has(message)) annotate(annotated, id, "contradicted");
    if (time > signed + longestFuture) annotate(annotated, id, "future");
  }
  const owed = settings.channels?.[hardware] ?? [...new Set(readings.map(({ channel }) => channel))];
  const slots = new Map<string, Slots>();
  const summaries = new Map<string, ChannelSummary>();
  const judgements: ReadingJudgement[] = [];
  const perChannel = dueOf(registered, epoch, interval);
  for (const channel of owed.filter(isJudged).sort()) {
    const own = readings.filter((one) => one.channel === channel && one.time >= epoch.start && one.time < epoch.end);
    const assigned = assignSlots(own, epoch, interval);
    slots.set(channel, assigned);
    const counted = new Set([...assigned.bySlot.values()].map(({ id }) => id));
    for (const reading of own) {
      const annotations = listOfAnnotations(annotated, reading.id);
      judgements.push({ reading, annotations, counts: counted.has(reading.id) });
    }
    summaries.set(channel, summaryOf(channel, assigned, annotated, perChannel, epoch, interval));
  }
  const track = trackOf(registered, readings, annotated, epoch, interval, slots);
  return {
    registered,
    interval,
    due: perChannel * summaries.size,
    readings: judgements,
    channels: summaries,
    track,
    finding,
  };
}

/** Readings that a channel owes: from the day that the device's first key is valid. */
function dueOf({ keys }: RegisteredDevice, epoch: EpochWindow, interval: number): number {
  const first = Math.min(...[...keys.values()].map(({ validFrom }) => validFrom));
  const start = Math.min(epoch.end, Math.max(epoch.start, Math.floor(first)));
  return start === epoch.end ? 0 : slotsOfEpoch({ ...epoch, start }, interval);
}

function summaryOf(
  channel: string,
  { bySlot }: Slots,
  annotated: Annotated,
  due: number,
  epoch: EpochWindow,
  interval: number,
): ChannelSummary {
  const annotations: Partial<Record<Annotation, number>> = {};
  const goodInHour = new Map<number, number>();
  let good = 0;
  for (const [slot, { id }] of bySlot) {
    const found = listOfAnnotations(annotated, id);
    for (const name of found) annotations[name] = (annotations[name] ?? 0) + 1;
    if (found.length > 0) continue;
    good++;
    const hour = Math.floor((slot * interval) / 3600);
    goodInHour.set(hour, (goodInHour.get(hour) ?? 0) + 1);
  }
  // Less often than once an hour there is nothing to count in an hour.
  const hours = interval > 3600 ? 0 : Math.floor((epoch.end - epoch.start) / 3600);
  const least = availabilityOf(channel) * Math.floor(3600 / interval);
  let hoursWithoutData = 0;
  for (let hour = 0; hour < hours; hour++) if ((goodInHour.get(hour) ?? 0) < least) hoursWithoutData++;
  return { due, present: bySlot.size, good, annotations, hoursWithoutData };
}

/**
 * Readings as a payout takes them: whole quality without an annotation and none with one, as WeatherXM counts valid
 * percent; and presence for the interval that a good one stands for.
 *
 * @param excluded Channels that comparisons with others found to be wrong.
 */
export function judgedReadings(
  { readings, interval }: DeviceJudgement,
  excluded: ReadonlySet<string>,
  isTrusted: boolean,
  workOf: CompleteSettings["workOf"],
): JudgedReading[] {
  return readings.flatMap(({ reading, annotations, counts }): JudgedReading[] => {
    if (!counts) return [];
    const isGood = annotations.length === 0 && !excluded.has(reading.channel);
    return [
      {
        reading: reading.id,
        message: reading.message,
        quality: isGood ? wholeInBasisPoints : 0,
        // Rules that pay by work alone ask neither for quality nor for standing: what is not trusted did none.
        work: isGood && isTrusted ? { ...workOf?.(reading), presence: BigInt(interval) } : {},
      },
    ];
  });
}
