import { evaluateNode, js } from "../backend/index.js";
import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program, Variable } from "../model/index.js";
import { chunkedSum } from "../numeric/index.js";
import { checkCount, defaultSeed, internalInputs, mostSteps, type RunInputs, variableNamed } from "./request.js";

export interface CausesOptions extends RunInputs {
  readonly step: number;
  readonly seed?: bigint;
  readonly run?: number;
  /** How many generations of causes to follow, while there are fewer than 20 000 of them. Default 2, at most 12. */
  readonly depth?: number;
}

/**
 * A variable at one step, and what it follows from. Values are in the variable's own unit; that of a population
 * is the mean of its agents.
 */
export interface Cause {
  readonly name: string;
  /** Number of agents of which the value is the mean. */
  readonly agents?: number;
  readonly value: number;
  /** Value one step before; undefined at step 0. */
  readonly before: number | undefined;
  /**
   * How much of the change of the variable above it goes back to this one alone, in the unit of that
   * variable: its equation with this step's value of the cause and the last step's of all others. For the
   * flows of a stock, what their equations asked for in the step before: where outflows were scaled for want of
   * stock, or flows integrated by Runge and Kutta's method, they add up to the change only nearly.
   */
  readonly contribution: number | undefined;
  readonly causes: readonly Cause[];
}

/**
 * The causes of a variable at a step of one run, with values: what its equation was computed from, what
 * that was computed from, and so on.
 *
 * @throws TokenwrightError `run/unknown-name`, `run/count`, `why/depth`, and what `run` throws.
 */
export function causesOf(program: Program, name: string, options: CausesOptions): Cause {
  checkCount(options.step, "steps", 0, mostSteps);
  const depth = options.depth ?? 2;
  if (!Number.isInteger(depth) || depth < 0 || depth > 12) {
    fail({
      code: "why/depth",
      message: `The causes are asked for to a depth of ${depth}.`,
      expected: "a whole number from 0 to 12",
    });
  }
  variableNamed(program, name);
  const stepper = js.prepare(program).start({
    seed: options.seed ?? defaultSeed,
    firstRun: options.run ?? 0,
    runs: 1,
    ...internalInputs(program, options),
  });
  const values = (): Values => Array.from(program.graph.nodes.keys(), (node) => Float64Array.from(stepper.lanes(node)));
  let before: Values | undefined;
  for (let step = 0; ; step++) {
    stepper.evaluate();
    if (step === options.step) break;
    if (step === options.step - 1) before = values();
    stepper.advance();
  }
  return new Tracer(program, values(), before).trace(name, undefined, depth);
}

/** Largest number of causes that one question follows; deeper ones are left out. */
const mostCauses = 20_000;

/** The values of every node at one step of one run: one, or one for every agent. */
type Values = readonly Float64Array[];

class Tracer {
  #found = 0;

  constructor(
    readonly program: Program,
    readonly now: Values,
    readonly before: Values | undefined,
  ) {}

  trace(name: string, effect: Variable | undefined, depth: number): Cause {
    const variable = variableNamed(this.program, name);
    const known = [...new Set(this.program.causes.get(name) ?? [])];
    const isEnd = depth === 0 || this.#found + known.length > mostCauses;
    const names = isEnd ? [] : known;
    this.#found += names.length;
    const agents = this.now[variable.node]!.length;
    return {
      name,
      ...(variable.population === undefined ? {} : { agents }),
      value: shown(variable, this.now),
      before: this.before === undefined ? undefined : shown(variable, this.before),
      contribution: effect === undefined ? undefined : this.#contribution(variable, effect),
      causes: names.map((cause) => this.trace(cause, variable, depth - 1)),
    };
  }

  #contribution(cause: Variable, effect: Variable): number | undefined {
    const { before } = this;
    if (before === undefined) return undefined;
    const scale = rational.toNumber(effect.scale);
    if (effect.kind === "stock") {
      const moving = this.program.flows.find((flow) => flow.name === cause.name);
      // What the time in a conveyor follows from moves nothing itself.
      if (moving === undefined) return undefined;
      const { from, to, amount } = moving;
      const index = this.program.stocks.findIndex((stock) => stock.name === effect.name);
      // What all agents move, spread over the agents that have such a stock.
      const share = before[amount]!.length / this.now[effect.node]!.length;
      const moved = meanOf(before[amount]!) * share * rational.toNumber(this.program.scale.dt);
      return ((to === index ? moved : 0) - (from === index ? moved : 0)) / scale;
    }
    // A state's value was computed in the step before, so there is no change of its causes within this one.
    if (effect.kind === "state" || effect.kind === "parameter") return undefined;
    // Of a flow whose module acts only every few steps: what it would move, which is what its module sees of it.
    const end = effect.asked ?? effect;
    const given = new Map([[cause.node, this.now[cause.node]!]]);
    if (cause.asked !== undefined) given.set(cause.asked.node, this.now[cause.asked.node]!);
    const changed = this.#recompute(end.node, given, before);
    return (meanOf(changed) - meanOf(before[end.node]!)) / rational.toNumber(end.scale);
  }

  /** A node's value with last step's values of everything but some nodes. */
  #recompute(node: NodeId, changed: ReadonlyMap<NodeId, Float64Array>, before: Values): Float64Array {
    const { nodes } = this.program.graph;
    const values = new Map(changed);
    const touches = new Uint8Array(node + 1);
    for (const id of changed.keys()) if (id <= node) touches[id] = 1;
    for (let id = 0; id <= node; id++) {
      const { arguments: operands } = nodes[id]!;
      if (touches[id] === 1 || !operands.some((operand) => touches[operand] === 1)) continue;
      touches[id] = 1;
      const given = operands.map((operand) => values.get(operand) ?? before[operand]!);
      // A draw keeps its number; everything else is computed anew.
      values.set(id, evaluateNode(this.program.graph, id, given) ?? before[id]!);
    }
    return values.get(node) ?? before[node]!;
  }
}

function shown(variable: Variable, values: Values): number {
  return meanOf(values[variable.node]!) / rational.toNumber(variable.scale);
}

function meanOf(values: Float64Array): number {
  return values.length === 1 ? values[0]! : chunkedSum(values) / values.length;
}

/**
 * The feedback loops through a variable, shortest first: names in causal direction, beginning with it.
 *
 * @param most Largest number of loops to find. Default 10.
 */
export function loopsThrough(program: Program, name: string, most = 10): readonly (readonly string[])[] {
  variableNamed(program, name);
  const effects = new Map<string, string[]>();
  for (const [effect, causes] of program.causes) {
    for (const cause of new Set(causes)) effects.set(cause, [...(effects.get(cause) ?? []), effect]);
  }
  const loops: string[][] = [];
  const queue: string[][] = [[name]];
  const mostPaths = 100_000;
  for (let position = 0; position < queue.length && position < mostPaths && loops.length < most; position++) {
    const path = queue[position]!;
    for (const next of effects.get(path[path.length - 1]!) ?? []) {
      if (next === name) loops.push(path);
      else if (!path.includes(next) && path.length < 24) queue.push([...path, next]);
    }
  }
  return loops.slice(0, most);
}
