import { numeric } from "@tokenwright/engine";
import { noiseIndicators } from "../environment/noise.js";
import { defineModule, numberOf, PerDevice } from "./define.js";

/** Day since 1970 in local time; for each of its hours the sum of 10^(level/10), and the number of levels. */
type Day = readonly [day: number, energies: readonly number[], counts: readonly number[]];

/** The noise indicators of a whole day, told with the first level of the next. */
export const noiseModule = defineModule(
  import.meta.url,
  {
    id: "environment.noise",
    version: "1.0.0",
    kind: "report",
    title: "Day-evening-night level of Directive 2002/49/EC, from equivalent levels at any rate.",
    capabilities: ["noise-indicators"],
    input: {
      type: "object",
      properties: { level: { type: "number", minimum: -20, maximum: 200 } },
      required: ["level"],
    },
    output: {
      type: "object",
      properties: Object.fromEntries(
        ["day", "evening", "night", "dayEveningNight"].map((name) => [name, { type: "number" }]),
      ),
      required: ["day", "evening", "night", "dayEveningNight"],
      additionalProperties: false,
    },
    parameters: {
      type: "object",
      properties: {
        hoursEast: { type: "number", minimum: -12, maximum: 14, description: "local time less UTC, 0 if left out" },
      },
      additionalProperties: false,
    },
    units: {
      input: { level: "dB" },
      output: { day: "dB", evening: "dB", night: "dB", dayEveningNight: "dB" },
    },
    deterministic: true,
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 500 },
  },
  () => {
    const devices = new PerDevice<Day>();
    let hoursEast = 0;
    return {
      init: (parameters) => {
        hoursEast = numberOf(parameters, "hoursEast") ?? 0;
      },
      take: ({ device, time, values }) => {
        const level = numberOf(values, "level");
        if (level === undefined) return undefined;
        const local = time + hoursEast * 3600;
        const day = Math.floor(local / 86_400);
        const hour = Math.floor((local - day * 86_400) / 3600);
        const [open, energies, counts] = devices.get(device) ?? [day, [], []];
        if (day < open) return undefined;
        const started = (sums: readonly number[]): number[] =>
          Array.from({ length: 24 }, (_, index) => (day === open ? (sums[index] ?? 0) : 0));
        const [newEnergies, newCounts] = [started(energies), started(counts)];
        newEnergies[hour] = newEnergies[hour]! + numeric.pow(10, level / 10);
        newCounts[hour] = newCounts[hour]! + 1;
        devices.set(device, [day, newEnergies, newCounts]);
        if (day === open) return undefined;
        const hourly = counts.map((count, index) =>
          count === 0 ? undefined : 10 * numeric.log10(energies[index]! / count),
        );
        const found = noiseIndicators(hourly);
        if (found === undefined) return undefined;
        const ended = (open + 1) * 86_400 - hoursEast * 3600;
        return {
          answer: { device, time: ended, values: { ...found } },
          why: { levelsInEachHour: counts },
        };
      },
      save: () => devices.save(),
      load: (state) => devices.load(state),
    };
  },
);
