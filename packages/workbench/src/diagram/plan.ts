import { compose, type Economy, fail, isEconomy, type Model } from "@tokenwright/engine";
import {
  type Block,
  bestLayout,
  blockOf,
  nodeOf,
  type PlacedRoute,
  type PlacedShape,
  placeShapes,
  withDirection,
} from "./blocks.js";
import { type Content, contentOf, type Item, type ItemKind } from "./content.js";
import type { LayerEdge, LayerNode } from "./graph.js";
import { layOut } from "./layers.js";
import { type Part, partsOf, type Wire } from "./modules.js";
import { type Shape, shapeOf } from "./shapes.js";
import { cutText, textWidth } from "./text.js";

export interface DiagramOptions {
  /**
   * `full` draws every variable and what each equation uses; `structure` only stocks, flows and states. Default:
   * `structure` for an economy of modules and for a model of more than 60 variables, otherwise `full`.
   */
  readonly detail?: "full" | "structure";
  /** false leaves parameters out, and what only they are used for. */
  readonly parameters?: boolean;
  /** What ids inside the SVG begin with; needed where two diagrams stand on one page. Default `diagram`. */
  readonly id?: string;
}

/** A module's border with its name, its title and, where nothing is drawn inside, what it holds. */
export interface Frame {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  readonly title: string;
  /** Empty where the module's content is drawn. */
  readonly summary: readonly string[];
}

/** A diagram before it is written as SVG; coordinates in pixels from its upper left corner. */
export interface Plan {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly shapes: readonly PlacedShape[];
  readonly routes: readonly PlacedRoute[];
  readonly content: Content;
}

/** A model of more variables than this is drawn without what its equations use, unless one asks for it. */
const mostVariables = 60;
/** What can be laid out in less than a minute, and read at all. */
const mostItems = 400;
const mostArrows = 1200;

const padding = 16;
export const frameTitle = { height: 44, size: 13, summarySize: 11.5, lineHeight: 17 };

/** @throws TokenwrightError those of `compose` and `parse`, and `diagram/too-large`. */
export function planDiagram(model: Model | Economy, options: DiagramOptions): Plan {
  const isOfModules = isEconomy(model) && Object.keys(model.modules).length > 0;
  const content = contentOf(isEconomy(model) ? compose(model) : model);
  const detail = options.detail ?? (isOfModules || content.items.length > mostVariables ? "structure" : "full");
  const kept = keep(content, detail, options.parameters ?? true);
  checkSize(kept);
  const plan = isOfModules ? planEconomy(model, content, kept) : planModel(model, content, kept);
  const margin = 16;
  return {
    title: model.title,
    width: plan.width + 2 * margin,
    height: plan.height + 2 * margin,
    frames: plan.frames.map((frame) => ({ ...frame, x: frame.x + margin, y: frame.y + margin })),
    ...moved(plan, margin, margin),
    content: kept,
  };
}

const structural: ReadonlySet<ItemKind> = new Set(["stock", "flow", "state", "source", "sink"]);

function keep({ items, arrows }: Content, detail: "full" | "structure", parameters: boolean): Content {
  const left = items.filter(({ kind }) =>
    detail === "structure" ? structural.has(kind) : parameters || kind !== "parameter",
  );
  const ids = new Set(left.map(({ id }) => id));
  const between = arrows.filter(
    ({ kind, from, to }) => (kind === "pipe" || detail === "full") && ids.has(from) && ids.has(to),
  );
  return { items: left, arrows: between };
}

function checkSize({ items, arrows }: Content): void {
  if (items.length <= mostItems && arrows.length <= mostArrows) return;
  fail({
    code: "diagram/too-large",
    message: `The diagram would have ${items.length} boxes and ${arrows.length} arrows.`,
    expected: `at most ${mostItems} boxes and ${mostArrows} arrows`,
    hint: "draw the structure alone, or one module at a time",
  });
}

interface Unframed extends Block {
  readonly frames: readonly Frame[];
}

function moved({ shapes, routes }: Block, dx: number, dy: number) {
  return {
    shapes: shapes.map((one) => ({ ...one, x: one.x + dx, y: one.y + dy })),
    routes: routes.map((route) => ({ ...route, points: route.points.map(({ x, y }) => ({ x: x + dx, y: y + dy })) })),
  };
}

function planModel(model: Model, all: Content, kept: Content): Unframed {
  if (kept.items.length > 0) return { ...blockOf(kept), frames: [] };
  const frame = summaryFrame("", model.title, all);
  return { width: frame.width, height: frame.height, shapes: [], routes: [], frames: [{ ...frame, x: 0, y: 0 }] };
}

