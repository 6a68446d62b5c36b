import { expect, test } from "vitest";
import { endInWords, labelOf, stepInWords } from "./calendar.js";

const fiveDays = { step: "5 day", stepSeconds: 432_000, steps: 730, horizon: "10 year" };

// Cardano's own calendar: epoch 208 began on 2020-07-29 and epoch 400 on 2023-03-16, five days each.
test("Cardano's epochs fall on their recorded dates", () => {
  const time = { ...fiveDays, startEpoch: 208, startDate: "2020-07-29" };
  expect(labelOf(time, 192)).toEqual({ step: 192, epoch: 400, date: "2023-03-16" });
  expect(stepInWords(time, 192)).toBe("epoch 400 (2023-03-16)");
});

test("a leap day is a day", () => {
  const daily = { step: "1 day", stepSeconds: 86_400, steps: 60, horizon: "60 day", startDate: "2024-02-28" };
  expect([0, 1, 2].map((step) => labelOf(daily, step).date)).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
});

test("without a start a step is its number", () => {
  expect(stepInWords(fiveDays, 7)).toBe("step 7");
  expect(endInWords(fiveDays)).toBe("step 730");
});

test("a long run ends in a year, a short one on a date", () => {
  expect(endInWords({ ...fiveDays, startDate: "2023-03-16" })).toBe("2033");
  expect(endInWords({ ...fiveDays, steps: 20, startDate: "2023-03-16" })).toBe("2023-06-24");
});

test("a year past 9999 has no date", () => {
  const time = {
    step: "1000 year",
    stepSeconds: 3.15576e10,
    steps: 10,
    horizon: "10000 year",
    startDate: "2026-01-01",
  };
  expect(labelOf(time, 1).date).toBe("3026-01-09");
  expect(labelOf(time, 9).date).toBeUndefined();
});
