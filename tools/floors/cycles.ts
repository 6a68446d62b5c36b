/**
 * The cycles of a graph, one per knot (strongly connected component): the shortest way round through the
 * knot's first node. A node that points at itself is a cycle of one.
 *
 * @param edges The nodes each node points at; targets that are no key are ignored.
 */
export function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const settled = new Set<string>();
  for (const node of [...edges.keys()].sort()) {
    if (settled.has(node)) continue;
    const cycle = shortestCycle(node, edges);
    if (cycle === undefined) continue;
    cycles.push(cycle);
    const ahead = reachable(node, edges);
    for (const other of ahead) if (reachable(other, edges).has(node)) settled.add(other);
  }
  return cycles;
}

function reachable(start: string, edges: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const next of edges.get(node) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
}

/** Breadth first from `start` until an edge comes back to it. */
function shortestCycle(start: string, edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  let layer = [start];
  while (layer.length > 0) {
    const following: string[] = [];
    for (const node of layer) {
      for (const next of edges.get(node) ?? []) {
        if (next === start) {
          const path = [node];
          for (let step = node; step !== start; ) {
            step = cameFrom.get(step) ?? start;
            path.unshift(step);
          }
          return path;
        }
        if (cameFrom.has(next)) continue;
        cameFrom.set(next, node);
        following.push(next);
      }
    }
    layer = following;
  }
  return undefined;
}
