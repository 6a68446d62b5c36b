import { TokenwrightError } from "@tokenwright/engine";
import { benchmarkMethods } from "../forecast/benchmarks.js";
import { candidateMethods } from "../forecast/candidates.js";
import { type ForecastAnswer, Forecaster } from "../forecast/forecaster.js";
import type { NamedMethod } from "../forecast/method.js";
import { combinationCards } from "./benchmark-cards.js";
import { defineModule } from "./define.js";
import { forecastForm, forecastMethod, forecastParameters, requiredForForecast } from "./forecast-form.js";

const known: ReadonlyMap<string, NamedMethod> = new Map(
  [...candidateMethods, ...benchmarkMethods].map((method) => [method.name, method]),
);

/** The median of the methods that did best on the last parts of the history, with conformal intervals. */
export const combinedForecastModule = defineModule(
  import.meta.url,
  {
    ...forecastForm,
    id: "forecast.combination",
    version: "1.0.0",
    title: "Median of the best of many methods, each tried on the series' own past, with an interval.",
    capabilities: ["series-forecast"],
    parameters: {
      type: "object",
      properties: {
        ...forecastParameters,
        methods: {
          type: "array",
          items: { enum: [...known.keys()] },
          minItems: 1,
          maxItems: known.size,
          description: "what is chosen from; all but Naive, Holt and Comb if left out",
        },
      },
      required: requiredForForecast,
      additionalProperties: false,
    },
    // A forecast with each record; fewer with `every`.
    cost: { millisecondsPerThousand: 36_000, bytesPerDevice: 24_000 },
    benchmarks: combinationCards,
  },
  () =>
    forecastMethod(({ methods: names }) => {
      const methods = Array.isArray(names) ? names.map((name) => known.get(String(name))!) : candidateMethods;
      return (rows, { period, horizon, level, memory }) => {
        const forecaster = new Forecaster({ period, memory, methods });
        forecaster.update(rows);
        const found = forecastIfReady(forecaster, horizon, level);
        if (found === undefined) return undefined;
        const { point, intervals, trials, filled } = found;
        const { lower, upper } = intervals[0]!;
        const used = found.methods.map(({ name, error }) => ({ name, error }));
        return { point, lower, upper, why: { methods: used, trials, rows: found.rows, filled, level } };
      };
    }),
);

function forecastIfReady(forecaster: Forecaster, horizon: number, level: number): ForecastAnswer | undefined {
  if (!forecaster.health().ready) return undefined;
  try {
    return forecaster.forecast(horizon, [level]);
  } catch (error) {
    // Enough values, but none of the chosen methods can do with them yet.
    if (error instanceof TokenwrightError && error.code === "insight/too-few-values") return undefined;
    throw error;
  }
}
