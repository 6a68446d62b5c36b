import { internal } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { type Operation, operations, type PrimitiveDistribution, type Reduction } from "./operations.js";

/** Position of a node in its graph. Arguments always stand before the node that uses them. */
export type NodeId = number & { readonly brand?: "NodeId" };

export interface GraphNode {
  readonly operation: Operation;
  readonly arguments: readonly NodeId[];
  /** Value of a constant, in internal units. */
  readonly value?: Rational;
  /** Which parameter, stock, state, conveyor, input or draw a leaf stands for. */
  readonly index?: number;
  /** The population that it has one value for each agent of; undefined for a single value. */
  readonly population?: number;
}

/** Agents that are alike in their equations and differ in their values. */
export interface Population {
  readonly name: string;
  readonly size: number;
}

/** A named random draw. Its name, not its place in the graph, is its address. */
export interface Draw {
  readonly name: string;
  readonly distribution: PrimitiveDistribution;
  /** Steps for which it keeps its number. Its address counts in them. Default 1. */
  readonly every?: number;
}

/** A function given by points, in internal units, x ascending. */
export interface Table {
  readonly name: string;
  readonly x: readonly Rational[];
  readonly y: readonly Rational[];
  /** Outside the points: the value of the nearest one, or the line of the last two. `step`: no line at all. */
  readonly beyond: "clamp" | "extend" | "step";
}

/** An expression graph: equal expressions are one node, and every node's arguments come before it. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly draws: readonly Draw[];
  readonly tables: readonly Table[];
  readonly populations: readonly Population[];
  /** Name of the variable whose equation first made the node. */
  readonly owners: readonly string[];
}

/** Constants wider than this are left as arithmetic instead of being folded. */
const foldingWidth = 512;

/** Builds a graph node by node, folding constants and sharing equal nodes as it goes. */
export class GraphBuilder implements Graph {
  readonly nodes: GraphNode[] = [];
  readonly draws: Draw[] = [];
  readonly tables: Table[] = [];
  readonly populations: Population[] = [];
  readonly owners: string[] = [];
  /** The variable whose equation is being lowered. */
  owner = "";
  readonly #known = new Map<string, NodeId>();
  readonly #drawNames = new Set<string>();

  constant(value: Rational): NodeId {
    return this.#intern(`constant ${rational.toText(value)}`, { operation: "constant", arguments: [], value });
  }

  leaf(
    operation: "parameter" | "stock" | "state" | "time" | "starting" | "pipeline" | "element",
    index = 0,
    population?: number,
  ): NodeId {
    const agents = population === undefined ? "" : ` of ${population}`;
    return this.#intern(`${operation} ${index}${agents}`, { operation, arguments: [], index, ...of(population) });
  }

  /** Data from outside, or where there is none the value of `otherwise`. */
  input(index: number, otherwise?: NodeId, population?: number): NodeId {
    const args = otherwise === undefined ? [] : [this.spread(otherwise, population)];
    return this.#intern(`input ${index}`, { operation: "input", arguments: args, index, ...of(population) });
  }

  /** What a conveyor lets go in this step, per time, once `leaks` have taken their share. */
  leaving(conveyor: number, leaks: readonly NodeId[]): NodeId {
    return this.#intern(`leaving ${conveyor}`, { operation: "leaving", arguments: leaks, index: conveyor });
  }

