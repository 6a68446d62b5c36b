import { random } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { Forecaster } from "../forecast/forecaster.js";
import { readPipeline } from "../pipeline/read-pipeline.js";
import { resolvePipeline } from "../pipeline/resolve-pipeline.js";
import { builtInRegistry } from "./built-in.js";
import { combinedForecastModule } from "./combined-forecast.js";
import { seasonalNaiveModule } from "./seasonal-naive.js";
import { StartedModule } from "./testing/start-module.js";

const start = 3600 * 490_000;
const hourly = { stepSeconds: 3600, period: 24, horizon: 6 };

/** One reading in the middle of each hour. */
function readings(values: ArrayLike<number>, device = "d", from = 0) {
  return Array.from(values, (value, hour) => ({
    id: `${device}${from + hour}`,
    device,
    time: start + 3600 * (from + hour) + 1800,
    values: { value },
  }));
}

const key = random.drawKey(3n, "hours");
const hours = Float64Array.from(
  { length: 300 },
  (_, hour) => 20 + 5 * Math.sin((2 * Math.PI * hour) / 24) + random.normal(key, hour, 0, 0),
);

test("the combination says what the forecaster says of the rows that have ended, at the level asked for", async () => {
  const module = await StartedModule.of(combinedForecastModule, { ...hourly, level: 0.8, every: 50 });
  const last = (await module.push(readings(hours))).at(-1)!;
  // Row 490,250 is the last that 50 divides: 250 rows have ended with its first reading.
  const forecaster = new Forecaster({ period: 24 });
  forecaster.update(hours.subarray(0, 250));
  const { point, intervals, methods } = forecaster.forecast(6, [0.8]);
  expect(last).toMatchObject({ device: "d", of: ["d250"], time: start + 250 * 3600 + 1800 });
  expect(last.values).toEqual({
    point: point[5],
    lower: intervals[0]!.lower[5],
    upper: intervals[0]!.upper[5],
    target: start + 255 * 3600,
  });
  expect(await module.handle.explain("d250")).toMatchObject({ methods, trials: 3, rows: 250, filled: 0, level: 0.8 });
});

test("only the methods named are tried, and one that there is not is refused", async () => {
  const module = await StartedModule.of(combinedForecastModule, { ...hourly, every: 100, methods: ["Theta", "Naive"] });
  await module.push(readings(hours));
  const why = (await module.handle.explain("d200")) as { methods: readonly { name: string }[] };
  expect(why.methods.map(({ name }) => name).sort()).toEqual(["Naive", "Theta"]);
  const unknown = StartedModule.of(combinedForecastModule, { ...hourly, methods: ["Oracle"] });
  await expect(unknown).rejects.toThrow(/none of the values allowed/);
});

test("the baseline is the last period again, with the textbook's interval", async () => {
  const module = await StartedModule.of(seasonalNaiveModule, { stepSeconds: 3600, period: 4, horizon: 6 });
  const answers = await module.push(readings([1, 2, 3, 4, 2, 4, 3, 5, 0]));
  const { point, lower, upper, target } = answers.at(-1)!.values as Record<string, number>;
  // Steps 1, 2, 0, 1: σ² = 6/4; the sixth row is in the second period ahead: σ √2. The quantile is tabled.
  const half = 1.959963984540054 * Math.sqrt(6 / 4) * Math.SQRT2;
  expect(point).toBe(4);
  expect([lower, upper].map((end) => Math.abs(end! - 4))).toEqual([expect.closeTo(half, 10), expect.closeTo(half, 10)]);
  expect(target).toBe(start + 13 * 3600);
  expect(answers).toHaveLength(1);
});

test.each([0.8, 0.95])(
  "the baseline's interval of %f holds its share where each period is a step from the last",
  async (level) => {
    let inside = 0;
    const series = 2_000;
    const module = await StartedModule.of(seasonalNaiveModule, {
      stepSeconds: 1,
      period: 4,
      horizon: 6,
      level,
      every: 96,
    });
    for (let one = 0; one < series; one++) {
      const values: number[] = [];
      for (let row = 0; row < 102; row++) values.push((values[row - 4] ?? 0) + random.normal(key, row, one + 1, 0));
      const rows = values.map((value, row) => ({ id: `${row}`, device: `s${one}`, time: row, values: { value } }));
      const [answer] = await module.push(rows.slice(0, 97));
      const { lower, upper, target } = answer!.values as { lower: number; upper: number; target: number };
      expect(target).toBe(101);
      if (values[101]! >= lower && values[101]! <= upper) inside++;
    }
    // The deviation is estimated from 92 steps, which costs a few thousandths; three binomial deviations beside.
    expect(Math.abs(inside / series - level)).toBeLessThan(0.006 + 3 * Math.sqrt((level * (1 - level)) / series));
  },
);

