import { expect, test } from "vitest";
import type { Reading } from "../../device/reading.js";
import { openStored } from "../store/open-stored.js";
import { acceptedOf, goodPlan } from "../testing/fixtures.js";
import type { Annotation } from "./annotation.js";
import { judgeStation, listOfAnnotations } from "./judge-station.js";
import { isInBounds, slowJumpLimit, type WeatherChannel, weatherRules } from "./weather-rules.js";

const units: Readonly<Record<string, string>> = {
  temperature: "Cel",
  humidity: "%RH",
  wind_speed: "m/s",
  wind_direction: "deg",
  pressure: "hPa",
  illuminance: "lx",
  precipitation_accumulated: "mm",
  pm2_5: "ug/m3",
  pm10: "ug/m3",
};

interface Series {
  readonly channel: string;
  readonly values: readonly (number | undefined)[];
  readonly unit?: string;
}

/** Annotations of the first series, value by value; a missing value stands for a gap. */
function judged(interval: number, hardware: string, ...series: readonly Series[]): Annotation[][] {
  const readings = series.flatMap(({ channel, values, unit }) =>
    values.flatMap((value, index): Reading[] =>
      value === undefined
        ? []
        : [
            {
              id: `${channel} ${index}`,
              message: "",
              device: "d",
              channel,
              unit: unit ?? units[channel]!,
              time: 1_780_000_000 + interval * index,
              received: 0,
              value,
            },
          ],
    ),
  );
  readings.sort((a, b) => a.time - b.time);
  const found = judgeStation(readings, { hardware, interval });
  const [{ channel, values }] = series as [Series];
  return values.map((_, index) => listOfAnnotations(found, `${channel} ${index}`));
}

const same = (count: number, value: number): number[] => new Array<number>(count).fill(value);
const rising = (count: number, from: number, by: number): number[] =>
  Array.from({ length: count }, (_, index) => from + by * index);
/** Places and names of what was found. */
const marks = (found: readonly (readonly Annotation[])[]): string[] =>
  found.flatMap((names, index) => names.map((name) => `${index} ${name}`));

// The limits of the published table (weatherxm-network/qod, initial_params.py), both ends of each.
test.each<[WeatherChannel, number, number, number, number]>([
  ["temperature", -40, 60, -40, 80],
  ["humidity", 10, 99, 1, 99],
  ["wind_speed", 0, 50, 0, 50],
  ["wind_direction", 0, 359, 0, 359],
  ["pressure", 300, 1100, 540, 1100],
  ["illuminance", 0, 400_000, 0, 200_000],
])("%s may be what its station type can show, ends included", (channel, fastLeast, fastMost, slowLeast, slowMost) => {
  for (const [station, least, most] of [
    ["WS1000", fastLeast, fastMost],
    ["WS2000", slowLeast, slowMost],
  ] as const) {
    expect([least, most].every((value) => isInBounds(station, channel, value))).toBe(true);
    expect([least - 0.01, most + 0.01, Number.NaN].some((value) => isInBounds(station, channel, value))).toBe(false);
  }
});

test("rain may fall as fast as the gauge counts, 0.254 mm in each second of the step", () => {
  expect(isInBounds("WS1000", "precipitation_accumulated", 0.254 * 16)).toBe(true);
  expect(isInBounds("WS1000", "precipitation_accumulated", 0.254 * 16 + 0.01)).toBe(false);
  expect(isInBounds("WS2000", "precipitation_accumulated", 45)).toBe(true);
  expect(
    marks(judged(180, "WS2000", { channel: "precipitation_accumulated", values: [10, 10, 14, 3, 3, 60] })),
  ).toEqual(["3 out-of-bounds", "5 out-of-bounds"]);
});

test("between slow readings the limit grows by the minute up to the cap of the table", () => {
  expect([1, 3, 5, 60].map((minutes) => slowJumpLimit("temperature", minutes))).toEqual([3, 9, 15, 15]);
  expect([1, 8, 9].map((minutes) => slowJumpLimit("humidity", minutes))).toEqual([10, 80, 80]);
  expect([1, 3].map((minutes) => slowJumpLimit("wind_speed", minutes))).toEqual([10, 15]);
  // The text of the source says 0.5 hPa, its code 0.8.
  expect([1, 3, 40].map((minutes) => slowJumpLimit("pressure", minutes))).toEqual([0.5, 1.5, 15]);
  expect([1, 3].map((minutes) => slowJumpLimit("illuminance", minutes))).toEqual([97_600, 146_400]);
  expect(slowJumpLimit("wind_direction", 1)).toBe(Number.POSITIVE_INFINITY);
  expect(weatherRules.pressure).not.toHaveProperty("longConstant");
});

