import type { AxisPoint, Bend, PlacedNode, Strip } from "./graph.js";
import { lanesOf, type Swing } from "./lanes.js";

/** From a port to the end of a side at most, and between two ports of a side. */
const inset = 12;
const linkGap = 7;
const leastLinkGap = 5;
const pipeGap = 16;

interface Port {
  readonly node: PlacedNode;
  readonly isPipe: boolean;
  /** Where the arrow would like to begin or end. */
  readonly wish: number;
  across: number;
}

interface Way {
  readonly bend: Bend;
  /** 1 where the arrow runs with the layers, -1 where it runs against them. */
  readonly sign: number;
  readonly source: Port;
  readonly target: Port;
  /** Layers in between, in the order in which the arrow passes them. */
  readonly inner: readonly { readonly strip: number; readonly across: number }[];
}

/** Ways of all arrows, and the layers moved apart where many pipes turn between two of them. */
export interface Routing {
  readonly strips: readonly Strip[];
  readonly routes: readonly { readonly edge: Bend["edge"]; readonly points: readonly AxisPoint[] }[];
}

/**
 * The corners of every arrow: out of its box at a port of its own, straight through each layer in between at the
 * gap that was kept for it, into the other box. Pipes get the ports that make them straight, links what is left.
 * Between two layers a pipe turns at right angles, on a lane that no other has; a link swings over.
 */
export function routeThrough(
  nodes: readonly PlacedNode[],
  bends: readonly Bend[],
  strips: readonly Strip[],
  leastGap: number,
): Routing {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const stripOf = (node: PlacedNode) => strips.findIndex(({ middle }) => Math.abs(middle - node.along) < 0.5);
  const sides = new Map<string, Port[]>();
  const open = (node: PlacedNode, side: number, isPipe: boolean, wish: number): Port => {
    const port = { node, isPipe, wish, across: wish };
    const key = `${side} ${node.id}`;
    sides.set(key, [...(sides.get(key) ?? []), port]);
    return port;
  };
  const ways = bends.map((bend): Way => {
    const source = byId.get(bend.edge.from)!;
    const target = byId.get(bend.edge.to)!;
    const sign = target.along > source.along ? 1 : -1;
    const inner = innerOf(bend, strips, source, target, sign);
    const isPipe = bend.edge.kind === "pipe";
    return {
      bend,
      sign,
      source: open(source, sign, isPipe, inner[0]?.across ?? anchor(target)),
      target: open(target, -sign, isPipe, inner.at(-1)?.across ?? anchor(source)),
      inner,
    };
  });
  for (const ports of sides.values()) settle(ports);

  const stops = ways.map(({ source, target, inner }) => [
    { strip: stripOf(source.node), across: source.across },
    ...inner,
    { strip: stripOf(target.node), across: target.across },
  ]);
  const swings = ways.flatMap(({ bend, sign }, way) =>
    bend.edge.kind !== "pipe"
      ? []
      : stops[way]!.slice(1).map((stop, index): Swing => {
          const before = stops[way]![index]!;
          const [first, second] = sign > 0 ? [before, stop] : [stop, before];
          return { way, index, gap: first.strip, from: first.across, to: second.across };
        }),
  );
  const lanes = lanesOf(swings, strips, leastGap);
  const routes = ways.map(({ bend, sign, source, target }, way) => {
    const own = stops[way]!;
    const edgeOf = (strip: number, side: number) => lanes.strips[strip]!.middle + side * lanes.strips[strip]!.half;
    const points: AxisPoint[] = [
      { along: border(source, sign, lanes.strips[own[0]!.strip]!.middle), across: own[0]!.across },
    ];
    for (const [index, stop] of own.entries()) {
      if (index > 0) {
        const before = own[index - 1]!;
        if (bend.edge.kind === "pipe") {
          const lane = lanes.laneOf(way, index - 1);
          points.push({ along: lane, across: before.across }, { along: lane, across: stop.across });
        } else {
          const ahead = index === own.length - 1 ? arrival : departure;
          points.push({ along: edgeOf(before.strip, sign) + sign * departure, across: before.across });
          points.push({ along: edgeOf(stop.strip, -sign) - sign * ahead, across: stop.across });
        }
      }
    }
    points.push({ along: border(target, -sign, lanes.strips[own.at(-1)!.strip]!.middle), across: own.at(-1)!.across });
    return { edge: bend.edge, points };
  });
  return { strips: lanes.strips, routes };
}

/** A link runs straight for a little way where it leaves a layer, and for longer before its arrow head. */
const departure = 4;
const arrival = 10;

