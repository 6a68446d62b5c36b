import { fail } from "@tokenwright/engine";

/** Days from 1970-01-01 to a date of the civil calendar, `2016-01-01`. @throws TokenwrightError `vector/date` */
export function dayNumber(date: unknown): number {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(String(date)) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    return fail({ code: "vector/date", message: `${JSON.stringify(date)} is not a date.`, expected: "2009-01-09" });
  }
  // Counted from March, so that the leap day is the last of its year.
  const shifted = month > 2 ? year : year - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * shifted + leapDays + ofYear - 719_468;
}

/** First day of a month, `2016-06`, and of the one after it. */
export function monthBounds(month: string): readonly [first: number, next: number] {
  const first = dayNumber(`${month}-01`);
  const [year, number] = month.split("-").map(Number);
  const following = number === 12 ? [year! + 1, 1] : [year!, number! + 1];
  return [first, dayNumber(`${following[0]}-${String(following[1]).padStart(2, "0")}-01`)];
}
