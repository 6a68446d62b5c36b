import { internal } from "../../base/errors.js";
import * as rational from "../../base/rational.js";
import type { NodeId } from "../../graph/index.js";
import type { Program } from "../../model/index.js";
import { PASSING, ROW } from "../../wasm/block.js";
import type { Rows } from "../../wasm/segments.js";
import type { Trace, Value } from "../../wasm/trace.js";
import type { Image } from "./image.js";
import { placeTable, type TablePlace } from "./lookup-function.js";
import type { Survey } from "./survey.js";

/** Where the value of a node stands while it is not being computed. */
export type Home =
  | { readonly kind: "constant"; readonly value: number }
  /** One number for all runs, at an address. */
  | { readonly kind: "cell"; readonly address: number }
  /** A row of the block. */
  | { readonly kind: "row"; readonly offset: number }
  /** A row of the block; how far from its start stands at an address. */
  | { readonly kind: "moving"; readonly address: number; readonly offset: number };

/** Blocks of a tile, which goes through a step together. Their rows lie side by side: all of one kind, then the next. */
export const TILE_BLOCKS = 32;

/** Bytes from a row of a block to the next one. */
export const NEXT_ROW = TILE_BLOCKS * ROW;

/** The row of a block that numbers its runs, or in a population its agents; the row behind it tells of faults. */
export const RUNS = 0;

/**
 * Where a value has its rows: in 0 there is one for every run, in 1 + p one for every agent of population p. With
 * populations two runs are computed side by side, the lanes of a vector: they have one block for their single values
 * and one for each agent.
 */
export type Space = number;

/** Bytes from a row of the one block of single values to the next; draws are made for two blocks at once. */
const NEXT_SINGLE = 2 * ROW;

/** Rows of a stock: nearest double and rest, and both as they will be after the step. */
export interface StockRows {
  readonly level: number;
  readonly rest: number;
  /** Undefined for a stock without flows. */
  readonly next: { readonly level: number; readonly rest: number } | undefined;
}

/** Rows of a book: what it must hold, in two parts, and the most it has held. */
export interface BookRows {
  readonly high: number;
  readonly low: number;
  readonly peak: number;
}

/** The cell with the words of the key of a normal or uniform draw, and its rows. */
export interface DrawPlace {
  readonly node: NodeId;
  readonly draw: number;
  readonly distribution: "normal" | "uniform";
  /** Steps from one draw to the next. */
  readonly every: number;
  readonly key: number;
  readonly even: number;
  readonly odd: number;
  readonly space: Space;
}

/** For draws made every so many steps the cell that says how far the rows of the present one are from the even ones. */
export interface Parity {
  readonly every: number;
  readonly space: Space;
  readonly cell: number;
  readonly distance: number;
}

/** Cells with the distance from the block of single values to a population's first tile, and with a tile's bytes. */
export interface CrowdPlace {
  readonly agents: number;
  readonly first: number;
  readonly tile: number;
}

/** Addresses of a series of data: its values and its last index. */
export interface SeriesPlace {
  readonly input: number;
  readonly cell: number;
  readonly values: number;
}

/** Addresses of a pipeline: how far from the block's start its present row is, where its rows begin, how many. */
export interface PipelinePlace {
  readonly space: Space;
  readonly present: number;
  readonly ring: number;
}

/** The memory of a kernel: fixed cells and the rows of a block. */
export class Homes {
  readonly stocks: readonly StockRows[];
  readonly books: readonly BookRows[];
  readonly states: readonly number[];
  readonly draws: readonly DrawPlace[];
  readonly series: readonly SeriesPlace[];
  readonly pipelines: readonly PipelinePlace[];
  readonly tables: readonly TablePlace[];
  /** Cells with the present step and with the number of the pair of draws that is being made. */
  readonly step: number;
  readonly pair: number;
  readonly parities: readonly Parity[];
  readonly time: number;
  /** The key of the draw that is being made, and how far from the block its rows are. */
  readonly drawn: { readonly key: number; readonly even: number; readonly odd: number };
  /** The cell with the address of the single values of the runs at hand. */
  readonly near: number;
  /** By population. */
  readonly crowds: readonly CrowdPlace[];
  /** Nodes that keep their value for the whole run, which the host writes. */
  readonly fixed: readonly NodeId[];
  readonly #homes: (Home | undefined)[];
  readonly #free: number[][];
  readonly #rows: number[];
  readonly #image: Image;
  readonly #passing: number[] = [];

