export { addPairs, dividePairs, lowPart, multiplyPairs, productError, sumError } from "./double-double.js";
export { erf, erfc, normalCdf } from "./erf.js";
export { ExactSums, type PackedSums } from "./exact-sum.js";
export { exp } from "./exp.js";
export { expm1 } from "./expm1.js";
export { gammaP, gammaQ } from "./gamma-incomplete.js";
export {
  gini,
  giniOfExponential,
  giniOfLogNormal,
  giniOfPareto,
  giniOfUniform,
  lorenzCurve,
  meanLogDeviation,
  theil,
} from "./inequality.js";
export { arccos, arcsin, arctan } from "./inverse-trigonometric.js";
export { largestRemainder } from "./largest-remainder.js";
export { ln, log1p } from "./ln.js";
export { lnGamma } from "./ln-gamma.js";
export { log2, log10 } from "./log10.js";
export { mean, standardDeviation, variance } from "./moments.js";
export { normalQuantile } from "./normal-quantile.js";
export { pow } from "./pow.js";
export { quantile, quantiles } from "./quantile.js";
export { CHUNK, chunkedSum, compensatedSum, treeSum } from "./sum.js";
export { tanh } from "./tanh.js";
export { cos, sin, tan } from "./trigonometric.js";
