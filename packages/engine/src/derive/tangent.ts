import { internal } from "../base/errors.js";
import * as rational from "../base/rational.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import { weightsOf } from "./agents.js";
import { type Conventions, passes } from "./passing.js";
import { carriesOf } from "./rules.js";

/**
 * Adds to a graph the nodes that say how others change along one direction: forward mode, after Wengert, A simple
 * automatic derivative evaluation program, Communications of the ACM 7 (1964) 463. A node that does not change has no tangent.
 */
export class Tangents {
  readonly #known = new Map<NodeId, NodeId | undefined>();

  /** @param leaf The tangent of a leaf, undefined for one that does not change. */
  constructor(
    readonly builder: GraphBuilder,
    readonly conventions: Conventions,
    readonly leaf: (id: NodeId) => NodeId | undefined,
  ) {}

  /** Derives nodes one after the other: each after its arguments. */
  derive(order: readonly NodeId[]): void {
    for (const id of order) {
      if (this.#known.has(id)) continue;
      this.builder.owner = this.builder.owners[id]!;
      const tangent = this.#tangent(id);
      const isZero = tangent === undefined || this.builder.valueOf(tangent)?.n === 0n;
      this.#known.set(id, isZero ? undefined : this.builder.spread(tangent, this.builder.populationOf(id)));
    }
  }

  /** The tangent of a node that was derived. */
  of(id: NodeId): NodeId | undefined {
    return this.#known.get(id);
  }

  #tangent(id: NodeId): NodeId | undefined {
    const { builder } = this;
    const { operation, arguments: operands, index } = builder.nodes[id]!;
    if (operands.length === 0) return this.leaf(id);
    const changes = operands.map((operand, position) =>
      passes(builder, id, position, this.conventions) ? this.of(operand) : undefined,
    );
    if (changes.every((change) => change === undefined)) return undefined;
    const zeroLike = (operand: NodeId) =>
      builder.spread(builder.constant(rational.zero), builder.populationOf(operand));
    const changeOf = (position: number) => changes[position] ?? zeroLike(operands[position]!);
    const [first, second] = operands as [NodeId, NodeId];
    switch (operation) {
      // One choice between both tangents instead of a sum of two choices.
      case "select":
        return builder.make("select", first, changeOf(1), changeOf(2));
      case "minimum":
        return builder.make("select", builder.make("less", first, second), changeOf(0), changeOf(1));
      case "maximum":
        return builder.make("select", builder.make("less", second, first), changeOf(0), changeOf(1));
      case "spread":
        return changes[0];
      case "gather":
        return builder.gather(operands.map((_, position) => changeOf(position)));
      case "pick":
        return builder.reduce("pick", changes[0]!, second);
      case "total":
        return builder.reduce("total", changes[0]!);
      case "product":
      case "least":
      case "greatest":
      case "gini":
      case "quantile":
      case "topShare": {
        const weights = weightsOf(builder, operation, id, first, operands[1]);
        const byValues =
          changes[0] === undefined || weights.values === undefined
            ? undefined
            : builder.reduce("total", builder.make("multiply", weights.values, changes[0]));
        const byOther = changes[1] === undefined ? undefined : weights.by?.(changes[1]);
        return sum(builder, [byValues, byOther]);
      }
      case "choose":
      case "draw":
        return internal(`${operation} passed a change on`);
    }
    const carries = carriesOf(builder, { operation, result: id, operands, index }, "forwards");
    return sum(
      builder,
      changes.map((change, position) => (change === undefined ? undefined : carries[position]?.(change))),
    );
  }
}

function sum(builder: GraphBuilder, parts: readonly (NodeId | undefined)[]): NodeId | undefined {
  return parts.reduce((a, b) => (a === undefined ? b : b === undefined ? a : builder.make("add", a, b)), undefined);
}
