import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { type Expression, isAggregate, print, visit } from "../equation/index.js";
import type { NodeId } from "./graph.js";
import { draw } from "./lower-draw.js";
import type { Operation, Reduction } from "./operations.js";
import { type Call, type Lower, number, type Rule } from "./rule.js";
import { combinations } from "./subscripts.js";
import {
  type AgentsOf,
  type Kind,
  type Lowered,
  placeOf,
  plain,
  requireCondition,
  requirePlain,
  type Scope,
  unify,
} from "./typed.js";

/** Most values one aggregate takes together. */
const mostValues = 100_000;

/**
 * The dimensions an aggregate's argument runs over: those of its `*`, and those named but not bound. What stands
 * in an aggregate inside it is for that one to run over.
 */
function runsOver(
  call: Call,
  scope: Scope,
): { readonly stars: ReadonlySet<string>; readonly names: ReadonlySet<string> } {
  const stars = new Set<string>();
  const names = new Set<string>();
  const inner = new Set<Expression>();
  visit(call.arguments[0]!, (node) => {
    if (inner.has(node) || node.kind !== "call" || !isAggregate(node)) return;
    visit(node, (part) => inner.add(part));
  });
  visit(call.arguments[0]!, (node) => {
    if (node.kind !== "subscript" || inner.has(node)) return;
    const shape = scope.space.shapeOf(node.name);
    for (const [position, index] of node.indices.entries()) {
      const own = shape?.[position];
      if (own === undefined) continue;
      if (index.kind === "all") stars.add(own);
      const isElement = index.kind === "name" && scope.space.dimensions.positionOf(own, index.name) !== undefined;
      if (index.kind === "name" && !isElement && !scope.binding.has(index.name)) {
        if (scope.space.dimensions.elementsOf(index.name) !== undefined) names.add(index.name);
      }
    }
  });
  return { stars, names };
}

/** The values an aggregate takes together, with the one unit they share. */
interface Values {
  /** One node for every combination of elements that have names. */
  readonly nodes: readonly NodeId[];
  readonly type: Kind;
  /** The population whose agents are taken together. */
  readonly agents: AgentsOf | undefined;
}

/** The population among the dimensions that are run over. */
function populationAmong(over: readonly string[], call: Call, scope: Scope): AgentsOf | undefined {
  const found = over.filter((name) => scope.space.dimensions.agentsOf(name) !== undefined);
  const [name] = found;
  if (name === undefined) return undefined;
  const bound = scope.population?.name;
  const isPair = bound === name && namesOf(call.arguments[0]!).has(name);
  if (found.length > 1 || isPair || (bound !== undefined && bound !== name && usesPopulation(call, bound, scope))) {
    fail({
      code: "equation/aggregate",
      message: `${print(call)} takes every agent with every other one.`,
      expected: "the agents of one population, each once",
      hint: "give what does not depend on the single agent a name of its own: total = sum(x[*])",
      place: placeOf(scope, call.at),
    });
  }
  return { name, index: scope.builder.population(name, scope.space.dimensions.agentsOf(name)!) };
}

/** The names that stand for one element or for its number. */
function namesOf(expression: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  visit(expression, (node) => {
    if (node.kind === "name") names.add(node.name);
    if (node.kind !== "subscript") return;
    for (const index of node.indices) if (index.kind === "name") names.add(index.name);
  });
  return names;
}

function usesPopulation(call: Call, population: string, scope: Scope): boolean {
  const names = namesOf(call.arguments[0]!);
  if (names.has(population)) return true;
  return [...names].some((name) => scope.space.shapeOf(name)?.includes(population) === true);
}

function values(
  call: Call,
  scope: Scope,
  lower: Lower,
  read: (inner: Scope) => Lowered = (inner) => number(call.arguments[0]!, inner, lower, call.name),
): Values {
  const from = call.arguments[0]!;
  const { stars, names } = runsOver(call, scope);
  const over = [...stars, ...names];
  if (over.length === 0) {
    return fail({
      code: "equation/aggregate",
      message: `${print(call)} has nothing to run over.`,
      expected: "a subscripted variable with * for the elements to take",
      hint: `write ${call.name}(x[*])`,
      place: placeOf(scope, call.at),
    });
  }
  const agents = populationAmong(over, call, scope);
  const lists = over.map((name) => scope.space.dimensions.elementsOf(name)!);
  const count = lists.reduce((product, { length }) => product * length, 1);
  if (count > mostValues) {
    return fail({
      code: "equation/aggregate",
      message: `${print(call)} takes ${count} values together.`,
      expected: `at most ${mostValues}`,
      place: placeOf(scope, call.at),
    });
  }
  const lowered = combinations(lists).map((combination) => {
    const taken = new Map(over.map((name, index) => [name, combination[index]!]));
    const inner: Scope = {
      ...scope,
      stars: new Map([...taken].filter(([name]) => stars.has(name))),
      binding: new Map([...scope.binding, ...[...taken].filter(([name]) => names.has(name))]),
      population: agents ?? scope.population,
    };
    const { node, type } = read(inner);
    return { node: agents === undefined ? node : scope.builder.spread(node, agents.index), type };
  });
  const type = lowered.reduce<Kind>(
    (kind, value) => unify({ node: value.node, type: kind }, value, from.at, scope, `the values of ${call.name}`),
    lowered[0]!.type,
  );
  return { nodes: lowered.map(({ node }) => node), type, agents };
}

