import type { Graph, NodeId } from "../graph/index.js";
import { instructionFor } from "./js-operations.js";
import { lookupInstruction } from "./tables.js";

/** The value of one node from those of its arguments, with the bits of the js backend; undefined for other leaves. */
export function evaluateNode(graph: Graph, id: NodeId, operands: readonly number[]): number | undefined {
  const { operation, index } = graph.nodes[id]!;
  if (operation === "input") return operands[0];
  const out = new Float64Array(1);
  const lanes = operands.map((operand) => Float64Array.of(operand));
  const instruction =
    operation === "lookup"
      ? lookupInstruction(graph.tables[index!]!, out, lanes[0]!)
      : instructionFor(operation, out, lanes);
  if (instruction === undefined) return undefined;
  instruction();
  return out[0];
}
