import type { Graph, NodeId } from "../graph/index.js";
import type { Operation } from "../graph/operations.js";
import { mostCompared } from "./agents.js";

/** What the derivatives of a graph are to be taken as, where there is a choice. */
export interface Conventions {
  /** True for a rounding that counts as none: its derivative is 1 instead of 0. */
  readonly passesRounding: (node: NodeId) => boolean;
  /** True for an input whose values are data, so that its default does not matter. */
  readonly isData: (input: number) => boolean;
}

/** How the value of an operation leaves what a derivative can say. */
export type Roughness =
  /** It goes on without a gap, and its slope has one. */
  | "kink"
  /** The value itself has a gap; the derivative is that beside it. */
  | "jump"
  /** A rounding that counts as none. */
  | "rounding"
  /** It changes with its arguments, and the derivative is taken as 0. */
  | "none";

const roughOperations: Readonly<Partial<Record<Operation, Roughness>>> = {
  minimum: "kink",
  maximum: "kink",
  absolute: "kink",
  lookup: "kink",
  least: "kink",
  greatest: "kink",
  gini: "kink",
  quantile: "kink",
  topShare: "kink",
  floor: "jump",
  ceil: "jump",
  round: "jump",
  select: "jump",
  less: "jump",
  lessOrEqual: "jump",
  equal: "jump",
  not: "jump",
  and: "jump",
  or: "jump",
  pick: "jump",
  choose: "none",
  draw: "none",
};

/** Conditions, of which the derivative is 0 and the gap shows where they are used. */
const conditions: ReadonlySet<Operation> = new Set(["less", "lessOrEqual", "equal", "not", "and", "or"]);

const roundings: ReadonlySet<Operation> = new Set(["floor", "ceil", "round"]);

/** Whether a change of an argument changes the value, to first order. */
export function passes(graph: Graph, id: NodeId, position: number, conventions: Conventions): boolean {
  const { operation, arguments: operands, index, population } = graph.nodes[id]!;
  if (roundings.has(operation)) return conventions.passesRounding(id);
  if (conditions.has(operation)) return false;
  switch (operation) {
    case "draw":
    case "choose":
    case "leaving":
      return false;
    case "select":
      return position > 0;
    case "pick":
      return position === 0;
    case "input":
      return !conventions.isData(index!);
    case "lookup":
      return graph.tables[index!]!.beyond !== "step" && graph.tables[index!]!.x.length > 1;
    case "gini":
      return graph.populations[graph.nodes[operands[0]!]!.population!]!.size <= mostCompared;
    default:
      return population === undefined || operation !== "element";
  }
}

/** How a node is rough in an argument that changes; undefined for a smooth one. */
export function roughness(graph: Graph, id: NodeId, position: number, conventions: Conventions): Roughness | undefined {
  const { operation, index } = graph.nodes[id]!;
  if (roundings.has(operation) && conventions.passesRounding(id)) return "rounding";
  if (operation === "select" && position > 0) return undefined;
  if (operation === "pick" && position === 0) return undefined;
  if (operation === "lookup" && graph.tables[index!]!.beyond === "step") return "jump";
  if (operation === "gini" && !passes(graph, id, position, conventions)) return "none";
  return roughOperations[operation];
}
