import { random } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { SensorCalibration } from "../calibration/calibration.js";
import { channelRows, readAirQuality } from "../testing/air-quality.js";
import { calibrationCards } from "./benchmark-cards.js";
import { referenceCalibrationModule } from "./reference-calibration.js";
import { StartedModule } from "./testing/start-module.js";

const key = random.drawKey(4n, "channels");
const channelsOf = (row: number) => [0, 1].map((part) => 10 * random.uniform(key, row, part, 0));
const law = ([first, second]: readonly number[]) => 3 + 2 * first! - second!;

function reading(row: number, hasReference: boolean, device = "d") {
  const channels = channelsOf(row);
  const noise = 0.1 * random.normal(key, row, 9, 0);
  const paired = hasReference ? { reference: law(channels) + noise } : {};
  return { id: `r${row}`, device, time: row, values: { channel1: channels[0]!, channel2: channels[1]!, ...paired } };
}

const rows = (from: number, to: number, hasReference: boolean) =>
  Array.from({ length: to - from }, (_, index) => reading(from + index, hasReference));

test("records with a reference are learned from, records without are corrected, with an interval that holds", async () => {
  const module = await StartedModule.of(referenceCalibrationModule, { channels: 2 });
  const learning = await module.push(rows(0, 840, true));
  // Nothing is said before the first week of references, and no interval before some were foretold.
  expect(learning).toHaveLength(840 - 168);
  expect(learning[0]!.values).not.toHaveProperty("lower");
  const corrected = await module.push(rows(840, 1_840, false));
  let inside = 0;
  for (const [index, { values }] of corrected.entries()) {
    const { value, lower, upper, learned } = values as Record<string, number>;
    const truth = law(channelsOf(840 + index));
    expect(Math.abs(value! - truth)).toBeLessThan(0.2);
    expect(learned).toBe(840);
    const shown = truth + 0.1 * random.normal(key, 840 + index, 9, 0);
    if (shown >= lower! && shown <= upper!) inside++;
  }
  expect(Math.abs(inside / 1_000 - 0.95)).toBeLessThan(0.03);
  expect(await module.handle.explain("r1839")).toMatchObject({ terms: "linear", rows: 840, ready: true });
});

test("a reference is foretold before it is learned: it does not change what is said of its own record", async () => {
  const [paired, alone] = [
    await StartedModule.of(referenceCalibrationModule, { channels: 2 }),
    await StartedModule.of(referenceCalibrationModule, { channels: 2 }),
  ];
  for (const module of [paired, alone]) await module.push(rows(0, 335, true));
  expect(await paired.push([reading(335, true)])).toEqual(await alone.push([reading(335, false)]));
  expect(await paired.push([reading(336, false)])).not.toEqual(await alone.push([reading(336, false)]));
});

test("a record without one of its channels gets no value; devices do not learn from one another", async () => {
  const module = await StartedModule.of(referenceCalibrationModule, { channels: 2 });
  await module.push(rows(0, 200, true));
  expect(await module.push([{ id: "x", device: "d", time: 1, values: { channel1: 1 } }])).toEqual([]);
  expect(await module.push([reading(200, false, "other")])).toEqual([]);
  expect(await module.push([reading(200, false)])).toHaveLength(1);
});

test("a saved and loaded calibration goes on as if nothing had been", async () => {
  const parameters = { channels: 2, terms: "quadratic", level: 0.8, memory: 336 };
  const whole = await StartedModule.of(referenceCalibrationModule, parameters);
  await whole.push(rows(0, 600, true));
  const resumed = await StartedModule.of(referenceCalibrationModule, parameters, await whole.handle.saveState());
  const rest = [...rows(600, 800, true), ...rows(800, 810, false)];
  expect(await resumed.push(rest)).toEqual(await whole.push(rest));
});

test("what was learned is not given up for devices beyond the room of a state, and health says so", async () => {
  const module = await StartedModule.of(referenceCalibrationModule, { channels: 32, memory: 8760 });
  const values = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`channel${index + 1}`, index]));
  for (const device of ["a", "b", "c"]) await module.push([{ id: device, device, time: 0, values }]);
  expect(await module.handle.health()).toMatchObject({
    ok: false,
    note: "There is room for 2 devices: 1 records of others were left out.",
  });
});

test("a memory too small to choose terms by is refused", () => {
  expect(() => new SensorCalibration({ channels: 1, memory: 100 })).toThrow(/insight\/memory/);
});

const air = readAirQuality();
if (air === undefined) console.log("skipped: UCI air quality, ../shared/data/air_energy is not beside the repository");

test.skipIf(air === undefined)(
  "the module reaches the error on its benchmark card: carbon monoxide in a city",
  async () => {
    const all = channelRows(air!);
    const references = air!.get("CO(GT)")!;
    const module = await StartedModule.of(referenceCalibrationModule, { channels: 8, memory: 8760 });
    const records = all.flatMap((channels, row) => {
      const reference = references[row]!;
      if (!channels.every(Number.isFinite)) return [];
      const values = Object.fromEntries(Array.from(channels, (value, index) => [`channel${index + 1}`, value]));
      return [
        { id: `${row}`, device: "d", time: row, values: Number.isNaN(reference) ? values : { ...values, reference } },
      ];
    });
    const cut = Math.floor(0.6 * all.length);
    let [count, squares] = [0, 0];
    for (const { time, values } of await module.push(records)) {
      const error = Number(values["value"]) - references[time]!;
      if (time < cut || Number.isNaN(error)) continue;
      count++;
      squares += error * error;
    }
    const card = calibrationCards.find((one) => one.name.endsWith("CO in mg/m3"))!;
    expect(Math.abs(Math.sqrt(squares / count) - card.score)).toBeLessThan(0.0005);
  },
);
