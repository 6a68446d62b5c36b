import { equation } from "@tokenwright/engine";
import type { Elements, ImportedModel, ImportedSimulation } from "../imported-model.js";
import { apply, combine, elementsOf, gather, operate, type Rates, readTable } from "./arithmetic.js";
import { type Binding, type Cell, type Expression, memory, type Site, type Snapshot } from "./interpreter-state.js";
import { type Ends, settle } from "./settle.js";

/**
 * Runs an imported model in double precision, in the plainest way: every value is worked out from its tree, once per
 * stage. It is a witness for the importer, and later for the engine; it shares only the parser of equations with it.
 */
export function interpret(model: ImportedModel, simulation: ImportedSimulation): Interpreted {
  return new Interpreter(model, simulation).run();
}

export interface Interpreted {
  readonly times: readonly number[];
  /** Series by name and element, `balance[team,2]`; a variable without dimensions by its name. */
  readonly series: ReadonlyMap<string, readonly number[]>;
}

class Interpreter {
  readonly #cells = new Map<string, Cell>();
  readonly #dimensionsOf = new Map<string, readonly string[]>();
  readonly #elements = new Map<string, readonly string[]>();
  readonly #flows: (Ends & { readonly key: string })[] = [];
  readonly #mayBeNegative = new Map<string, boolean>();
  readonly #inOrder = new Set<string>();
  readonly #sites = new Map<string, Site>();
  readonly #callNumbers = new Map<Expression, number>();
  readonly #start: number;
  readonly #dt: number;
  readonly #steps: number;
  #state = new Map<string, number>();
  #cache = new Map<string, number>();
  #active = new Set<string>();
  #time: number;
  #step = 0;

