import type { Item, ItemKind } from "./content.js";
import { cutText, mostValue, nameSize, textWidth, valueSize, type Weight, wrapText } from "./text.js";

/** Where layers follow one another: downwards or to the right. */
export type Direction = "down" | "right";

/** A line of text, by the middle of its line and its left end or its middle. */
export interface TextLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly anchor: "start" | "middle";
  readonly isQuiet: boolean;
}

/** The round part of a box, on whose border arrows end instead of on the box's own. */
export interface Core {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** An item with its size and its text, coordinates from its upper left corner. */
export interface Shape {
  readonly item: Item;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly TextLine[];
  readonly core?: Core;
}

const lineHeight = 15;

interface Writing {
  readonly most: number;
  readonly weight: Weight;
}

const writing: Readonly<Record<ItemKind, Writing>> = {
  stock: { most: 150, weight: "bold" },
  ghost: { most: 150, weight: "regular" },
  state: { most: 130, weight: "bold" },
  flow: { most: 96, weight: "regular" },
  source: { most: 60, weight: "regular" },
  sink: { most: 60, weight: "regular" },
  auxiliary: { most: 104, weight: "regular" },
  parameter: { most: 110, weight: "regular" },
  input: { most: 104, weight: "regular" },
  lookup: { most: 104, weight: "regular" },
  names: { most: 150, weight: "regular" },
};

/** Radius of a valve. */
export const valveRadius = 11;
/** Boxes of a subscripted stock, one behind the other. */
export const stackOffset = 4;

/** The size and the text of each kind of item; a new kind begins here and in `glyphs`. */
const shapes: Readonly<Record<ItemKind, (item: Item, direction: Direction) => Shape>> = {
  stock: box,
  ghost: box,
  state: box,
  flow: valve,
  source: cloud,
  sink: cloud,
  auxiliary: chip,
  parameter: chip,
  input: chip,
  lookup: chip,
  names: plain,
};

export function shapeOf(item: Item, direction: Direction): Shape {
  return shapes[item.kind](item, direction);
}

/** Between the middles of two pipes at one side of a box, and from the last one to its corner. */
const pipeGap = 14;

/** A shape whose side is long enough for so many pipes. */
export function withRoom(shape: Shape, direction: Direction, pipes: number): Shape {
  if (shape.core !== undefined) return shape;
  const side = (pipes + 1) * pipeGap;
  const [wider, higher] = [Math.max(0, side - shape.width), Math.max(0, side - shape.height)];
  const more = direction === "down" ? { x: wider, y: 0 } : { x: 0, y: higher };
  if (more.x === 0 && more.y === 0) return shape;
  return {
    ...shape,
    width: shape.width + more.x,
    height: shape.height + more.y,
    lines: shape.lines.map((line) => ({ ...line, x: line.x + more.x / 2, y: line.y + more.y / 2 })),
  };
}

interface Written {
  readonly text: string;
  readonly size: number;
  readonly weight: Weight;
  readonly isQuiet: boolean;
  readonly width: number;
}

/** The name, the dimensions and the value of an item as lines. */
function write({ kind, name, dimensions, value }: Item): readonly Written[] {
  const { most, weight } = writing[kind];
  const line = (size: number, own: Weight, isQuiet: boolean) => (text: string) => ({
    text,
    size,
    weight: own,
    isQuiet,
    width: textWidth(text, size, own),
  });
  return [
    ...wrapText(name, most, nameSize, weight).map(line(nameSize, weight, false)),
    ...(dimensions === "" ? [] : [cutText(dimensions, most, valueSize)].map(line(valueSize, "regular", true))),
    ...(value === ""
      ? []
      : [cutText(value, Math.max(most, mostValue), valueSize)].map(line(valueSize, "regular", true))),
  ];
}

/** Lines one below the other, the first one's middle half a line below `top`. */
function place(lines: readonly Written[], x: number, top: number, anchor: TextLine["anchor"]): readonly TextLine[] {
  return lines.map(({ width: _, ...line }, index) => ({ ...line, x, y: top + lineHeight * (index + 0.5), anchor }));
}

function widest(lines: readonly Written[]): number {
  return Math.ceil(Math.max(0, ...lines.map(({ width }) => width)));
}

/** A rectangle; with dimensions, several behind one another, of which the first lies lowest and furthest left. */
function box(item: Item): Shape {
  const lines = write(item);
  const stack = item.dimensions === "" ? 0 : 2 * stackOffset;
  const front = Math.max(96, widest(lines) + 24);
  const height = Math.max(44, lines.length * lineHeight + 16);
  const top = stack + (height - lines.length * lineHeight) / 2;
  return { item, width: front + stack, height: height + stack, lines: place(lines, front / 2, top, "middle") };
}

/** A circle on the pipe; its name beside a pipe that runs down, below one that runs to the right. */
function valve(item: Item, direction: Direction): Shape {
  const lines = write(item);
  const text = widest(lines);
  const side = valveRadius + 3;
  if (direction === "down") {
    const height = Math.max(2 * side, lines.length * lineHeight + 4);
    return {
      item,
      width: 2 * side + 4 + text,
      height,
      lines: place(lines, 2 * side, (height - lines.length * lineHeight) / 2, "start"),
      core: { x: side, y: height / 2, radius: valveRadius },
    };
  }
  const width = Math.max(2 * side, text + 4);
  return {
    item,
    width,
    height: 2 * side + lines.length * lineHeight,
    lines: place(lines, width / 2, 2 * side - 1, "middle"),
    core: { x: width / 2, y: side, radius: valveRadius },
  };
}

function cloud(item: Item): Shape {
  const lines = write(item).map((line) => ({ ...line, size: valueSize, isQuiet: true }));
  return { item, width: 62, height: 38, lines: place(lines, 31, 12.5, "middle") };
}

/** Width of a sign before a name. */
export const glyphWidth = 16;

/** A small sign with the name beside it. */
function chip(item: Item): Shape {
  const lines = write(item);
  const height = lines.length * lineHeight + 9;
  return {
    item,
    width: Math.max(48, widest(lines) + glyphWidth + 16),
    height,
    lines: place(lines, glyphWidth + 7, 4.5, "start"),
  };
}

/** Names on a link between modules. */
function plain(item: Item): Shape {
  const lines = item.name.split("\n").map((text) => ({
    text,
    size: valueSize,
    weight: "regular" as const,
    isQuiet: true,
    width: textWidth(text, valueSize),
  }));
  const width = widest(lines) + 14;
  return { item, width, height: lines.length * lineHeight + 6, lines: place(lines, width / 2, 3, "middle") };
}
