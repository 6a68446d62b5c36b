import { type Diagnostic, fail, type Place, TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { type Expression, parse, visit } from "../equation/index.js";
import {
  type GraphBuilder,
  internalScale,
  type Lowered,
  lower,
  type NameSpace,
  type NodeId,
  placeOf as placeInEquation,
  type Scope,
} from "../graph/index.js";
import { type Dimension, describeDimension, divideDimensions, sameDimension } from "../unit/index.js";
import { type Declaration, fieldOf } from "./declarations.js";
import { collect, giveUp } from "./findings.js";
import { allNames, presentNames } from "./present-names.js";
import type { ProgramConveyor } from "./program.js";
import { looksLikeQuantity } from "./quantity-text.js";
import type { Measures } from "./time-step.js";
import type { Conveyor, Model } from "./vocabulary.js";

/** What conveyors must know of the model they stand in. */
export interface Surroundings {
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** Equations by the name of what they define. */
  readonly expressions: ReadonlyMap<string, Expression>;
  readonly graph: GraphBuilder;
  readonly measures: Measures;
  readonly space: NameSpace;
  readonly nodes: ReadonlyMap<string, NodeId>;
  readonly findings: Diagnostic[];
  placeOf(path: string): Place;
  dimensionOf(name: string): Dimension | undefined;
  /** The scope of a further equation, in which the values of a step are known. */
  scopeOf(equation: Equation): Scope;
  /** A time of an equation at this path in the steps of the economy: its module may count in longer epochs. */
  inSteps(node: NodeId, path: string): NodeId;
}

interface Equation {
  readonly text: string;
  readonly path: string;
  readonly expression: Expression;
  readonly drawName: string;
  readonly binding: ReadonlyMap<string, string>;
}

/** A stock that is a conveyor, with the flows that touch it, by name. */
interface Belt {
  /** Which of the program's conveyors it is. */
  readonly index: number;
  readonly declaration: Declaration;
  readonly own: Conveyor;
  readonly inflows: string[];
  readonly outflows: string[];
  readonly leaks: string[];
}

/** The conveyors of a model: which flows carry what leaves them, which leak, and how long what enters stays. */
export class Conveyors {
  readonly #belts: ReadonlyMap<string, Belt>;
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
    const belts = new Map<string, Belt>();
    for (const declaration of around.declarations.values()) {
      if (declaration.conveyor === undefined) continue;
      const own = declaration.conveyor;
      belts.set(declaration.name, { index: belts.size, declaration, own, inflows: [], outflows: [], leaks: [] });
    }
    this.#belts = belts;
  }

  names(): Iterable<string> {
    return this.#belts.keys();
  }

  /** Checks what can be checked before any equation is lowered, and tells outflows from leaks. */
  readFlows(integrate: Model["integrate"]): void {
    if (this.#belts.size === 0) return;
    for (const { name, kind, from, to } of this.#around.declarations.values()) {
      if (kind !== "flow") continue;
      if (to !== undefined) this.#belts.get(to)?.inflows.push(name);
      const belt = from === undefined ? undefined : this.#belts.get(from);
      if (belt === undefined) continue;
      const carries = this.#followersOf(from!);
      (carries.has(name) ? belt.outflows : belt.leaks).push(name);
    }
    for (const belt of this.#belts.values()) {
      const path = fieldOf(belt.declaration.path, "conveyor");
      collect(this.#around.findings, this.#around.placeOf(path), () => this.#check(belt, integrate, path));
    }
  }

  /** Everything that follows within one step from what leaves a conveyor. */
  readonly #followers = new Map<string, ReadonlySet<string>>();

  #followersOf(conveyor: string): ReadonlySet<string> {
    const known = this.#followers.get(conveyor);
    if (known !== undefined) return known;
    const { declarations } = this.#around;
    const users = this.#usersByName();
    const found = new Set<string>();
    const pending: string[] = [];
    const add = (name: string) => {
      const kind = declarations.get(name)?.kind;
      // What a stock or state starts with is no part of a step.
      if (found.has(name) || kind === "stock" || kind === "state" || kind === "parameter") return;
      found.add(name);
      pending.push(name);
    };
    for (const name of this.#askersByConveyor().get(conveyor) ?? []) add(name);
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      for (const user of users.get(name) ?? []) add(user);
    }
    this.#followers.set(conveyor, found);
    return found;
  }

  #users: Map<string, string[]> | undefined;

  #usersByName(): ReadonlyMap<string, readonly string[]> {
    if (this.#users !== undefined) return this.#users;
    const { declarations, expressions, space } = this.#around;
    this.#users = new Map();
    for (const [name, expression] of expressions) {
      const { binding } = declarations.get(name)!;
      for (const needed of presentNames(expression, binding, space)) pushTo(this.#users, needed, name);
    }
    return this.#users;
  }

  #askers: Map<string, string[]> | undefined;

  /** The names whose own equations ask what leaves a conveyor. */
  #askersByConveyor(): ReadonlyMap<string, readonly string[]> {
    if (this.#askers !== undefined) return this.#askers;
    const { declarations, expressions } = this.#around;
    this.#askers = new Map();
    for (const [name, expression] of expressions) {
      for (const conveyor of this.#askedBy(expression, declarations.get(name)!.binding)) {
        pushTo(this.#askers, conveyor, name);
      }
    }
    return this.#askers;
  }

  /** The conveyors named in leaving(…). */
  #askedBy(expression: Expression, binding: ReadonlyMap<string, string>): ReadonlySet<string> {
    const names = new Set<string>();
    visit(expression, (node) => {
      if (node.kind !== "call" || node.name !== "leaving") return;
      for (const name of allNames(node.arguments[0]!, binding, this.#around.space)) names.add(name);
    });
    return names;
  }

  #check({ declaration, own, outflows }: Belt, integrate: Model["integrate"], path: string): void {
    const { name, mayBeNegative } = declaration;
    const place = this.#around.placeOf(path);
    const complain = (what: string, expected: string, hint: string) =>
      fail({ code: "model/conveyor", message: `The conveyor "${name}" ${what}.`, expected, hint, place });
    if (mayBeNegative) {
      complain("may be negative", "a queue that holds nothing or more", "remove mayBeNegative, or conveyor");
    }
    if (declaration.population !== undefined) {
      complain(
        `is one of each ${declaration.population}`,
        "a single queue, which flows of a population may enter and leave",
        `remember with delay(…) what a ${declaration.population} asked for`,
      );
    }
    if (integrate === "rk4") {
      complain(
        "is integrated by rk4, which takes parts of steps, and a queue moves once a step",
        "integrate: steps, or euler",
        "remove integrate, and choose a shorter step where the flows need it",
      );
    }
    if (own.release !== undefined && own.release !== "whole" && own.release !== "linear") {
      complain(
        `is released ${JSON.stringify(own.release)}`,
        "whole or linear",
        "leave it out for batches that leave whole",
      );
    }
    if (own.cliff !== undefined && own.release !== "linear") {
      complain(
        "has a cliff, and its batches leave whole when their time is over",
        "a cliff beside release: linear",
        "say release: linear, or remove the cliff",
      );
    }
    if (outflows.length === 0) {
      complain(
        `has no flow out of it that names leaving(${name}), so nothing ever leaves its end`,
        "one such flow at least; all other flows out of it leak from the whole queue",
        `add a flow from ${name} with the equation leaving(${name})`,
      );
    }
  }

  /** The flows that must be known before what an equation asks to leave: they leak from it first. */
  leaksBefore(expression: Expression, binding: ReadonlyMap<string, string>): readonly string[] {
    if (this.#belts.size === 0) return [];
    return [...this.#askedBy(expression, binding)].flatMap((name) => this.#belts.get(name)?.leaks ?? []);
  }

  /** What leaves a conveyor in a step, per time; undefined when it is none. */
  leaving(name: string): Lowered | undefined {
    const belt = this.#belts.get(name);
    if (belt === undefined) return undefined;
    const { graph, nodes, measures } = this.#around;
    const dimension = this.#around.dimensionOf(name) ?? giveUp();
    // A flow without a node has a finding of its own.
    const leaks = belt.leaks.map((leak) => nodes.get(leak) ?? giveUp());
    return {
      node: graph.leaving(belt.index, leaks),
      type: { kind: "number", dimension: divideDimensions(dimension, measures.scale.time) },
    };
  }

  /** Names in the equations of a conveyor's times. */
  namesIn(name: string): readonly string[] {
    const belt = this.#belts.get(name);
    if (belt === undefined) return [];
    const texts = [belt.own.time, belt.own.cliff].filter((text) => text !== undefined && !looksLikeQuantity(text));
    return texts.flatMap((text) => [...allNames(parse(text!), belt.declaration.binding, this.#around.space)]);
  }

  /** The conveyors of the program. @param positions Of stocks and of flows by name. */
  lower(positions: {
    readonly stocks: ReadonlyMap<string, number>;
    readonly flows: ReadonlyMap<string, number>;
  }): ProgramConveyor[] {
    const list: ProgramConveyor[] = [];
    const { findings, graph, measures, placeOf } = this.#around;
    const flows = (names: readonly string[]) => names.map((name) => positions.flows.get(name)!);
    for (const [name, { declaration, own, inflows, outflows, leaks }] of this.#belts) {
      const path = fieldOf(declaration.path, "conveyor");
      graph.owner = name;
      const read = (text: string, field: string, dimension: Dimension, what: string) =>
        this.#value(declaration, text, `${path}.${field}`, dimension, what);
      collect(findings, placeOf(path), () => {
        const { time } = measures.scale;
        const amount = this.#around.dimensionOf(name) ?? giveUp();
        list.push({
          stock: positions.stocks.get(name)!,
          time: read(own.time, "time", time, "transit time"),
          isLinear: own.release === "linear",
          cliff: own.cliff === undefined ? undefined : read(own.cliff, "cliff", time, "cliff"),
          content:
            own.content === undefined
              ? undefined
              : Object.entries(own.content).map(([after, text]) => ({
                  time: this.#whole(`${path}.content.${after}`, () =>
                    read(after, `content.${after}`, time, "time of a part of the content"),
                  ),
                  amount: read(text, `content.${after}`, amount, "part of the content"),
                })),
          inflows: flows(inflows),
          outflows: flows(outflows),
          leaks: flows(leaks),
        });
      });
    }
    return list;
  }

  /** What is wrong within the key of a part is told of the part: only texts have places within. */
  #whole<T>(path: string, action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      const place = this.#around.placeOf(path);
      throw new TokenwrightError(error.diagnostics.map((finding) => ({ ...finding, place })));
    }
  }

  /** The node of a quantity or an equation that must have a dimension. */
  #value(declaration: Declaration, text: string, path: string, dimension: Dimension, what: string): NodeId {
    const { measures, graph } = this.#around;
    const place = this.#around.placeOf(path);
    const mismatch = (found: string, at: Place): never =>
      fail({
        code: "unit/mismatch",
        message: `The ${what} of the conveyor "${declaration.name}" is in ${found}.`,
        expected: sameDimension(dimension, measures.scale.time)
          ? "a time, such as 21 day"
          : `an amount in ${describeDimension(dimension)}`,
        hint: "correct the unit",
        place: at,
      });
    if (looksLikeQuantity(text)) {
      const { value, unit } = measures.units.parseQuantity(text, place);
      if (value.n !== 0n && !sameDimension(unit.dimension, dimension)) mismatch(unit.text, place);
      return graph.constant(rational.multiply(value, internalScale(unit, measures.scale)));
    }
    const expression = parse(text, place);
    const drawName = path.slice(path.indexOf(".") + 1);
    const scope = this.#around.scopeOf({ text, path, expression, drawName, binding: declaration.binding });
    const { node, type } = lower(expression, scope);
    const at = placeInEquation(scope, expression.at);
    if (type.kind === "condition") mismatch("neither: it is a condition", at);
    if (type.kind === "number" && !sameDimension(type.dimension, dimension)) {
      mismatch(describeDimension(type.dimension), at);
    }
    return sameDimension(dimension, measures.scale.time) ? this.#around.inSteps(node, path) : node;
  }
}

function pushTo(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
