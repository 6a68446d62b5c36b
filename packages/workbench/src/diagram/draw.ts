import type { PlacedRoute, PlacedShape } from "./blocks.js";
import { describe } from "./describe.js";
import { glyphs } from "./glyphs.js";
import type { Point } from "./graph.js";
import { legendOf } from "./legend.js";
import { type DiagramOptions, type Frame, frameTitle, type Plan } from "./plan.js";
import type { Direction, TextLine } from "./shapes.js";
import { styleSheet } from "./style.js";
import { coordinate as at, escapeXml } from "./xml.js";

/** The plan as one SVG file: no script, no font and no picture from elsewhere. */
export function drawDiagram(plan: Plan, { id = "diagram" }: DiagramOptions): string {
  const legend = legendOf(plan);
  const width = Math.ceil(Math.max(plan.width, legend.width));
  const height = Math.ceil(plan.height + legend.height);
  const title = `Stock-and-flow diagram: ${plan.title}`;
  const pipes = plan.routes.filter(({ edge }) => edge.kind === "pipe");
  const links = plan.routes.filter(({ edge }) => edge.kind !== "pipe");
  const valves = new Set(
    plan.shapes.filter(({ shape }) => shape.item.kind === "flow").map(({ shape }) => shape.item.id),
  );
  const shift = Math.floor((width - plan.width) / 2);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="stock-and-flow" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${escapeXml(id)}-title ${escapeXml(id)}-description">`,
    `<title id="${escapeXml(id)}-title">${escapeXml(title)}</title>`,
    `<desc id="${escapeXml(id)}-description">${escapeXml(describe(plan))}</desc>`,
    `<style>\n${styleSheet()}\n</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>`,
    `<g transform="translate(${shift},0)">`,
    ...plan.frames.map(frameText),
    ...pipes.map((route) => pipeText(route, valves.has(route.edge.to))),
    ...links.map(linkText),
    ...plan.shapes.map(shapeText),
    "</g>",
    legend.draw(plan.height),
    "</svg>",
  ];
  return `${parts.join("\n")}\n`;
}

function frameText({ x, y, width, height, name, title, summary }: Frame): string {
  const left = 16;
  const line = (text: string, top: number, isQuiet: boolean): TextLine => ({
    text,
    x: left,
    y: top,
    size: isQuiet ? frameTitle.summarySize : frameTitle.size,
    weight: isQuiet ? "regular" : "bold",
    anchor: "start",
    isQuiet,
  });
  const lines = [
    line(name === "" ? title : name, 15, false),
    ...(name === "" ? [] : [line(title, 31, true)]),
    ...summary.map((text, index) => line(text, (name === "" ? 26 : 42) + frameTitle.lineHeight * (index + 0.5), true)),
  ];
  return `<g transform="translate(${at(x)},${at(y)})"><rect class="frame" width="${at(width)}" height="${at(height)}" rx="8"/>${lines.map(textOf).join("")}</g>`;
}

function shapeText({ shape, x, y }: PlacedShape): string {
  const { item, lines } = shape;
  const name = item.id.replace(/^(?:ghost \S* |names \d+$)/, "");
  const words = item.meaning === "" ? item.name : `${name === "" ? "" : `${name}: `}${item.meaning}`;
  const kind = item.kind === "source" || item.kind === "sink" ? `cloud ${item.kind}` : item.kind;
  return `<g class="${kind}" data-name="${escapeXml(name)}" transform="translate(${at(x)},${at(y)})"><title>${escapeXml(words)}</title>${glyphs[item.kind](shape)}${lines.map(textOf).join("")}</g>`;
}

export function textOf({ text, x, y, size, weight, anchor, isQuiet }: TextLine): string {
  const style = `${anchor === "middle" ? ' text-anchor="middle"' : ""}${weight === "bold" ? ' font-weight="bold"' : ""}`;
  return `<text${isQuiet ? ' class="quiet"' : ""} x="${at(x)}" y="${at(y + size * 0.36)}" style="font-size:${size}px"${style}>${escapeXml(text)}</text>`;
}

const linkHead = { length: 7, half: 3 };
const pipeHead = { length: 12, half: 8 };

function linkText(route: PlacedRoute): string {
  const { edge, points } = route;
  const head = headOf(points, linkHead);
  return `<g class="${edge.kind}"${endsOf(route)}><path class="way" d="${wayOf(route, head.base)}"/>${head.path}</g>`;
}

