import * as rational from "../base/rational.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import type { Reduction } from "../graph/operations.js";
import type { Carry } from "./rules.js";

/** Most values that are compared each with each, as the Gini coefficient needs. */
export const mostCompared = 1024;

/** What changes of a population's values, and of the second argument, make of a reduction. */
export interface Weights {
  /** Change of the result for a change of each value; `undefined` when none changes it. */
  readonly values: NodeId | undefined;
  readonly by?: Carry;
}

/**
 * How a reduction to a single value follows its population. Equal values at the least, the greatest, a quantile or
 * the edge of the largest share the change equally.
 */
export function weightsOf(
  builder: GraphBuilder,
  operation: Exclude<Reduction, "pick" | "choose">,
  y: NodeId,
  x: NodeId,
  by: NodeId | undefined,
): Weights {
  const ofAgents = new Agents(builder, x);
  const { values, by: carry } = weights(ofAgents, operation, y, by);
  return {
    values: values === undefined ? undefined : ofAgents.spread(values),
    ...(carry === undefined ? {} : { by: carry }),
  };
}

function weights(
  ofAgents: Agents,
  operation: Exclude<Reduction, "pick" | "choose">,
  y: NodeId,
  by: NodeId | undefined,
): Weights {
  const { builder, x } = ofAgents;
  switch (operation) {
    case "total":
      return { values: ofAgents.spread(builder.constant(rational.one)) };
    case "product":
      return { values: productWeights(ofAgents) };
    case "least":
    case "greatest":
      return { values: ofAgents.sharedBy(builder.make("equal", x, ofAgents.spread(y))) };
    case "gini":
      return { values: giniWeights(ofAgents, y) };
    case "quantile":
      return quantileWeights(ofAgents, by!);
    case "topShare":
      return topShareWeights(ofAgents, y, by!);
  }
}

/** The values of a population, with what is often needed of them. */
class Agents {
  readonly size: number;
  readonly #population: number;

  constructor(
    readonly builder: GraphBuilder,
    readonly x: NodeId,
  ) {
    this.#population = builder.populationOf(x)!;
    this.size = builder.populations[this.#population]!.size;
  }

  constant(value: number): NodeId {
    return this.builder.constant(rational.rational(value));
  }

  spread(node: NodeId): NodeId {
    return this.builder.spread(node, this.#population);
  }

  total(values: NodeId): NodeId {
    return this.builder.reduce("total", values);
  }

  /** 1 shared equally by the agents of whom a condition holds. */
  sharedBy(condition: NodeId): NodeId {
    return this.builder.make("divide", condition, this.spread(this.total(condition)));
  }

  /** The `index`th smallest value, from 0. */
  ordered(index: NodeId): NodeId {
    const { builder, x, size } = this;
    if (size === 1) return builder.reduce("least", x);
    // A quarter of the way to the next one, and from there back to the value that lies below.
    const position = builder.make("add", index, builder.constant(rational.rational(1n, 4n)));
    const share = builder.make("divide", position, this.constant(size - 1));
    const near = builder.reduce("quantile", x, builder.make("minimum", share, this.constant(1)));
    const least = this.spread(builder.reduce("least", x));
    const isBelow = builder.make("lessOrEqual", x, this.spread(near));
    return builder.reduce("greatest", builder.make("select", isBelow, x, least));
  }
}

/** The product of all other values: with zeros among them, 0 for all but a single zero. */
function productWeights(all: Agents): NodeId {
  const { builder, x } = all;
  const zero = all.spread(all.constant(0));
  const isZero = builder.make("equal", x, zero);
  const zeros = all.total(isZero);
  const safe = builder.make("select", isZero, all.spread(all.constant(1)), x);
  const rest = builder.reduce("product", safe);
  const none = builder.make("equal", zeros, all.constant(0));
  const single = builder.make("equal", zeros, all.constant(1));
  const others = builder.make("select", none, rest, all.constant(0));
  const atZero = builder.make("select", single, rest, all.constant(0));
  return builder.make("select", isZero, all.spread(atZero), builder.make("divide", all.spread(others), safe));
}

/** (c / n - G) / Σx, where c is the number of those below an agent less those above; 0 where nobody has anything. */
function giniWeights(all: Agents, y: NodeId): NodeId | undefined {
  const { builder, x, size } = all;
  if (size > mostCompared) return undefined;
  const operands = builder.nodes[x]!.operation === "gather" ? builder.nodes[x]!.arguments : undefined;
  let place: NodeId = all.spread(all.constant(0));
  for (let index = 0; index < size; index++) {
    const other = all.spread(operands?.[index] ?? builder.reduce("pick", x, all.constant(index + 1)));
    const difference = builder.make("subtract", builder.make("less", other, x), builder.make("less", x, other));
    place = builder.make("add", place, difference);
  }
  const sum = all.total(x);
  const isNothing = builder.make("equal", sum, all.constant(0));
  const divisor = builder.make("select", isNothing, all.constant(1), sum);
  const share = builder.make("divide", place, all.spread(all.constant(size)));
  const weight = builder.make("divide", builder.make("subtract", share, all.spread(y)), all.spread(divisor));
  return builder.make("select", all.spread(isNothing), all.spread(all.constant(0)), weight);
}

function quantileWeights(all: Agents, share: NodeId): Weights {
  const { builder, x, size } = all;
  const position = builder.make("multiply", share, all.constant(size - 1));
  const index = builder.make("floor", position);
  const rest = builder.make("subtract", position, index);
  const low = all.ordered(index);
  const next = builder.make("minimum", builder.make("add", index, all.constant(1)), all.constant(size - 1));
  const high = all.ordered(next);
  const at = (value: NodeId) => all.sharedBy(builder.make("equal", x, all.spread(value)));
  const lower = builder.make("multiply", at(low), all.spread(builder.make("subtract", all.constant(1), rest)));
  const upper = builder.make("multiply", at(high), all.spread(rest));
  const rise = builder.make("multiply", builder.make("subtract", high, low), all.constant(size - 1));
  return {
    values: builder.make("add", lower, upper),
    by: (change) => builder.make("multiply", change, rise),
  };
}

function topShareWeights(all: Agents, y: NodeId, k: NodeId): Weights {
  const { builder, x, size } = all;
  const most = builder.make("minimum", k, all.constant(size));
  const whole = builder.make("minimum", builder.make("floor", most), all.constant(size - 1));
  const edge = all.ordered(builder.make("subtract", all.constant(size - 1), whole));
  const isAbove = builder.make("less", all.spread(edge), x);
  const isEdge = builder.make("equal", x, all.spread(edge));
  const left = builder.make("subtract", most, all.total(isAbove));
  const part = builder.make("multiply", all.sharedBy(isEdge), all.spread(left));
  const held = builder.make("add", isAbove, part);
  const sum = all.total(x);
  const isNothing = builder.make("equal", sum, all.constant(0));
  const divisor = builder.make("select", isNothing, all.constant(1), sum);
  const weight = builder.make("divide", builder.make("subtract", held, all.spread(y)), all.spread(divisor));
  // One more of the largest adds the value at the edge; where there is nothing, an even share.
  const even = builder.constant(rational.rational(1n, BigInt(size)));
  const more = builder.make("select", isNothing, even, builder.make("divide", edge, divisor));
  const isAll = builder.make("lessOrEqual", all.constant(size), k);
  const growth = builder.make("select", isAll, all.constant(0), more);
  return {
    values: builder.make("select", all.spread(isNothing), all.spread(all.constant(0)), weight),
    by: (change) => builder.make("multiply", change, growth),
  };
}
