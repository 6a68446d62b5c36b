import { expect, test } from "vitest";
import { dayNumber, monthBounds } from "./dates.js";

test("days are those of the computer's own calendar, over leap years and a century", () => {
  const first = dayNumber("1999-12-28");
  for (let day = 0; day < 40_000; day++) {
    const date = new Date((first + day) * 86_400_000).toISOString().slice(0, 10);
    if (dayNumber(date) !== first + day) expect.fail(date);
  }
  expect(dayNumber("1970-01-01")).toBe(0);
});

test("months end where the next one begins", () => {
  const days = (month: string) => monthBounds(month)[1] - monthBounds(month)[0];
  expect([days("2016-02"), days("2017-02"), days("2016-06"), days("2016-12")]).toEqual([29, 28, 30, 31]);
});

test("what is no date is refused", () => {
  expect(() => dayNumber("soon")).toThrow(/not a date/);
});
