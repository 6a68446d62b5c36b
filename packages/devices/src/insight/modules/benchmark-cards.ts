/**
 * What the methods of this package were measured at; the tables with all figures are in docs/guides/insight.md, and
 * bench/devices/insight.ts makes them. The hash of the data is that of the one file, or, of several, of what `sha256sum`
 * prints for them in the order of their paths.
 */
import type { Manifest } from "../contract/manifest.js";

export type BenchmarkCard = Manifest["benchmarks"][number];

const date = "2026-11-20";

/** Hourly-test.csv and Hourly-train.csv of Mcompetitions/M4-methods. */
const m4Hourly = "0103f36377dc48435c8239ab7d1e3dab87fe7a13050f005214d7e1e24c4d7fe3";
/** data/…/*.csv of 30 files and labels/combined_windows.json of numenta/NAB, v1.1. */
const nabPart = "65af84ecce1058317171fcfa1441506d705595f464bc755acc72b4c0d4837925";
/** AirQuality.csv of the UCI Machine Learning Repository (De Vito et al. 2008). */
const airQuality = "1075efde89b8c1cfc54e1941fc1f177ba8808c95e890ac42a8290b8f3f4a38da";

const m4Card = (name: string, method: string, score: number): BenchmarkCard => ({
  name: `M4 hourly, 414 series, 48 hours ahead: ${name}`,
  dataSha256: m4Hourly,
  method,
  score,
  date,
});
const combination = "median of the four best of all candidates, period 24";

export const combinationCards: readonly BenchmarkCard[] = [
  m4Card("OWA", combination, 0.396),
  m4Card("sMAPE in %", combination, 8.79),
  m4Card("MASE", combination, 0.75),
  m4Card("share of hours in intervals of 0.8", combination, 0.799),
  m4Card("share of hours in intervals of 0.95", combination, 0.933),
];

export const seasonalNaiveCards: readonly BenchmarkCard[] = [
  m4Card("OWA", "last period again, period 24", 0.628),
  m4Card("sMAPE in %", "last period again, period 24", 13.91),
  m4Card("MASE", "last period again, period 24", 1.193),
];

const airCard = (reference: string, score: number): BenchmarkCard => ({
  name: `UCI air quality: RMSE of ${reference}`,
  dataSha256: airQuality,
  method: "eight channels, 8760 references kept, last 40 % in time order, each reference foretold and then learned",
  score,
  date,
});

export const calibrationCards: readonly BenchmarkCard[] = [
  airCard("CO in mg/m3", 0.623),
  airCard("NO2 in ug/m3", 27.806),
  airCard("benzene in ug/m3", 0.083),
  airCard("NOx in ppb", 104.789),
];

const nabCard = (profile: string, score: number): BenchmarkCard => ({
  name: `Numenta Anomaly Benchmark, 30 of its files: ${profile}`,
  dataSha256: nabPart,
  method: "threshold 0.8 for all files and profiles; lengths and threshold were chosen while looking at these files",
  score,
  date,
});

export const neighbourCards: readonly BenchmarkCard[] = [
  nabCard("standard profile", 67.9),
  nabCard("low FP profile", 66.0),
  nabCard("low FN profile", 70.6),
];
