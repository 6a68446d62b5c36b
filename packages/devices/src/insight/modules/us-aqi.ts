import { aqiPollutants, aqiUnit, overallAqi } from "../environment/us-aqi.js";
import { defineModule, noParameters, numberOf } from "./define.js";

/** The US air quality index of each record that has a pollutant. */
export const usAqiModule = defineModule(
  import.meta.url,
  {
    id: "environment.us-aqi",
    version: "1.0.0",
    kind: "report",
    title: "US air quality index of 2024, over all pollutants of a record.",
    capabilities: ["air-quality-index"],
    input: {
      type: "object",
      properties: Object.fromEntries(aqiPollutants.map((name) => [name, { type: "number", minimum: 0 }])),
    },
    output: {
      type: "object",
      properties: {
        index: { type: "integer", minimum: 0 },
        category: { type: "string", maxLength: 40 },
        responsible: { enum: [...aqiPollutants] },
      },
      required: ["index", "category", "responsible"],
      additionalProperties: false,
    },
    parameters: noParameters,
    units: {
      input: Object.fromEntries(aqiPollutants.map((name) => [name, aqiUnit(name).unit])),
      output: { index: "{index}" },
    },
    deterministic: true,
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 0 },
  },
  () => ({
    init: () => {},
    take: ({ device, time, values }) => {
      const given: Partial<Record<(typeof aqiPollutants)[number], number>> = {};
      for (const name of aqiPollutants) {
        const value = numberOf(values, name);
        if (value !== undefined) given[name] = value;
      }
      const found = overallAqi(given);
      if (found === undefined) return undefined;
      const { index, category, responsible, parts } = found;
      return { answer: { device, time, values: { index, category, responsible } }, why: { parts } };
    },
    save: () => null,
    load: () => {},
  }),
);
