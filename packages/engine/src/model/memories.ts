import { fail, type Place } from "../base/errors.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import { type Clock, epochsOver, isFirstEpoch, whenActing, whole } from "./module-clocks.js";
import type { ProgramPipeline, ProgramState } from "./program.js";

interface Memory {
  /** What an equation sees: the opening value while memories are opened, then what is remembered. */
  readonly value: NodeId;
  readonly opening: NodeId;
  /** Made when all variables have nodes: `previous` may look at one that comes later. */
  next?: () => NodeId;
  rate?: NodeId;
}

/** The economy's own clock, as far as memories need to know it. */
const everyStep: Pick<Clock, "every"> = { every: 1 };

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
  remember(variable: string, first: NodeId, now: () => NodeId, clock: Clock): NodeId {
    return this.#memory(`previous ${variable} ${first}`, first, clock, () => ({ next: now }));
  }

  /** A memory that keeps the value `node` has at step 0. */
  hold(node: NodeId, clock: Clock): NodeId {
    return this.#memory(`initial ${node}`, node, clock, (value, leaf) => ({
      next: () => (clock.every === 1 ? leaf : value),
    }));
  }

  /** A memory that opens with `first`; what it has at the next step is known when all variables have nodes. */
  later(key: string, first: NodeId, next: () => NodeId): NodeId {
    return this.#memory(key, first, everyStep, () => ({ next }));
  }

  /** A memory that opens with `first` and at the next step has what `next` makes of it. */
  carry(key: string, first: NodeId, next: (before: NodeId) => NodeId, clock: Clock): NodeId {
    return this.#memory(`${key} ${first}`, first, clock, (value) => {
      const after = next(value);
      return { next: () => after };
    });
  }

  /** A level that opens with `first` and grows by `rate` per time. */
  level(first: NodeId, rate: (level: NodeId) => NodeId, clock: Clock): NodeId {
    return this.#memory(`level ${this.#memories.size}`, first, clock, (value) => ({ rate: rate(value) }));
  }

  /** What `input` was `time` ago; `first` before that. */
  pipeline(input: NodeId, time: NodeId, first: NodeId, clock: Clock): NodeId {
    if (clock.every > 1) return this.#modulePipeline(input, time, first, clock);
    this.pipelines.push({ input, time, opening: first });
    const leaving = this.graph.leaf("pipeline", this.pipelines.length - 1, this.graph.populationOf(input));
    return this.graph.make("select", this.graph.leaf("starting"), first, leaving);
  }

  /**
   * A pipeline of a module's whole epochs: what leaves entered as many epochs ago in the same step of the epoch,
   * so that in the steps in which the module acts it is what entered when it acted.
   */
  #modulePipeline(input: NodeId, time: NodeId, first: NodeId, clock: Clock): NodeId {
    const { graph } = this;
    const half = graph.constant({ n: 1n, d: 2n });
    const rounded = graph.make("floor", graph.make("add", time, half));
    const epochs = graph.make("select", graph.make("equal", rounded, whole(graph, 0)), whole(graph, 1), rounded);
    const every = whole(graph, clock.every);
    this.pipelines.push({ input, time: graph.make("multiply", epochs, every), opening: first });
    const leaving = graph.leaf("pipeline", this.pipelines.length - 1, graph.populationOf(input));
    const length = this.#memory(`length ${epochs}`, epochs, { ...clock, every: 1 }, (_, leaf) => ({
      next: () => leaf,
    }));
    const isEmpty = graph.make("less", epochsOver(graph, clock), length);
    const kept = graph.make("select", isEmpty, this.hold(first, clock), leaving);
    return graph.make("select", graph.leaf("starting"), first, kept);
  }

  /**
   * The mean over a module's epoch of what is handed to it at a rate, in the step in which it acts; in the other
   * steps the rate of the step. Rates are the module's, whose sums over the steps are divided once, so that
   * whole amounts stay whole.
   *
   * @param from The clock of who hands it in.
   */
  meanOfEpoch(name: string, rate: NodeId, from: Clock, clock: Clock): NodeId {
    const { graph } = this;
    const population = graph.populationOf(rate);
    const sum = graph.leaf("state", this.declared + this.#memories.size, population);
    const nothing = graph.spread(whole(graph, 0), population);
    const total = graph.make("add", sum, rate);
    const counted = whenActing(graph, from, total, sum);
    const next = whenActing(graph, clock, nothing, counted);
    this.#memories.set(`mean ${name}`, { value: sum, opening: nothing, next: () => next });
    const mean = graph.make("divide", total, whole(graph, clock.every / from.every));
    return whenActing(graph, clock, mean, rate);
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
    clock: Pick<Clock, "every">,
    growth: (value: NodeId, leaf: NodeId) => Pick<Memory, "next" | "rate">,
  ): NodeId {
    const { graph } = this;
    const key = clock.every === 1 ? name : `${name} every ${clock.every}`;
    const known = this.#memories.get(key);
    if (known !== undefined) return known.value;
    const leaf = graph.leaf("state", this.declared + this.#memories.size, graph.populationOf(opening));
    // A module's first epoch lasts until it has acted once.
    const isOpening = clock.every === 1 ? graph.leaf("starting") : isFirstEpoch(graph, clock);
    const value = graph.make("select", isOpening, opening, leaf);
    const memory: Memory = { value, opening };
    // Before its growth is known, so that a level inside the growth gets a number of its own.
    this.#memories.set(key, memory);
    const { next, rate } = growth(value, leaf);
    if (clock.every === 1) {
      Object.assign(memory, { ...(next === undefined ? {} : { next }), ...(rate === undefined ? {} : { rate }) });
    } else {
      const grown = rate === undefined ? undefined : graph.make("add", value, rate);
      memory.next = () => whenActing(graph, clock, grown ?? next!(), leaf);
    }
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
    expected: "an equation without previous, initial, delays, averages and events",
    hint: "use the variable itself",
    place,
  });
}
