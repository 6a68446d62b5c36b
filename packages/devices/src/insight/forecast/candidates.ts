import { benchmarkMethods } from "./benchmarks.js";
import type { NamedMethod } from "./method.js";
import { type SeasonalRidge, seasonalRidge } from "./seasonal-ridge.js";

const plain: SeasonalRidge = { lags: "few", seven: false, logarithm: false, recent: false, difference: false };

const variants: readonly Partial<SeasonalRidge>[] = [
  {},
  { logarithm: true },
  { lags: "many" },
  { lags: "many", logarithm: true },
  { seven: true },
  { seven: true, logarithm: true },
  { lags: "many", seven: true },
  { lags: "many", seven: true, logarithm: true },
  { seven: true, logarithm: true, recent: true },
  { lags: "many", seven: true, logarithm: true, recent: true },
  { difference: true },
  { difference: true, logarithm: true },
];

function nameOf(variant: Partial<SeasonalRidge>): string {
  const words = [
    `ridge, ${variant.lags ?? plain.lags} lags`,
    ...(variant.seven ? ["seven periods"] : []),
    ...(variant.difference ? ["differences over seven periods"] : []),
    ...(variant.logarithm ? ["logarithms"] : []),
    ...(variant.recent ? ["recent rows"] : []),
  ];
  return words.join(", ");
}

/**
 * What a forecast is chosen from, whatever the period: variants of the seasonal ridge regression and the benchmarks of
 * the M4 competition that have no trend to run away with. Methods that a history is too short for drop out by themselves.
 */
export const candidateMethods: readonly NamedMethod[] = [
  ...variants.map((variant) => ({ name: nameOf(variant), forecast: seasonalRidge({ ...plain, ...variant }) })),
  ...benchmarkMethods.filter(({ name }) => ["sNaive", "Naive2", "SES", "Damped", "Theta"].includes(name)),
];
