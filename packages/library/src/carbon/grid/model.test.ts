import { existsSync, readFileSync } from "node:fs";
import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly, toNumber } from "../../testing/exact.js";
import { readAllGrids } from "../../testing/grid-data.js";
import { readReference } from "../../testing/reference.js";
import { countries } from "./countries.js";
import { adapters, withCountries } from "./grid.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const [vectors] = adapters;
const of = (name: string) => applyScenario(model, scenarios[name]!);
const mean = (iso: unknown) => toNumber(vectors!.compute({ iso }, {}, [])["g_per_kwh"] as ReturnType<typeof rational>);

test("the figures of the countries are those of the table", () => {
  const rows = countries.map(([code, , intensity, generation, year]) => ({
    code: code.toUpperCase(),
    intensity,
    generation,
    year: String(year),
  }));
  expect(rows).toEqual(reference.rows);
});

const some = reference.rows.filter(({ code }) => ["USA", "CHN", "FRA", "ISL", "KAZ"].includes(code!));

test.each(some)("a network that runs in $code alone emits $intensity g/kWh", ({ code, intensity }) => {
  const alone = applyScenario(model, {
    parameters: { "share[place]": "0 %", [`share[${code!.toLowerCase()}]`]: "100 %" },
  });
  const result = runExactly(alone, { step: "1 year" });
  expect(result.exact("locationIntensity")[0]).toEqual(fraction(intensity));
});

test("the Nordic countries by what they generate emit 51.53 g/kWh", () => {
  expect(Math.abs(mean(["SWE", "NOR", "FIN", "DNK", "ISL"]) - 51.5343)).toBeLessThan(0.0001);
  expect(mean("SWE")).toBe(40.695);
});

const all = readAllGrids();
if (all === undefined) console.log("skipped: all countries' grids, ../shared/data/energy is not beside the repository");

const europeFile = new URL(
  "../../../../../../shared/data/energy/codecarbon_eu_carbon_intensity.csv",
  new URL(".", import.meta.url),
);
const europe = existsSync(europeFile)
  ? readFileSync(europeFile, "utf8")
      .split(/\r?\n/)
      .map((line) => line.split(","))
      .filter(([, code, year]) => code === "DEU" && Number(year) >= 2015)
      .map(([, , , intensity]) => Number(intensity))
  : undefined;

test.skipIf(all === undefined)("the table has the source's figures, and all 213 countries emit 480.62 g/kWh", () => {
  for (const { code, intensity, generation, year } of reference.rows) {
    const figures = all!.get(code!)!;
    expect(figures.intensity).toBe(intensity);
    expect(Math.abs(Number(figures.generation) - Number(generation))).toBeLessThan(0.005);
    expect(figures.year).toBe(Number(year));
  }
  expect(all!.size).toBe(213);
  expect(Math.abs(mean("all") - 480.6174)).toBeLessThan(0.0001);
});

test("Germany from 2015 to 2020 has the intensity recorded for each year, held through the year", () => {
  const result = runExactly(of("germany-2015-to-2020"), { step: "3 month", steps: 23 });
  const recorded = [460n, 456n, 424n, 406n, 343n, 301n];
  for (let quarter = 0; quarter <= 23; quarter++) {
    const expected = rational(recorded[Math.floor(quarter / 4)]!);
    expect(result.exact("locationIntensity")[quarter]).toEqual(expected);
  }
  if (europe !== undefined) expect(europe).toEqual(recorded.map(Number));
});

test("a country that is not known is an error that names it", () => {
  expect(() => vectors!.compute({ iso: ["SWE", "XYZ"] }, {}, [])).toThrowError(/"XYZ"/);
});

test("location-based, market-based and marginal emissions of hosts in Germany, year by year", () => {
  const result = runExactly(of("germany-with-contracts"), { step: "1 year", steps: 10 });
  for (let year = 0; year <= 10; year++) {
    const grid = 380.95 * 0.96 ** year;
    expect(toNumber(result.exact("locationIntensity")[year]!)).toBeCloseTo(grid / 0.95, 9);
    expect(toNumber(result.exact("marketIntensity")[year]!)).toBeCloseTo((0.9 * 26 + 0.1 * 1.2 * grid) / 0.95, 9);
    // 100 MWh: what gas plants would emit for them.
    expect(toNumber(result.exact("marginalEmissions")[year]!)).toBeCloseTo(74.3 / 0.95, 9);
    expect(toNumber(result.exact("locationEmissions")[year]!)).toBeCloseTo((grid / 0.95) * 0.1, 9);
  }
});

test("a figure of an earlier year has fallen by the start, and one of the year itself has not", () => {
  const early = applyScenario(model, { parameters: { "decline[place]": "10 %", startYear: "2024" } });
  const result = runExactly(early, { step: "1 year" });
  expect(result.exact("intensityNow[swe]")[0]).toEqual(fraction("36.6255"));
  // Iceland's figures are of 2022.
  expect(result.exact("intensityNow[isl]")[0]).toEqual(fraction("22.4208"));
});

test("a mean lies between its cleanest and its dirtiest country, and certificates for nothing change nothing", () => {
  const figure = fc.record({
    intensity: fc.integer({ min: 0, max: 1000 }).map(String),
    generation: fc.integer({ min: 1, max: 10_000 }).map(String),
    year: fc.constant(2023),
  });
  fc.assert(
    fc.property(fc.array(figure, { minLength: 1, maxLength: 6 }), (figures) => {
      const result = runExactly(withCountries(figures), { step: "1 year" });
      const weight = figures.reduce((sum, { generation }) => sum + BigInt(generation), 0n);
      const total = figures.reduce((sum, one) => sum + BigInt(one.generation) * BigInt(one.intensity), 0n);
      expect(result.exact("locationIntensity")[0]).toEqual(rational(total, weight));
      expect(result.exact("marketIntensity")[0]).toEqual(rational(total, weight));
      expect(result.report.violations).toEqual([]);
    }),
    { seed: 213, numRuns: 40 },
  );
});

test("the map of mining counts what no country is named for with the world's mean", () => {
  const result = runExactly(of("bitcoin-mining-map-2022"), { step: "1 year" });
  const named = { usa: 37.84, chn: 21.11, kaz: 13.22, can: 6.48, rus: 4.66, deu: 3.06, mys: 2.51, irl: 1.97 };
  let [sum, left] = [0, 100];
  for (const [code, share] of Object.entries(named)) {
    sum += share * Number(countries.find(([name]) => name === code)![2]);
    left -= share;
  }
  expect(toNumber(result.exact("locationIntensity")[0]!)).toBeCloseTo((sum + left * 480.62) / 100, 9);
});

test("the fast backend agrees with the exact one", () => {
  const exact = runExactly(of("germany-with-contracts"), { step: "1 year", steps: 10 });
  const fast = run(build(of("germany-with-contracts"), { step: "1 year" }), { steps: 10 });
  for (const name of exact.names) {
    expect(Math.abs(fast.final(name) - exact.final(name))).toBeLessThanOrEqual(1e-12 * Math.abs(exact.final(name)));
  }
});

test("shares that do not sum to 100 % are reported", () => {
  const { report } = runExactly(applyScenario(model, { parameters: { "share[place]": "0 %", "share[usa]": "90 %" } }), {
    step: "1 year",
  });
  expect(report.violations.map(({ check }) => check)).toEqual(["sharesSumToOne"]);
});