test("the source's own example: of a pair that jumps, the one far from the median is wrong, and what repeats it", () => {
  // From the comment of raw_data_check.py, with enough readings before it for a median: the fourth, and 6th to 8th.
  const values = [...same(30, 10), 10, 10, 10.1, 50, 10.1, 50, 50, 50, 10.2, 10.2, undefined, 10.2];
  const found = judged(16, "WS1000", { channel: "temperature", values });
  const spikes = found.flatMap((names, index) => (names.includes("spike") ? [index - 30] : []));
  expect(spikes).toEqual([3, 5, 6, 7]);
});

test("without enough readings before it nobody can tell which of a pair is wrong", () => {
  expect(marks(judged(180, "WS2000", { channel: "temperature", values: [10, 10.1, 40, 10.2, 10.1] }))).toEqual([
    "1 unidentified-spike",
    "2 unidentified-spike",
    "3 unidentified-spike",
  ]);
  const settled = judged(180, "WS2000", { channel: "temperature", values: [...rising(20, 10, 0.1), 40, 12, 12.1] });
  expect(marks(settled)).toEqual(["20 spike"]);
});

test("a change that stays is marked where it begins, and a slow one not at all", () => {
  const step = judged(180, "WS2000", {
    channel: "temperature",
    values: [...rising(20, 10, 0.01), ...rising(20, 25, 0.01)],
  });
  expect(marks(step)).toEqual(["20 spike"]);
  expect(marks(judged(180, "WS2000", { channel: "temperature", values: rising(40, 0, 2.9) }))).toEqual(
    // Above 80 °C no station can show it.
    rising(12, 28, 1).map((index) => `${index} out-of-bounds`),
  );
  const gap = judged(180, "WS2000", {
    channel: "temperature",
    values: [...rising(20, 10, 0.01), undefined, undefined, ...rising(20, 30, 0.01)],
  });
  expect(marks(gap)).toEqual([]);
});

test("minutes of a fast station: too few readings are no data, a mean that jumps is an anomalous increase", () => {
  const noise = (index: number): number => (index % 2) / 10;
  // 5 °C within three minutes, by 0.45 a reading: no single step is wrong, two minutes are.
  const values = [...same(60, 10), ...rising(12, 10.45, 0.45), ...same(40, 15.4)].map(
    (value, index) => value + noise(index),
  );
  const found = judged(16, "WS1000", { channel: "temperature", values });
  expect(marks(found).filter((mark) => mark.endsWith(" spike"))).toEqual([]);
  expect(
    marks(judged(4, "WS1000", { channel: "temperature", values: [...rising(60, 10, 0.25)] })).length,
  ).toBeGreaterThan(0);
  const sparse: (number | undefined)[] = [...same(150, 10).map((value, index) => value + noise(index))];
  for (let index = 62; index < 74; index++) sparse[index] = undefined;
  const missing = judged(4, "WS1000", { channel: "temperature", values: sparse });
  expect(missing.flat().every((name) => name === "no-data")).toBe(true);
});

test("constancy: each quantity for as long as the table says, then it is marked from its beginning", () => {
  const turns = (interval: number, minutes: number): number => Math.ceil((60 * minutes) / interval) + 1;
  for (const [channel, minutes, value] of [
    ["temperature", 240, 20],
    ["humidity", 360, 50],
    ["pressure", 120, 1000],
    ["wind_direction", 360, 90],
    ["illuminance", 120, 5000],
  ] as const) {
    const context: Series[] = channel === "humidity" ? [] : [{ channel: "humidity", values: rising(200, 40, 0.1) }];
    const values = [...rising(3, value - 0.4, 0.1), ...same(turns(180, minutes), value), value + 0.3];
    const found = judged(180, "WS2000", { channel, values }, ...context);
    expect(marks(found), channel).toEqual(rising(turns(180, minutes), 3, 1).map((index) => `${index} short-constant`));
    const shorter = [...rising(3, value - 0.4, 0.1), ...same(turns(180, minutes) - 1, value), value + 0.3];
    expect(marks(judged(180, "WS2000", { channel, values: shorter }, ...context)), channel).toEqual([]);
  }
  expect(marks(judged(180, "WS2000", { channel: "illuminance", values: same(300, 0) }))).toEqual([]);
});

test("what damp air excuses, and what a whole day does not", () => {
  const constant = { channel: "temperature", values: same(100, 8) };
  const damp = { channel: "humidity", values: rising(500, 95, 0.005) };
  expect(marks(judged(180, "WS2000", constant, damp))).toEqual([]);
  expect(marks(judged(180, "WS2000", { channel: "humidity", values: same(130, 97) }))).toEqual([]);
  expect(marks(judged(180, "WS2000", { channel: "humidity", values: same(130, 90) }))).toHaveLength(130);
  const day = judged(180, "WS2000", { channel: "temperature", values: same(481, 8) }, damp);
  expect(new Set(day.flat())).toEqual(new Set(["long-constant"]));
});

