export {
  type Draw,
  exactPower,
  exactRoot,
  foldConstants,
  type Graph,
  GraphBuilder,
  type GraphNode,
  type NodeId,
  type Population,
  type Table,
} from "./graph.js";
export { createScale, internalScale, plainScale, type Scale } from "./internal-units.js";
export { lower } from "./lower.js";
export type { Operation, PrimitiveDistribution, Reduction } from "./operations.js";
export { fingerprint, type LeafNames, printGraph } from "./print.js";
export { combinations, type Dimensions, elementName, elementsMeant, type NameSpace, shifted } from "./subscripts.js";
export { type AgentsOf, type Lowered, mismatchHint, placeOf, type Scope } from "./typed.js";
