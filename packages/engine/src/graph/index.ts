export {
  type Draw,
  exactPower,
  exactRoot,
  foldConstants,
  type Graph,
  GraphBuilder,
  type GraphNode,
  type NodeId,
} from "./graph.js";
export { createScale, internalScale, type Scale } from "./internal-units.js";
export { lower } from "./lower.js";
export { supportedFunctions } from "./lower-call.js";
export { type Operation, operations, type PrimitiveDistribution } from "./operations.js";
export { fingerprint, type LeafNames, printGraph } from "./print.js";
export { dimensionOfKind, type Kind, type Lowered, mismatchHint, placeOf, type Scope } from "./typed.js";
