import type { Plan } from "./plan.js";
import { textWidth } from "./text.js";
import { coordinate as at } from "./xml.js";

interface Entry {
  readonly name: string;
  readonly isUsed: (plan: Plan) => boolean;
  /** A sign of 26 by 16. */
  readonly sign: string;
}

const has =
  (...kinds: readonly string[]) =>
  ({ shapes }: Plan) =>
    shapes.some(({ shape }) => kinds.includes(shape.item.kind));

const runs =
  (kind: string) =>
  ({ routes }: Plan) =>
    routes.some(({ edge }) => edge.kind === kind);

const round = (more = "") =>
  `<rect class="chip" width="26" height="16" rx="5"/><circle class="sign" cx="13" cy="8" r="4.6"/>${more}`;

const entries: readonly Entry[] = [
  { name: "stock", isUsed: has("stock"), sign: '<g class="stock"><rect x="1" y="1" width="24" height="14"/></g>' },
  {
    name: "queue (conveyor)",
    isUsed: ({ shapes }) => shapes.some(({ shape }) => shape.item.isQueue),
    sign: '<g class="stock"><rect x="1" y="1" width="24" height="14"/><path class="slats" d="M7 15v-5M13 15v-5M19 15v-5"/></g>',
  },
  {
    name: "stock of another module",
    isUsed: has("ghost"),
    sign: '<g class="ghost"><rect x="1" y="1" width="24" height="14"/></g>',
  },
  {
    name: "flow",
    isUsed: has("flow"),
    sign: '<path class="wall" d="M0 8H18"/><path class="bore" d="M0 8H18"/><g class="pipe"><path class="head" d="M26 8L16 1.5V14.5Z"/></g>',
  },
  {
    name: "outside (mint, burn)",
    isUsed: has("source", "sink"),
    sign: '<g class="cloud"><path transform="translate(0.5,0.5) scale(.4)" d="M14 31C5 33 0 27 0 19C0 12 6 8 12 9C15 3 24 0 31 0C38 0 46 2 49 9C57 8 62 13 62 19C62 27 57 32 48 31C44 36 37 38 31 38C25 38 18 36 14 31Z"/></g>',
  },
  {
    name: "state",
    isUsed: has("state"),
    sign: '<g class="state"><rect x="1" y="1" width="24" height="14"/><rect x="3.5" y="3.5" width="19" height="9"/></g>',
  },
  { name: "auxiliary", isUsed: has("auxiliary"), sign: round() },
  {
    name: "parameter",
    isUsed: has("parameter"),
    sign: '<g class="parameter"><rect class="chip" width="26" height="16" rx="5"/><path class="sign" d="M13 3L18 8L13 13L8 8Z"/></g>',
  },
  { name: "input", isUsed: has("input"), sign: `<g class="input">${round()}</g>` },
  { name: "lookup", isUsed: has("lookup"), sign: round('<path class="wave" d="M9.9 9q1.5-4 3.1-1t3.1-1"/>') },
  {
    name: "is used by",
    isUsed: runs("link"),
    sign: '<g class="link"><path class="way" d="M0 8H19"/><path class="head" d="M26 8L19 5V11Z"/></g>',
  },
  {
    name: "sets the initial value",
    isUsed: runs("initial"),
    sign: '<g class="initial"><path class="way" d="M0 8H19"/><path class="head" d="M26 8L19 5V11Z"/></g>',
  },
];

const size = 11;
const rowHeight = 24;
const margin = 16;
const leastWidth = 340;

/** What the signs of the diagram mean, those that it has, in rows below it. */
export function legendOf(plan: Plan) {
  const used = entries.filter(({ isUsed }) => isUsed(plan));
  const most = Math.max(plan.width, leastWidth) - 2 * margin;
  const placed: { readonly entry: Entry; readonly x: number; readonly row: number }[] = [];
  let x = 0;
  let row = 0;
  for (const entry of used) {
    const width = 32 + Math.ceil(textWidth(entry.name, size));
    if (x > 0 && x + width > most) {
      x = 0;
      row += 1;
    }
    placed.push({ entry, x, row });
    x += width + 18;
  }
  const height = used.length === 0 ? 0 : (row + 1) * rowHeight + 12;
  const draw = (top: number): string =>
    placed
      .map(
        ({ entry, x: left, row: line }) =>
          `<g transform="translate(${at(margin + left)},${at(top + 4 + line * rowHeight)})">${entry.sign}<text class="quiet" x="32" y="12" style="font-size:${size}px">${entry.name}</text></g>`,
      )
      .join("\n");
  return { width: Math.max(plan.width, leastWidth), height, draw };
}