/** A pipe's wall with its bore, and around it some ground that parts it from what it crosses. */
function pipeText(route: PlacedRoute, isIntoValve: boolean): string {
  const { points } = route;
  // The first half of a flow ends in its valve, which is no place for an arrow.
  const head = isIntoValve ? undefined : headOf(points, pipeHead);
  const way = wayOf(route, head?.base ?? points.at(-1)!);
  return `<g class="pipe"${endsOf(route)}><path class="halo" d="${way}"/><path class="wall" d="${way}"/><path class="bore" d="${way}"/>${head?.path ?? ""}</g>`;
}

function endsOf({ edge }: PlacedRoute): string {
  return ` data-from="${escapeXml(edge.from)}" data-to="${escapeXml(edge.to)}"`;
}

/** The way of an arrow up to the base of its head. */
function wayOf({ edge, points, direction }: PlacedRoute, end: Point): string {
  const corners = [...points.slice(0, -1), end];
  return edge.kind === "pipe" ? turning(corners) : swinging(corners, direction);
}

/** Straight within pairs of corners; from pair to pair a curve that leaves and arrives along the layers' own way. */
function swinging(corners: readonly Point[], direction: Direction): string {
  let path = `M${at(corners[0]!.x)} ${at(corners[0]!.y)}`;
  for (let index = 1; index < corners.length; index++) {
    const a = corners[index - 1]!;
    const b = corners[index]!;
    const isSwing = index % 2 === 0 && Math.abs(direction === "down" ? a.x - b.x : a.y - b.y) >= 0.05;
    if (!isSwing) path += `L${at(b.x)} ${at(b.y)}`;
    else if (direction === "down") {
      const middle = at((a.y + b.y) / 2);
      path += `C${at(a.x)} ${middle} ${at(b.x)} ${middle} ${at(b.x)} ${at(b.y)}`;
    } else {
      const middle = at((a.x + b.x) / 2);
      path += `C${middle} ${at(a.y)} ${middle} ${at(b.y)} ${at(b.x)} ${at(b.y)}`;
    }
  }
  return path;
}

const bendRadius = 9;

/** Right angles with rounded corners. */
function turning(all: readonly Point[]): string {
  const corners = all.filter((point, index) => {
    const [before, after] = [all[index - 1], all[index + 1]];
    if (before === undefined || after === undefined) return true;
    const isOnLine = (key: "x" | "y") =>
      Math.abs(before[key] - point[key]) < 0.05 && Math.abs(point[key] - after[key]) < 0.05;
    return !isOnLine("x") && !isOnLine("y");
  });
  let path = `M${at(corners[0]!.x)} ${at(corners[0]!.y)}`;
  for (let index = 1; index < corners.length; index++) {
    const [before, corner, after] = [corners[index - 1]!, corners[index]!, corners[index + 1]];
    if (after === undefined) {
      path += `L${at(corner.x)} ${at(corner.y)}`;
      continue;
    }
    const [first, second] = [distance(before, corner), distance(corner, after)];
    const radius = Math.min(bendRadius, first / 2, second / 2);
    const [a, b] = [towards(corner, before, radius / first), towards(corner, after, radius / second)];
    path += `L${at(a.x)} ${at(a.y)}Q${at(corner.x)} ${at(corner.y)} ${at(b.x)} ${at(b.y)}`;
  }
  return path;
}

/** Between two points of which one lies straight above or beside the other. */
function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** An arrow head whose tip is the last corner, and the middle of its base. */
function headOf(
  points: readonly Point[],
  { length, half }: typeof linkHead,
): { readonly path: string; readonly base: Point } {
  const tip = points.at(-1)!;
  const before =
    points
      .slice(0, -1)
      .reverse()
      .find(({ x, y }) => x !== tip.x || y !== tip.y) ?? tip;
  const [dx, dy] = [Math.sign(tip.x - before.x), Math.sign(tip.y - before.y)];
  const base = { x: tip.x - dx * length, y: tip.y - dy * length };
  const corner = (side: number) => `${at(base.x - side * half * dy)} ${at(base.y + side * half * dx)}`;
  return { base, path: `<path class="head" d="M${at(tip.x)} ${at(tip.y)}L${corner(1)}L${corner(-1)}Z"/>` };
}
