import { Graph, layout } from "@dagrejs/dagre";
import type { AxisPoint, LayerEdge, LayerNode, PlacedNode, Point, Route, Strip } from "./graph.js";
import { againstLayers, type Order } from "./orient.js";
import { routeThrough } from "./ports.js";
import type { Direction } from "./shapes.js";

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Upper left corners. */
  readonly corners: ReadonlyMap<string, Point>;
  readonly routes: readonly Route[];
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

interface Line {
  readonly weight: number;
  readonly points?: readonly Point[];
}

/** Ways to layer a graph. None is best for every graph. */
export interface Search {
  readonly ranker: "network-simplex" | "longest-path";
  readonly order: Order;
}

export const searches: readonly Search[] = (["network-simplex", "longest-path"] as const).flatMap(
  (ranker): Search[] => [
    { ranker, order: "greedy" },
    { ranker, order: "declared" },
  ],
);

/** Between two layers at least. */
const layerGap = 46;

/** A pipe is bent less readily than a link. */
const pipeWeight = 6;

/**
 * Boxes in layers, arrows from layer to layer, after K. Sugiyama, S. Tagawa and M. Toda, Methods for visual
 * understanding of hierarchical system structures, IEEE Transactions on Systems, Man and Cybernetics 11 (1981),
 * by way of dagre. Arrows pass a layer straight, through a gap that dagre kept for them, and swing only between
 * layers, so none crosses a box.
 */
export function layOut(
  nodes: readonly LayerNode[],
  edges: readonly LayerEdge[],
  direction: Direction,
  search: Search,
): Layout {
  const isDown = direction === "down";
  const graph = new Graph<object, Box, Line>({ multigraph: true });
  graph.setGraph({
    rankdir: isDown ? "TB" : "LR",
    nodesep: 16,
    edgesep: 12,
    ranksep: layerGap,
    ranker: search.ranker,
  });
  // A name that looks like a number would change the order of the graph's own tables.
  const key = (id: string) => `n ${id}`;
  for (const { id, width, height } of nodes) graph.setNode(key(id), { width, height });
  const isBack = againstLayers(
    nodes.map(({ id }) => id),
    edges,
    search.order,
  );
  const endsOf = (index: number): readonly [string, string, string] => {
    const { from, to } = edges[index]!;
    return isBack[index] ? [key(to), key(from), `e${index}`] : [key(from), key(to), `e${index}`];
  };
  for (const [index, { kind }] of edges.entries()) {
    const [from, to, name] = endsOf(index);
    graph.setEdge(from, to, { weight: kind === "pipe" ? pipeWeight : 1 }, name);
  }
  layout(graph);

  const turn = ({ x, y }: Point): AxisPoint => (isDown ? { along: y, across: x } : { along: x, across: y });
  const back = ({ along, across }: AxisPoint): Point => (isDown ? { x: across, y: along } : { x: along, y: across });
  const placed = nodes.map(({ id, width, height, core, isCentred = false }): PlacedNode => {
    const { x = 0, y = 0 } = graph.node(key(id));
    const middle = turn({ x, y });
    const size = turn({ x: width, y: height });
    const shared = { id, ...middle, length: size.along, breadth: size.across, isCentred };
    if (core === undefined) return shared;
    const off = turn({ x: core.x - width / 2, y: core.y - height / 2 });
    return { ...shared, core: { across: middle.across + off.across, radius: core.radius } };
  });
  const bends = edges.map((edge, index) => ({
    edge,
    points: (graph.edge(...endsOf(index)).points ?? []).map(turn),
  }));
  const before = stripsOf(placed);
  const routing = routeThrough(placed, bends, before, layerGap);
  const routes = routing.routes.map(({ edge, points }) => ({ edge, points: points.map(back) }));
  const corners = nodes.map(({ id, width, height }, index) => {
    const { along, across } = placed[index]!;
    const strip = before.findIndex(({ middle }) => Math.abs(middle - along) < 0.5);
    const { x, y } = back({ along: routing.strips[strip]!.middle, across });
    return { id, width, height, x: x - width / 2, y: y - height / 2 };
  });
  return moveToOrigin(corners, routes);
}

function stripsOf(nodes: readonly PlacedNode[]): readonly Strip[] {
  const strips: { middle: number; half: number }[] = [];
  for (const { along, length } of [...nodes].sort((a, b) => a.along - b.along)) {
    const last = strips.at(-1);
    if (last !== undefined && along - last.middle < 0.5) last.half = Math.max(last.half, length / 2);
    else strips.push({ middle: along, half: length / 2 });
  }
  return strips;
}

/** Room around an arrow. */
const margin = 6;

function moveToOrigin(
  corners: readonly { id: string; x: number; y: number; width: number; height: number }[],
  routes: readonly Route[],
): Layout {
  const points = routes.flatMap((route) => route.points);
  const left = Math.min(...corners.map(({ x }) => x), ...points.map(({ x }) => x - margin));
  const top = Math.min(...corners.map(({ y }) => y), ...points.map(({ y }) => y - margin));
  const right = Math.max(...corners.map(({ x, width }) => x + width), ...points.map(({ x }) => x + margin));
  const bottom = Math.max(...corners.map(({ y, height }) => y + height), ...points.map(({ y }) => y + margin));
  const move = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });
  return {
    width: right - left,
    height: bottom - top,
    corners: new Map(corners.map((corner) => [corner.id, move(corner)])),
    routes: routes.map(({ edge, points: own }) => ({ edge, points: own.map(move) })),
  };
}
