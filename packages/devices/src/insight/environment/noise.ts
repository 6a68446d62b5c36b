import { fail, numeric } from "@tokenwright/engine";

const { log10, pow } = numeric;

/** Sound levels of day, evening and night and their sum, all in dB (A-weighted, 20 µPa). */
export interface NoiseIndicators {
  readonly day: number;
  readonly evening: number;
  readonly night: number;
  readonly dayEveningNight: number;
}

/** When the periods begin, in local hours; the Directive's own are 7, 19 and 23, and a state may shift them. */
export interface NoisePeriods {
  readonly day: number;
  readonly evening: number;
  readonly night: number;
}

const directivePeriods: NoisePeriods = { day: 7, evening: 19, night: 23 };

/**
 * The level of an even noise with the same energy: 10 log10 of the mean of 10^(L/10).
 *
 * @param levels In dB, at least one, each finite.
 * @throws TokenwrightError `environment/noise`.
 */
export function energyMean(levels: readonly number[]): number {
  if (levels.length === 0 || !levels.every(Number.isFinite))
    refuse("The levels of a period are missing or not finite.");
  // Levels are taken from the highest, so that no power leaves the range of doubles.
  const highest = Math.max(...levels);
  return (
    highest + 10 * log10(numeric.compensatedSum(levels.map((level) => pow(10, (level - highest) / 10))) / levels.length)
  );
}

/**
 * The day-evening-night level of Directive 2002/49/EC, annex I: twelve hours of day, four of evening with 5 dB
 * added and eight of night with 10 dB added, as one energy mean.
 *
 * @param day, evening, night Long-term means of the periods in dB.
 * @returns In dB.
 * @throws TokenwrightError `environment/noise` when a level is not finite.
 */
export function dayEveningNightLevel(day: number, evening: number, night: number): number {
  return weightedLevel([
    [12, day],
    [4, evening + 5],
    [8, night + 10],
  ]);
}

function weightedLevel(parts: readonly (readonly [hours: number, level: number])[]): number {
  if (!parts.every(([, level]) => Number.isFinite(level))) refuse("A level is not a finite number.");
  const highest = Math.max(...parts.map(([, level]) => level));
  let energy = 0;
  let hours = 0;
  for (const [weight, level] of parts) {
    energy += weight * pow(10, (level - highest) / 10);
    hours += weight;
  }
  return highest + 10 * log10(energy / hours);
}

/**
 * The indicators of one day from its hourly levels. Hours without a level are left out of their period's mean; the
 * lengths of shifted periods weigh as they are.
 *
 * @param hourly 24 levels in dB, the first from 0 to 1 o'clock local time; undefined or null where there is none.
 * @returns Undefined when a period has no level at all.
 * @throws TokenwrightError `environment/noise` for a wrong number of hours, an infinite level or periods out of order.
 */
export function noiseIndicators(
  hourly: readonly (number | null | undefined)[],
  periods: NoisePeriods = directivePeriods,
): NoiseIndicators | undefined {
  const { day, evening, night } = periods;
  if (hourly.length !== 24) refuse(`There are ${hourly.length} hours.`, "24 hourly levels");
  const inOrder = Number.isInteger(day) && Number.isInteger(evening) && Number.isInteger(night);
  if (!inOrder || !(0 <= day && day < evening && evening < night && night <= 24)) {
    refuse(`The periods begin at ${day}, ${evening} and ${night}.`, "whole hours, day before evening before night");
  }
  const mean = (belongs: (hour: number) => boolean): number | undefined => {
    const levels = hourly.filter((level, hour) => belongs(hour) && level !== null && level !== undefined) as number[];
    return levels.length === 0 ? undefined : energyMean(levels);
  };
  const ofDay = mean((hour) => hour >= day && hour < evening);
  const ofEvening = mean((hour) => hour >= evening && hour < night);
  const ofNight = mean((hour) => hour < day || hour >= night);
  if (ofDay === undefined || ofEvening === undefined || ofNight === undefined) return undefined;
  const dayEveningNight = weightedLevel([
    [evening - day, ofDay],
    [night - evening, ofEvening + 5],
    [24 - night + day, ofNight + 10],
  ]);
  return { day: ofDay, evening: ofEvening, night: ofNight, dayEveningNight };
}

function refuse(message: string, expected?: string): never {
  return fail({ code: "environment/noise", message, ...(expected === undefined ? {} : { expected }) });
}