  constructor(
    readonly program: Program,
    readonly survey: Survey,
    image: Image,
    isFed: (input: number) => boolean,
  ) {
    const { stocks, flows, books, states, inputs, pipelines, graph } = program;
    const spaces = [0, ...graph.populations.map((_, population) => 1 + population)];
    this.#free = spaces.map(() => []);
    this.#rows = spaces.map(() => 2);
    this.#image = image;
    this.near = image.cell();
    this.crowds = graph.populations.map(({ size }) => ({ agents: size, first: image.cell(), tile: image.cell() }));
    const moves = new Set(flows.flatMap(({ from, to }) => [from, to]));
    this.step = image.cell();
    this.pair = image.cell();
    this.time = image.cell();
    this.drawn = { key: image.cell(), even: image.cell(), odd: image.cell() };
    this.stocks = stocks.map((one, stock) => {
      const space = spaceOf(one);
      return {
        level: this.row(space),
        rest: this.row(space),
        next: moves.has(stock) ? { level: this.row(space), rest: this.row(space) } : undefined,
      };
    });
    this.books = books.map(() => ({ high: this.row(), low: this.row(), peak: this.row() }));
    this.states = states.map((state) => this.row(spaceOf(state)));
    this.series = inputs.flatMap((_, input) =>
      isFed(input) ? [{ input, cell: image.cell(), values: image.cell() }] : [],
    );
    this.pipelines = pipelines.map(({ input }) => {
      return { space: this.spaceOf(input), present: image.cell(), ring: image.cell() };
    });
    this.tables = graph.tables.map((table) => placeTable(table, image));
    const isDrawn = (id: NodeId) => {
      const { operation, index } = graph.nodes[id]!;
      return operation === "draw" && ["normal", "uniform"].includes(graph.draws[index!]!.distribution);
    };
    const drawn = program.stepOrder.filter(isDrawn);
    const everyOf = (node: NodeId) => graph.draws[graph.nodes[node]!.index!]!.every ?? 1;
    const inSpace = (space: Space) => drawn.filter((node) => this.spaceOf(node) === space);
    const rows = new Map<NodeId, { even: number; odd: number }>();
    const parities: Parity[] = [];
    for (const space of spaces) {
      const own = inSpace(space);
      const distance = own.length * this.stride(space);
      for (const node of own) rows.set(node, { even: this.row(space), odd: 0 });
      for (const node of own) rows.get(node)!.odd = this.row(space);
      for (const every of new Set(own.map(everyOf))) parities.push({ every, space, cell: image.cell(), distance });
    }
    this.parities = parities;
    this.draws = drawn.map((node) => ({
      node,
      draw: graph.nodes[node]!.index!,
      distribution: graph.draws[graph.nodes[node]!.index!]!.distribution as DrawPlace["distribution"],
      every: everyOf(node),
      key: image.cell(),
      space: this.spaceOf(node),
      ...rows.get(node)!,
    }));
    this.#homes = [];
    for (const id of graph.nodes.keys()) this.#homes.push(this.#leaf(id, image));
    const given = new Set([...graph.nodes.keys()].filter((id) => graph.nodes[id]!.operation === "parameter"));
    for (const id of program.stepOrder) {
      const isFree = survey.isFixed[id] === 1 && this.#homes[id] === undefined;
      if (isFree && graph.nodes[id]!.operation !== "spread") given.add(id);
    }
    this.fixed = [...given];
    for (const id of given) this.settle(id, image);
  }

  /** Whether there are populations. */
  get isCrowd(): boolean {
    return this.crowds.length > 0;
  }

  /** Blocks that single values of a tile have. */
  get blocksInTile(): number {
    return this.isCrowd ? 1 : TILE_BLOCKS;
  }

  spaceOf(node: NodeId): Space {
    return spaceOf(this.program.graph.nodes[node]!);
  }

  /** Bytes from a row of a block to the next one. */
  stride(space: Space): number {
    return space === 0 && this.isCrowd ? NEXT_SINGLE : NEXT_ROW;
  }

  /** The row in which a block's faults are gathered. */
  faults(space: Space): number {
    return this.stride(space);
  }

  /** Bytes of a tile of a space with pipelines of these lengths. */
  bytesWith(lengths: readonly number[], space: Space = 0): number {
    const rows = this.pipelines.map((one, index) => (one.space === space ? lengths[index]! : 0));
    return this.tileBytes(space) + rows.reduce((sum, count) => sum + count * this.stride(space), 0);
  }

