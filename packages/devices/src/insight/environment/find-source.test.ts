import { expect, test } from "vitest";
import { findSource, mapSources } from "./find-source.js";
import { plantSource } from "./testing/planted-source.js";

test("a planted source lies within the stated radius as often as stated: 6 sensors, 4 winds, 15 % noise", () => {
  const seeds = 40;
  const probability = 0.9;
  let within = 0;
  let strengthWithin = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const { source, observations, search } = plantSource(seed, 6, 4, 0.15);
    const found = findSource(observations, { ...search, probability, cells: 16 });
    if (Math.hypot(found.east - source.east, found.north - source.north) <= found.radius) within++;
    if (source.emission >= found.emission[0] && source.emission <= found.emission[2]) strengthWithin++;
    expect(found.radius).toBeLessThan(1_500);
  }
  // Binomial: three standard deviations below 0.9 · 40 are 30.3.
  expect(within).toBeGreaterThanOrEqual(31);
  expect(strengthWithin).toBeGreaterThanOrEqual(31);
});

test("a radius stated for less probability is smaller and encloses less often", () => {
  const { observations, search } = plantSource(3, 6, 4, 0.15);
  const [half, most] = [0.5, 0.95].map((probability) => findSource(observations, { ...search, probability }).radius);
  expect(half).toBeLessThan(most!);
});

test("with twelve sensors and eight winds without noise the place is found to a few metres", () => {
  const { source, observations, search } = plantSource(5, 12, 8, 1e-6);
  const found = findSource(observations, { ...search, relativeNoise: 0.05 });
  expect(Math.hypot(found.east - source.east, found.north - source.north)).toBeLessThan(10);
  expect(found.radius).toBeLessThan(30);
  expect(found.emission[1] / source.emission).toBeCloseTo(1, 1);
});

test("clean air everywhere says little: the radius covers most of the area", () => {
  const { observations, search } = plantSource(1, 6, 1, 0.1);
  const clean = observations.map((seen) => ({ ...seen, concentration: 0 }));
  expect(findSource(clean, search).radius).toBeGreaterThan(600);
});

test("a map of strengths puts most of the mass near the source and explains what was seen", () => {
  const one = plantSource(21, 30, 6, 1e-9);
  const map = mapSources(one.observations, { ...one.search, relativeNoise: 0.05, cells: 24 });
  expect(map.explained).toBeGreaterThan(0.5);
  const near = map.cells
    .filter(({ east, north }) => Math.hypot(east - one.source.east, north - one.source.north) < 250)
    .reduce((sum, { emission }) => sum + emission, 0);
  const all = map.cells.reduce((sum, { emission }) => sum + emission, 0);
  expect(near / all).toBeGreaterThan(0.5);
});

test("too few observations, an area inside out and a noise of nothing are refused", () => {
  const { observations, search } = plantSource(1, 6, 1, 0.1);
  expect(() => findSource(observations.slice(0, 2), search)).toThrow(/environment\/source/);
  expect(() => findSource(observations, { ...search, area: { ...search.area, west: 5_000 } })).toThrow(/The area/);
  expect(() => findSource(observations, { ...search, noiseFloor: 0 })).toThrow(/The noise/);
});
