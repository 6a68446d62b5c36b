import { fail, type Place } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { parse } from "../equation/index.js";
import { internalScale, type Lowered, lower, mismatchHint, type NodeId, placeOf, type Scope } from "../graph/index.js";
import { type Dimension, describeDimension, sameDimension, type Unit } from "../unit/index.js";
import type { Conveyors } from "./conveyors.js";
import type { Crossings } from "./crossings.js";
import type { Decisions } from "./decisions.js";
import type { Declaration } from "./declarations.js";
import type { Draft } from "./draft.js";
import type { Equation } from "./equation.js";
import { giveUp } from "./findings.js";
import { failMemory } from "./memories.js";
import { epochsOver } from "./module-clocks.js";
import { requireSingle } from "./populations.js";

/** What a name stands for in an equation; undefined for one that the model does not have. */
export type Resolve = (name: string) => Lowered | undefined;

/** The parts of a model that have their own say on what an equation means. */
export interface Neighbours {
  readonly crossings: Crossings;
  readonly decisions: Pick<Decisions, "inForce">;
  readonly conveyors: () => Pick<Conveyors, "leaving" | "names">;
}

/** Makes nodes of the equations of a model, with the units they must have. */
export class Lowering {
  readonly #draft: Draft;
  readonly #around: Neighbours;

  constructor(draft: Draft, around: Neighbours) {
    this.#draft = draft;
    this.#around = around;
  }

