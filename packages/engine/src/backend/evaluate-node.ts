import type { Graph, NodeId } from "../graph/index.js";
import { instructionFor } from "./js-operations.js";
import { gatherInstruction, isReduction, reductionInstruction, spreadInstruction } from "./js-populations.js";
import { lookupInstruction } from "./tables.js";

/**
 * The values of one node in one run from those of its arguments, with the bits of the js backend: one value, or
 * one for every agent of its population. Undefined for other leaves.
 */
export function evaluateNode(graph: Graph, id: NodeId, operands: readonly Float64Array[]): Float64Array | undefined {
  const { operation, index, population } = graph.nodes[id]!;
  if (operation === "input") return operands[0];
  const out = new Float64Array(population === undefined ? 1 : graph.populations[population]!.size);
  const [first, second] = operands;
  const instruction =
    operation === "lookup"
      ? lookupInstruction(graph.tables[index!]!, out, first!)
      : operation === "spread"
        ? spreadInstruction(out, first!)
        : operation === "gather"
          ? gatherInstruction(out, operands)
          : isReduction(operation)
            ? reductionInstruction(operation, out, first!, second, first!.length)
            : instructionFor(operation, out, operands);
  if (instruction === undefined) return undefined;
  instruction();
  return out;
}
