export type { DiagramOptions } from "./plan.js";
export { stockAndFlowDiagram } from "./stock-and-flow.js";
