import type { JsonObject } from "../contract/json.js";
import { type StabilityClass, stabilityClasses } from "../environment/briggs.js";
import { checkSearch, findSource, type PlumeObservation, type SourceSearch } from "../environment/find-source.js";
import { defineModule, numberOf, numbers } from "./define.js";

/** An observation with the record it came in. */
interface Seen {
  readonly id: string;
  readonly time: number;
  readonly at: PlumeObservation;
}

const positive = { type: "number", exclusiveMinimum: 0 } as const;
const number = { type: "number" } as const;
/** Of one group; the oldest goes. */
const mostObservations = 500;
const mostGroups = 60;
const fewestObservations = 3;

/** A record's values, which fit the input schema, as the search takes them. */
function observationOf(values: JsonObject, urban: boolean): PlumeObservation {
  const of = (name: string): number => Number(values[name]);
  const stability = values["stability"] as StabilityClass;
  return {
    east: of("east"),
    north: of("north"),
    height: of("height"),
    concentration: of("concentration"),
    windFrom: of("windFrom"),
    weather: { windSpeed: of("windSpeed"), stability, urban },
  };
}

/** Where what a group of sensors sees comes from, told with the first record of each new interval. */
export const plumeSourceModule = defineModule(
  import.meta.url,
  {
    id: "environment.plume-source",
    version: "1.0.0",
    kind: "explain",
    title: "Place and strength of one steady source, by its posterior under a Gaussian plume.",
    capabilities: ["source-location"],
    input: {
      type: "object",
      properties: {
        concentration: { ...number, description: "above the background, mean of one averaging time" },
        east: number,
        north: number,
        height: { type: "number", minimum: 0 },
        windFrom: number,
        // Calm hours do not fit: the plume has no answer for them.
        windSpeed: positive,
        stability: { enum: [...stabilityClasses] },
        group: { type: "string", maxLength: 256, description: "sensors that look for the same source" },
      },
      required: ["concentration", "east", "north", "height", "windFrom", "windSpeed", "stability"],
    },
    output: {
      ...numbers("east", "north", "radius", "probability", "leastEmission", "emission", "greatestEmission"),
      additionalProperties: false,
    },
    parameters: {
      type: "object",
      properties: {
        west: number,
        east: number,
        south: number,
        north: number,
        releaseHeight: { type: "number", minimum: 0 },
        leastEmission: positive,
        greatestEmission: positive,
        relativeNoise: { type: "number", exclusiveMinimum: 0, maximum: 1 },
        noiseFloor: positive,
        probability: {
          type: "number",
          exclusiveMinimum: 0,
          exclusiveMaximum: 1,
          description: "that the radius encloses the source, 0.9 if left out",
        },
        cells: { type: "integer", minimum: 8, maximum: 60, description: "a side, 24 if left out" },
        urban: { type: "boolean", description: "false if left out" },
        everySeconds: { ...positive, description: "from one search to the next, 3600 if left out" },
        windowSeconds: { ...positive, description: "observations that are used, 86400 if left out" },
      },
      required: [
        ...["west", "east", "south", "north", "releaseHeight", "leastEmission", "greatestEmission"],
        ...["relativeNoise", "noiseFloor"],
      ],
      additionalProperties: false,
    },
    units: {
      input: {
        concentration: "g/m3",
        east: "m",
        north: "m",
        height: "m",
        windFrom: "deg",
        windSpeed: "m/s",
      },
      output: {
        ...{ east: "m", north: "m", radius: "m", probability: "1" },
        ...{ leastEmission: "g/s", emission: "g/s", greatestEmission: "g/s" },
      },
    },
    deterministic: true,
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 2_000 },
  },
  () => {
    const groups = new Map<string, readonly Seen[]>();
    let search: SourceSearch | undefined;
    let [urban, every, window] = [false, 3600, 86_400];
    return {
      init: (parameters) => {
        const [west, east] = [Number(parameters["west"]), Number(parameters["east"])];
        const [south, north] = [Number(parameters["south"]), Number(parameters["north"])];
        const [probability, cells] = [numberOf(parameters, "probability"), numberOf(parameters, "cells")];
        search = {
          area: { west, east, south, north },
          releaseHeight: Number(parameters["releaseHeight"]),
          emission: { least: Number(parameters["leastEmission"]), greatest: Number(parameters["greatestEmission"]) },
          relativeNoise: Number(parameters["relativeNoise"]),
          noiseFloor: Number(parameters["noiseFloor"]),
          ...(probability === undefined ? {} : { probability }),
          ...(cells === undefined ? {} : { cells }),
        };
        checkSearch(search);
        urban = parameters["urban"] === true;
        every = numberOf(parameters, "everySeconds") ?? every;
        window = numberOf(parameters, "windowSeconds") ?? window;
      },
      take: ({ id, time, values }) => {
        const group = typeof values["group"] === "string" ? values["group"] : "source";
        const before = groups.get(group) ?? [];
        const at = observationOf(values, urban);
        const latest = before.at(-1)?.time ?? time;
        // Late observations are used with the next search.
        const isDue = Math.floor(time / every) > Math.floor(latest / every);
        const all = [...before, { id, time, at }].sort((one, other) => one.time - other.time);
        const end = all.at(-1)!.time;
        groups.set(group, all.filter((seen) => seen.time > end - window).slice(-mostObservations));
        if (groups.size > mostGroups) groups.delete(groups.keys().next().value!);
        const used = before.filter((seen) => seen.time > latest - window);
        if (!isDue || search === undefined || used.length < fewestObservations) return undefined;
        const found = findSource(
          used.map((seen) => seen.at),
          search,
        );
        const { east, north, radius, probability } = found;
        const [leastEmission, emission, greatestEmission] = found.emission;
        const said = { east, north, radius, probability, leastEmission, emission, greatestEmission };
        return {
          answer: { device: group, time, values: said },
          of: used.map((seen) => seen.id),
          why: {
            observations: used.length,
            likeliest: found.cells.slice(0, 10).map((cell) => ({ ...cell })),
          },
        };
      },
      save: () =>
        [...groups].map(([group, seen]) => [
          group,
          seen.map((one) => ({ ...one, at: { ...one.at, weather: { ...one.at.weather } } })),
        ]),
      load: (saved) => {
        groups.clear();
        for (const [group, seen] of saved as unknown as readonly (readonly [string, readonly Seen[]])[])
          groups.set(group, seen);
      },
    };
  },
);
