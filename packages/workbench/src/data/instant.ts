import { type Rational, rational } from "@tokenwright/engine";

const written = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(?:Z|\+00:?00| UTC)?)?)?$/;

const secondsOfDay = 86_400;

/**
 * Seconds since the beginning of 1970 of a date or time in UTC: `2023-03-14`, `2023-03`, `2023-03-14T21:44:51Z`,
 * `2023-03-14 21:44`. A day begins at midnight, a month with its first day.
 *
 * @returns undefined for any other text, and for a day or time that there is not.
 */
export function instantIn(text: string): Rational | undefined {
  const match = written.exec(text.trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part, index) => Number(part ?? (index === 2 ? 1 : 0))) as [number, number, number, number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const whole = daysBefore(year, month) + day - 1;
  const seconds = rational.rational(whole * secondsOfDay + hour * 3600 + minute * 60 + second);
  return match[7] === undefined ? seconds : rational.add(seconds, rational.parseDecimal(match[7])!);
}

/** The day of an instant as `2023-03-14`; undefined outside the years 0 to 9999. */
export function dateOfInstant(seconds: Rational): string | undefined {
  const milliseconds = Number(rational.floor(seconds)) * 1000;
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return /^\d{4}-/.test(text) ? text.slice(0, 10) : undefined;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to the first of a month of the Gregorian calendar. */
function daysBefore(year: number, month: number): number {
  const past = year - 1;
  const ofYears = 365 * past + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 719_162;
  let days = ofYears;
  for (let before = 1; before < month; before++) days += daysIn(year, before);
  return days;
}
