import type { Arrow, Content, Item } from "./content.js";
import type { LayerNode, Point, Route } from "./graph.js";
import { type Layout, layOut, type Search, searches } from "./layers.js";
import { type Direction, type Shape, shapeOf, withRoom } from "./shapes.js";

export interface PlacedShape extends Point {
  readonly shape: Shape;
}

export interface PlacedRoute extends Route {
  /** The way in which the layers of its part of the diagram follow one another. */
  readonly direction: Direction;
}

/** A part of a diagram, coordinates from its upper left corner. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly PlacedShape[];
  readonly routes: readonly PlacedRoute[];
}

/** What a page shows without shrinking the letters, in pixels. */
const pageWidth = 900;

/** More arrows than these take seconds to lay out, so fewer ways are tried. */
const manyArrows = 150;
const tooManyToTry = 400;

/**
 * The best of several layouts: short arrows, pipes counting more, and no wider than a page.
 * @param arrows How many there are.
 * @param lay Lays out in one way.
 */
export function bestLayout<
  T extends { readonly width: number; readonly height: number; readonly routes: readonly Route[] },
>(arrows: number, lay: (direction: Direction, search: Search) => T): T {
  const directions: readonly Direction[] = arrows > tooManyToTry ? ["right"] : ["right", "down"];
  let best: { readonly one: T; readonly cost: number } | undefined;
  for (const direction of directions) {
    for (const search of arrows > manyArrows ? searches.slice(0, 1) : searches) {
      const one = lay(direction, search);
      const cost = costOf(one);
      if (best === undefined || cost < best.cost * 0.999) best = { one, cost };
    }
  }
  return best!.one;
}

function costOf({ width, height, routes }: { width: number; height: number; routes: readonly Route[] }): number {
  let length = 0;
  for (const { edge, points } of routes) {
    let own = 0;
    for (const [index, { x, y }] of points.entries()) {
      const before = points[index - 1];
      if (before !== undefined) own += Math.abs(x - before.x) + Math.abs(y - before.y);
    }
    length += edge.kind === "pipe" ? 2 * own : own;
  }
  return (length + width + height) * Math.max(1, width / pageWidth) ** 3;
}

/** Sources before everything else and sinks after: amounts run with the layers where they can. */
function clouds(items: readonly Item[]): readonly Item[] {
  const of = (is: (kind: Item["kind"]) => boolean) => items.filter(({ kind }) => is(kind));
  return [
    ...of((kind) => kind === "source"),
    ...of((kind) => kind !== "source" && kind !== "sink"),
    ...of((kind) => kind === "sink"),
  ];
}

/** One model, or one module of an economy, laid out. */
export function blockOf({ items, arrows }: Content): Block {
  const sorted = clouds(items);
  const pipes = pipesAtOneSide(arrows);
  const drawn = (direction: Direction) =>
    sorted.map((item) => withRoom(shapeOf(item, direction), direction, pipes.get(item.id) ?? 0));
  const down = drawn("down");
  const right = drawn("right");
  return bestLayout(arrows.length, (direction, search) => {
    const shapes = direction === "down" ? down : right;
    const layout = layOut(shapes.map(nodeOf), arrows, direction, search);
    return { ...sizeOf(layout), shapes: placeShapes(shapes, layout), routes: withDirection(layout, direction) };
  });
}

/** By item, how many pipes end at it, or begin there if those are more. */
function pipesAtOneSide(arrows: readonly Arrow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, { in: number; out: number }>();
  const of = (id: string) => {
    const known = counts.get(id) ?? { in: 0, out: 0 };
    counts.set(id, known);
    return known;
  };
  for (const { kind, from, to } of arrows) {
    if (kind !== "pipe") continue;
    of(from).out++;
    of(to).in++;
  }
  return new Map(Array.from(counts, ([id, count]) => [id, Math.max(count.in, count.out)]));
}

export function nodeOf({ item, width, height, core }: Shape): LayerNode {
  const isCentred = item.kind === "source" || item.kind === "sink";
  return { id: item.id, width, height, isCentred, ...(core === undefined ? {} : { core }) };
}

function sizeOf({ width, height }: Layout): { readonly width: number; readonly height: number } {
  return { width, height };
}

export function placeShapes(shapes: readonly Shape[], { corners }: Layout): readonly PlacedShape[] {
  return shapes.map((shape) => ({ shape, ...corners.get(shape.item.id)! }));
}

export function withDirection({ routes }: Layout, direction: Direction): readonly PlacedRoute[] {
  return routes.map((route) => ({ ...route, direction }));
}
