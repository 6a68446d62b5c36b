/** What an environment network computes: air quality, noise, plumes and where they come from. */
export { briggs, type StabilityClass, stabilityClasses } from "./briggs.js";
export {
  type FoundSource,
  findSource,
  mapSources,
  type PlumeObservation,
  type SourceMap,
  type SourceSearch,
} from "./find-source.js";
export { dayEveningNightLevel, energyMean, type NoiseIndicators, type NoisePeriods, noiseIndicators } from "./noise.js";
export { type NonNegativeSolution, nonNegativeLeastSquares } from "./non-negative-least-squares.js";
export { nowCastPm } from "./now-cast.js";
export { alongWind, type PlumePlace, plumeConcentration, type Weather } from "./plume.js";
export {
  type AqiCategory,
  type AqiPollutant,
  aqiCategory,
  aqiPollutants,
  aqiUnit,
  type OverallAqi,
  overallAqi,
  usAqi,
} from "./us-aqi.js";
