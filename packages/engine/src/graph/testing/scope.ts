import { TokenwrightError } from "../../base/errors.js";
import * as rational from "../../base/rational.js";
import { parse } from "../../equation/index.js";
import { createUnits } from "../../unit/index.js";
import { GraphBuilder } from "../graph.js";
import { createScale } from "../internal-units.js";
import { lower } from "../lower.js";
import type { LeafNames } from "../print.js";
import { type Lowered, plain, type Scope } from "../typed.js";

const units = createUnits({
  assets: { ADA: { decimals: 6, baseUnit: "lovelace" }, USD: { decimals: 2 } },
  units: { block: "count" },
  epoch: "5 day",
});
const epoch = units.parse("epoch");
const scale = createScale(units, epoch.scale);

/** Stocks by name with their units: what test equations may speak of. */
const stocks: Readonly<Record<string, string>> = {
  reserve: "ADA",
  treasury: "ADA",
  price: "USD/ADA",
  rho: "1/epoch",
  share: "1",
  blocks: "block",
  fees: "ADA/epoch",
  delay: "day",
};

export const leafNames: LeafNames = {
  parameter: String,
  stock: (index) => Object.keys(stocks)[index]!,
  state: (index) => `memory${index}`,
  input: String,
};

/** Lowers one equation by itself, with an epoch of five days, into a graph of its own unless one is given. */
export function lowerText(text: string, builder = new GraphBuilder()): Lowered & { readonly builder: GraphBuilder } {
  let memories = 0;
  const names = Object.keys(stocks);
  const dimensionOf = (name: string) =>
    Object.hasOwn(stocks, name) ? units.parse(stocks[name]!).dimension : undefined;
  const scope: Scope = {
    builder,
    units,
    scale,
    now: () => builder.leaf("time"),
    every: 1,
    owner: "x",
    text,
    place: { path: "auxiliaries.x.equation" },
    resolve: (name) => {
      const dimension = dimensionOf(name);
      if (dimension === undefined) return undefined;
      return { node: builder.leaf("stock", names.indexOf(name)), type: { kind: "number", dimension } };
    },
    dimensionOf,
    names: () => names,
    drawCount: { value: 0 },
    space: {
      dimensions: {
        names: () => [],
        agentsOf: () => undefined,
        elementsOf: () => undefined,
        positionOf: () => undefined,
        mapped: () => undefined,
      },
      shapeOf: () => undefined,
    },
    binding: new Map(),
    stars: new Map(),
    population: undefined,
    remember: () => builder.leaf("state", memories++),
    hold: () => builder.leaf("state", memories++),
    carry: (_key, _first, next) => {
      const memory = builder.leaf("state", memories++);
      next(memory);
      return memory;
    },
    level: (_, rate) => {
      const level = builder.leaf("state", memories++);
      rate(level);
      return level;
    },
    pipeline: () => builder.leaf("pipeline"),
    leaving: (name) =>
      name === "treasury"
        ? { node: builder.leaving(0, []), type: { kind: "number", dimension: units.parse("ADA/epoch").dimension } }
        : undefined,
    conveyorNames: () => ["treasury"],
    table: (name) => (name === "reserve" ? { index: 0, x: plain, y: plain } : undefined),
    tableNames: () => ["reserve"],
  };
  builder.owner = "x";
  return { ...lower(parse(text), scope), builder };
}

/** The unit of an equation as text, `condition` for a condition, `zero` for what fits any unit. */
export function unitOf(text: string): string {
  const { type } = lowerText(text);
  return type.kind === "number" ? type.dimension.key : type.kind;
}

/** The exact value of an equation without names. */
export function constantOf(text: string): string | undefined {
  const { node, builder } = lowerText(text);
  const value = builder.valueOf(node);
  return value === undefined ? undefined : rational.toText(value);
}

/** The one finding about an equation. */
export function findingOf(text: string) {
  try {
    lowerText(text);
  } catch (error) {
    if (error instanceof TokenwrightError && error.diagnostics.length === 1) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error(`${text} has no finding`);
}
