import type { Graph, NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import type { Question } from "./gradient-question.js";

/** A set of the parts of a program: 1 for those that belong to it. Parameters by the number of their leaves. */
export interface Parts {
  readonly nodes: Uint8Array;
  readonly parameters: Uint8Array;
  readonly stocks: Uint8Array;
  readonly states: Uint8Array;
  readonly pipelines: Uint8Array;
}

/** Whether a change of an argument reaches the value of a node. */
export type Reaches = (graph: Graph, id: NodeId, position: number) => boolean;

const leaves = { parameter: "parameters", stock: "stocks", state: "states", pipeline: "pipelines" } as const;

function noParts({ graph, parameters, stocks, states, pipelines }: Program): Parts {
  const count = (parts: readonly unknown[]) => new Uint8Array(parts.length);
  return {
    nodes: count(graph.nodes),
    parameters: count(parameters),
    stocks: count(stocks),
    states: count(states),
    pipelines: count(pipelines),
  };
}

/** The set that a leaf's own part belongs to. */
function partsOf(parts: Parts, operation: string): Uint8Array | undefined {
  return operation in leaves ? parts[leaves[operation as keyof typeof leaves]] : undefined;
}

function sizeOf({ parameters, stocks, states, pipelines }: Parts): number {
  return [parameters, stocks, states, pipelines].reduce(
    (sum, parts) => sum + parts.reduce((count, one) => count + one, 0),
    0,
  );
}

/** All that changes with one of the directions. */
export function changing(question: Question, reaches: Reaches): Parts {
  const { program, directions, isGiven, isCoupled } = question;
  const { graph, flows, stocks, states, pipelines } = program;
  const parts = noParts(program);
  for (const { kind, index } of directions) parts[`${kind}s`][index] = 1;
  const mark = (set: Uint8Array, index: number | undefined, from: readonly (NodeId | undefined)[]) => {
    if (index !== undefined && from.some((node) => node !== undefined && parts.nodes[node] === 1)) set[index] = 1;
  };
  for (let before = -1; before < sizeOf(parts); ) {
    before = sizeOf(parts);
    for (const [id, { operation, arguments: operands, index }] of graph.nodes.entries()) {
      const isOwn =
        operation === "leaving"
          ? parts.stocks[program.conveyors[index!]!.stock] === 1
          : partsOf(parts, operation)?.[index!] === 1;
      const isFollowing = operands.some((one, position) => parts.nodes[one] === 1 && reaches(graph, id, position));
      parts.nodes[id] = isOwn || isFollowing ? 1 : 0;
    }
    for (const { index, node } of program.parameters) if (!isGiven(index)) mark(parts.parameters, index, [node]);
    for (const [index, { initial, opening }] of stocks.entries()) mark(parts.stocks, index, [initial, opening]);
    for (const [index, { initial, opening, next, rate }] of states.entries()) {
      mark(parts.states, index, [initial, opening, next, rate]);
    }
    for (const [index, { input, opening }] of pipelines.entries()) mark(parts.pipelines, index, [input, opening]);
    for (const { from, to, amount } of flows) {
      for (const end of [from, to]) mark(parts.stocks, end, [amount]);
      if (!isCoupled || from === undefined || to === undefined) continue;
      const isLimited = [from, to].some((end) => parts.stocks[end] === 1 && !stocks[end]!.mayBeNegative);
      if (isLimited) parts.stocks[from] = parts.stocks[to] = 1;
    }
  }
  return parts;
}

/** All that one of the objectives changes with. */
export function mattering(question: Question, reaches: Reaches): Parts {
  const { program, objectives, isGiven, isCoupled } = question;
  const { graph, flows, stocks, states, pipelines } = program;
  const parts = noParts(program);
  for (const node of objectives) parts.nodes[node] = 1;
  const need = (...nodes: readonly (NodeId | undefined)[]) => {
    for (const node of nodes) if (node !== undefined) parts.nodes[node] = 1;
  };
  for (let before = -1; before < sizeOf(parts); ) {
    before = sizeOf(parts);
    for (let id = graph.nodes.length - 1; id >= 0; id--) {
      if (parts.nodes[id] === 0) continue;
      const { operation, arguments: operands, index } = graph.nodes[id]!;
      const own = partsOf(parts, operation);
      if (own !== undefined) own[index!] = 1;
      if (operation === "leaving") parts.stocks[program.conveyors[index!]!.stock] = 1;
      for (const [position, one] of operands.entries()) if (reaches(graph, id, position)) parts.nodes[one] = 1;
    }
    for (const { from, to, amount } of flows) {
      const ends = [from, to].filter((end) => end !== undefined);
      if (!ends.some((end) => parts.stocks[end] === 1)) continue;
      need(amount);
      if (isCoupled) for (const end of ends) if (!stocks[end]!.mayBeNegative) parts.stocks[end] = 1;
    }
    for (const { index, node } of program.parameters) if (parts.parameters[index] === 1 && !isGiven(index)) need(node);
    for (const [index, { initial, opening }] of stocks.entries()) if (parts.stocks[index] === 1) need(initial, opening);
    for (const [index, { initial, opening, next, rate }] of states.entries()) {
      if (parts.states[index] === 1) need(initial, opening, next, rate);
    }
    for (const [index, { input, opening }] of pipelines.entries()) {
      if (parts.pipelines[index] === 1) need(input, opening);
    }
  }
  return parts;
}

/** What belongs to both. */
export function common(a: Parts, b: Parts): Parts {
  const both = (key: keyof Parts) => a[key].map((one, index) => one & b[key][index]!);
  return {
    nodes: both("nodes"),
    parameters: both("parameters"),
    stocks: both("stocks"),
    states: both("states"),
    pipelines: both("pipelines"),
  };
}
