import { internal } from "../../base/errors.js";
import * as rational from "../../base/rational.js";
import type { NodeId } from "../../graph/index.js";
import type { Program } from "../../model/index.js";
import { ROW } from "../../wasm/block.js";
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

/** The rows of a block before those of its nodes. */
export const RUNS = 0;
export const FAULTS = NEXT_ROW;

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
}

/** Addresses of a series of data: its values and its last index. */
export interface SeriesPlace {
  readonly input: number;
  readonly cell: number;
  readonly values: number;
}

/** Addresses of a pipeline: how far from the block's start its present row is, where its rows begin, how many. */
export interface PipelinePlace {
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
  /** For draws made every so many steps the cell that says how far the rows of the present one are. */
  readonly parities: ReadonlyMap<number, number>;
  readonly time: number;
  /** The key of the draw that is being made, and how far from the block its rows are. */
  readonly drawn: { readonly key: number; readonly even: number; readonly odd: number };
  /** Bytes from the draws of an even step to those of the odd one. */
  readonly drawDistance: number;
  /** Nodes that keep their value for the whole run, which the host writes. */
  readonly fixed: readonly NodeId[];
  readonly #homes: (Home | undefined)[];
  readonly #free: number[] = [];
  #rows = 2;

  constructor(
    readonly program: Program,
    readonly survey: Survey,
    image: Image,
    isFed: (input: number) => boolean,
  ) {
    const { stocks, flows, books, states, inputs, pipelines, graph } = program;
    const moves = new Set(flows.flatMap(({ from, to }) => [from, to]));
    this.step = image.cell();
    this.pair = image.cell();
    this.time = image.cell();
    this.drawn = { key: image.cell(), even: image.cell(), odd: image.cell() };
    this.stocks = stocks.map((_, stock) => ({
      level: this.row(),
      rest: this.row(),
      next: moves.has(stock) ? { level: this.row(), rest: this.row() } : undefined,
    }));
    this.books = books.map(() => ({ high: this.row(), low: this.row(), peak: this.row() }));
    this.states = states.map(() => this.row());
    this.series = inputs.flatMap((_, input) =>
      isFed(input) ? [{ input, cell: image.cell(), values: image.cell() }] : [],
    );
    this.pipelines = pipelines.map(() => ({ present: image.cell(), ring: image.cell() }));
    this.tables = graph.tables.map((table) => placeTable(table, image));
    const isDrawn = (id: NodeId) => {
      const { operation, index } = graph.nodes[id]!;
      return operation === "draw" && ["normal", "uniform"].includes(graph.draws[index!]!.distribution);
    };
    const drawn = program.stepOrder.filter(isDrawn);
    const everyOf = (node: NodeId) => graph.draws[graph.nodes[node]!.index!]!.every ?? 1;
    this.parities = new Map(Array.from(new Set(drawn.map(everyOf)), (every) => [every, image.cell()]));
    const even = drawn.map(() => this.row());
    const odd = drawn.map(() => this.row());
    this.drawDistance = drawn.length * NEXT_ROW;
    this.draws = drawn.map((node, at) => ({
      node,
      draw: graph.nodes[node]!.index!,
      distribution: graph.draws[graph.nodes[node]!.index!]!.distribution as DrawPlace["distribution"],
      every: everyOf(node),
      key: image.cell(),
      even: even[at]!,
      odd: odd[at]!,
    }));
    this.#homes = [];
    for (const id of graph.nodes.keys()) this.#homes.push(this.#leaf(id, image));
    const given = new Set([...graph.nodes.keys()].filter((id) => graph.nodes[id]!.operation === "parameter"));
    for (const id of program.stepOrder) {
      if (survey.isFixed[id] === 1 && this.#homes[id] === undefined) given.add(id);
    }
    this.fixed = [...given];
    for (const id of given) this.settle(id, image);
  }

  /** Bytes of a tile with pipelines of these lengths. */
  bytesWith(lengths: readonly number[]): number {
    return this.tileBytes + lengths.reduce((sum, rows) => sum + rows * NEXT_ROW, 0);
  }

  /** Bytes of a tile, without the rows of its pipelines. */
  get tileBytes(): number {
    return this.#rows * NEXT_ROW;
  }

  /** Room in a block for one number of every run. */
  row(): number {
    return this.#free.pop() ?? this.#rows++ * NEXT_ROW;
  }

  /** Gives a node a row, or a cell when it is the same for all runs. */
  settle(node: NodeId, image: Image): void {
    this.#homes[node] ??= this.#lasting(node, image);
  }

  /** The node whose value a node has: itself, but for an input that is wired and not fed. */
  sourceOf(id: NodeId): NodeId {
    const { operation, index, arguments: operands } = this.program.graph.nodes[id]!;
    if (operation !== "input" || operands[0] === undefined) return id;
    return this.series.some((one) => one.input === index) ? id : this.sourceOf(operands[0]);
  }

  /** Rows for values on their way through a step. */
  rows(): Rows {
    return { take: () => this.row(), give: (row) => this.#free.push(row) };
  }

  of(node: NodeId): Home | undefined {
    return this.#homes[node];
  }

  load(t: Trace, node: NodeId): Value {
    const home = this.#homes[node] ?? internal(`node ${node} is used but never stored`);
    switch (home.kind) {
      case "constant":
        return t.constant(home.value);
      case "cell":
        return t.fixed(home.address);
      case "row":
        return t.load(home.offset);
      case "moving":
        return t.loadFrom(home.address, home.offset);
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
      : { kind: "row", offset: this.row() };
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
        return { kind: "moving", address: this.parities.get(place.every)!, offset: place.even };
      }
      default:
        return undefined;
    }
  }
}