  constructor(
    readonly model: ImportedModel,
    readonly simulation: ImportedSimulation,
  ) {
    const [numerator, denominator = "1"] = simulation.step.split("/");
    this.#dt = Number(numerator) / Number(denominator);
    this.#start = Number(simulation.start);
    this.#steps = Math.floor((Number(simulation.stop) - this.#start) / this.#dt + 1e-6);
    this.#time = this.#start;
    for (const [name, dimension] of Object.entries(model.dimensions ?? {}))
      this.#elements.set(name, elementsOf(dimension));
    for (const [key, { value, elements }] of Object.entries(model.parameters ?? {}))
      this.#declare(key, "value", value, elements);
    for (const [key, { equation: text, elements }] of Object.entries(model.auxiliaries ?? {}))
      this.#declare(key, "value", text, elements);
    for (const [key, { initial, elements, mayBeNegative, overdraft }] of Object.entries(model.stocks ?? {})) {
      for (const cell of this.#declare(key, "stock", initial, elements)) {
        this.#mayBeNegative.set(cell, mayBeNegative === true);
        if (overdraft === "in order") this.#inOrder.add(cell);
      }
    }
    for (const [key, { from, to, equation: text, elements }] of Object.entries(model.flows ?? {})) {
      for (const cell of this.#declare(key, "value", text, elements)) {
        const suffix = cell.includes("[") ? cell.slice(cell.indexOf("[")) : "";
        this.#flows.push({
          key: cell,
          from: from === undefined ? undefined : from + suffix,
          to: to === undefined ? undefined : to + suffix,
        });
      }
    }
    for (const cell of this.#cells.values()) {
      equation.visit(cell.expression, (node) => {
        if (node.kind !== "call" || !memory.has(node.name)) return;
        this.#sites.set(this.#siteKey(node, cell.binding), {
          call: node,
          binding: cell.binding,
          stages: [],
          history: [],
          initial: undefined,
          isReady: false,
        });
      });
    }
  }

  #declare(key: string, kind: Cell["kind"], text: string | undefined, elements: Elements | undefined): string[] {
    const [, name, list] = /^([^[]+)(?:\[(.*)\])?$/.exec(key)!;
    const dimensions = list === undefined ? [] : list.split(",").map((part) => part.trim());
    this.#dimensionsOf.set(name!, dimensions);
    const whole = text === undefined ? undefined : this.#parse(text);
    const combinations = dimensions.reduce<string[][]>(
      (found, dimension) =>
        found.flatMap((start) => this.#elements.get(dimension)!.map((element) => [...start, element])),
      [[]],
    );
    return combinations.map((combination) => {
      const cell = combination.length === 0 ? name! : `${name}[${combination.join(",")}]`;
      const own = elements?.[combination.join(",")];
      const expression = own === undefined ? whole : this.#parse(own);
      if (expression === undefined) throw new Error(`${cell} has no equation`);
      const binding = new Map(dimensions.map((dimension, at) => [dimension, combination[at]!]));
      this.#cells.set(cell, { key: cell, kind, expression, binding });
      return cell;
    });
  }

  #parse(text: string): Expression {
    const expression = equation.parse(text);
    equation.visit(expression, (node) => this.#callNumbers.set(node, this.#callNumbers.size));
    return expression;
  }

  #siteKey(call: Expression, binding: Binding): string {
    return `${this.#callNumbers.get(call)}|${[...binding].map((pair) => pair.join("=")).join(",")}`;
  }

  run(): Interpreted {
    const series = new Map([...this.#cells.keys()].map((key) => [key, [] as number[]]));
    const times: number[] = [];
    const record = (): void => {
      times.push(this.#time);
      for (const [key, values] of series) values.push(this.#value(key));
    };
    for (const cell of this.#cells.values()) if (cell.kind === "stock") this.#value(cell.key);
    for (const cell of this.#cells.values()) this.#value(cell.key);
    for (const site of this.#sites.values()) this.#prepare(site);
    for (; ; this.#step++) {
      this.#time = this.#start + this.#step * this.#dt;
      this.#cache.clear();
      record();
      if (this.#step === this.#steps) break;
      this.#advance();
    }
    return { times, series };
  }

  /** One step: rates, settled flows, new stocks; then what is remembered of this step. */
  #advance(): void {
    const state = this.#snapshot();
    const at = this.#time;
    const first = this.#rates();
    const remembered = this.#toRemember();
    let rates = first;
    if (this.simulation.method === "rk4") {
      const stage = (base: Rates, share: number): Rates => {
        this.#restore(state, base, share * this.#dt);
        this.#time = at + share * this.#dt;
        return this.#rates();
      };
      const second = stage(first, 0.5);
      const third = stage(second, 0.5);
      const fourth = stage(third, 1);
      rates = combine(first, second, third, fourth);
    }
    this.#restore(
      state,
      rates,
      this.#dt,
      settle(
        state.stocks,
        this.#flows,
        rates.flows.map((rate) => rate * this.#dt),
        (stock) => this.#mayBeNegative.get(stock) === true,
        (stock) => this.#inOrder.has(stock),
      ),
    );
    for (const [site, value] of remembered) site.history.push(value);
  }

  #snapshot(): Snapshot {
    return {
      stocks: new Map(this.#state),
      stages: new Map([...this.#sites.values()].map((site) => [site, [...site.stages]])),
    };
  }

  #rates(): Rates {
    const flows = this.#flows.map(({ key }) => this.#value(key));
    const stages = new Map([...this.#sites.values()].map((site) => [site, this.#stageRates(site)]));
    return { flows, stages };
  }

  #restore(state: Snapshot, rates: Rates, time: number, amounts = rates.flows.map((rate) => rate * time)): void {
    this.#state = new Map(state.stocks);
    for (const [at, { from, to }] of this.#flows.entries()) {
      if (from !== undefined) this.#state.set(from, this.#state.get(from)! - amounts[at]!);
      if (to !== undefined) this.#state.set(to, this.#state.get(to)! + amounts[at]!);
    }
    for (const [site, values] of state.stages)
      site.stages = values.map((value, at) => value + (rates.stages.get(site)?.[at] ?? 0) * time);
    this.#cache.clear();
  }

  #value(key: string): number {
    const cell = this.#cells.get(key);
    if (cell === undefined) throw new Error(`there is no ${key}`);
    if (cell.kind === "stock") {
      const level = this.#state.get(key);
      if (level !== undefined) return level;
    }
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    if (this.#active.has(key)) throw new Error(`${key} depends on itself`);
    this.#active.add(key);
    const value = this.#evaluate(cell.expression, cell.binding);
    this.#active.delete(key);
    if (cell.kind === "stock") this.#state.set(key, value);
    else this.#cache.set(key, value);
    return value;
  }

  #evaluate(node: Expression, binding: Binding): number {
    switch (node.kind) {
      case "number":
        return Number(node.text.replaceAll("_", ""));
      case "boolean":
        return node.value ? 1 : 0;
      case "quantity":
        throw new Error("an imported model has no quantities");
      case "name": {
        if (node.name === "time") return this.#time;
        if (node.name === "epoch") return this.#dt;
        const elements = this.#elements.get(node.name);
        if (elements !== undefined) return elements.indexOf(binding.get(node.name)!) + 1;
        return this.#value(node.name);
      }
      case "subscript": {
        const cells = this.#select(node, binding);
        if (cells.length !== 1) throw new Error(`${node.name} stands for ${cells.length} elements`);
        return this.#value(cells[0]!);
      }
      case "unary": {
        const operand = this.#evaluate(node.operand, binding);
        return node.operator === "-" ? -operand : Number(operand === 0);
      }
      case "if":
        return this.#evaluate(this.#evaluate(node.condition, binding) !== 0 ? node.whenTrue : node.whenFalse, binding);
      case "binary":
        return operate(node.operator, this.#evaluate(node.left, binding), () => this.#evaluate(node.right, binding));
      case "call":
        return this.#call(node, binding);
    }
  }

  /** The cells that a subscripted name stands for. */
  #select(node: equation.SubscriptExpression, binding: Binding): string[] {
    const dimensions = this.#dimensionsOf.get(node.name);
    if (dimensions === undefined) throw new Error(`there is no array ${node.name}`);
    const choices = node.indices.map((index, at): readonly string[] => {
      const elements = this.#elements.get(dimensions[at]!)!;
      if (index.kind === "all") return elements;
      if (index.kind === "position") return [elements[index.position - 1]!];
      const bound = binding.get(index.name);
      if (bound !== undefined) return [bound];
      return elements.includes(index.name) ? [index.name] : this.#elements.get(index.name)!;
    });
    return choices
      .reduce<string[][]>(
        (found, elements) => found.flatMap((start) => elements.map((element) => [...start, element])),
        [[]],
      )
      .map((elements) => `${node.name}[${elements.join(",")}]`);
  }

  #call(node: equation.CallExpression, binding: Binding): number {
    const [first] = node.arguments;
    if (memory.has(node.name)) return this.#remembered(this.#sites.get(this.#siteKey(node, binding))!);
    if (node.name === "lookup") {
      if (first?.kind !== "name") throw new Error("lookup needs a table");
      const table = this.model.lookups?.[first.name];
      if (table === undefined) throw new Error(`there is no table ${first.name}`);
      return readTable(table, this.#evaluate(node.arguments[1]!, binding));
    }
    if (
      first?.kind === "subscript" &&
      node.arguments.length === 1 &&
      ["sum", "mean", "prod", "min", "max"].includes(node.name)
    ) {
      const values = this.#select(first, binding).map((cell) => this.#value(cell));
      return gather(node.name, values);
    }
    return apply(
      node.name,
      node.arguments.map((part) => this.#evaluate(part, binding)),
      this.#time,
      this.#dt,
    );
  }

  #arguments(site: Site): number[] {
    return site.call.arguments.map((part) => this.#evaluate(part, site.binding));
  }

  #order(site: Site): number {
    const { name } = site.call;
    if (name === "smoothN" || name === "delayN")
      return Math.max(1, Math.round(this.#evaluate(site.call.arguments[2]!, site.binding)));
    return name === "smooth3" || name === "delay3" ? 3 : 1;
  }

  /** Gives a call its memory at the first step. */
  #prepare(site: Site): void {
    if (site.isReady) return;
    site.isReady = true;
    const { name, arguments: parts } = site.call;
    const at = (position: number): number => this.#evaluate(parts[position]!, site.binding);
    const order = this.#order(site);
    switch (name) {
      case "previous":
        site.initial = parts.length > 1 ? at(1) : at(0);
        return;
      case "initial":
        site.initial = at(0);
        return;
      case "delay":
        site.initial = parts.length > 2 ? at(2) : at(0);
        site.stages = [];
        return;
      case "trend":
      case "forecast": {
        const given = parts.length > (name === "trend" ? 2 : 3) ? at(name === "trend" ? 2 : 3) : 0;
        site.stages = [at(0) / (1 + given * at(1))];
        return;
      }
      default: {
        const given = parts[name.endsWith("N") ? 3 : 2];
        const value = given === undefined ? at(0) : this.#evaluate(given, site.binding);
        site.stages = new Array<number>(order).fill(name.startsWith("delay") ? (value * at(1)) / order : value);
      }
    }
  }

  #remembered(site: Site): number {
    this.#prepare(site);
    const { name } = site.call;
    const { stages, history } = site;
    switch (name) {
      case "initial":
        return site.initial!;
      case "previous":
        return history.at(-1) ?? site.initial!;
      case "delay": {
        const steps = Math.round(this.#evaluate(site.call.arguments[1]!, site.binding) / this.#dt);
        if (steps <= 0) return this.#evaluate(site.call.arguments[0]!, site.binding);
        return history[this.#step - steps] ?? site.initial!;
      }
      case "trend":
      case "forecast": {
        const [x, time, horizon] = this.#arguments(site) as [number, number, number];
        const average = stages[0]!;
        const trend = average === 0 ? 0 : (x - average) / (average * time);
        return name === "trend" ? trend : x * (1 + trend * horizon);
      }
      default: {
        if (!name.startsWith("delay")) return stages.at(-1)!;
        return (stages.at(-1)! * stages.length) / this.#evaluate(site.call.arguments[1]!, site.binding);
      }
    }
  }

  #stageRates(site: Site): number[] {
    if (site.stages.length === 0) return [];
    const [x, time] = [0, 1].map((at) => this.#evaluate(site.call.arguments[at]!, site.binding)) as [number, number];
    const { stages } = site;
    const each = time / stages.length;
    return stages.map((value, at) => {
      const before = at === 0 ? x : stages[at - 1]!;
      if (!site.call.name.startsWith("delay")) return (before - value) / each;
      return (at === 0 ? x : before / each) - value / each;
    });
  }

  #toRemember(): [Site, number][] {
    return [...this.#sites.values()].flatMap((site): [Site, number][] =>
      site.call.name === "previous" || site.call.name === "delay"
        ? [[site, this.#evaluate(site.call.arguments[0]!, site.binding)]]
        : [],
    );
  }
}
