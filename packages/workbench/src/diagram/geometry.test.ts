import type { Economy, Model } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readScenario } from "../scenario/index.js";
import type { Point } from "./graph.js";
import { legendOf } from "./legend.js";
import { type DiagramOptions, type Plan, planDiagram } from "./plan.js";
import { library, sectors, small, twoModules } from "./testing/sample-models.js";
import { textWidth } from "./text.js";

interface Box {
  readonly id: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxesOf({ shapes }: Plan): readonly Box[] {
  return shapes.map(({ shape, x, y }) => ({
    id: shape.item.id,
    left: x,
    top: y,
    right: x + shape.width,
    bottom: y + shape.height,
  }));
}

function framesOf({ frames }: Plan): readonly Box[] {
  return frames.map(({ id, x, y, width, height }) => ({ id, left: x, top: y, right: x + width, bottom: y + height }));
}

function overlap(a: Box, b: Box, room = 0): boolean {
  return a.left < b.right + room && b.left < a.right + room && a.top < b.bottom + room && b.top < a.bottom + room;
}

function holds({ left, top, right, bottom }: Box, { x, y }: Point, room = 0): boolean {
  return x > left - room && x < right + room && y > top - room && y < bottom + room;
}

/** Points along an arrow, close to one another; links swing by a cubic curve between their pairs of corners. */
function samples({ edge, points, direction }: Plan["routes"][number]): readonly Point[] {
  return points.slice(1).flatMap((b, index) => {
    const a = points[index]!;
    const isSwing = edge.kind !== "pipe" && index % 2 === 1;
    return Array.from({ length: 33 }, (_, step): Point => {
      const t = step / 32;
      const even = { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
      if (!isSwing) return even;
      const ease = 3 * t ** 2 * (1 - t) + t ** 3;
      const mid = 1.5 * t * (1 - t) ** 2 + 1.5 * t ** 2 * (1 - t) + t ** 3;
      return direction === "down"
        ? { x: a.x + ease * (b.x - a.x), y: a.y + mid * (b.y - a.y) }
        : { x: a.x + mid * (b.x - a.x), y: a.y + ease * (b.y - a.y) };
    });
  });
}

/** Everything that is wrong with where things are. */
function faultsOf(plan: Plan): readonly string[] {
  const faults: string[] = [];
  const boxes = boxesOf(plan);
  const frames = framesOf(plan);
  const all = [...boxes, ...frames];
  const byId = new Map(all.map((box) => [box.id, box]));
  const inside = (box: Box, frame: Box) =>
    box.left > frame.left && box.right < frame.right && box.top > frame.top + 30 && box.bottom < frame.bottom;
  const homeOf = (box: Box) => frames.find((frame) => frame !== box && inside(box, frame));
  for (const [index, a] of all.entries()) {
    if (a.left < 12 || a.top < 12 || a.right > plan.width - 12 || a.bottom > plan.height - 12)
      faults.push(`${a.id} is cut`);
    for (const b of all.slice(index + 1)) {
      if (overlap(a, b, 4) && homeOf(a) !== b && homeOf(b) !== a) faults.push(`${a.id} lies on ${b.id}`);
    }
  }
  for (const { shape } of plan.shapes) {
    for (const { text, x, y, size, weight, anchor } of shape.lines) {
      const width = textWidth(text, size, weight);
      const left = anchor === "middle" ? x - width / 2 : x;
      const isIn = left >= 0 && left + width <= shape.width && y - size / 2 >= 0 && y + size / 2 <= shape.height;
      if (!isIn) faults.push(`the text ${text} leaves its box`);
    }
  }
  for (const route of plan.routes) {
    const { edge, points } = route;
    const name = `${edge.kind} ${edge.from} > ${edge.to}`;
    for (const [id, point] of [
      [edge.from, points[0]!],
      [edge.to, points.at(-1)!],
    ] as const) {
      if (!isOnBorder(plan, byId.get(id)!, point)) faults.push(`${name} does not meet the border of ${id}`);
    }
    const home = homeOf(byId.get(edge.from)!);
    const strangers = all.filter(
      (box) => box.id !== edge.from && box.id !== edge.to && box !== home && homeOf(box) === home,
    );
    for (const point of samples(route)) {
      const hit = strangers.find((box) => holds(box, point, edge.kind === "pipe" ? 3 : 0));
      if (hit !== undefined) faults.push(`${name} runs through ${hit.id}`);
      if (point.x < 0 || point.y < 0 || point.x > plan.width || point.y > plan.height) faults.push(`${name} is cut`);
    }
  }
  return [...new Set(faults)];
}

function isOnBorder({ shapes }: Plan, box: Box, { x, y }: Point): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 0.01;
  const core = shapes.find(({ shape }) => shape.item.id === box.id)?.shape.core;
  if (core !== undefined) return near(Math.hypot(x - box.left - core.x, y - box.top - core.y), core.radius);
  const isWithin = holds(box, { x, y }, 0.01);
  return isWithin && [x - box.left, x - box.right, y - box.top, y - box.bottom].some((distance) => near(distance, 0));
}

const cases: readonly (readonly [string, Model | Economy, DiagramOptions])[] = [
  ...Array.from(library).flatMap(([path, model]) =>
    (["full", "structure"] as const).map((detail) => [`${path}, ${detail}`, model, { detail }] as const),
  ),
  ["sectors", readScenario(sectors, { file: "scenario.yaml" }).economy, {}],
  ["small", small, {}],
  ["small without parameters", small, { parameters: false }],
  ["two modules", twoModules, {}],
  ["two modules in full", twoModules, { detail: "full" }],
];

const plans = cases.map(([name, model, options]) => [name, planDiagram(model, options)] as const);

test.each(plans)("no box on another, no text cut, no arrow through a box: %s", (_, plan) => {
  expect(faultsOf(plan)).toEqual([]);
});

test("a box that is pushed aside is found to lie on another, with its arrows loose", () => {
  const [, plan] = plans.find(([name]) => name === "small")!;
  const [first, second] = [plan.shapes.find(({ shape }) => shape.item.id === "pool")!, plan.shapes[0]!];
  const moved = plan.shapes.map((one) => (one === first ? { ...one, x: second.x + 2, y: second.y + 2 } : one));
  const faults = faultsOf({ ...plan, shapes: moved });
  expect(faults).toContain("pipe minted > pool does not meet the border of pool");
  expect(faults.some((fault) => /lies on/.test(fault))).toBe(true);
});

test("two pipes never lie on one another", () => {
  for (const [name, plan] of plans) {
    const pipes = plan.routes.filter(({ edge }) => edge.kind === "pipe");
    const pieces = pipes.flatMap(({ edge, points }) =>
      points.slice(1).map((b, index) => ({ through: edge.through, a: points[index]!, b })),
    );
    for (const [index, one] of pieces.entries()) {
      for (const other of pieces.slice(index + 1)) {
        if (one.through === other.through) continue;
        expect(shared(one, other), `${name}: ${one.through} and ${other.through}`).toBeLessThan(8);
      }
    }
  }
});

/** Length over which two straight pieces run closer together than a pipe is wide. */
function shared(one: { a: Point; b: Point }, other: { a: Point; b: Point }): number {
  let most = 0;
  for (const [along, across] of [
    ["x", "y"],
    ["y", "x"],
  ] as const) {
    const isParallel =
      Math.abs(one.a[across] - one.b[across]) < 0.01 && Math.abs(other.a[across] - other.b[across]) < 0.01;
    if (!isParallel || Math.abs(one.a[across] - other.a[across]) >= 7) continue;
    const low = Math.max(Math.min(one.a[along], one.b[along]), Math.min(other.a[along], other.b[along]));
    const high = Math.min(Math.max(one.a[along], one.b[along]), Math.max(other.a[along], other.b[along]));
    most = Math.max(most, high - low);
  }
  return most;
}

test("the signs below the diagram fit into its width and do not touch", () => {
  for (const [, plan] of plans) {
    const legend = legendOf(plan);
    const placed = [...legend.draw(0).matchAll(/translate\(([\d.]+),([\d.]+)\)">.*?>([^<]*)<\/text>/g)];
    const ends = placed.map(([, x, y, text]) => ({ y, left: Number(x), right: Number(x) + 32 + textWidth(text!, 11) }));
    for (const [index, { y, left, right }] of ends.entries()) {
      expect(right).toBeLessThanOrEqual(legend.width);
      const before = ends[index - 1];
      if (before?.y === y) expect(before!.right).toBeLessThan(left);
    }
  }
});

/** Models of any shape: stocks in any number, flows between any of them, auxiliaries that use what stands before. */
const anyModel = fc
  .record({
    stocks: fc.integer({ min: 0, max: 6 }),
    flows: fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.nat(20)), { maxLength: 10 }),
    auxiliaries: fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 10 }),
    nameLength: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ stocks, flows, auxiliaries, nameLength }): Model => {
    const name = (kind: string, index: number) => `${kind}${"Abcde".repeat(6).slice(0, nameLength)}${index}`;
    const stockNames = Array.from({ length: stocks }, (_, index) => name("s", index));
    const known = [...stockNames, ...auxiliaries.map((_, index) => name("a", index)), name("p", 0)];
    const pick = (index: number) => known[index % known.length]!;
    return {
      title: "any",
      parameters: { [name("p", 0)]: { value: "1_000 token", meaning: "" } },
      stocks: Object.fromEntries(stockNames.map((one) => [one, { initial: "0 token", meaning: "" }])),
      flows: Object.fromEntries(
        flows.flatMap(([from, to, uses], index) => {
          const ends = { from: stockNames[from], to: stockNames[to] };
          if (ends.from === ends.to) return [];
          const own = Object.fromEntries(Object.entries(ends).filter(([, end]) => end !== undefined));
          return [[name("f", index), { ...own, equation: pick(uses), meaning: "" }]];
        }),
      ),
      auxiliaries: Object.fromEntries(
        auxiliaries.map((uses, index) => [
          name("a", index),
          { unit: "1", equation: ["1", ...uses.map(pick)].join(" + "), meaning: "" },
        ]),
      ),
    };
  });

test("a model of any shape is drawn without a fault", () => {
  fc.assert(
    fc.property(anyModel, (model) => {
      expect(faultsOf(planDiagram(model, { detail: "full" }))).toEqual([]);
    }),
    { seed: 20_261_120, numRuns: 40 },
  );
});
