import type { ForecastMethod, NamedMethod } from "./method.js";
import { deseasonalise } from "./seasonal-index.js";
import { smooth } from "./smoothing.js";

/** The last value, for ever. */
const naive: ForecastMethod = (history, horizon) =>
  history.length === 0 ? undefined : new Float64Array(horizon).fill(history.at(-1)!);

/** The last period, again and again. */
const seasonalNaive: ForecastMethod = (history, horizon, period) =>
  history.length < period
    ? undefined
    : new Float64Array(horizon).map((_, index) => history[history.length - period + (index % period)]!);

/** A method applied to the history without its season, which is put back on the forecast. */
function seasonallyAdjusted(method: ForecastMethod): ForecastMethod {
  return (history, horizon, period) => {
    const { values, factorAhead } = deseasonalise(history, period);
    return method(values, horizon, period)?.map((value, index) => value * factorAhead(index + 1));
  };
}

const simple: ForecastMethod = (history, horizon) => smooth(history, horizon, "none");
const holt: ForecastMethod = (history, horizon) => smooth(history, horizon, "linear");
const damped: ForecastMethod = (history, horizon) => smooth(history, horizon, "damped");

/** The mean of simple, Holt's and damped smoothing. */
const combined: ForecastMethod = (history, horizon, period) => {
  const all = [simple, holt, damped].map((method) => method(history, horizon, period));
  const [first, second, third] = all;
  if (first === undefined || second === undefined || third === undefined) return undefined;
  return first.map((value, index) => (value + second[index]! + third[index]!) / 3);
};

/**
 * The Theta method (Assimakopoulos & Nikolopoulos 2000): half the regression line on time, half the simple smoothing of
 * the line of theta 2; never below zero, as the competition's code has it.
 */
const theta: ForecastMethod = (history, horizon) => {
  const rows = history.length;
  const middle = (rows + 1) / 2;
  let [sum, product, squares] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const time = row + 1 - middle;
    sum += history[row]!;
    product += time * history[row]!;
    squares += time * time;
  }
  const slope = product / squares;
  const line = (time: number): number => sum / rows + slope * (time - middle);
  const doubled = smooth(
    history.map((value, row) => 2 * value - line(row + 1)),
    horizon,
    "none",
  );
  return doubled?.map((value, index) => Math.max(0, (value + line(rows + index + 1)) / 2));
};

/**
 * The statistical benchmarks of the M4 competition, by the names they have there. All but Naive and sNaive are applied
 * to the history without its season. Source: Mcompetitions/M4-methods, "Benchmarks and Evaluation.R".
 */
export const benchmarkMethods: readonly NamedMethod[] = [
  { name: "Naive", forecast: naive },
  { name: "sNaive", forecast: seasonalNaive },
  { name: "Naive2", forecast: seasonallyAdjusted(naive) },
  { name: "SES", forecast: seasonallyAdjusted(simple) },
  { name: "Holt", forecast: seasonallyAdjusted(holt) },
  { name: "Damped", forecast: seasonallyAdjusted(damped) },
  { name: "Theta", forecast: seasonallyAdjusted(theta) },
  { name: "Comb", forecast: seasonallyAdjusted(combined) },
];

/** The benchmark of a name. */
export function benchmarkMethod(name: string): NamedMethod | undefined {
  return benchmarkMethods.find((method) => method.name === name);
}
