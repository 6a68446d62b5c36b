import type { ItemKind } from "./content.js";
import { type Shape, stackOffset, valveRadius } from "./shapes.js";
import { coordinate as at } from "./xml.js";

/** The outline of each kind of item as SVG, coordinates from its upper left corner, text apart. */
export const glyphs: Readonly<Record<ItemKind, (shape: Shape) => string>> = {
  stock: stack,
  ghost: stack,
  state: ({ width, height }) => `${rectangle(0, 0, width, height)}${rectangle(3.5, 3.5, width - 7, height - 7)}`,
  flow: ({ core }) => valve(core!.x, core!.y),
  source: cloud,
  sink: cloud,
  auxiliary: (shape) => `${chip(shape)}${circle}`,
  parameter: (shape) => `${chip(shape)}<path class="sign" d="M12 6.5L17.5 12L12 17.5L6.5 12Z"/>`,
  input: (shape) => `${chip(shape)}${circle}`,
  lookup: (shape) => `${chip(shape)}${circle}<path class="wave" d="M8.6 13q1.7-4 3.4-1t3.4-1"/>`,
  names: ({ width, height }) => `<rect width="${at(width)}" height="${at(height)}" rx="4"/>`,
};

const circle = '<circle class="sign" cx="12" cy="12" r="5.2"/>';

function rectangle(x: number, y: number, width: number, height: number): string {
  return `<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}"/>`;
}

/** Boxes behind one another where there is one for every element, the front one drawn last. */
function stack({ item, width, height }: Shape): string {
  const steps = item.dimensions === "" ? 0 : 2;
  const away = steps * stackOffset;
  const boxes = Array.from({ length: steps + 1 }, (_, index) =>
    rectangle(away - index * stackOffset, index * stackOffset, width - away, height - away),
  ).join("");
  return item.isQueue ? `${boxes}${slats(width - away, height)}` : boxes;
}

/** Ticks along the lower edge: a conveyor, whose batches lie one behind the other. */
function slats(width: number, bottom: number): string {
  const count = Math.floor((width - 6) / slatWidth);
  const ticks = Array.from({ length: count }, (_, index) => `M${at((index + 1) * slatWidth)} ${at(bottom)}v-5`);
  return `<path class="slats" d="${ticks.join("")}"/>`;
}

const slatWidth = 8;

function chip({ width, height }: Shape): string {
  return `<rect class="chip" width="${at(width)}" height="${at(height)}" rx="6"/>`;
}

/** Two triangles tip to tip in a circle: a valve on its pipe. */
function valve(x: number, y: number): string {
  const tip = valveRadius * 0.62;
  const [left, right, top, bottom] = [x - tip, x + tip, y - tip * 0.8, y + tip * 0.8].map(at);
  return `<circle cx="${at(x)}" cy="${at(y)}" r="${valveRadius}"/><path d="M${left} ${top}L${right} ${bottom}V${top}L${left} ${bottom}Z"/>`;
}

/** A cloud that touches the middles of its sides: what lies outside the model. */
function cloud(): string {
  return '<path d="M14 31C5 33 0 27 0 19C0 12 6 8 12 9C15 3 24 0 31 0C38 0 46 2 49 9C57 8 62 13 62 19C62 27 57 32 48 31C44 36 37 38 31 38C25 38 18 36 14 31Z"/>';
}
