export {
  ADDRESS_LIMIT,
  type DrawKey,
  drawKey,
  furtherBlock,
  parseSeed,
  primaryBlock,
  unitInterval,
} from "./address.js";
export { binomial, poisson } from "./count.js";
export { counterWords, type GeneratorName, generatorNames } from "./counter-generators.js";
export { bernoulli, exponential, lognormal, normalWith, triangular, uniformBetween } from "./derived.js";
export {
  type Distribution,
  type DistributionName,
  type DistributionParameter,
  distributionNames,
  distributions,
  isDistributionName,
} from "./distributions.js";
export {
  fromQuantiles,
  type LognormalParameters,
  lognormalFromQuantiles,
  type NormalParameters,
  normalFromQuantiles,
} from "./from-quantiles.js";
export { beta, gamma, studentT } from "./gamma.js";
export { fillNormal, fillNormalPair, fillNormalPairAgents, normal } from "./normal.js";
export { PHILOX_ROUNDS, philox4x32 } from "./philox.js";
export { fillUniform, fillUniformAgents, uniform } from "./uniform.js";
