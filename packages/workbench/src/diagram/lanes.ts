import type { Strip } from "./graph.js";

/** A pipe's way over from one layer to the next: in the gap below layer `gap`, from the upper place to the lower. */
export interface Swing {
  readonly way: number;
  readonly index: number;
  readonly gap: number;
  readonly from: number;
  readonly to: number;
}

/** Between two lanes, and between a lane and a layer, where an arrow head must find room. */
const pitch = 14;
const edge = 25;

export interface Lanes {
  /** The layers, moved apart where a gap needs it. */
  readonly strips: readonly Strip[];
  /** Where the pipe runs across. */
  readonly laneOf: (way: number, index: number) => number;
}

/**
 * Gives the pipes that turn in one gap a lane each, so that no two lie on one another. Of those that run to the
 * right the one furthest to the right turns first, of those to the left the one furthest to the left: so they do
 * not cross.
 */
export function lanesOf(swings: readonly Swing[], strips: readonly Strip[], leastGap: number): Lanes {
  const lanes = new Map<Swing, number>();
  const counts = strips.map((_, gap) => {
    const own = swings.filter((swing) => swing.gap === gap && Math.abs(swing.from - swing.to) >= 0.05).sort(inOrder);
    let most = 0;
    for (const [index, swing] of own.entries()) {
      const above = own.slice(0, index).filter((other) => touches(swing, other));
      const lane = Math.max(-1, ...above.map((other) => lanes.get(other)!)) + 1;
      lanes.set(swing, lane);
      most = Math.max(most, lane + 1);
    }
    return most;
  });
  const moved: Strip[] = [];
  let at = 0;
  for (const [index, { half }] of strips.entries()) {
    moved.push({ middle: at + half, half });
    at += 2 * half + Math.max(leastGap, counts[index] === 0 ? 0 : 2 * edge + (counts[index]! - 1) * pitch);
  }
  const places = new Map<string, number>();
  for (const swing of swings) {
    const { middle, half } = moved[swing.gap]!;
    const next = moved[swing.gap + 1]!;
    const centre = (middle + half + next.middle - next.half) / 2;
    const lane = (lanes.get(swing) ?? 0) - (Math.max(1, counts[swing.gap]!) - 1) / 2;
    places.set(`${swing.way} ${swing.index}`, centre + lane * pitch);
  }
  return { strips: moved, laneOf: (way, index) => places.get(`${way} ${index}`)! };
}

function inOrder(a: Swing, b: Swing): number {
  const right = (swing: Swing) => (swing.to > swing.from ? 1 : 0);
  return right(a) - right(b) || (right(a) === 1 ? b.from - a.from : a.from - b.from) || a.way - b.way;
}

function touches(a: Swing, b: Swing): boolean {
  const room = 10;
  return (
    Math.min(a.from, a.to) < Math.max(b.from, b.to) + room && Math.min(b.from, b.to) < Math.max(a.from, a.to) + room
  );
}
