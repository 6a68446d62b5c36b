import { fail } from "@tokenwright/engine";

/** Days from 1970-01-01 to a date of the civil calendar, `2016-01-01`. @throws TokenwrightError `scenario/date` */
export function dayNumber(date: unknown): number {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(String(date)) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    return fail({
      code: "scenario/date",
      message: `${JSON.stringify(date)} is not a date.`,
      expected: "2009-01-09",
      hint: "year, month and day",
    });
  }
  // Counted from March, so that the leap day is the last of its year.
  const shifted = month > 2 ? year : year - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * shifted + leapDays + ofYear - 719_468;
}
