import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { benchmarkMethod } from "../forecast/benchmarks.js";
import { m4Accuracy } from "../testing/m4-accuracy.js";
import { readM4Hourly } from "../testing/m4-hourly.js";
import { listShared, readShared } from "../testing/shared-data.js";
import { calibrationCards, combinationCards, neighbourCards, seasonalNaiveCards } from "./benchmark-cards.js";
import { builtInModules } from "./list.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** What `sha256sum` prints for files. */
const listing = (folder: string, paths: readonly string[]) =>
  paths.map((path) => `${sha256(readShared(`${folder}/${path}`)!)}  ${path}\n`).join("");

const nabFiles = listShared("nab/data/").flatMap((folder) =>
  listShared(`nab/data/${folder}/`).map((file) => `data/${folder}/${file}`),
);
const isAtHand = nabFiles.length > 0;
if (!isAtHand) console.log("skipped: benchmark data, ../shared/data is not beside the repository");

test.skipIf(!isAtHand)("the cards name the data that they were measured on", () => {
  const m4 = sha256(listing("m4", ["Hourly-test.csv", "Hourly-train.csv"]));
  const nab = sha256(listing("nab", [...nabFiles, "labels/combined_windows.json"]));
  const air = sha256(readShared("air_energy/AirQuality.csv")!);
  for (const [cards, hash] of [
    [combinationCards, m4],
    [seasonalNaiveCards, m4],
    [neighbourCards, nab],
    [calibrationCards, air],
  ] as const) {
    for (const card of cards) expect(card.dataSha256, card.name).toBe(hash);
  }
});

test.skipIf(!isAtHand)("the baseline reaches the scores on its cards", () => {
  const series = readM4Hourly()!;
  const [own, reference] = ["sNaive", "Naive2"].map((name) => m4Accuracy(series, benchmarkMethod(name)!.forecast));
  const owa = (own!.smape / reference!.smape + own!.mase / reference!.mase) / 2;
  const [owaCard, smapeCard, maseCard] = seasonalNaiveCards;
  expect(Math.abs(owa - owaCard!.score)).toBeLessThan(0.0005);
  expect(Math.abs(own!.smape - smapeCard!.score)).toBeLessThan(0.005);
  expect(Math.abs(own!.mase - maseCard!.score)).toBeLessThan(0.0005);
});

test("the figures on the cards are those of the guide", () => {
  const guide = readFileSync(new URL("../../../../../docs/guides/insight.md", import.meta.url), "utf8");
  const figures = new Set(Array.from(guide.matchAll(/\d+(?:\.\d+)?/g), ([figure]) => Number(figure)));
  const cards = builtInModules.flatMap(({ manifest }) => manifest.benchmarks);
  expect(cards).toHaveLength(15);
  for (const { name, score } of cards) {
    const written = name.includes("share of") ? Number((100 * score).toFixed(1)) : score;
    expect(figures.has(written), `${name}: ${written}`).toBe(true);
  }
});
