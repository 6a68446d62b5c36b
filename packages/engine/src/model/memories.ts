import { fail, type Place } from "../base/errors.js";
import * as rational from "../base/rational.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import type { ProgramState } from "./program.js";

interface Memory {
  readonly node: NodeId;
  readonly initial: NodeId;
  /** Made when all variables have nodes: `previous` may look at one that comes later. */
  readonly next: () => NodeId;
}

/** The hidden states of `previous(…)` and `initial(…)`. */
export class Memories {
  readonly #memories = new Map<string, Memory>();

  constructor(
    readonly graph: GraphBuilder,
    /** Number of states that the model declares. */
    readonly declared: number,
  ) {}

  /** A memory that starts with `first` and at the next step has this step's value of `variable`. */
  remember(variable: string, first: NodeId, now: () => NodeId): NodeId {
    return this.#memory(`previous ${variable}`, first, now);
  }

  /** A memory that keeps the value `node` has at step 0; at step 0 itself it is 0. */
  hold(node: NodeId): NodeId {
    const { graph } = this;
    const nought = graph.constant(rational.zero);
    const memory: NodeId = this.#memory(`initial ${node}`, nought, () =>
      graph.make("select", graph.make("equal", graph.leaf("time"), nought), node, memory),
    );
    return memory;
  }

  states(): ProgramState[] {
    return Array.from(this.#memories, ([name, { initial, next }]) => ({ name, initial, next: next() }));
  }

  #memory(name: string, initial: NodeId, next: () => NodeId): NodeId {
    let memory = this.#memories.get(name);
    if (memory === undefined) {
      memory = { node: this.graph.leaf("state", this.declared + this.#memories.size), initial, next };
      this.#memories.set(name, memory);
    }
    return memory.node;
  }
}

/** For a memory in an equation that is computed before the first step. */
export function failMemory(place: Place): never {
  return fail({
    code: "equation/memory",
    message: "This looks back, and before the first step there is nothing to look back at.",
    expected: "an equation without previous(…) and initial(…)",
    hint: "use the variable itself",
    place,
  });
}