function anchor({ core, across }: PlacedNode): number {
  return core?.across ?? across;
}

/** Where an arrow passes the layers between its ends. */
function innerOf(bend: Bend, strips: readonly Strip[], source: PlacedNode, target: PlacedNode, sign: number) {
  const low = Math.min(source.along, target.along) + 0.5;
  const high = Math.max(source.along, target.along) - 0.5;
  const between = strips.filter(({ middle }) => middle > low && middle < high);
  const found = between.map((strip) => {
    const point = bend.points.find(({ along }) => Math.abs(along - strip.middle) < 0.5);
    const share = (strip.middle - source.along) / (target.along - source.along);
    return {
      strip: strips.indexOf(strip),
      across: point?.across ?? source.across + share * (target.across - source.across),
    };
  });
  return sign > 0 ? found : found.reverse();
}

/** Where a port meets the border of its box or of the round part of it. */
function border({ node, across }: Port, side: number, middle: number): number {
  const { length, core } = node;
  if (core === undefined) return middle + (side * length) / 2;
  const off = across - core.across;
  return middle + side * Math.sqrt(core.radius ** 2 - off ** 2);
}

/** Gives the ports of one side their places. */
function settle(ports: readonly Port[]): void {
  const { node } = ports[0]!;
  const { core } = node;
  if (core !== undefined) {
    for (const port of ports) {
      const side = port.wish < core.across ? -1 : 1;
      port.across = core.across + (port.isPipe ? 0 : side * core.radius * 0.65);
    }
    return;
  }
  const room = node.breadth / 2 - Math.min(inset, node.breadth / 4);
  const low = node.isCentred ? node.across : node.across - room;
  const high = node.isCentred ? node.across : node.across + room;
  const byWish = (a: Port, b: Port) => a.wish - b.wish;
  const pipes = ports.filter(({ isPipe }) => isPipe).sort(byWish);
  spread(pipes, low, high);
  const links = ports.filter(({ isPipe }) => !isPipe).sort(byWish);
  const slots = slotsBetween(low, high, pipes);
  let next = 0;
  for (const [index, link] of links.entries()) {
    const last = Math.max(next, slots.length - (links.length - index));
    let best = Math.min(next, slots.length - 1);
    for (let slot = best; slot <= Math.min(last, slots.length - 1); slot++) {
      if (Math.abs(slots[slot]! - link.wish) < Math.abs(slots[best]! - link.wish)) best = slot;
    }
    link.across = slots[best]!;
    next = best + 1;
  }
}

/**
 * Keeps pipes apart, each as near to its wish as the others let it. Those that would run straight get their wish
 * first, the middle ones before the others.
 */
function spread(pipes: readonly Port[], low: number, high: number): void {
  const last = pipes.length - 1;
  const gap = last < 1 ? 0 : Math.min(pipeGap, (high - low) / last);
  const fixed: number[] = [];
  const bounds = (index: number): readonly [number, number] => {
    const before = fixed.filter((other) => other < index).map((other) => pipes[other]!.wish + (index - other) * gap);
    const after = fixed.filter((other) => other > index).map((other) => pipes[other]!.wish - (other - index) * gap);
    return [Math.max(low + index * gap, ...before), Math.min(high - (last - index) * gap, ...after)];
  };
  const middleFirst = pipes
    .map((_, index) => index)
    .sort((a, b) => Math.abs(a - last / 2) - Math.abs(b - last / 2) || a - b);
  for (const index of middleFirst) {
    const [least, most] = bounds(index);
    const { wish } = pipes[index]!;
    if (wish >= least && wish <= most) fixed.push(index);
  }
  let before = low - gap;
  for (const [index, pipe] of pipes.entries()) {
    const [least, most] = bounds(index);
    pipe.across = fixed.includes(index) ? pipe.wish : Math.min(Math.max(pipe.wish, least, before + gap), most);
    before = pipe.across;
  }
}

/** Places for links on a side, the pipes' own left out; the middle where there is no other. */
function slotsBetween(low: number, high: number, pipes: readonly Port[]): readonly number[] {
  const middle = (low + high) / 2;
  const room = (high - low) / 2;
  const gap = Math.min(linkGap, Math.max(leastLinkGap, room));
  const count = Math.floor(room / gap + 1e-9);
  const all = Array.from({ length: 2 * count + 1 }, (_, index) => middle + (index - count) * gap);
  const free = all.filter((slot) => pipes.every(({ across }) => Math.abs(across - slot) >= linkGap + 3));
  return free.length === 0 ? [middle] : free;
}