  /** Bytes of all that belongs to the runs of a tile. */
  bytesInAll(lengths: readonly number[]): number {
    return this.crowds.reduce(
      (sum, { agents }, population) => sum + Math.ceil(agents / TILE_BLOCKS) * this.bytesWith(lengths, 1 + population),
      this.bytesWith(lengths),
    );
  }

  /** Bytes of a tile, without the rows of its pipelines. */
  tileBytes(space: Space = 0): number {
    return this.#rows[space]! * this.stride(space);
  }

  /** Room in a block for one number of every lane. */
  row(space: Space = 0): number {
    return this.#free[space]!.pop() ?? this.newRow(space);
  }

  /** Room in a block that values on their way through a step never take. */
  newRow(space: Space): number {
    this.#rows[space]!++;
    return (this.#rows[space]! - 1) * this.stride(space);
  }

  /** Gives a node a row, or a cell when it is the same for all runs. */
  settle(node: NodeId, image: Image): void {
    this.#homes[node] ??= this.#lasting(node, image);
  }

  /**
   * The node whose value a node has: itself, but for an input that is wired and not fed and for a single value that
   * stands for all agents.
   */
  sourceOf(id: NodeId): NodeId {
    const { operation, index, arguments: operands } = this.program.graph.nodes[id]!;
    if (operation === "spread") return this.sourceOf(operands[0]!);
    if (operation !== "input" || operands[0] === undefined) return id;
    return this.series.some((one) => one.input === index) ? id : this.sourceOf(operands[0]);
  }

  /**
   * Rows for values on their way from one function to the next. The tiles of a population take turns with them: its
   * functions go through one tile after the other.
   */
  rows(space: Space = 0): Rows {
    if (space > 0) {
      const take = () => this.#passing.pop() ?? PASSING + this.#image.room(NEXT_ROW);
      return { take, give: (row) => this.#passing.push(row) };
    }
    return { take: () => this.row(space), give: (row) => this.#free[space]!.push(row) };
  }

  of(node: NodeId): Home | undefined {
    return this.#homes[node];
  }

  /** The value of a node in code for the blocks of a space: its own, or the single values. */
  load(t: Trace, node: NodeId, space = this.spaceOf(node)): Value {
    const home = this.#homes[node] ?? internal(`node ${node} is used but never stored`);
    const isNear = space !== this.spaceOf(node);
    switch (home.kind) {
      case "constant":
        return t.constant(home.value);
      case "cell":
        return t.fixed(home.address);
      case "row":
        return isNear ? t.near(home.offset) : t.load(home.offset);
      case "moving":
        return isNear ? t.near(home.offset, home.address) : t.loadFrom(home.address, home.offset);
    }
  }

  store(t: Trace, node: NodeId, value: Value): void {
    const home = this.#homes[node];
    if (home?.kind === "cell") t.storeSame(home.address, value);
    else if (home?.kind === "row") t.store(home.offset, value);
  }

  #lasting(node: NodeId, image: Image): Home {
    return this.survey.isSame[node] === 1
      ? { kind: "cell", address: image.cell() }
      : { kind: "row", offset: this.row(this.spaceOf(node)) };
  }

  #leaf(id: NodeId, image: Image): Home | undefined {
    const { operation, index = 0, value, arguments: operands } = this.program.graph.nodes[id]!;
    switch (operation) {
      case "constant":
        return { kind: "constant", value: rational.toNumber(value!) };
      case "starting":
        return { kind: "constant", value: 0 };
      case "parameter":
        return this.#lasting(id, image);
      case "stock":
        return { kind: "row", offset: this.stocks[index]!.level };
      case "state":
        return { kind: "row", offset: this.states[index]! };
      case "time":
        return { kind: "cell", address: this.time };
      case "pipeline":
        return { kind: "moving", address: this.pipelines[index]!.present, offset: 0 };
      case "input": {
        const series = this.series.find((one) => one.input === index);
        if (series !== undefined) return { kind: "cell", address: series.cell };
        return operands[0] === undefined ? undefined : this.#homes[operands[0]];
      }
      case "draw": {
        const place = this.draws.find((one) => one.node === id);
        if (place === undefined) return undefined;
        const { cell } = this.parities.find(({ every, space }) => every === place.every && space === place.space)!;
        return { kind: "moving", address: cell, offset: place.even };
      }
      default:
        return undefined;
    }
  }
}

/** Where the values of a part of a program have their rows. */
export function spaceOf({ population }: { readonly population?: number }): Space {
  return population === undefined ? 0 : 1 + population;
}
