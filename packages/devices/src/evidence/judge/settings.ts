import { fail } from "@tokenwright/engine";
import type { Reading } from "../../device/reading.js";
import type { RadioLimits } from "../place/radio-bound.js";

/** An epoch: its number, and its first second and the first one after it, since 1970 UTC. */
export interface EpochWindow {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** By what a network's evidence is judged. Nodes that are to agree must have the same. */
export interface JudgeSettings {
  /** Seconds between two readings of a channel, by hardware class; `default` for all others. */
  readonly intervals: Readonly<Record<string, number>>;
  /** Channels that a hardware class owes, by its name; those that it showed of late when not named. */
  readonly channels?: Readonly<Record<string, readonly string[]>>;
  /** Seconds before the epoch that serve as its past: a stuck sensor is known by the day before. */
  readonly lookback?: number;
  /** Messages that are signed up to so many seconds after the epoch still tell of it. */
  readonly grace?: number;
  /** Standing, in basis points, of devices whose place no neighbours verify. */
  readonly unverified?: number;
  /** Accounts to be paid, by the owner's name in the registry; an owner that is an account itself needs none. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** For networks whose devices hear each other: channels `rssi:DEVICE` in dBm. */
  readonly radio?: RadioLimits;
  /** Work of a reading that counts, beside its presence, in whole units by kind. A pure function. */
  readonly workOf?: (reading: Reading) => Readonly<Record<string, bigint>>;
}

export const judgeDefaults = { lookback: 86_400, grace: 3_600, unverified: 5_000 } as const;

export type CompleteSettings = JudgeSettings & { readonly [K in keyof typeof judgeDefaults]: number };

/** @throws TokenwrightError `evidence/settings` for an epoch or interval that is none. */
export function checkSettings(epoch: EpochWindow, given: JudgeSettings): CompleteSettings {
  const settings = { ...judgeDefaults, ...given };
  const { number, start, end } = epoch;
  if (![number, start, end].every(Number.isSafeInteger) || number < 0 || start >= end) {
    refuse(`Epoch ${number} goes from ${start} to ${end}`, "whole seconds, the end after the start");
  }
  for (const [hardware, interval] of Object.entries(settings.intervals)) {
    const isInterval = Number.isInteger(interval) && interval >= 1 && interval <= end - start;
    if (!isInterval) refuse(`The interval of ${hardware} is ${interval} s`, "whole seconds, at most an epoch");
  }
  if (settings.intervals["default"] === undefined) refuse("No default interval is given", "`intervals.default`");
  const { lookback, grace, unverified } = settings;
  if (!(lookback >= 0 && grace >= 0 && Number.isInteger(unverified) && unverified >= 0 && unverified <= 10_000)) {
    refuse("Lookback, grace or the standing of unverified places is out of range", "seconds, and 0 to 10000");
  }
  return settings;
}

function refuse(message: string, expected: string): never {
  fail({ code: "evidence/settings", message: `${message}.`, expected });
}
