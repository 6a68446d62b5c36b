import { expect, test } from "vitest";
import { findSource, type PlumeObservation } from "../environment/find-source.js";
import { plantSource } from "../environment/testing/planted-source.js";
import { plumeSourceModule } from "./plume-source.js";
import { StartedModule } from "./testing/start-module.js";

const { search } = plantSource(0, 1, 1, 0.15);
const parameters = {
  ...search.area,
  releaseHeight: search.releaseHeight,
  leastEmission: search.emission.least,
  greatestEmission: search.emission.greatest,
  relativeNoise: 0.15,
  noiseFloor: search.noiseFloor,
  cells: 8,
  everySeconds: 3600,
  windowSeconds: 4 * 3600,
};

/** Six sensors, one wind an hour. */
function records(observations: readonly PlumeObservation[], from = 0) {
  return observations.map(({ weather, ...seen }, index) => ({
    id: `r${from + index}`,
    device: `s${index % 6}`,
    time: 3600 * (Math.floor(index / 6) + from),
    values: { ...seen, windSpeed: weather.windSpeed, stability: weather.stability },
  }));
}

/** A record that only says that another hour has begun. */
const later = (hour: number) => records(plantSource(99, 1, 1, 0.15).observations, hour);

test("the module says of its records what the search says of the observations", async () => {
  for (const seed of [100, 101]) {
    const { observations } = plantSource(seed, 6, 4, 0.15);
    const module = await StartedModule.of(plumeSourceModule, { ...parameters, everySeconds: 4 * 3600 });
    const [said] = await module.push([...records(observations), ...later(4)]);
    const found = findSource(observations, { ...search, cells: 8 });
    const [leastEmission, emission, greatestEmission] = found.emission;
    const { east, north, radius, probability } = found;
    expect(said!.values).toEqual({ east, north, radius, probability, leastEmission, emission, greatestEmission });
    expect(said!.of).toEqual(observations.map((_, index) => `r${index}`));
  }
});

test("a search is made with the first record of each new hour, on the observations of the window", async () => {
  const module = await StartedModule.of(plumeSourceModule, parameters);
  const answers = await module.push(records(plantSource(7, 6, 6, 0.15).observations));
  expect(answers.map(({ time }) => time / 3600)).toEqual([1, 2, 3, 4, 5]);
  expect(answers.map(({ of }) => of.length)).toEqual([6, 12, 18, 24, 24]);
  expect(answers.every(({ device }) => device === "source")).toBe(true);
  expect(await module.handle.explain("r30")).toMatchObject({ observations: 24 });
});

test("groups are searched for apart, and a late observation is used with the next search", async () => {
  const module = await StartedModule.of(plumeSourceModule, parameters);
  const [one, other] = [
    records(plantSource(1, 6, 2, 0.15).observations),
    records(plantSource(2, 6, 2, 0.15).observations),
  ];
  const grouped = (all: typeof one, group: string) =>
    all.map((record) => ({ ...record, id: `${group}${record.id}`, values: { ...record.values, group } }));
  const answers = await module.push([...grouped(one, "a"), ...grouped(other, "b")]);
  expect(answers.map(({ device, of }) => [device, of.length])).toEqual([
    ["a", 6],
    ["b", 6],
  ]);
  expect(answers[1]!.of.every((id) => id.startsWith("b"))).toBe(true);
  const [, , late] = grouped(one, "a");
  expect(await module.push([{ ...late!, id: "late" }])).toEqual([]);
  expect((await module.push(grouped(later(2), "a")))[0]!.of).toContain("late");
});

test("a saved and loaded search goes on as if nothing had been", async () => {
  const all = records(plantSource(3, 6, 4, 0.15).observations);
  const whole = await StartedModule.of(plumeSourceModule, parameters);
  await whole.push(all.slice(0, 15));
  const resumed = await StartedModule.of(plumeSourceModule, parameters, await whole.handle.saveState());
  expect(await resumed.push(all.slice(15))).toEqual(await whole.push(all.slice(15)));
});

test("an area inside out is refused at the start, and a calm hour does not fit", async () => {
  const insideOut = StartedModule.of(plumeSourceModule, { ...parameters, west: 5_000 });
  await expect(insideOut).rejects.toThrow(/The area is 5000, 2000, 0, 2000/);
  const module = await StartedModule.of(plumeSourceModule, parameters);
  const [calm] = later(0);
  await expect(module.push([{ ...calm!, values: { ...calm!.values, windSpeed: 0 } }])).rejects.toThrow(/not above 0/);
});