/** Every module in a frame of its own, frames in layers, the names that go between them on the links. */
function planEconomy(economy: Economy, all: Content, kept: Content): Unframed {
  const { parts, wires } = partsOf(economy, all);
  const drawn = new Map(partsOf(economy, kept).parts.map((part) => [part.name, part]));
  const inside = new Map<string, Block>();
  const frames = parts.map((part) => {
    const own = drawn.get(part.name);
    if (own === undefined) return summaryFrame(part.name, part.title, part.content);
    const block = blockOf(own.content);
    inside.set(part.name, block);
    return drawnFrame(part, block);
  });
  return bestLayout(2 * wires.length, (direction, search) => {
    const labels = wires.map((wire, index) => shapeOf(labelOf(wire, index), direction));
    const nodes: LayerNode[] = [
      ...frames.map(({ id, width, height }) => ({ id, width, height })),
      ...labels.map(nodeOf),
    ];
    const edges = wires.flatMap((wire, index): readonly LayerEdge[] => [
      { kind: "link", from: frameId(wire.from), to: labelId(index), through: labelId(index) },
      { kind: "link", from: labelId(index), to: frameId(wire.to), through: labelId(index) },
    ]);
    const layout = layOut(nodes, edges, direction, search);
    const placed = frames.map((frame) => ({ ...frame, ...layout.corners.get(frame.id)! }));
    const contents = placed.flatMap(({ name, x, y }) => {
      const block = inside.get(name);
      return block === undefined ? [] : [moved(block, x + padding, y + frameTitle.height)];
    });
    return {
      width: layout.width,
      height: layout.height,
      frames: placed,
      shapes: [...contents.flatMap(({ shapes }) => shapes), ...placeShapes(labels as Shape[], layout)],
      routes: [...contents.flatMap(({ routes }) => routes), ...withDirection(layout, direction)],
    };
  });
}

function frameId(name: string): string {
  return `frame ${name}`;
}

function labelId(index: number): string {
  return `names ${index}`;
}

/** Width of a module's title, where what is drawn below it is no wider. */
const mostTitle = 260;

type UnplacedFrame = Omit<Frame, "x" | "y">;

function drawnFrame({ name, title }: Part, block: Block): UnplacedFrame {
  const own = cutText(title, Math.max(block.width, mostTitle), frameTitle.summarySize);
  const words = Math.max(textWidth(name, frameTitle.size, "bold"), textWidth(own, frameTitle.summarySize));
  return {
    id: frameId(name),
    name,
    title: own,
    width: Math.max(block.width, Math.ceil(words)) + 2 * padding,
    height: block.height + frameTitle.height + padding,
    summary: [],
  };
}

const counted: readonly (readonly [ItemKind, string, string])[] = [
  ["stock", "stock", "stocks"],
  ["flow", "flow", "flows"],
  ["state", "state", "states"],
  ["auxiliary", "auxiliary", "auxiliaries"],
  ["input", "input", "inputs"],
  ["parameter", "parameter", "parameters"],
  ["lookup", "lookup", "lookups"],
];

/** How many of each kind a part holds that is not drawn. */
function summaryFrame(name: string, title: string, { items }: Content): UnplacedFrame {
  const summary = counted.flatMap(([kind, one, many]) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  const own = cutText(title, mostTitle, frameTitle.summarySize);
  const widest = Math.max(
    120,
    textWidth(name, frameTitle.size, "bold"),
    ...[own, ...summary].map((text) => textWidth(text, frameTitle.summarySize)),
  );
  return {
    id: frameId(name),
    name,
    title: own,
    width: Math.ceil(widest) + 2 * padding,
    height: (name === "" ? 28 : frameTitle.height) + summary.length * frameTitle.lineHeight + padding / 2,
    summary,
  };
}

/** Names on a link at most. */
const mostNames = 6;

function labelOf({ names }: Wire, index: number): Item {
  const shown = names.length <= mostNames ? names : names.slice(0, mostNames - 1);
  const lines = shown.map((name) => cutText(name, 150, 11));
  if (shown.length < names.length) lines.push(`and ${names.length - shown.length} more`);
  return {
    id: labelId(index),
    kind: "names",
    name: lines.join("\n"),
    dimensions: "",
    value: "",
    meaning: names.join(", "),
    isQueue: false,
  };
}
