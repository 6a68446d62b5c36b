import { fail, type Place } from "../base/errors.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import type { ProgramPipeline, ProgramState } from "./program.js";

interface Memory {
  /** What an equation sees: the opening value while memories are opened, then what is remembered. */
  readonly value: NodeId;
  readonly opening: NodeId;
  /** Made when all variables have nodes: `previous` may look at one that comes later. */
  next?: () => NodeId;
  rate?: NodeId;
}

/** The hidden states and pipelines behind `previous`, `initial`, delays and averages. */
export class Memories {
  readonly pipelines: ProgramPipeline[] = [];
  readonly #memories = new Map<string, Memory>();

  constructor(
    readonly graph: GraphBuilder,
    /** Number of states that the model declares. */
    readonly declared: number,
  ) {}

  /** A memory that opens with `first` and at the next step has this step's value of `variable`. */
  remember(variable: string, first: NodeId, now: () => NodeId): NodeId {
    return this.#memory(`previous ${variable} ${first}`, first, () => ({ next: now }));
  }

  /** A memory that keeps the value `node` has at step 0. */
  hold(node: NodeId): NodeId {
    return this.#memory(`initial ${node}`, node, (_, leaf) => ({ next: () => leaf }));
  }

  /** A level that opens with `first` and grows by `rate` per time. */
  level(first: NodeId, rate: (level: NodeId) => NodeId): NodeId {
    return this.#memory(`level ${this.#memories.size}`, first, (value) => ({ rate: rate(value) }));
  }

  /** What `input` was `time` ago; `first` before that. */
  pipeline(input: NodeId, time: NodeId, first: NodeId): NodeId {
    this.pipelines.push({ input, time, opening: first });
    const leaving = this.graph.leaf("pipeline", this.pipelines.length - 1, this.graph.populationOf(input));
    return this.graph.make("select", this.graph.leaf("starting"), first, leaving);
  }

  states(): ProgramState[] {
    return Array.from(this.#memories, ([name, { opening, next, rate }]) => ({
      name,
      opening,
      ...ofPopulation(this.graph.populationOf(opening)),
      ...(next === undefined ? {} : { next: next() }),
      ...(rate === undefined ? {} : { rate }),
    }));
  }

  #memory(
    name: string,
    opening: NodeId,
    growth: (value: NodeId, leaf: NodeId) => Pick<Memory, "next" | "rate">,
  ): NodeId {
    const known = this.#memories.get(name);
    if (known !== undefined) return known.value;
    const leaf = this.graph.leaf("state", this.declared + this.#memories.size, this.graph.populationOf(opening));
    const value = this.graph.make("select", this.graph.leaf("starting"), opening, leaf);
    const memory: Memory = { value, opening };
    // Before its growth is known, so that a level inside the growth gets a number of its own.
    this.#memories.set(name, memory);
    Object.assign(memory, growth(value, leaf));
    return value;
  }
}

/** The field that says which population a part of a program is of; none for a single value. */
export function ofPopulation(population: number | undefined): { readonly population?: number } {
  return population === undefined ? {} : { population };
}

/** For a memory in an equation that is computed before the first step. */
export function failMemory(place: Place): never {
  return fail({
    code: "equation/memory",
    message: "This looks back, and before the first step there is nothing to look back at.",
    expected: "an equation without previous, initial, delays and averages",
    hint: "use the variable itself",
    place,
  });
}
