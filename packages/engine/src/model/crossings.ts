import * as rational from "../base/rational.js";
import { internalScale, type Lowered, type NodeId } from "../graph/index.js";
import { type Dimension, multiplyDimensions } from "../unit/index.js";
import type { Draft } from "./draft.js";
import { type Clock, convert, exponentOfTime, ratioOf, whenActing, whole } from "./module-clocks.js";
import type { Variable } from "./program.js";
import { variableOf } from "./variable.js";

/** How values pass between modules that count in epochs of different lengths. */
export class Crossings {
  /** What the equations of a module with a longer epoch see of its own flows: what they would move by its end. */
  readonly #asked = new Map<string, NodeId>();
  readonly #draft: Draft;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** The clock in whose internal units a variable's node is: stocks stand in the common books. */
  clockOf(name: string): Clock {
    const { clocks, stocks } = this.#draft;
    return stocks.has(name) ? clocks.economy : clocks.of(name);
  }

  /** A value for a name, or of it, from the internal units of one clock to those of another. */
  across(value: Lowered, name: string, from: Clock, to: Clock): Lowered {
    if (from.every === to.every) return value;
    const node = convert(this.#draft.graph, value.node, this.#draft.dimensionOf(name), from, to);
    return { ...value, node };
  }

  /** What an equation sees of a variable. A flow of another clock is what it moves in the step. */
  seen(name: string, value: Lowered, clock: Clock): Lowered {
    const { clocks, graph } = this.#draft;
    const asked = this.#asked.get(name);
    if (asked === undefined) return this.across(value, name, this.clockOf(name), clock);
    if (clocks.of(name).every === clock.every) return { ...value, node: asked };
    return { ...value, node: convert(graph, value.node, this.#amountOf(name), clocks.economy, clock) };
  }

  /** What a flow moves in a step, in the units of its stocks: in a module with a longer epoch mostly nothing. */
  moved(name: string, asked: NodeId): NodeId {
    const { clocks, graph } = this.#draft;
    const clock = clocks.of(name);
    if (clock.every === 1) return asked;
    this.#asked.set(name, asked);
    const amount = convert(graph, asked, this.#amountOf(name), clock, clocks.economy);
    return whenActing(graph, clock, amount, whole(graph, 0));
  }

  /**
   * The value of an input for its module; a rate is the mean over the module's epoch.
   *
   * @param isConstant What is wired to it depends on nothing, so it stands for data that may be handed in.
   */
  handedIn(name: string, index: number, value: NodeId | undefined, isConstant: boolean): NodeId {
    const { clocks, graph, memories } = this.#draft;
    const clock = clocks.of(name);
    const population = this.#draft.populationOf(name);
    if (clock.every === 1) return graph.input(index, value, population);
    const dimension = this.#draft.dimensionOf(name);
    const wiring = clocks.at(this.#draft.declarations.get(name)!.path);
    const own = value === undefined ? undefined : convert(graph, value, dimension, wiring, clock);
    const node = graph.input(index, own, population);
    if (exponentOfTime(dimension, clock) !== -1) return node;
    // An equation of the module itself is computed when it acts.
    const from = wiring.every < clock.every ? wiring : isConstant ? clocks.economy : clock;
    return from.every === clock.every ? node : memories.meanOfEpoch(name, node, from, clock);
  }

  /** The variable as readers of results see it. */
  variable(name: string, node: NodeId): Variable {
    const { declarations, clocks } = this.#draft;
    const declaration = declarations.get(name)!;
    const unit = this.#draft.unitOf(name);
    const clock = this.clockOf(name);
    const scale = internalScale(unit, clock.scale);
    const asked = this.#asked.get(name);
    if (asked === undefined) return variableOf(declaration, unit, scale, node);
    // What moves is an amount in the units of the books, shown per epoch of the module.
    const moved = rational.multiply(scale, ratioOf(this.#amountOf(name), clock, clocks.economy));
    return { ...variableOf(declaration, unit, moved, node), asked: { node: asked, scale } };
  }

  /** The dimension of what a flow moves in a step. */
  #amountOf(flow: string): Dimension {
    return multiplyDimensions(this.#draft.dimensionOf(flow), this.#draft.measures.scale.time);
  }
}
