import { nowCastPm } from "../environment/now-cast.js";
import { defineModule, numberOf, PerDevice } from "./define.js";

/** Sum and number of readings of each hour, the newest first, and the newest hour's number since 1970. */
type Hours = readonly [newest: number, sums: readonly number[], counts: readonly number[]];

const span = 12;

/** The NowCast of particulate matter from readings at any rate, by device. */
export const nowCastModule = defineModule(
  import.meta.url,
  {
    id: "environment.now-cast",
    version: "1.0.0",
    kind: "report",
    title: "NowCast of particulate matter over the last twelve hours.",
    capabilities: ["now-cast"],
    input: {
      type: "object",
      properties: { concentration: { type: "number", minimum: 0 } },
      required: ["concentration"],
    },
    output: {
      type: "object",
      properties: { nowCast: { type: "number", minimum: 0 } },
      required: ["nowCast"],
      additionalProperties: false,
    },
    parameters: {
      type: "object",
      properties: {
        leastReadings: {
          type: "integer",
          minimum: 1,
          description: "readings for an hour's mean to count, 1 if left out",
        },
      },
      additionalProperties: false,
    },
    units: { input: { concentration: "ug/m3" }, output: { nowCast: "ug/m3" } },
    deterministic: true,
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 400 },
  },
  () => {
    const devices = new PerDevice<Hours>();
    let least = 1;
    return {
      init: (parameters) => {
        least = numberOf(parameters, "leastReadings") ?? 1;
      },
      take: ({ device, time, values }) => {
        const value = numberOf(values, "concentration");
        if (value === undefined) return undefined;
        const hour = Math.floor(time / 3600);
        const [newest, oldSums, oldCounts] = devices.get(device) ?? [hour, [], []];
        const ahead = Math.max(0, hour - newest);
        const shift = (list: readonly number[]): number[] =>
          Array.from({ length: span }, (_, index) => list[index - ahead] ?? 0);
        const [sums, counts] = [shift(oldSums), shift(oldCounts)];
        const latest = Math.max(newest, hour);
        const place = latest - hour;
        if (place >= span) return undefined;
        sums[place] = sums[place]! + value;
        counts[place] = counts[place]! + 1;
        devices.set(device, [latest, sums, counts]);
        const means = sums.map((sum, index) => (counts[index]! >= least ? sum / counts[index]! : undefined));
        const nowCast = nowCastPm(means);
        if (nowCast === undefined) return undefined;
        const why = { hourlyMeans: means.map((mean) => mean ?? null) };
        return { answer: { device, time, values: { nowCast } }, why };
      },
      save: () => devices.save(),
      load: (state) => devices.load(state),
    };
  },
);
