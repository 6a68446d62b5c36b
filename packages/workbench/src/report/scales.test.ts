import { expect, test } from "vitest";
import { horizontalAxis, verticalAxis } from "./scales.js";

const plain = { divisor: 1, word: "" };

test("years stand where their first day is", () => {
  const time = { step: "1 day", stepSeconds: 86_400, steps: 3653, horizon: "10 year", startDate: "2020-01-01" };
  const axis = horizontalAxis(time, 3653, 10);
  // 2020 and 2024 are leap years, so 2021 begins after 366 days and 2025 after 1827.
  expect(axis.ticks.find(({ text }) => text === "2021")!.at).toBeCloseTo(366, 6);
  expect(axis.ticks.find(({ text }) => text === "2025")!.at).toBeCloseTo(1827, 6);
  expect(axis.at(1827)).toBeCloseTo(1827, 6);
  expect(axis.title).toBe("year");
});

test("without a date epochs are counted, without those steps", () => {
  const time = { step: "5 day", stepSeconds: 432_000, steps: 100, horizon: "500 day" };
  expect(horizontalAxis({ ...time, startEpoch: 400 }, 200, 5)).toMatchObject({
    title: "epoch",
    ticks: expect.arrayContaining([{ at: 40, text: "420" }]),
  });
  expect(horizontalAxis(time, 200, 5)).toMatchObject({
    title: "steps of 5 day",
    ticks: expect.arrayContaining([{ at: 80, text: "40" }]),
  });
});

test("values near zero are drawn from zero, values far from it are not", () => {
  expect(verticalAxis([Float64Array.of(2, 9)], 100, plain, 5)).toMatchObject({ isLogarithmic: false });
  expect(verticalAxis([Float64Array.of(2, 9)], 100, plain, 5).at(0)).toBe(100);
  expect(verticalAxis([Float64Array.of(2, 9)], 100, plain, 5).cut).toBeUndefined();
  expect(verticalAxis([Float64Array.of(90, 100)], 100, plain, 5)).toMatchObject({ cut: "axis from 90" });
  expect(verticalAxis([Float64Array.of(-100, -90)], 100, plain, 5)).toMatchObject({ cut: "axis up to -90" });
});

test("values more than a hundred times apart are drawn by their powers of ten", () => {
  const axis = verticalAxis([Float64Array.of(0.01, 100)], 400, plain, 5);
  expect(axis.isLogarithmic).toBe(true);
  expect(axis.at(1)).toBeCloseTo(200, 6);
  expect(axis.ticks.map(({ text }) => text)).toEqual(["0.01", "0.1", "1", "10", "100"]);
});

test("a constant is a line in the middle", () => {
  for (const value of [5, 0, -3]) {
    const at = verticalAxis([Float64Array.of(value, value)], 100, plain, 5).at(value);
    expect(at).toBeGreaterThan(20);
    expect(at).toBeLessThan(80);
  }
});

test("ticks are written in the chosen scale, all with as many decimals", () => {
  const axis = verticalAxis([Float64Array.of(1e9, 2.4e9)], 100, { divisor: 1e9, word: "billion" }, 5);
  expect(new Set(axis.ticks.map(({ text }) => (text.split(".")[1] ?? "").length)).size).toBe(1);
  expect(axis.ticks.map(({ text }) => text)).toContain("1.5");
});
