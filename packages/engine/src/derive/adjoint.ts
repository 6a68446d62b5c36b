import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import type { Graph, GraphBuilder, NodeId } from "../graph/index.js";
import type { Operation } from "../graph/operations.js";
import { mostCompared, weightsOf } from "./agents.js";
import { type Conventions, passes } from "./passing.js";
import { carriesOf } from "./rules.js";

/** The nodes of a graph of which adjoints are asked for, in a graph of their own. */
export interface Primal {
  readonly graph: Graph;
  /** The node in the adjoint's graph that has the value of one of these. */
  readonly image: (id: NodeId) => NodeId;
  /** Whether a node lies between what is asked for and what is answered. */
  readonly isLive: (id: NodeId) => boolean;
}

/**
 * Adds to a graph the nodes that say how one number changes with each node of a primal graph: reverse mode, after
 * Speelpenning, Compiling fast partial derivatives of functions given by algorithms (1980).
 */
export class Adjoints {
  readonly #known = new Map<NodeId, NodeId>();
  readonly #isGuarded: Uint8Array;

  constructor(
    readonly builder: GraphBuilder,
    readonly primal: Primal,
    readonly conventions: Conventions,
  ) {
    this.#isGuarded = guarded(primal.graph);
  }

  /** Adds to the adjoint of a node. */
  add(id: NodeId, part: NodeId): void {
    const known = this.#known.get(id);
    const spread = this.builder.spread(part, this.primal.graph.nodes[id]!.population);
    this.#known.set(id, known === undefined ? spread : this.builder.make("add", known, spread));
  }

  /** The adjoint of a node; undefined where there is none. */
  of(id: NodeId): NodeId | undefined {
    return this.#known.get(id);
  }

  /** Hands the adjoints of all nodes on to their arguments, from the last to the first. */
  propagate(): void {
    for (let id = this.primal.graph.nodes.length - 1; id >= 0; id--) {
      const adjoint = this.#known.get(id);
      if (adjoint !== undefined) this.#handOn(id, adjoint);
    }
  }

  #handOn(id: NodeId, adjoint: NodeId): void {
    const { builder, primal } = this;
    const { graph, image } = primal;
    const { operation, arguments: operands, index } = graph.nodes[id]!;
    if (!operands.some((operand, position) => this.#isPassed(id, operand, position))) return;
    builder.owner = graph.owners[id]!;
    const isGuarded = this.#isGuarded[id] === 1 && !linear.has(operation);
    const give = (position: number, part: () => NodeId | undefined) => {
      const operand = operands[position]!;
      if (!this.#isPassed(id, operand, position)) return;
      const made = part();
      if (made === undefined || builder.valueOf(made)?.n === 0n) return;
      this.add(operand, isGuarded ? this.#guard(adjoint, made) : made);
    };
    const [first] = operands as [NodeId];
    switch (operation) {
      case "spread":
        give(0, () => builder.reduce("total", adjoint));
        return;
      case "gather":
        for (const position of operands.keys()) {
          give(position, () => builder.reduce("pick", adjoint, builder.constant(rational.rational(position + 1))));
        }
        return;
      case "pick":
        give(0, () => this.#backToAgents(first, image(operands[1]!), adjoint));
        return;
      case "total":
        give(0, () => adjoint);
        return;
      case "product":
      case "least":
      case "greatest":
      case "gini":
      case "quantile":
      case "topShare": {
        const values = image(first);
        const by = operands[1] === undefined ? undefined : image(operands[1]);
        const weights = weightsOf(builder, operation, image(id), values, by);
        give(0, () => {
          if (weights.values === undefined) return undefined;
          const all = builder.spread(adjoint, builder.populationOf(values));
          return builder.make("multiply", weights.values, all);
        });
        if (by !== undefined) give(1, () => weights.by?.(adjoint));
        return;
      }
    }
    const here = { operation, result: image(id), operands: operands.map(image), index };
    const carries = carriesOf(builder, here, "backwards");
    for (const position of operands.keys()) give(position, () => carries[position]?.(adjoint));
  }

  #isPassed(id: NodeId, operand: NodeId, position: number): boolean {
    return this.primal.isLive(operand) && passes(this.primal.graph, id, position, this.conventions);
  }

  /** Nothing comes back from a branch that is not taken, even where the derivative in it is not finite. */
  #guard(adjoint: NodeId, part: NodeId): NodeId {
    const { builder } = this;
    if (builder.populationOf(adjoint) !== builder.populationOf(part)) return part;
    const zero = builder.constant(rational.zero);
    return builder.make("select", builder.make("equal", adjoint, zero), zero, part);
  }

  /** What was picked comes back to the agents it was picked from. */
  #backToAgents(values: NodeId, numbers: NodeId, adjoint: NodeId): NodeId {
    const { builder } = this;
    const population = this.primal.graph.nodes[values]!.population!;
    const element = builder.leaf("element", 0, population);
    const zero = builder.constant(rational.zero);
    const backFrom = (number: NodeId, part: NodeId) => {
      const isOwn = builder.make("equal", element, builder.spread(number, population));
      return builder.make("select", isOwn, builder.spread(part, population), zero);
    };
    const asking = builder.populationOf(numbers);
    if (asking === undefined) return backFrom(numbers, adjoint);
    const { name, size } = builder.populations[asking]!;
    if (size > mostCompared) {
      fail({
        code: "gradient/agents",
        message: `Each of the ${size} agents of "${name}" reads the value of an agent it names.`,
        expected: `at most ${mostCompared} agents, for a gradient that is taken backwards`,
        hint: 'take it forwards: mode: "forward"',
      });
    }
    let sum: NodeId | undefined;
    for (let index = 0; index < size; index++) {
      const which = builder.constant(rational.rational(index + 1));
      const part = backFrom(builder.reduce("pick", numbers, which), builder.reduce("pick", adjoint, which));
      sum = sum === undefined ? part : builder.make("add", sum, part);
    }
    return sum!;
  }
}

/** Operations that some ordinary numbers have no finite value or slope for. */
const failing: ReadonlySet<Operation> = new Set<Operation>([
  "divide",
  "power",
  "sqrt",
  "exp",
  "ln",
  "log10",
  "log2",
  "tan",
  "arcsin",
  "arccos",
  "pick",
  "product",
  "gini",
  "quantile",
  "topShare",
]);

/** Operations that hand an adjoint on without a factor. */
const linear: ReadonlySet<Operation> = new Set<Operation>(["add", "subtract", "negate", "select", "input"]);

/** Marks the nodes that may have no finite value while nobody asks for it, because a branch is not taken. */
function guarded({ nodes }: Graph): Uint8Array {
  const mayFail = new Uint8Array(nodes.length);
  for (const [id, { operation, arguments: operands }] of nodes.entries()) {
    const isSafe = operation === "divide" && isNonZero(nodes[operands[1]!]!);
    const isFailing = failing.has(operation) && !isSafe;
    if (isFailing || operands.some((operand) => mayFail[operand] === 1)) mayFail[id] = 1;
  }
  const isBranch = new Uint8Array(nodes.length);
  for (let id = nodes.length - 1; id >= 0; id--) {
    const { operation, arguments: operands } = nodes[id]!;
    for (const [position, operand] of operands.entries()) {
      const begins = (operation === "select" && position > 0) || (operation === "pick" && position === 0);
      if (begins || isBranch[id] === 1) isBranch[operand] = 1;
    }
  }
  return isBranch.map((one, id) => one & mayFail[id]!);
}

const isNonZero = ({ value }: { readonly value?: rational.Rational }) => value !== undefined && value.n !== 0n;
