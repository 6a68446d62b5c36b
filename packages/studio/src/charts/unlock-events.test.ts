import fc from "fast-check";
import { expect, test } from "vitest";
import { eventsOf, periodsOf, sumsOf } from "./unlock-events.js";

const day = 86_400;
const dated = (steps: number, stepSeconds: number, startDate = "2026-01-01") => ({
  ...{ steps, stepSeconds, startDate, step: "", horizon: "" },
});

test("days are added up by calendar months, and by quarters or years where there are too many months", () => {
  const year = periodsOf(dated(365, day));
  expect(year.kind).toBe("month");
  expect(year.periods.length).toBe(12);
  expect(year.periods[1]).toEqual({ from: 31, to: 59, label: "2026-02" });
  // 2028 is a leap year: its February has the steps of 29 days.
  const leap = periodsOf(dated(60, day, "2028-01-01")).periods;
  expect(leap[1]).toEqual({ from: 31, to: 60, label: "2028-02" });
  const ten = periodsOf(dated(3652, day));
  expect([ten.kind, ten.periods.length, ten.periods[1]!.label]).toEqual(["quarter", 40, "2026 Q2"]);
  expect(periodsOf(dated(30 * 365, day)).kind).toBe("year");
});

test("long steps, and those without a date, are periods themselves", () => {
  const months = periodsOf(dated(60, 2_628_000));
  expect([months.kind, months.periods.length]).toEqual(["step", 60]);
  const epochs = periodsOf({ ...{ steps: 730, stepSeconds: 5 * day, step: "", horizon: "" }, startEpoch: 208 });
  expect(epochs.kind).toBe("steps");
  expect(epochs.periods[0]).toEqual({ from: 0, to: 13, label: "208 – 221" });
});

test("whatever the time, every step is in one period, and nothing is lost in the sums", () => {
  const time = fc.record({
    steps: fc.integer({ min: 1, max: 2000 }),
    stepSeconds: fc.constantFrom(3600, day, 5 * day, 7 * day, 2_628_000),
    startDate: fc.option(fc.constantFrom("2024-02-28", "1999-12-31", "9990-01-01"), { nil: undefined }),
  });
  fc.assert(
    fc.property(time, ({ steps, stepSeconds, startDate }) => {
      const own = {
        ...{ steps, stepSeconds, step: "", horizon: "" },
        ...(startDate === undefined ? {} : { startDate }),
      };
      const { periods } = periodsOf(own);
      expect(periods[0]!.from).toBe(0);
      expect(periods.at(-1)!.to).toBe(steps);
      for (let index = 1; index < periods.length; index++) expect(periods[index]!.from).toBe(periods[index - 1]!.to);
      const sums = sumsOf(new Float64Array(steps).fill(1), periods);
      expect(sums.reduce((sum, one) => sum + one, 0)).toBe(steps);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("a cliff, a part that is far larger than the others and the last one are events, in their order", () => {
  const team = Float64Array.from([0, 0, 50, 2, 2, 2, 0]);
  const investors = Float64Array.from([1, 1, 1, 5, 1, 1, 1]);
  const none = new Float64Array(7);
  const releases = [
    { label: "team", amounts: team },
    { label: "investors", amounts: investors },
    { label: "nobody", amounts: none },
  ];
  const events = eventsOf(releases, [true, false, true]);
  expect(events.map(({ step, label, kind, amount }) => [step, label, kind, amount])).toEqual([
    [0, "investors", "first", 1],
    [2, "team", "first", 50],
    [3, "investors", "lump", 5],
    [5, "team", "last", 2],
  ]);
});
