import { type Diagnostic, fail, type Place } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { didYouMean } from "../base/suggest.js";
import { functions, parse, visit } from "../equation/index.js";
import { type GraphBuilder, internalScale, type Lowered, type NodeId } from "../graph/index.js";
import { sameDimension } from "../unit/index.js";
import { type Declaration, elementAt } from "./declarations.js";
import { article } from "./declared-units.js";
import { collect } from "./findings.js";
import type { Memories } from "./memories.js";
import type { ProgramDecision } from "./program.js";
import { looksLikeQuantity } from "./quantity-text.js";
import type { Measures } from "./time-step.js";
import type { Decision } from "./vocabulary.js";

/** The equations of a decision, lowered by the builder, which knows what names stand for. */
export interface DecisionEquations {
  /** A new value, in the unit of the parameter that `declaration` is. */
  value(declaration: Declaration, text: string, path: string, drawName: string): NodeId;
  condition(name: string, text: string, path: string, drawName: string): NodeId;
  /** A number before the first step: of parameters alone, and without draws. */
  early(text: string, path: string): Lowered;
}

/** A memory of a decision; `next` is known once all variables have nodes. */
interface Cell {
  readonly value: NodeId;
  next: NodeId | undefined;
}

interface Target {
  readonly declaration: Declaration;
  readonly text: string;
  readonly path: string;
  readonly newValue: Cell;
}

interface Entry {
  readonly name: string;
  readonly own: Decision;
  readonly path: string;
  readonly targets: readonly Target[];
  /** Holds in the steps in which the decision is in effect. */
  readonly effect: Cell;
  /** The time of the step in which it took effect. */
  readonly began: Cell;
  /** In effect once and for all, where the effect itself ends after a while. */
  readonly taken: Cell | undefined;
}

const fields: ReadonlySet<string> = new Set(
  "set at when while delay for meaning source confidence label symbol range".split(" "),
);
const timings = ["at", "when", "while"] as const;

/**
 * Decisions act between two steps: from the values of a step they follow whether and what is decided, and from the
 * next step on the parameter has its new value. So none of them can depend on itself within a step.
 */
export class Decisions {
  readonly #entries: Entry[] = [];
  readonly #byParameter = new Map<string, { readonly entry: Entry; readonly target: Target }[]>();
  #count = 0;

  /** Reads which decisions change which parameters; what is wrong goes to `findings`. */
  constructor(
    readonly given: Readonly<Record<string, Decision>>,
    readonly declarations: ReadonlyMap<string, Declaration>,
    readonly graph: GraphBuilder,
    readonly memories: Memories,
    readonly measures: Measures,
    readonly placeOf: (path: string) => Place,
    readonly findings: Diagnostic[],
    /** The number in the graph of the population that a name has a value for each agent of. */
    readonly populationOf: (name: string) => number | undefined,
  ) {
    for (const [name, own] of Object.entries(given)) {
      const path = `decisions.${name}`;
      collect(findings, placeOf(path), () => this.#read(name, own, path));
    }
  }

  /** The parameter as the equations of a step see it. */
  inForce(name: string, original: NodeId): NodeId {
    const deciding = this.#byParameter.get(name);
    if (deciding === undefined) return original;
    const { graph } = this;
    let value = original;
    let latest: NodeId | undefined;
    for (const { entry, target } of deciding) {
      const { effect, began } = entry;
      const wins =
        latest === undefined
          ? effect.value
          : graph.make("and", effect.value, graph.make("lessOrEqual", latest, began.value));
      value = graph.make("select", wins, target.newValue.value, value);
      const start = latest ?? graph.constant(this.measures.scale.start);
      latest = graph.make("select", wins, began.value, start);
    }
    return value;
  }

  /** The equations of decisions that the value of the parameter follows from. */
  equationsOf(name: string): readonly string[] {
    return (this.#byParameter.get(name) ?? []).flatMap(({ entry, target }) =>
      [entry.own.when, entry.own.while, entry.own.at, target.text].filter(
        (text) => text !== undefined && !looksLikeQuantity(text),
      ),
    );
  }

  /** Lowers the equations of all decisions, when all variables have nodes. */
  lower(equations: DecisionEquations): ProgramDecision[] {
    const lowered: ProgramDecision[] = [];
    for (const entry of this.#entries) {
      collect(this.findings, this.placeOf(entry.path), () => {
        this.#lowerOne(entry, equations);
        const { meaning = "" } = entry.own;
        const parameters = entry.targets.map(({ declaration }) => declaration.name);
        lowered.push({ name: entry.name, meaning, parameters, effect: entry.effect.value });
      });
    }
    return lowered;
  }

  #read(name: string, own: Decision, path: string): void {
    this.#checkFields(name, own, path);
    const effect = this.#cell(rational.zero);
    const began = this.#cell(this.measures.scale.start);
    const taken = own.for === undefined ? undefined : this.#cell(rational.zero);
    const targets: Target[] = [];
    for (const [key, text] of Object.entries(own.set)) {
      const at = `${path}.set.${key}`;
      collect(this.findings, this.placeOf(at), () => {
        for (const declaration of this.#parametersNamed(key, at)) {
          targets.push({
            declaration,
            text,
            path: at,
            newValue: this.#cell(rational.zero, this.populationOf(declaration.name)),
          });
        }
      });
    }
    const entry: Entry = { name, own, path, targets, effect, began, taken };
    this.#entries.push(entry);
    for (const target of targets) {
      const known = this.#byParameter.get(target.declaration.name);
      if (known === undefined) this.#byParameter.set(target.declaration.name, [{ entry, target }]);
      else known.push({ entry, target });
    }
  }