  /** What a name stands for within a step. */
  readonly inStep: Resolve = (name) => {
    const { late, nodes, stocks, states, graph, declarations } = this.#draft;
    const lateNode = late.has(name) ? nodes.get(name) : undefined;
    if (lateNode !== undefined) return { node: lateNode, type: this.#draft.typeOf(name) };
    const population = this.#draft.populationOf(name);
    const stock = stocks.get(name);
    if (stock !== undefined) return { node: graph.leaf("stock", stock, population), type: this.#draft.typeOf(name) };
    const state = states.get(name);
    if (state !== undefined) return { node: graph.leaf("state", state, population), type: this.#draft.typeOf(name) };
    const parameter = this.parameter(name);
    if (parameter !== undefined) {
      return { ...parameter, node: this.#around.decisions.inForce(name, parameter.node) };
    }
    const node = nodes.get(name);
    if (node !== undefined) return { node, type: this.#draft.typeOf(name) };
    // What is declared but has no node has a finding of its own.
    return declarations.has(name) ? giveUp() : undefined;
  };

  /** A parameter's value before any decision; undefined for what is no parameter. */
  readonly parameter: Resolve = (name) => {
    const index = this.#draft.parameters.get(name);
    if (index === undefined) return undefined;
    const node = this.#draft.graph.leaf("parameter", index, this.#draft.populationOf(name));
    return { node, type: this.#draft.typeOf(name) };
  };

  /** A quantity in the unit of a declaration. */
  quantity({ name }: Declaration, text: string, path: string): Lowered {
    const { measures, graph } = this.#draft;
    const place = this.#draft.placeOf(path);
    const quantity = measures.units.parseQuantity(text, place);
    const unit = this.#draft.unitOf(name);
    if (!sameDimension(quantity.unit.dimension, unit.dimension)) {
      this.#failMismatch(name, unit, quantity.unit.dimension, place);
    }
    const scale = internalScale(quantity.unit, this.#around.crossings.clockOf(name).scale);
    const value = graph.constant(rational.multiply(quantity.value, scale));
    return { node: graph.spread(value, this.#draft.populationOf(name)), type: this.#draft.typeOf(name) };
  }

  /** An equation that must have the unit of the variable it defines. */
  equation({ name, population }: Declaration, equation: Equation, resolve: Resolve): Lowered {
    const { graph } = this.#draft;
    const scope = this.scope(equation, resolve);
    const lowered = lower(equation.expression, scope);
    const unit = this.#draft.unitOf(name);
    const place = placeOf(scope, equation.expression.at);
    if (lowered.type.kind === "condition") {
      fail({
        code: "unit/condition",
        message: `"${name}" is a number in ${unit.text}, and its equation is a condition.`,
        expected: `a number in ${unit.text}`,
        hint: "turn the condition into a number with `if … then 1 else 0`",
        place,
      });
    }
    if (lowered.type.kind === "number" && !sameDimension(lowered.type.dimension, unit.dimension)) {
      this.#failMismatch(name, unit, lowered.type.dimension, place);
    }
    if (population === undefined) requireSingle(graph, name, lowered.node, place);
    return { ...lowered, node: graph.spread(lowered.node, this.#draft.populationOf(name)) };
  }

  /** A condition over the values of a step. */
  condition(name: string, text: string, path: string, drawName: string): NodeId {
    const place = this.#draft.placeOf(path);
    const expression = parse(text, place);
    const equation = { text, path, expression, drawName, binding: new Map<string, string>(), population: undefined };
    const { node, type } = lower(expression, this.scope(equation, this.inStep));
    requireSingle(this.#draft.graph, name, node, place);
    if (type.kind === "condition") return node;
    return fail({
      code: "unit/condition",
      message: `"${name}" must be a condition, and ${text} is a number.`,
      expected: "a comparison",
      hint: `compare it with something: ${text} > 0`,
      place,
    });
  }

  /** What the names, functions and times of an equation mean where it stands. */
  scope({ text, path, drawName, binding, population }: Equation, resolve: Resolve): Scope {
    const { graph, measures, clocks, memories, space, declarations } = this.#draft;
    const { crossings, conveyors } = this.#around;
    const place = this.#draft.placeOf(path);
    const clock = clocks.at(path);
    const needsMemory = () => {
      if (resolve !== this.inStep) failMemory(place);
    };
    return {
      builder: graph,
      units: measures.units,
      scale: clock.scale,
      now: () => epochsOver(graph, clock),
      every: clock.every,
      owner: drawName,
      text,
      place,
      space,
      binding,
      stars: new Map(),
      population: this.#draft.agents(population),
      resolve: (name) => {
        const value = resolve(name);
        return value === undefined ? undefined : crossings.seen(name, value, clock);
      },
      dimensionOf: (name) => this.#draft.knownUnit(name)?.dimension,
      names: () => declarations.keys(),
      drawCount: { value: 0 },
      remember: (variable, first) => {
        needsMemory();
        const start = graph.spread(first, this.#draft.populationOf(variable));
        const now = () => crossings.seen(variable, this.inStep(variable)!, clock).node;
        return memories.remember(variable, start, now, clock);
      },
      hold: (node) => {
        needsMemory();
        return memories.hold(node, clock);
      },
      carry: (key, first, next) => {
        needsMemory();
        return memories.carry(key, first, next, clock);
      },
      level: (first, rate) => {
        needsMemory();
        return memories.level(first, rate, clock);
      },
      pipeline: (input, time, first) => {
        needsMemory();
        return memories.pipeline(input, time, first, clock);
      },
      leaving: (name) => {
        needsMemory();
        return conveyors().leaving(name);
      },
      conveyorNames: () => conveyors().names(),
      table: (name) => this.#draft.tablesIn(clock).get(name),
      tableNames: () => Object.keys(this.#draft.model.lookups ?? {}),
    };
  }

  #failMismatch(name: string, unit: Unit, found: Dimension, place: Place): never {
    const meaning = describeDimension(unit.dimension);
    const declared = unit.text === meaning ? unit.text : `${unit.text}, that is ${meaning}`;
    return fail({
      code: "unit/mismatch",
      message: `"${name}" is in ${declared}, but its equation gives ${describeDimension(found)}.`,
      expected: `an equation in ${unit.text}`,
      hint: mismatchHint(unit.dimension, found, { scale: this.#draft.measures.scale }),
      place,
    });
  }
}