test("wind: frozen below zero, excused at 85 % humidity, and by a vane that turns on slow stations only", () => {
  const still = { channel: "wind_speed", values: same(130, 0) };
  const cold = { channel: "temperature", values: rising(130, -5, 0.01) };
  const warm = { channel: "temperature", values: rising(130, 15, 0.01) };
  const dry = { channel: "humidity", values: rising(130, 50, 0.01) };
  const damp = { channel: "humidity", values: rising(130, 85, 0.01) };
  const stuck = { channel: "wind_direction", values: same(130, 20) };
  const turning = { channel: "wind_direction", values: rising(130, 20, 1) };
  const names = (...series: Series[]): Set<Annotation> =>
    new Set(judged(180, "WS2000", ...(series as [Series])).flat());
  expect(names(still, cold, dry, stuck)).toEqual(new Set(["frozen"]));
  expect(names(still, warm, dry, stuck)).toEqual(new Set(["short-constant"]));
  expect(names(still, warm, damp, stuck)).toEqual(new Set());
  expect(names(still, warm, dry, turning)).toEqual(new Set());
  const fast = (series: Series): Series => ({ ...series, values: series.values.flatMap((value) => same(11, value!)) });
  const found = judged(16, "WS1000", fast(still), fast(warm), fast(dry), fast(turning));
  expect(new Set(found.flat())).toEqual(new Set(["short-constant"]));
});

test("a gap of up to three minutes is filled, a longer one begins anew", () => {
  const filled: (number | undefined)[] = same(90, 20);
  filled[40] = undefined;
  expect(marks(judged(180, "WS2000", { channel: "temperature", values: filled }))).toHaveLength(89);
  const broken: (number | undefined)[] = same(90, 20);
  for (const index of [40, 41]) broken[index] = undefined;
  expect(marks(judged(180, "WS2000", { channel: "temperature", values: broken }))).toEqual([]);
});

test("particles: a lone spike is marked, smoke is not; PM2.5 is a part of PM10; units are asked for", () => {
  const alone = [...rising(10, 10, 0.5), 190, ...rising(10, 15, 0.5)];
  expect(marks(judged(600, "any", { channel: "pm2_5", values: alone }))).toEqual(["10 spike"]);
  const smoke = [...rising(10, 10, 0.5), 190, 210, 205, ...rising(10, 15, 0.5)];
  expect(marks(judged(600, "any", { channel: "pm2_5", values: smoke }))).toEqual([]);
  const fine = { channel: "pm2_5", values: [10, 60] };
  expect(marks(judged(600, "any", fine, { channel: "pm10", values: [12, 20] }))).toEqual(["1 inconsistent"]);
  expect(marks(judged(600, "any", { channel: "temperature", values: [293.15, 293.2], unit: "K" }))).toEqual([]);
  expect(marks(judged(600, "any", { channel: "temperature", values: [293.15], unit: "m" }))).toEqual(["0 wrong-unit"]);
});

test("of five good simulated days no more than 1 % of the readings is marked, of a stuck and a spiking station the faults", () => {
  const { accepted } = acceptedOf(goodPlan({ stations: 6 }), 5);
  const of = (list: typeof accepted): Map<string, Reading[]> => {
    const devices = new Map<string, Reading[]>();
    for (const { bytes, received } of list) {
      for (const reading of openStored(bytes, received).readings) {
        devices.set(reading.device, [...(devices.get(reading.device) ?? []), reading]);
      }
    }
    return devices;
  };
  let [all, marked] = [0, 0];
  for (const readings of of(accepted).values()) {
    all += readings.length;
    marked += judgeStation(readings, { hardware: "simulated-1", interval: 600 }).size;
  }
  expect(all).toBe(6 * 5 * 144 * 8);
  expect(marked / all).toBeLessThan(0.01);
  const bad = acceptedOf(goodPlan({ stations: 3, bad: 2 / 3, kinds: ["stuck", "spikes"] }));
  const wrong = bad.simulation.messagesOf(2, 0)[0]!.device;
  const found = judgeStation(of(bad.accepted).get(bad.simulation.devices[1]!)!, { hardware: "x", interval: 600 });
  const stuck = [...found.values()].filter((names) => names.has("short-constant"));
  // 18 hours of ten minutes.
  expect(stuck.length).toBeGreaterThan(100);
  const upward = of(bad.accepted)
    .get(wrong)!
    .filter(({ channel, value }) => channel === "pm2_5" && Number(value) > 150);
  const spikes = judgeStation(of(bad.accepted).get(wrong)!, { hardware: "x", interval: 600 });
  expect(upward.every(({ id }) => spikes.get(id)?.has("spike"))).toBe(true);
});
