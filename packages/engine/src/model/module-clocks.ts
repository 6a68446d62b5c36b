import { fail, type Place } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { createScale, type GraphBuilder, type NodeId, type Scale } from "../graph/index.js";
import type { Dimension } from "../unit/index.js";
import { moduleOf } from "./module-of.js";
import type { Measures } from "./time-step.js";
import type { Schedule } from "./vocabulary.js";

/** The time that the equations of a module count in. */
export interface Clock {
  /** Steps of the economy in an epoch of the module. */
  readonly every: number;
  readonly scale: Scale;
  /** Unit of an epoch of the module. */
  readonly epoch: string;
}

/** The clocks of a composed economy: one of its own, and one for every module with a longer epoch. */
export class Clocks {
  readonly economy: Clock;
  readonly #schedule: Schedule | undefined;
  readonly #clocks = new Map<string, Clock>();

  constructor(schedule: Schedule | undefined, { units, scale }: Measures, placeOf: (path: string) => Place) {
    this.economy = { every: 1, scale, epoch: "epoch" };
    this.#schedule = schedule;
    this.#clocks.set("", this.economy);
    for (const [module, { epoch, unit }] of Object.entries(schedule?.epochs ?? {})) {
      const place = placeOf(`modules.${module}`);
      const { value, unit: written } = units.parseQuantity(epoch, place);
      const seconds = rational.multiply(value, written.scale);
      const every = rational.divide(seconds, scale.step);
      if (every.d !== 1n || every.n > BigInt(longestEpoch)) {
        fail({
          code: "compose/epoch",
          message: `An epoch of "${module}" is ${rational.toDecimal(every, 6)} steps.`,
          expected: `a whole number of steps, at most ${longestEpoch}`,
          hint: "take longer steps, or a step that divides the epoch",
          place,
        });
      }
      this.#clocks.set(module, { every: Number(every.n), scale: createScale(units, seconds), epoch: unit });
    }
  }

  /** The clock of a variable, check or table by its qualified name. */
  of(name: string): Clock {
    return this.#clocks.get(moduleOf(name, this.#schedule))!;
  }

  /**
   * The clock of an equation by its path: that of what it defines. What an input is wired to counts by the clock of
   * the economy that wires it, and a user's condition by that of the whole.
   */
  at(path: string): Clock {
    if (this.#schedule === undefined) return this.economy;
    const [section] = path.split(".", 1);
    if (section === "conditions") return this.economy;
    const name = path.slice(section!.length + 1);
    const input = section === "inputs" && name.endsWith(".default") ? name.slice(0, -".default".length) : undefined;
    if (input === undefined || !Object.hasOwn(this.#schedule.wired, input)) return this.of(name);
    return this.of(`${this.#schedule.wired[input]}.`);
  }
}

/** Longest epoch of a module in steps of its economy. */
const longestEpoch = 1_000_000;

/** Epochs of the module that are over: what its equations see as the time, in its epochs. */
export function epochsOver(graph: GraphBuilder, { every }: Pick<Clock, "every">): NodeId {
  const time = graph.leaf("time");
  return every === 1 ? time : graph.make("floor", graph.make("divide", time, whole(graph, every)));
}

/** 1 in the last step of every epoch of the module, in which it acts. */
export function actsNow(graph: GraphBuilder, clock: Pick<Clock, "every">): NodeId {
  if (clock.every === 1) return graph.constant(rational.one);
  const before = graph.make("multiply", epochsOver(graph, clock), whole(graph, clock.every));
  const phase = graph.make("subtract", graph.leaf("time"), before);
  return graph.make("equal", phase, whole(graph, clock.every - 1));
}

/** 1 throughout the first epoch of the module, for as long as it has not acted. */
export function isFirstEpoch(graph: GraphBuilder, { every }: Pick<Clock, "every">): NodeId {
  return graph.make("less", graph.leaf("time"), whole(graph, every));
}

/** `node` while the module acts, otherwise `still`. */
export function whenActing(graph: GraphBuilder, clock: Pick<Clock, "every">, node: NodeId, still: NodeId): NodeId {
  return graph.make("select", actsNow(graph, clock), node, still);
}

/** How many internal units of a dimension by one clock make one by another. */
export function ratioOf(dimension: Dimension, from: Clock, to: Clock): rational.Rational {
  const length = rational.rational(from.every, to.every);
  return rational.power(length, BigInt(exponentOfTime(dimension, from)));
}

/** A value in the internal units of one clock in those of another. */
export function convert(graph: GraphBuilder, node: NodeId, dimension: Dimension, from: Clock, to: Clock): NodeId {
  const ratio = ratioOf(dimension, from, to);
  // A whole number divides without rounding what it multiplied before.
  if (ratio.n === 1n) return graph.make("divide", node, graph.constant({ n: ratio.d, d: 1n }));
  return graph.make("multiply", node, graph.constant(ratio));
}

/** How often time stands in a dimension: -1 for a rate. */
export function exponentOfTime(dimension: Dimension, { scale }: Clock): number {
  const [time] = scale.time.exponents.keys();
  return time === undefined ? 0 : (dimension.exponents.get(time) ?? 0);
}

export function whole(graph: GraphBuilder, value: number): NodeId {
  return graph.constant(rational.rational(value));
}
