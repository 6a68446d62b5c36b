import type { LayerEdge } from "./graph.js";

/** Which box comes first where arrows run in a circle: the one with most going out, or the one declared first. */
export type Order = "greedy" | "declared";

/**
 * Says of every arrow whether it runs with the layers or against them, so that those that run with them and the
 * others turned round make no circle. The two halves of a flow run the same way: its valve lies between its stocks.
 *
 * @returns true for an arrow that runs against the layers.
 */
export function againstLayers(ids: readonly string[], edges: readonly LayerEdge[], order: Order): readonly boolean[] {
  const arcs = unitsOf(edges);
  const place = new Map((order === "declared" ? ids : greedyOrder(ids, arcs)).map((id, index) => [id, index]));
  const isBack = edges.map(() => false);
  const next = new Map<string, string[]>();
  const connect = (from: string, to: string) => next.set(from, [...(next.get(from) ?? []), to]);
  for (const { from, to, halves } of arcs) {
    const turned = place.get(from)! > place.get(to)!;
    for (const half of halves) {
      isBack[half] = turned;
      const edge = edges[half]!;
      connect(turned ? edge.to : edge.from, turned ? edge.from : edge.to);
    }
  }
  for (const [index, { from, to, through }] of edges.entries()) {
    if (through !== undefined) continue;
    const turned = leadsTo(to, from, next);
    isBack[index] = turned;
    connect(turned ? to : from, turned ? from : to);
  }
  return isBack;
}

interface Unit {
  readonly from: string;
  readonly to: string;
  /** Indices of the two arrows. */
  readonly halves: readonly [number, number];
}

function unitsOf(edges: readonly LayerEdge[]): readonly Unit[] {
  const first = new Map<string, number>();
  const units: Unit[] = [];
  for (const [index, { to, through }] of edges.entries()) {
    if (through === undefined) continue;
    const before = first.get(through);
    if (before === undefined) first.set(through, index);
    else units.push({ from: edges[before]!.from, to, halves: [before, index] });
  }
  return units;
}

/**
 * An order with few arcs against it: P. Eades, X. Lin and W. F. Smyth, A fast and effective heuristic for the
 * feedback arc set problem, Information Processing Letters 47 (1993).
 */
function greedyOrder(ids: readonly string[], arcs: readonly Unit[]): readonly string[] {
  const left = new Set(ids);
  const first: string[] = [];
  const last: string[] = [];
  while (left.size > 0) {
    let best: { readonly id: string; readonly balance: number; readonly isSink: boolean } | undefined;
    for (const id of left) {
      const out = arcs.filter(({ from, to }) => from === id && left.has(to)).length;
      const into = arcs.filter(({ from, to }) => to === id && left.has(from)).length;
      const balance = into === 0 ? Number.POSITIVE_INFINITY : out - into;
      if (out === 0 && into > 0) {
        best = { id, balance, isSink: true };
        break;
      }
      if (best === undefined || balance > best.balance) best = { id, balance, isSink: false };
    }
    const { id, isSink } = best!;
    if (isSink) last.unshift(id);
    else first.push(id);
    left.delete(id);
  }
  return [...first, ...last];
}

function leadsTo(from: string, to: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set([from]);
  const stack = [from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === to) return true;
    for (const one of next.get(id) ?? []) {
      if (seen.has(one)) continue;
      seen.add(one);
      stack.push(one);
    }
  }
  return false;
}
