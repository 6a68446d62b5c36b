import { expect, test } from "vitest";
import type { OutputSummary } from "../record/index.js";
import { findingOf, spreadOf, thinnessOf } from "./finding.js";

const time = {
  step: "5 day",
  stepSeconds: 432_000,
  steps: 730,
  horizon: "10 year",
  startEpoch: 400,
  startDate: "2023-03-16",
};

function output(label: string, first: number, p5: number, p50: number, p95: number, unit = "ADA"): OutputSummary {
  return { name: "x", label, unit, kind: "stock", meaning: "", first, final: { p5, p50, p95 }, sparkline: [] };
}

test.each([
  [output("reserves", 9.4085e9, 6.8e9, 6.9e9, 7e9), "Reserves fall from 9.41 to 6.90 billion ADA by 2033"],
  [output("Treasury", 1.198e9, 2e9, 2.42e9, 3e9), "Treasury rises from 1.20 to 2.42 billion ADA by 2033"],
  [output("gross yield", 3.49, 3, 3.491, 4, "%/year"), "Gross yield stays near 3.49 %/year by 2033"],
  [output("fees of stakers", 2, 2, 2, 2, "1"), "Fees of stakers stay at 2.00 by 2033"],
  [output("status", 0, 1, 1, 1, "1"), "Status rises from 0 to 1.00 by 2033"],
  [output("debts", -5, -8, -7, -6, "USD"), "Debts fall from -5.00 to -7.00 USD by 2033"],
])("%#: the finding in words", (one, words) => {
  expect(findingOf(one, time)).toBe(words);
});

test("how far the futures spread", () => {
  expect(spreadOf(output("r", 1, 6.8e9, 6.9e9, 7e9), 2000)).toBe(
    "Median of 2,000 futures; nine in ten end between 6.800 and 7.000 billion ADA.",
  );
  expect(spreadOf(output("r", 1, 3, 3, 3, "1"), 2000)).toBe("Nine in ten of 2,000 futures end at 3.000.");
  expect(thinnessOf(output("r", 9e9, 6.899e9, 6.9e9, 6.901e9), 2000)).not.toBe("");
  expect(thinnessOf(output("r", 9e9, 6e9, 6.9e9, 7e9), 2000)).toBe("");
});