  #checkFields(name: string, own: Decision, path: string): void {
    const refuse = (message: string, expected: string, hint: string, field = ""): never =>
      fail({ code: "model/decision", message, expected, hint, place: this.placeOf(`${path}${field}`) });
    const unknown = Object.keys(own).find((field) => !fields.has(field));
    if (unknown !== undefined) {
      const known = [...fields].join(", ");
      refuse(
        `The decision "${name}" has no field "${unknown}".`,
        `one of ${known}`,
        didYouMean(unknown, fields) ?? "remove it",
        `.${unknown}`,
      );
    }
    const given = timings.filter((field) => own[field] !== undefined);
    if (given.length !== 1) {
      refuse(
        given.length === 0
          ? `The decision "${name}" does not say when it is taken.`
          : `The decision "${name}" is taken ${given.join(" and ")}.`,
        "exactly one of at, when and while",
        given.length === 0 ? 'add at: "2 year", or when: a condition' : `remove ${given.at(-1)}`,
        given.length === 0 ? "" : `.${given.at(-1)}`,
      );
    }
    if (Object.keys(own.set ?? {}).length === 0) {
      refuse(`The decision "${name}" changes nothing.`, "a parameter and its new value", 'add set: { rate: "2 %" }');
    }
    if (own.delay !== undefined && own.when === undefined) {
      const hint = own.at === undefined ? "write while: heldFor(…) > {7 day}" : "write the later time under at";
      refuse(
        `The decision "${name}" has a delay, but no condition that it follows.`,
        "delay beside when",
        hint,
        ".delay",
      );
    }
    if (own.for !== undefined && own.while !== undefined) {
      const hint = "remove for, or write when instead of while";
      refuse(`The decision "${name}" ends twice.`, "for beside at or when", hint, ".for");
    }
  }

  /** The parameters that a key of `set` names: `rate`, `fee[team]`, or all elements by `fee[sector]`. */
  #parametersNamed(key: string, path: string): Declaration[] {
    const named = [...this.declarations.values()].filter((one) => elementAt(key, one.binding) === one.name);
    const found = named.filter((one) => one.kind === "parameter");
    if (found.length > 0) return found;
    const [other] = named;
    const shaped = [...this.declarations.values()].find((one) => one.base === key && one.binding.size > 0);
    const known = [...this.declarations.values()].filter((one) => one.kind === "parameter").map((one) => one.name);
    const whole = `${key}[${[...(shaped?.binding.keys() ?? [])].join(", ")}]`;
    return fail({
      code: "model/unknown-parameter",
      message:
        other !== undefined
          ? `"${key}" is ${article(other.kind)} ${other.kind}, and a decision changes parameters.`
          : shaped !== undefined
            ? `"${key}" has a value for each ${[...shaped.binding.keys()].join(" and ")}.`
            : `"${key}" is no parameter of this model.`,
      expected: shaped === undefined ? "the name of a parameter" : `${whole}, or one of its elements`,
      hint:
        shaped !== undefined
          ? `write ${whole}`
          : other !== undefined
            ? "make it a parameter, or let its equation follow from one"
            : (didYouMean(key, known) ?? "parameters of a module begin with its name: supply.rho"),
      place: this.placeOf(path),
    });
  }

  #cell(first: rational.Rational, population?: number): Cell {
    let next: NodeId | undefined;
    const opening = this.graph.spread(this.graph.constant(first), population);
    const value = this.memories.later(`decision ${this.#count++}`, opening, () => next!);
    return {
      value,
      get next() {
        return next;
      },
      set next(node) {
        next = node;
      },
    };
  }

  #lowerOne(entry: Entry, equations: DecisionEquations): void {
    const { graph } = this;
    const { name, own, path, effect, began, taken, targets } = entry;
    const drawName = `decision ${name}`;
    graph.owner = drawName;
    const time = graph.leaf("time");
    const nextTime = graph.make("add", time, graph.constant(this.measures.scale.dt));
    // In effect from the next step on, as it follows from this step.
    let comes: NodeId;
    let until: NodeId | undefined;
    const before = (taken ?? effect).value;
    if (own.while !== undefined) {
      comes = equations.condition(name, own.while, `${path}.while`, drawName);
    } else {
      const reached =
        own.at !== undefined
          ? graph.make("lessOrEqual", this.#time(own.at, `${path}.at`, "at", equations), nextTime)
          : this.#agreed(entry, drawName, nextTime, equations);
      comes = graph.make("or", before, reached);
    }
    began.next = graph.make("select", before, began.value, nextTime);
    if (taken !== undefined) {
      taken.next = comes;
      until = graph.make("add", began.next, this.#time(own.for!, `${path}.for`, "for", equations));
      comes = graph.make("and", comes, graph.make("less", nextTime, until));
    }
    effect.next = comes;
    const begins = graph.make("and", comes, graph.make("not", effect.value));
    for (const { declaration, text, path: at, newValue } of targets) {
      collect(this.findings, this.placeOf(at), () => {
        const value = equations.value(declaration, text, at, `${drawName} ${declaration.name}`);
        newValue.next = graph.make("select", begins, value, newValue.value);
      });
    }
  }

  /** Holds once the condition has held at a step, and after it the delay has passed. */
  #agreed(entry: Entry, drawName: string, nextTime: NodeId, equations: DecisionEquations): NodeId {
    const { graph } = this;
    const { name, own, path } = entry;
    const condition = equations.condition(name, own.when!, `${path}.when`, drawName);
    if (own.delay === undefined) return condition;
    const delay = this.#time(own.delay, `${path}.delay`, "delay", equations);
    const isAgreed = this.#cell(rational.zero);
    const agreedAt = this.#cell(this.measures.scale.start);
    const time = graph.leaf("time");
    isAgreed.next = graph.make("or", isAgreed.value, condition);
    agreedAt.next = graph.make("select", isAgreed.value, agreedAt.value, time);
    const isOver = graph.make("lessOrEqual", graph.make("add", agreedAt.next, delay), nextTime);
    return graph.make("and", isAgreed.next, isOver);
  }

  /** A time that is known before the run: a quantity, or an equation of parameters. */
  #time(text: string, path: string, field: "at" | "for" | "delay", equations: DecisionEquations): NodeId {
    const place = this.placeOf(path);
    const { units, scale } = this.measures;
    let lowered: Lowered;
    if (looksLikeQuantity(text)) {
      const { value, unit } = units.parseQuantity(text, place);
      const node = this.graph.constant(rational.multiply(value, internalScale(unit, scale)));
      lowered = { node, type: { kind: "number", dimension: unit.dimension } };
    } else {
      visit(parse(text, place), (part) => {
        if (part.kind !== "call" || functions.get(part.name)?.kind !== "draw") return;
        fail({
          code: "model/decision-time",
          message: `${text} is drawn anew at every step, and a time of a decision is known before the run.`,
          expected: "a quantity such as 2 year, or an equation of parameters",
          hint: "make the draw a parameter, and write its name here",
          place,
        });
      });
      lowered = equations.early(text, path);
    }
    const { node, type } = lowered;
    if (type.kind === "condition" || (type.kind === "number" && !sameDimension(type.dimension, scale.time))) {
      fail({
        code: "model/decision-time",
        message: `${text} is no length of time.`,
        expected: field === "at" ? "the time since the start of the run" : "a length of time",
        hint: field === "at" ? "for example 2 year; a condition stands under when" : "for example 7 day",
        place,
      });
    }
    const value = this.graph.valueOf(node);
    const least = field === "at" ? scale.start : rational.zero;
    const isTooEarly = value !== undefined && rational.compare(value, least) < (field === "delay" ? 0 : 1);
    if (isTooEarly) {
      fail({
        code: "model/decision-time",
        message:
          field === "at"
            ? `A decision is taken at ${text}, and not after the start of the run.`
            : `A ${field === "for" ? "duration" : "delay"} is ${text}.`,
        expected: field === "delay" ? "a time of at least 0" : "a time above zero",
        hint: field === "at" ? "give the parameter that value itself" : "for example 7 day",
        place,
      });
    }
    return node;
  }
}
