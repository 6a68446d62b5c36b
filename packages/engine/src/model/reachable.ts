import type { Graph, NodeId } from "../graph/index.js";

/** The nodes that `roots` need, themselves included, each after its arguments. */
export function reachable(graph: Graph, roots: readonly NodeId[]): NodeId[] {
  const needed = new Uint8Array(graph.nodes.length);
  const pending = [...roots];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (needed[node] === 1) continue;
    needed[node] = 1;
    pending.push(...graph.nodes[node]!.arguments);
  }
  const order: NodeId[] = [];
  for (let node = 0; node < needed.length; node++) if (needed[node] === 1) order.push(node);
  return order;
}
