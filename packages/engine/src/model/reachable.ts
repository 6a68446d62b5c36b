import type { Graph, NodeId } from "../graph/index.js";

/** The nodes that `roots` need, themselves included, each after its arguments. */
export function reachable(graph: Graph, roots: readonly NodeId[]): NodeId[] {
  const needed = new Set<NodeId>();
  const pending = [...roots];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    pending.push(...graph.nodes[node]!.arguments);
  }
  // Arguments are always made before the node that uses them.
  return [...needed].sort((a, b) => a - b);
}
