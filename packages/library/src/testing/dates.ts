import { dayNumber } from "../calendar.js";

export { dayNumber };

/** First day of a month, `2016-06`, and of the one after it. */
export function monthBounds(month: string): readonly [first: number, next: number] {
  const first = dayNumber(`${month}-01`);
  const [year, number] = month.split("-").map(Number);
  const following = number === 12 ? [year! + 1, 1] : [year!, number! + 1];
  return [first, dayNumber(`${following[0]}-${String(following[1]).padStart(2, "0")}-01`)];
}
