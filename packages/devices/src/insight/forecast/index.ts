export {
  bias,
  coverage,
  intervalScore,
  meanAbsoluteError,
  rootMeanSquaredError,
  seasonalScale,
  smape,
} from "./accuracy.js";
export { augursMethods } from "./augurs.js";
export { benchmarkMethod, benchmarkMethods } from "./benchmarks.js";
export { candidateMethods } from "./candidates.js";
export { type Combination, combineBest, type Ranked } from "./combination.js";
export { fillGaps } from "./fill-gaps.js";
export { type ForecastAnswer, Forecaster, type ForecasterHealth, type ForecasterOptions } from "./forecaster.js";
export { type Interval, predictionIntervals } from "./intervals.js";
export { fitLagRule, type LagRule, type LagRuleOptions } from "./lag-rule.js";
export type { ForecastMethod, NamedMethod } from "./method.js";
export { lagsOf, type SeasonalRidge, seasonalRidge } from "./seasonal-ridge.js";