test("rows are means of their readings; late ones are left out, and rows without any are missing", async () => {
  const plan = { stepSeconds: 10, period: 1, horizon: 1 };
  const at = (time: number, value: number) => ({ id: `${time}`, device: "d", time, values: { value } });
  const [even, uneven] = [
    await StartedModule.of(seasonalNaiveModule, plan),
    await StartedModule.of(seasonalNaiveModule, plan),
  ];
  const rows = [3, 5, 4, 6, 9, 7, 8];
  const expected = await even.push([...rows.map((value, row) => at(10 * row, value)), at(70, 0)]);
  const found = await uneven.push([
    ...rows.flatMap((value, row) => [at(10 * row, value - 1), at(10 * row + 9, value + 1), at(10 * row - 30, 99)]),
    at(70, 1e200),
    at(70, 0),
  ]);
  expect(found.at(-1)?.values).toEqual(expected.at(-1)?.values);
  const gap = await uneven.push([at(100, 0)]);
  expect(gap[0]?.values["target"]).toBe(100);
  expect(await uneven.handle.explain("100")).toMatchObject({ differences: 7 });
  // A pause longer than the memory leaves nothing to go by.
  expect(await uneven.push([at(1e12, 0)])).toEqual([]);
});

test.each([
  ["combination", combinedForecastModule],
  ["baseline", seasonalNaiveModule],
])("a saved and loaded %s goes on as if nothing had been, and tells all rows ahead", async (_, definition) => {
  const plan = { ...hourly, every: 12 };
  const whole = await StartedModule.of(definition, plan);
  await whole.push(readings(hours.subarray(0, 200)));
  const resumed = await StartedModule.of(definition, plan, await whole.handle.saveState());
  const rest = readings(hours.subarray(200, 230), "d", 200);
  expect(await resumed.push(rest)).toEqual(await whole.push(rest));
  const path = await resumed.handle.infer({ ask: "path", device: "d" }, 1);
  expect(path.map(({ values }) => values["target"])).toEqual(
    [0, 1, 2, 3, 4, 5].map((row) => start + (229 + row) * 3600),
  );
  expect(path).toEqual(await whole.handle.infer({ ask: "path", device: "d" }, 1));
  expect(await resumed.handle.infer({ ask: "path", device: "other" }, 1)).toEqual([]);
});

test("more devices than a state has room for: the first is forgotten, and the state is still taken", async () => {
  const plan = { stepSeconds: 1, period: 1, horizon: 1, memory: 10_000, every: 1_000_000 };
  const module = await StartedModule.of(seasonalNaiveModule, plan);
  for (let device = 0; device < 70; device++) {
    const rows = Array.from({ length: 2 }, (_, row) => ({
      id: "r",
      device: `d${device}`,
      time: 20_000 * row,
      values: { value: 0.1 + row / 3 },
    }));
    await module.push(rows);
  }
  const state = await module.handle.saveState();
  expect(new TextDecoder().decode(state)).not.toContain('"d0"');
  expect(new TextDecoder().decode(state)).toContain('"d69"');
});

test("in a pipeline the baseline stands in for the combination", () => {
  const text = `pipeline: 1
title: Load of a town
sources:
  readings: { load: kW }
stages:
  ahead:
    use: { kind: forecast, capability: series-forecast, version: ^1.0.0, id: forecast.combination }
    inputs:
      - { from: readings, take: { value: load } }
    parameters: { stepSeconds: 3600, period: 24, horizon: 6 }
    fallback:
      - { use: { kind: forecast, capability: baseline, version: ^1.0.0 }, parameters: { stepSeconds: 3600, period: 24, horizon: 6 } }
outputs: [ahead]
`;
  const [stage] = resolvePipeline(readPipeline(text, "load.yaml"), builtInRegistry()).stages;
  expect(stage?.fallbacks.map(({ module }) => module.manifest.id)).toEqual(["forecast.seasonal-naive"]);
});
