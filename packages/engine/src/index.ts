/** The public face of the engine. Runs in Node and in browsers; no runtime dependencies. */

export * from "./backend/index.js";
export * from "./base/errors.js";
export { checkName, isDangerousKey, reservedWords } from "./base/names.js";
export type { Rational } from "./base/rational.js";
export * as rational from "./base/rational.js";
export { didYouMean, nearest } from "./base/suggest.js";
export type { VectorAdapter } from "./base/vector-adapter.js";
export * as equation from "./equation/index.js";
export { fingerprint, internalScale, type LeafNames, printGraph } from "./graph/index.js";
export * from "./model/index.js";
export * as numeric from "./numeric/index.js";
export * as random from "./random/index.js";
export * from "./simulate/index.js";
export * as unit from "./unit/index.js";
export { createUnits, type Quantity, type Unit, type Units } from "./unit/index.js";
