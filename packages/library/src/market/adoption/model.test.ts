import { build, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function adopt(row: Readonly<Record<string, string>>, step: string, steps: number) {
  const applied = applyScenario(model, {
    parameters: {
      marketSize: "1_000_000 user",
      innovation: `${Number(row["p"]) * 100} %/year`,
      imitation: `${Number(row["q"]) * 100} %/year`,
      startUsers: `${Number(row["start"]) * 1_000_000} user`,
    },
  });
  return run(build(applied, { step }), { steps });
}

test.each(reference.rows)(
  "p = $p, q = $q, from $start: after $years years $part of the market has adopted, at any step",
  (row) => {
    const years = Number(row["years"]);
    for (const [step, steps] of [
      ["1 year", years],
      ["73 day", 5 * years],
      ["1 day", 365 * years],
    ] as const) {
      const result = adopt(row, step, steps);
      expect(result.final("part") / 100 / Number(row["part"])).toBeCloseTo(1, 9);
      expect(result.final("users") + result.final("others")).toBeCloseTo(1_000_000, 6);
      expect(result.report).toEqual({ overdrafts: [], violations: [] });
    }
  },
);

test.each(reference.rows)(
  "p = $p, q = $q: growth is fastest after $peak_time years, at $peak_pace of the market a year",
  (row) => {
    const pace = adopt(row, "1 day", 365 * 20).series("pace");
    let peak = 0;
    for (const [day, value] of pace.entries()) if (value > pace[peak]!) peak = day;
    expect(Math.abs(peak / 365 - Number(row["peak_time"]))).toBeLessThan(1 / 365);
    expect(pace[peak]! / 1_000_000).toBeCloseTo(Number(row["peak_pace"]), 5);
    expect(adopt(row, "1 day", 1).final("peakPace") / 1_000_000).toBeCloseTo(Number(row["peak_pace"]), 9);
  },
);

test("room air conditioners peak after 8.6 years, as Bass found", () => {
  const { step, steps, ...scenario } = scenarios["room-air-conditioners"]!;
  const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
  const adoption = Array.from(result.series("adoption")).slice(0, steps);
  // The ninth year, from 8 to 9, holds the peak.
  expect(adoption.indexOf(Math.max(...adoption))).toBe(8);
  expect(result.series("peakPace")[0]! / 1e6).toBeCloseTo(1.86, 2);
});

test("the index counts users over those at the start, or the part of the market where nobody was", () => {
  expect(adopt({ p: "0", q: "0.8", start: "0.001" }, "1 year", 5).final("index")).toBeCloseTo(51.82, 2);
  const none = adopt({ p: "0.03", q: "0.38", start: "0" }, "1 year", 5);
  expect(none.final("index")).toBeCloseTo(none.final("part") / 100, 12);
});

test("nobody begins without innovators and users, which is refused where it divides by zero", () => {
  expect(() => adopt({ p: "0", q: "0.8", start: "0" }, "1 year", 1)).toThrowError(/distance/);
});