  /** A draw of its own name, for every agent where there is a population; two draws are never one node. */
  draw(
    name: string,
    distribution: PrimitiveDistribution,
    parameters: readonly NodeId[] = [],
    population?: number,
    every = 1,
  ): NodeId {
    const index = this.draws.length;
    if (this.#drawNames.has(name)) internal(`two draws are named ${name}`);
    this.#drawNames.add(name);
    this.draws.push({ name, distribution, ...(every === 1 ? {} : { every }) });
    const args = parameters.map((parameter) => this.spread(parameter, population));
    return this.#intern(`draw ${index}`, { operation: "draw", arguments: args, index, ...of(population) });
  }

  /** The population of that name and size, made when it is new. */
  population(name: string, size: number): number {
    const known = this.populations.findIndex((one) => one.name === name);
    return known >= 0 ? known : this.populations.push({ name, size }) - 1;
  }

  populationOf(node: NodeId): number | undefined {
    return this.nodes[node]!.population;
  }

  /** The same value for every agent; a node of the population itself stays as it is. */
  spread(node: NodeId, population: number | undefined): NodeId {
    const own = this.populationOf(node);
    if (own === population) return node;
    if (own !== undefined || population === undefined) internal("values of one population stand for another's");
    return this.#intern(`spread ${node} ${population}`, { operation: "spread", arguments: [node], population });
  }

  /** Single values as those of a population. */
  gather(nodes: readonly NodeId[]): NodeId {
    const population = this.population(`#${nodes.length}`, nodes.length);
    return this.#intern(`gather ${nodes.join(" ")}`, { operation: "gather", arguments: nodes, population });
  }

  /** All values of a population taken together; for every agent anew where `by` is one of a population. */
  reduce(operation: Reduction, values: NodeId, by?: NodeId): NodeId {
    const args = by === undefined ? [values] : [values, by];
    if (operations[operation].arity !== args.length) internal(`${operation} takes ${args.length} arguments`);
    return this.#intern(`${operation} ${args.join(" ")}`, {
      operation,
      arguments: args,
      ...of(by === undefined ? undefined : this.populationOf(by)),
    });
  }

  /** A table of the graph at x. */
  lookup(table: number, x: NodeId): NodeId {
    const population = this.populationOf(x);
    return this.#intern(`lookup ${table} ${x}`, {
      operation: "lookup",
      arguments: [x],
      index: table,
      ...of(population),
    });
  }

  make(operation: Operation, ...args: readonly NodeId[]): NodeId {
    if (operations[operation].arity !== args.length)
      internal(`${operation} takes ${operations[operation].arity} arguments`);
    const simple = this.#simplify(operation, args);
    if (simple !== undefined) return simple;
    const populations = args.map((argument) => this.populationOf(argument));
    const population = populations.find((one) => one !== undefined);
    const all = population === undefined ? args : args.map((argument) => this.spread(argument, population));
    return this.#intern(`${operation} ${all.join(" ")}`, { operation, arguments: all, ...of(population) });
  }

  /** The value of a constant, also where it stands for every agent of a population. */
  valueOf(node: NodeId): Rational | undefined {
    const { operation, value, arguments: operands } = this.nodes[node]!;
    return operation === "spread" ? this.nodes[operands[0]!]!.value : value;
  }

  #intern(key: string, node: GraphNode): NodeId {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.nodes.length;
    this.nodes.push(node);
    this.owners.push(this.owner);
    this.#known.set(key, id);
    return id;
  }

  /**
   * Only rules that hold for every finite value and keep NaN and infinity visible: constants are
   * folded exactly, adding 0 and multiplying by 1 vanish; multiplying by 0 stays.
   */
  #simplify(operation: Operation, args: readonly NodeId[]): NodeId | undefined {
    const values = args.map((argument) => this.valueOf(argument));
    const [a, b] = values;
    if (operation === "select" && a !== undefined) return a.n !== 0n ? args[1] : args[2];
    if (values.every((value) => value !== undefined)) {
      const folded = foldConstants(operation, values as Rational[]);
      if (folded !== undefined && rational.width(folded) <= foldingWidth) return this.constant(folded);
    }
    const isZero = (value: Rational | undefined) => value !== undefined && value.n === 0n;
    const isOne = (value: Rational | undefined) => value !== undefined && value.n === value.d;
    if (operation === "add") return isZero(a) ? args[1] : isZero(b) ? args[0] : undefined;
    if (operation === "subtract") return isZero(b) ? args[0] : undefined;
    if (operation === "multiply") return isOne(a) ? args[1] : isOne(b) ? args[0] : undefined;
    if (operation === "divide" || operation === "power") return isOne(b) ? args[0] : undefined;
    return undefined;
  }
}

const of = (population: number | undefined) => (population === undefined ? {} : { population });

const truth = (condition: boolean): Rational => (condition ? rational.one : rational.zero);
const whole = (value: bigint): Rational => ({ n: value, d: 1n });

/** The exact value of an operation on constants, or undefined when it is not rational or not defined. */
export function foldConstants(operation: Operation, values: readonly Rational[]): Rational | undefined {
  const [a = rational.zero, b = rational.zero, c = rational.zero] = values;
  switch (operation) {
    case "negate":
      return rational.negate(a);
    case "absolute":
      return rational.absolute(a);
    case "floor":
      return whole(rational.floor(a));
    case "ceil":
      return whole(rational.ceiling(a));
    case "round":
      return whole(rational.round(a));
    case "not":
      return truth(a.n === 0n);
    case "add":
      return rational.add(a, b);
    case "subtract":
      return rational.subtract(a, b);
    case "multiply":
      return rational.multiply(a, b);
    case "divide":
      return b.n === 0n ? undefined : rational.divide(a, b);
    case "power":
      return exactPower(a, b);
    case "sqrt":
      return exactRoot(a);
    case "minimum":
      return rational.minimum(a, b);
    case "maximum":
      return rational.maximum(a, b);
    case "less":
      return truth(rational.compare(a, b) < 0);
    case "lessOrEqual":
      return truth(rational.compare(a, b) <= 0);
    case "equal":
      return truth(rational.equal(a, b));
    case "and":
      return truth(a.n !== 0n && b.n !== 0n);
    case "or":
      return truth(a.n !== 0n || b.n !== 0n);
    case "select":
      return a.n !== 0n ? b : c;
    default:
      return undefined;
  }
}

/** a^b for a whole b while the result stays under 2^16 bits; undefined otherwise. */
export function exactPower(a: Rational, b: Rational): Rational | undefined {
  if (b.d !== 1n || (a.n === 0n && b.n < 0n)) return undefined;
  const magnitude = b.n < 0n ? -b.n : b.n;
  if (magnitude > 65_536n || BigInt(rational.width(a)) * magnitude > 65_536n) return undefined;
  return rational.power(a, b.n);
}

/** The square root when it is rational; undefined otherwise. */
export function exactRoot(a: Rational): Rational | undefined {
  if (a.n < 0n) return undefined;
  const n = integerRoot(a.n);
  const d = integerRoot(a.d);
  return n * n === a.n && d * d === a.d ? { n, d } : undefined;
}

/** The largest whole number whose square is not above `value`, by Newton's method. */
function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
