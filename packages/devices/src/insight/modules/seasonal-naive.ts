import { numeric } from "@tokenwright/engine";
import { benchmarkMethod } from "../forecast/benchmarks.js";
import { fillGaps } from "../forecast/fill-gaps.js";
import { seasonalNaiveCards } from "./benchmark-cards.js";
import { defineModule } from "./define.js";
import {
  forecastForm,
  forecastMethod,
  forecastParameters,
  type LookAhead,
  requiredForForecast,
} from "./forecast-form.js";

const { forecast } = benchmarkMethod("sNaive")!;
/** Differences over a period below which no interval is told. */
const fewestDifferences = 4;

/**
 * The last period again; its interval is that of normal steps from period to period, whose variance adds up (Hyndman &
 * Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.5: σ √(k + 1), k whole periods before).
 */
const lookAhead: LookAhead = (rows, { period, horizon, level }) => {
  const point = forecast(fillGaps(rows, period), horizon, period);
  const steps = rows.subarray(period).map((value, row) => value - rows[row]!);
  const seen = steps.filter((step) => !Number.isNaN(step));
  if (point === undefined || seen.length < fewestDifferences) return undefined;
  const deviation = Math.sqrt(seen.reduce((sum, step) => sum + step * step, 0) / seen.length);
  const score = numeric.normalQuantile((1 + level) / 2) * deviation;
  const widths = point.map((_, row) => score * Math.sqrt(Math.floor(row / period) + 1));
  return {
    point,
    lower: point.map((value, row) => value - widths[row]!),
    upper: point.map((value, row) => value + widths[row]!),
    why: { deviation, differences: seen.length, level },
  };
};

/** The statistical baseline of forecasts. */
export const seasonalNaiveModule = defineModule(
  import.meta.url,
  {
    ...forecastForm,
    id: "forecast.seasonal-naive",
    version: "1.0.0",
    title: "The last period again, with the interval of its steps.",
    capabilities: ["series-forecast", "baseline"],
    parameters: {
      type: "object",
      properties: forecastParameters,
      required: requiredForForecast,
      additionalProperties: false,
    },
    cost: { millisecondsPerThousand: 0, bytesPerDevice: 24_000 },
    benchmarks: seasonalNaiveCards,
  },
  () => forecastMethod(() => lookAhead),
);
