/** Lifetimes of machines. */
export {
  cumulativeHazard,
  failureWithin,
  lifeAtShare,
  meanLife,
  meanResidualLife,
  reliability,
  type Weibull,
} from "./weibull.js";
export { failureInterval, fitWeibull, type Life, type WeibullFit } from "./weibull-fit.js";
