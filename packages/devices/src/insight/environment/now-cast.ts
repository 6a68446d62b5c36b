import { fail } from "@tokenwright/engine";

/**
 * The NowCast of particulate matter: a mean over twelve hours whose weights fall off the faster, the more the
 * concentration changes. With w = max(min/max, 1/2) it is Σ w^i C_i / Σ w^i, i = 0 being the newest hour.
 * EPA's method for PM2.5 and PM10, from the AirNow fact sheet (unverified: not compared with EPA's own code).
 *
 * @param hours Hourly means in µg/m³, the newest first; undefined or null for an hour without one. Of more than
 *   twelve the first twelve count.
 * @returns The value before it is cut off for the index, in µg/m³; undefined when fewer than two of the newest
 *   three hours have a mean.
 * @throws TokenwrightError `environment/concentration` for a negative or non-finite mean.
 */
export function nowCastPm(hours: readonly (number | null | undefined)[]): number | undefined {
  const used = hours.slice(0, 12);
  const present: number[] = [];
  for (const value of used) {
    if (value === null || value === undefined) continue;
    if (!(value >= 0 && value < Infinity)) {
      fail({
        code: "environment/concentration",
        message: `The hourly mean ${value} is not a number of at least 0.`,
        hint: "leave an hour without a mean empty",
      });
    }
    present.push(value);
  }
  const recent = used.slice(0, 3).filter((value) => value !== null && value !== undefined).length;
  if (recent < 2) return undefined;
  const most = Math.max(...present);
  if (most === 0) return 0;
  const weight = Math.max(Math.min(...present) / most, 0.5);
  let above = 0;
  let below = 0;
  let power = 1;
  for (const value of used) {
    if (value !== null && value !== undefined) {
      above += power * value;
      below += power;
    }
    power *= weight;
  }
  return above / below;
}
