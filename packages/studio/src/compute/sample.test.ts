import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Computer } from "./computer.js";
import type { Draft } from "./messages.js";

const folder = new URL("../../../../examples/cardano/", import.meta.url);
const draft: Draft = {
  file: "scenario.yaml",
  text: readFileSync(new URL("scenario.yaml", folder), "utf8"),
  changes: [],
  data: { "reference.csv": new Uint8Array(readFileSync(new URL("reference.csv", folder))) },
};
const computer = new Computer();

test("in the central future the holdings add up to all the ADA there can be", async () => {
  const { holdings } = await computer.open(draft);
  expect(holdings[0]).toEqual({
    unit: "ADA",
    names: ["supply.reserve", "supply.circulating", "supply.treasury", "supply.pot"],
  });
  const { series } = await computer.sample(draft, { purpose: "test", names: holdings[0]!.names, runs: 16, paths: 0 });
  const total = (step: number) => series.reduce((sum, { central }) => sum + central[step]!, 0);
  // 45 billion ADA is all there will ever be: Cardano's genesis.
  expect(total(0)).toBeCloseTo(45e9, 4);
  // A double at 45 billion is exact to 8 millionths; four of them are added.
  for (let step = 0; step <= 730; step++) expect(Math.abs(total(step) - total(0))).toBeLessThan(1e-4);
});

test("the share below the start is counted over all futures, step by step", async () => {
  const { series, runs } = await computer.sample(draft, {
    purpose: "test",
    names: ["price.price"],
    runs: 40,
    paths: 40,
  });
  const { paths, below, ends, central, unit } = series[0]!;
  expect([runs, paths.length, unit]).toEqual([40, 40, "USD/ADA"]);
  for (const step of [0, 1, 365, 730]) {
    expect(below[step]).toBe(paths.filter((path) => path[step]! < path[0]!).length / 40);
  }
  expect([...ends]).toEqual(paths.map((path) => path.at(-1)));
  expect(paths.some((path) => path.every((value, step) => value === central[step]))).toBe(true);
});

test("a report is one page with its own policy, and the same one each time", async () => {
  const short = { ...draft, changes: ["ensemble.runs=10"] };
  const page = await computer.report(short);
  expect(page.startsWith("<!doctype html>")).toBe(true);
  expect(page).toContain("default-src 'none'");
  expect(await new Computer().report(short)).toBe(page);
});

test("every box of the diagram that has a name is in the table of names", async () => {
  const { diagram, parts } = await computer.structure(draft);
  const names = new Set(parts.map(({ name }) => name));
  const drawn = [...diagram!.matchAll(/class="(stock|flow|parameter|auxiliary)[^"]*" data-name="([^"]+)"/g)];
  expect(drawn.length).toBeGreaterThan(10);
  expect(drawn.filter(([, , name]) => !names.has(name!)).map(([, , name]) => name)).toEqual([]);
});
