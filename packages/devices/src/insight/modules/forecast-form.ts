import type { Json, JsonObject } from "../contract/json.js";
import { type Method, numberOf, numbers, type OwnManifest, PerDevice } from "./define.js";
import { enterRow, type OpenRow } from "./even-rows.js";

/** What every forecast module takes and gives, so that one can stand in for another. */
export const forecastForm = {
  kind: "forecast",
  input: numbers("value"),
  output: { ...numbers("point", "lower", "upper", "target"), additionalProperties: false },
  units: { input: {}, output: { target: "s" } },
  deterministic: true,
} as const satisfies Partial<OwnManifest>;

/** The parameters that all of them have. */
export const forecastParameters = {
  stepSeconds: { type: "number", exclusiveMinimum: 0, description: "length of a row" },
  period: { type: "integer", minimum: 1, maximum: 10_000, description: "rows after which the series repeats itself" },
  horizon: { type: "integer", minimum: 1, maximum: 1000, description: "rows ahead" },
  level: {
    type: "number",
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    description: "coverage of the interval, 0.95 if left out",
  },
  every: { type: "integer", minimum: 1, description: "rows from one forecast to the next, 1 if left out" },
  memory: { type: "integer", minimum: 8, maximum: 10_000, description: "rows kept, 1024 if left out" },
} as const satisfies JsonObject;

export const requiredForForecast = ["stepSeconds", "period", "horizon"] as const;

/** How a series is to be forecast. */
export interface ForecastPlan {
  readonly period: number;
  readonly horizon: number;
  /** Coverage of the interval, in (0, 1). */
  readonly level: number;
  /** Rows kept. */
  readonly memory: number;
}

/** The rows ahead, each with the ends of its interval, and what they rest on. */
export interface Outlook {
  readonly point: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly why: JsonObject;
}

/** @param rows Oldest first, NaN where one is missing. @returns Undefined when there are too few. */
export type LookAhead = (rows: Float64Array, plan: ForecastPlan) => Outlook | undefined;

type Series = readonly [open: OpenRow, rows: readonly (number | null)[]];

/** Sums of larger values, and squares of them, would overflow. */
const largestValue = 1e100;
/** Characters that a row takes in a saved state, of which there are 16 MiB. */
const charactersOfRow = 24;
/** And its name, at most 256 of them, with the open row. */
const charactersOfDevice = 400;
const mostSaved = 15 * 1024 * 1024;

/**
 * Keeps a series for each device and looks ahead when a row has ended. `latest` tells the row `horizon` ahead;
 * `{ ask: "path", device }` all rows up to it, each as an answer with its `target`.
 *
 * @param begin Makes the method from the parameters.
 */
export function forecastMethod(begin: (parameters: JsonObject) => LookAhead): Method {
  let plan: ForecastPlan = { period: 1, horizon: 1, level: 0.95, memory: 1024 };
  let [step, every] = [1, 1];
  let lookAhead: LookAhead | undefined;
  let devices = new PerDevice<Series>();
  const outlookOf = (rows: Series[1]): Outlook | undefined => {
    const outlook = lookAhead?.(
      Float64Array.from(rows, (value) => value ?? Number.NaN),
      plan,
    );
    const ends = outlook === undefined ? [] : [outlook.lower, outlook.upper];
    return ends.every((end) => end.every(Number.isFinite)) ? outlook : undefined;
  };
  const valuesOf = ({ point, lower, upper }: Outlook, open: number, ahead: number): JsonObject => ({
    point: point[ahead - 1]!,
    lower: lower[ahead - 1]!,
    upper: upper[ahead - 1]!,
    target: (open - 1 + ahead) * step,
  });
  return {
    init: (parameters) => {
      step = Number(parameters["stepSeconds"]);
      every = numberOf(parameters, "every") ?? 1;
      plan = {
        period: Number(parameters["period"]),
        horizon: Number(parameters["horizon"]),
        level: numberOf(parameters, "level") ?? plan.level,
        memory: numberOf(parameters, "memory") ?? plan.memory,
      };
      lookAhead = begin(parameters);
      devices = new PerDevice(Math.floor(mostSaved / (charactersOfDevice + charactersOfRow * plan.memory)));
    },
    take: ({ device, time, values }) => {
      const value = numberOf(values, "value");
      if (value === undefined || Math.abs(value) > largestValue) return undefined;
      const row = Math.floor(time / step);
      const [before, rows] = devices.get(device) ?? [undefined, []];
      const entered = enterRow(before, row, value, plan.memory);
      if (entered === undefined) return undefined;
      const all = [...rows, ...entered.ended].slice(-plan.memory);
      devices.set(device, [entered.open, all]);
      const isDue = before !== undefined && Math.floor(row / every) > Math.floor(before[0] / every);
      const outlook = isDue ? outlookOf(all) : undefined;
      if (outlook === undefined) return undefined;
      const { why } = outlook;
      return { answer: { device, time, values: valuesOf(outlook, row, plan.horizon) }, why };
    },
    ask: ({ ask, device }) => {
      const series = ask === "path" && typeof device === "string" ? devices.get(device) : undefined;
      const outlook = series === undefined ? undefined : outlookOf(series[1]);
      if (series === undefined || outlook === undefined) return [];
      const [[open]] = series;
      return Array.from({ length: plan.horizon }, (_, index) => ({
        device: String(device),
        time: open * step,
        of: [],
        values: valuesOf(outlook, open, index + 1),
      }));
    },
    save: (): Json => devices.save(),
    load: (state) => devices.load(state),
  };
}
