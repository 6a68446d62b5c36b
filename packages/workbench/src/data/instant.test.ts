import { rational } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dateOfInstant, instantIn } from "./instant.js";

const seconds = (text: string) => {
  const instant = instantIn(text);
  return instant === undefined ? undefined : rational.toText(instant);
};

test("dates and times in UTC are the seconds that date -u +%s gives", () => {
  expect(seconds("1970-01-01")).toBe("0");
  expect(seconds("2009-01-03T18:15:05Z")).toBe("1231006505");
  expect(seconds("2020-07-29 21:44:51")).toBe("1596059091");
  expect(seconds("2020-07-29 21:44:51 UTC")).toBe("1596059091");
  expect(seconds("2023-03-14T21:44+00:00")).toBe("1678830240");
  expect(seconds("2024-02-29")).toBe("1709164800");
  expect(seconds("1900-03-01")).toBe("-2203891200");
  expect(seconds("2023-03")).toBe(seconds("2023-03-01"));
  expect(seconds("2000-01-01T00:00:00.5Z")).toBe(rational.toText(rational.rational(1893369601n, 2n)));
});

test("every day of the years 1 to 9999 is where the calendar of the language has it", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      const text = date.toISOString();
      const exactly = rational.rational(BigInt(date.getTime()), 1000n);
      expect(instantIn(text)).toEqual(exactly);
      expect(dateOfInstant(exactly)).toBe(text.slice(0, 10));
    }),
    { seed: 7, numRuns: 5_000 },
  );
});

test("what is no date, and days that there are not, are not read", () => {
  for (const text of [
    "2023-02-29",
    "2023-13-01",
    "2023-00-10",
    "2023-04-31",
    "2023-3-1",
    "14.03.2023",
    "2023",
    "400",
    "2023-03-14T24:00:00Z",
    "2023-03-14T12:00:00+02:00",
    "2023-03-14T12",
    "2023-03-14x",
    "",
    "yesterday",
  ]) {
    expect(instantIn(text), text).toBeUndefined();
  }
});