/** Pairs, then pairs of pairs: a fixed tree, so that rounding does not depend on anything but the elements. */
function combine(operation: Operation, over: Reduction, { nodes, agents }: Values, scope: Scope): NodeId {
  let level = agents === undefined ? nodes : nodes.map((node) => scope.builder.reduce(over, node));
  while (level.length > 1) {
    level = level.flatMap((node, index) => {
      if (index % 2 === 1) return [];
      const next = level[index + 1];
      return [next === undefined ? node : scope.builder.make(operation, node, next)];
    });
  }
  return level[0]!;
}

/** How many values there are in all. */
function countOf({ nodes, agents }: Values, { builder }: Scope): NodeId {
  const size = agents === undefined ? 1 : builder.populations[agents.index]!.size;
  return builder.constant(rational.rational(nodes.length * size));
}

/** All values as those of one population; undefined elements are taken agent by agent. */
function asPopulation(call: Call, { nodes, agents }: Values, scope: Scope): NodeId {
  if (agents !== undefined && nodes.length === 1) return nodes[0]!;
  if (agents === undefined && nodes.every((node) => scope.builder.populationOf(node) === undefined)) {
    return scope.builder.gather(nodes);
  }
  return fail({
    code: "equation/aggregate",
    message: `${print(call)} takes several values of every agent.`,
    expected: `one value of every agent, or the elements of a dimension`,
    hint: `add up those of an agent first: total[holder] = sum(x[holder, *]), then ${call.name}(total[*])`,
    place: placeOf(scope, call.at),
  });
}

/** A further argument, which is the same whoever is taken together. */
function single(call: Call, position: number, scope: Scope, lower: Lower): NodeId {
  const from = call.arguments[position]!;
  const value = number(from, scope, lower, call.name);
  requirePlain(value, from, scope, `the second argument of ${call.name}`);
  if (scope.builder.populationOf(value.node) === undefined) return value.node;
  return fail({
    code: "equation/aggregate",
    message: `${print(from)} has a value for each agent, and ${call.name} takes one for all.`,
    expected: "a number that is the same for all agents",
    place: placeOf(scope, from.at),
  });
}

/** 1 for every element of which the condition holds. */
function holding(call: Call, scope: Scope, lower: Lower): Values {
  const from = call.arguments[0]!;
  const { builder } = scope;
  const one = builder.constant(rational.one);
  const nought = builder.constant(rational.zero);
  return values(call, scope, lower, (inner) => {
    const condition = lower(from, inner);
    requireCondition(condition, from, inner, call.name);
    return { node: builder.make("select", condition.node, one, nought), type: plain };
  });
}

const sumOf = (taken: Values, scope: Scope) => combine("add", "total", taken, scope);

/** Functions of the elements of a dimension or the agents of a population. */
export const aggregateRules: Readonly<Record<string, Rule>> = {
  sum: (call, scope, lower) => {
    const taken = values(call, scope, lower);
    return { node: sumOf(taken, scope), type: taken.type };
  },
  mean: (call, scope, lower) => {
    const taken = values(call, scope, lower);
    return { node: scope.builder.make("divide", sumOf(taken, scope), countOf(taken, scope)), type: taken.type };
  },
  prod: (call, scope, lower) => {
    const taken = values(call, scope, lower);
    requirePlain({ node: taken.nodes[0]!, type: taken.type }, call.arguments[0]!, scope, "a factor of prod");
    return { node: combine("multiply", "product", taken, scope), type: plain };
  },
  min: (call, scope, lower) => {
    const taken = values(call, scope, lower);
    return { node: combine("minimum", "least", taken, scope), type: taken.type };
  },
  max: (call, scope, lower) => {
    const taken = values(call, scope, lower);
    return { node: combine("maximum", "greatest", taken, scope), type: taken.type };
  },
  count: (call, scope, lower) => ({ node: sumOf(holding(call, scope, lower), scope), type: plain }),
  share: (call, scope, lower) => {
    const taken = holding(call, scope, lower);
    return { node: scope.builder.make("divide", sumOf(taken, scope), countOf(taken, scope)), type: plain };
  },
  gini: (call, scope, lower) => {
    const all = asPopulation(call, values(call, scope, lower), scope);
    return { node: scope.builder.reduce("gini", all), type: plain };
  },
  quantile: (call, scope, lower) => {
    const taken = values(call, scope, lower);
    const all = asPopulation(call, taken, scope);
    return { node: scope.builder.reduce("quantile", all, single(call, 1, scope, lower)), type: taken.type };
  },
  topShare: (call, scope, lower) => {
    const all = asPopulation(call, values(call, scope, lower), scope);
    return { node: scope.builder.reduce("topShare", all, single(call, 1, scope, lower)), type: plain };
  },
  choose: (call, scope, lower) => {
    const all = asPopulation(call, values(call, scope, lower), scope);
    return { node: scope.builder.reduce("choose", all, draw(scope, "uniform")), type: plain };
  },
  at: (call, scope, lower) => {
    const taken = values(call, scope, lower);
    const all = asPopulation(call, taken, scope);
    const from = call.arguments[1]!;
    const which = number(from, scope, lower, "at");
    requirePlain(which, from, scope, "the number of an element");
    return { node: scope.builder.reduce("pick", all, which.node), type: taken.type };
  },
};
