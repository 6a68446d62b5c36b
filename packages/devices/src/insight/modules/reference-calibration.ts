import { type CalibrationOptions, SensorCalibration } from "../calibration/calibration.js";
import type { CalibrationTerms } from "../calibration/design.js";
import type { JsonObject } from "../contract/json.js";
import { calibrationCards } from "./benchmark-cards.js";
import { defineModule, numberOf } from "./define.js";

const mostChannels = 32;
const channelNames = Array.from({ length: mostChannels }, (_, index) => `channel${index + 1}`);
const number = { type: "number" } as const;
/** Characters that a number takes in a saved state, of which there are 16 MiB. */
const charactersOfNumber = 24;
const mostSaved = 15 * 1024 * 1024;
const leastMemory = 336;
const defaultMemory = 2016;

/** The calibration of low-cost sensors against references that some of their records bring along, one for each device. */
export const referenceCalibrationModule = defineModule(
  import.meta.url,
  {
    id: "calibration.reference",
    version: "1.0.0",
    kind: "quality",
    title: "What a reference beside the sensor would show, learned from records that have one.",
    capabilities: ["sensor-calibration"],
    input: {
      type: "object",
      properties: {
        ...Object.fromEntries(channelNames.map((name) => [name, number])),
        reference: { type: "number", description: "shown at the same time; absent where there is none" },
      },
      required: ["channel1"],
    },
    output: {
      type: "object",
      properties: {
        value: { type: "number", description: "in the unit of the reference" },
        // Absent until there are enough errors to go by.
        lower: number,
        upper: number,
        learned: { type: "integer", minimum: 0, description: "references behind it" },
      },
      required: ["value", "learned"],
      additionalProperties: false,
    },
    parameters: {
      type: "object",
      properties: {
        channels: { type: "integer", minimum: 1, maximum: mostChannels },
        terms: { enum: ["linear", "quadratic"], description: "those that foretell better if left out" },
        level: {
          type: "number",
          exclusiveMinimum: 0,
          exclusiveMaximum: 1,
          description: "coverage of the interval, 0.95 if left out",
        },
        memory: {
          type: "integer",
          minimum: leastMemory,
          maximum: 8760,
          description: `references kept, ${defaultMemory} if left out`,
        },
      },
      required: ["channels"],
      additionalProperties: false,
    },
    units: { input: {}, output: {} },
    deterministic: true,
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 200_000 },
    benchmarks: calibrationCards,
  },
  () => {
    const devices = new Map<string, SensorCalibration>();
    let options: CalibrationOptions = { channels: 1 };
    let [level, mostDevices, turnedAway] = [0.95, 1, 0];
    const nameList = () => channelNames.slice(0, options.channels);
    return {
      init: (parameters) => {
        const terms = parameters["terms"] as CalibrationTerms | undefined;
        const [channels, memory] = [Number(parameters["channels"]), numberOf(parameters, "memory") ?? defaultMemory];
        options = { channels, memory, ...(terms === undefined ? {} : { terms }) };
        level = numberOf(parameters, "level") ?? level;
        mostDevices = Math.max(1, Math.floor(mostSaved / (charactersOfNumber * (memory * (channels + 1) + 4000))));
      },
      take: ({ device, time, values }) => {
        // What a sensor has learned is not given up for another: the rest is told by `health`.
        if (!devices.has(device) && devices.size >= mostDevices) {
          turnedAway++;
          return undefined;
        }
        const calibration = devices.get(device) ?? new SensorCalibration(options);
        devices.set(device, calibration);
        const channels = nameList().map((name) => numberOf(values, name) ?? Number.NaN);
        const { value, missing, halfWidths } = calibration.correct(channels, [level]);
        const why = explanationOf(calibration);
        const { learned } = calibration.health();
        // Learned from only after it was foretold.
        const reference = numberOf(values, "reference");
        if (reference !== undefined) calibration.learn(channels, reference);
        if (missing) return undefined;
        const half = halfWidths[0]!;
        const ends = Number.isFinite(half) ? { lower: value - half, upper: value + half } : {};
        return { answer: { device, time, values: { value, ...ends, learned } }, why };
      },
      note: () =>
        turnedAway === 0
          ? ""
          : `There is room for ${mostDevices} devices: ${turnedAway} records of others were left out.`,
      save: () => [...devices].map(([device, one]) => [device, new TextDecoder().decode(one.saveState())]),
      load: (saved) => {
        devices.clear();
        for (const [device, state] of saved as readonly (readonly [string, string])[]) {
          devices.set(device, SensorCalibration.loadState(new TextEncoder().encode(state), options));
        }
      },
    };
  },
);

function explanationOf(calibration: SensorCalibration): JsonObject {
  const { terms, errors, rows } = calibration.explain();
  const finite = Object.entries(errors).map(([kind, error]) => [kind, Number.isFinite(error) ? error : null]);
  return { terms, rows, errors: Object.fromEntries(finite) as JsonObject, ...calibration.health() };
}
