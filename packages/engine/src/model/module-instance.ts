import type { Diagnostic } from "../base/errors.js";
import { didYouMean } from "../base/suggest.js";
import { mapNames, mapQuantities, parse, print } from "../equation/index.js";
import { renameUnits } from "../unit/index.js";
import { splitKey } from "./dimensions.js";
import { renameInText } from "./given-text.js";
import { moduleOf } from "./module-of.js";
import { looksLikeQuantity, unitTextOf } from "./quantity-text.js";
import type {
  Asset,
  Auxiliary,
  Check,
  Conveyor,
  Decision,
  Flow,
  Input,
  Lookup,
  Model,
  Parameter,
  PerElement,
  Provenance,
  State,
  Stock,
} from "./vocabulary.js";

/** How an economy uses a model: under which units, with which values, and what its inputs are wired to. */
export interface ModuleUse {
  readonly model: Model;
  /** The model's assets and units by the economy's names: `{ token: "ADA" }`. */
  readonly assets?: Readonly<Record<string, string>>;
  /**
   * New values of parameters; equations speak the economy's names. A new value no longer has the model's source
   * and confidence: it has those given with it, or none.
   */
  readonly parameters?: Readonly<Record<string, string | Partial<Parameter>>>;
  /** New initial values of stocks. */
  readonly stocks?: Readonly<Record<string, string>>;
  /** New initial values of states. */
  readonly states?: Readonly<Record<string, string>>;
  /** What the inputs are wired to: equations over the economy's names, `chain.fees * 2`. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** The parts of a model that name something. */
export const sections = [
  "parameters",
  "inputs",
  "stocks",
  "states",
  "flows",
  "auxiliaries",
  "checks",
  "decisions",
  "lookups",
] as const;

export interface FlatModel {
  readonly parameters: Record<string, Parameter>;
  readonly inputs: Record<string, Input>;
  readonly stocks: Record<string, Stock>;
  readonly states: Record<string, State>;
  readonly flows: Record<string, Flow>;
  readonly auxiliaries: Record<string, Auxiliary>;
  readonly checks: Record<string, Check>;
  readonly decisions: Record<string, Decision>;
  readonly lookups: Record<string, Lookup>;
}

/** One module on its way into the flat model. */
export class ModuleInstance {
  readonly path: string;
  /** The module's units by the economy's names. */
  rename: ReadonlyMap<string, string> = new Map();
  readonly #names: ReadonlySet<string>;

  constructor(
    readonly name: string,
    readonly model: Model,
    readonly use: ModuleUse,
    /** Where the parts of the model came from, when it is an economy itself. */
    readonly origins: ReadonlyMap<string, string>,
  ) {
    this.path = `modules.${name}`;
    this.#names = new Set(
      sections.flatMap((section) =>
        section === "checks" || section === "decisions"
          ? []
          : Object.keys(model[section] ?? {}).map((key) => splitKey(key).base),
      ),
    );
  }

  /** The module's own units under the economy's names. */
  readonly units = (): Record<string, string> =>
    Object.fromEntries(
      Object.entries(this.model.units ?? {}).map(([unit, own]) => [this.rename.get(unit) ?? unit, this.#unit(own)]),
    );

  /**
   * The module's units by the economy's names, its epochs included where they are longer than the economy's.
   *
   * @param epoch The unit of the module's own epoch, when it is longer.
   */
  withEpochs(rename: ReadonlyMap<string, string>, epoch: string | undefined): ReadonlyMap<string, string> {
    const inner = Object.values(this.model.schedule?.epochs ?? {});
    if (epoch === undefined && inner.length === 0) return rename;
    return new Map([
      ...inner.map(({ unit }): [string, string] => [unit, `${this.name}_${unit}`]),
      ...(epoch === undefined ? [] : [["epoch", epoch] as const]),
      ...rename,
    ]);
  }

  /** A unit text of the module in the economy's names. */
  readonly unit = (text: string): string => this.#unit(text);

  /** The inputs that the economy wires. */
  readonly wiredFromOutside = (): string[] => Object.keys(this.use.inputs ?? {});

  /** The unit that the module of one of its names calls an epoch, where that is not the economy's. */
  #epochOf(name: string): ReadonlyMap<string, string> | undefined {
    const module = moduleOf(name, this.model.schedule);
    const unit = this.rename.get(module === "" ? "epoch" : this.model.schedule!.epochs[module]!.unit);
    return unit === undefined ? undefined : new Map([["epoch", unit]]);
  }

  /** A value that the use gives for a name: an epoch is the module's, all other units are the economy's. */
  #given(text: string, name: string): string {
    const rename = this.#epochOf(name);
    return rename === undefined ? text : renameInText(text, rename);
  }

  #givenParameter(given: string | Partial<Parameter>, name: string): Partial<Parameter> {
    const override = typeof given === "string" ? { value: given } : given;
    const rename = this.#epochOf(name);
    if (rename === undefined) return override;
    const { value, unit, range, elements } = override;
    return {
      ...override,
      ...(value === undefined ? {} : { value: renameInText(value, rename) }),
      ...(unit === undefined ? {} : { unit: renameUnits(unit, rename) }),
      ...(range === undefined ? {} : { range: [renameInText(range[0], rename), renameInText(range[1], rename)] }),
      ...this.#elements({ ...(elements === undefined ? {} : { elements }) }, (text) => renameInText(text, rename)),
    };
  }

  /** A finding for every name in the use that the model does not have. */
  unknownNames(): Diagnostic[] {
    const { model, use } = this;
    const keys = (table: Readonly<Record<string, unknown>> | undefined) => Object.keys(table ?? {});
    const baseUnits = Object.values<Asset>(model.assets ?? {}).flatMap(({ baseUnit }) => baseUnit ?? []);
    return [
      ...this.#unknown("parameters", "parameter", keys(use.parameters), keys(model.parameters)),
      ...this.#unknown("inputs", "input", keys(use.inputs), keys(model.inputs)),
      ...this.#unknown("stocks", "stock", keys(use.stocks), keys(model.stocks)),
      ...this.#unknown("states", "state", keys(use.states), keys(model.states)),
      ...this.#unknown("assets", "asset", keys(use.assets), [
        ...keys(model.assets),
        ...keys(model.units),
        ...baseUnits,
      ]),
    ];
  }

  #unknown(section: string, what: string, given: readonly string[], known: readonly string[]): Diagnostic[] {
    return given
      .filter((name) => !known.includes(name))
      .map((name) => ({
        code: "compose/unknown-name",
        message: `The module "${this.name}" has no ${what} "${name}".`,
        expected: known.length === 0 ? `no ${what}s` : `one of ${known.slice(0, 20).join(", ")}`,
        hint: didYouMean(name, known) ?? "look at the model's page for what it takes",
        place: { path: `${this.path}.${section}.${name}` },
      }));
  }

  addTo(flat: FlatModel, paths: Map<string, string>): void {
    const { model, use } = this;
    const own = (name: string) => `${this.name}.${name}`;
    const table = <T>(entries: Readonly<Record<string, T>> | undefined) => Object.entries<T>(entries ?? {});
    for (const section of ["parameters", "inputs", "stocks", "flows", "auxiliaries"] as const) {
      for (const [name, { elements }] of table<PerElement>(model[section])) {
        for (const key of Object.keys(elements ?? {})) {
          paths.set(`${section}.${own(name)}.elements.${key}`, this.#inModel(`${section}.${name}.elements.${key}`));
        }
      }
    }
    /** Says where the field of a flat entry was written: in the use, or in the model. */
    const origin = (section: string, name: string, field: string, isInUse = false) => {
      const inner = `${section}.${name}.${field}`;
      paths.set(`${section}.${own(name)}.${field}`, isInUse ? `${this.path}.${section}.${name}` : this.#inModel(inner));
    };

    for (const [name, parameter] of table(model.parameters)) {
      const given = use.parameters?.[name];
      const override = given === undefined ? undefined : this.#givenParameter(given, name);
      const value = this.#value(parameter.value, `parameters.${name}.value`);
      const elements = this.#elements(parameter, (text) => this.#value(text, `parameters.${name}.value`));
      const base = { ...parameter, ...this.#range(parameter), value, ...this.#unitField(parameter.unit), ...elements };
      flat.parameters[own(name)] = override === undefined ? base : replaceValue(base, override);
      origin("parameters", name, "value", override?.value !== undefined);
      for (const key of Object.keys(override?.elements ?? {})) {
        paths.set(`parameters.${own(name)}.elements.${key}`, `${this.path}.parameters.${name}.elements.${key}`);
      }
      origin("parameters", name, "unit", override?.unit !== undefined);
    }
    for (const [name, input] of table(model.inputs)) {
      const wired = use.inputs?.[name];
      const text =
        wired ?? (input.default === undefined ? undefined : this.#equation(input.default, `inputs.${name}.default`));
      const { default: _, ...rest } = wired === undefined ? input : withoutSource(input);
      flat.inputs[own(name)] = {
        ...rest,
        ...this.#range(input),
        unit: this.#unit(input.unit),
        ...(text === undefined ? {} : { default: text }),
        ...this.#elements(input, (each) => this.#equation(each, `inputs.${name}.default`)),
      };
      origin("inputs", name, "default", wired !== undefined || text === undefined);
      origin("inputs", name, "unit");
    }
    for (const [name, stock] of table(model.stocks)) {
      const given = use.stocks?.[name];
      const initial = given === undefined ? undefined : this.#given(given, name);
      flat.stocks[own(name)] = {
        ...(initial === undefined ? stock : withoutSource(stock)),
        ...this.#range(stock),
        initial: initial ?? this.#value(stock.initial, `stocks.${name}.initial`),
        ...this.#unitField(stock.unit ?? unitForEquation(stock.initial, initial)),
        ...this.#elements(stock, (text) => this.#value(text, `stocks.${name}.initial`)),
        ...this.#conveyor(stock.conveyor, `stocks.${name}.conveyor`, initial !== undefined),
      };
      for (const field of conveyorFields(stock.conveyor)) origin("stocks", name, `conveyor.${field}`);
      origin("stocks", name, "initial", initial !== undefined);
      origin("stocks", name, "unit");
    }
    for (const [name, state] of table(model.states)) {
      const given = use.states?.[name];
      const initial = given === undefined ? undefined : this.#given(given, name);
      flat.states[own(name)] = {
        ...(initial === undefined ? state : withoutSource(state)),
        ...this.#range(state),
        initial: initial ?? this.#value(state.initial, `states.${name}.initial`),
        next: this.#equation(state.next, `states.${name}.next`),
        ...this.#unitField(state.unit ?? unitForEquation(state.initial, initial)),
      };
      origin("states", name, "initial", initial !== undefined);
      origin("states", name, "next");
      origin("states", name, "unit");
    }
    for (const [name, flow] of table(model.flows)) {
      flat.flows[own(name)] = {
        ...flow,
        ...this.#range(flow),
        equation: this.#equation(flow.equation, `flows.${name}.equation`),
        ...this.#elements(flow, (text) => this.#equation(text, `flows.${name}.equation`)),
        ...(flow.from === undefined ? {} : { from: own(this.#end(flow.from, `flows.${name}.from`)) }),
        ...(flow.to === undefined ? {} : { to: own(this.#end(flow.to, `flows.${name}.to`)) }),
      };
      for (const field of ["equation", "from", "to"]) origin("flows", name, field);
    }
    for (const [name, auxiliary] of table(model.auxiliaries)) {
      flat.auxiliaries[own(name)] = {
        ...auxiliary,
        ...this.#range(auxiliary),
        unit: this.#unit(auxiliary.unit),
        equation: this.#equation(auxiliary.equation, `auxiliaries.${name}.equation`),
        ...this.#elements(auxiliary, (text) => this.#equation(text, `auxiliaries.${name}.equation`)),
      };
      origin("auxiliaries", name, "equation");
      origin("auxiliaries", name, "unit");
    }
    for (const [name, lookup] of table(model.lookups)) {
      flat.lookups[own(name)] = {
        ...lookup,
        points: lookup.points.map(([x, y]) => [this.#unit(x), this.#unit(y)] as const),
        ...(lookup.of === undefined ? {} : { of: this.#unit(lookup.of) }),
        ...this.#unitField(lookup.unit),
      };
      origin("lookups", name, "points");
    }
    for (const [name, check] of table(model.checks)) {
      flat.checks[own(name)] = { ...check, equation: this.#equation(check.equation, `checks.${name}.equation`) };
      origin("checks", name, "equation");
    }
    for (const [name, decision] of table(model.decisions)) {
      const set: Record<string, string> = {};
      for (const [parameter, text] of table(decision.set)) {
        set[this.#qualified(parameter)] = this.#value(text, `decisions.${name}.set.${parameter}`);
        const field = `set.${this.#qualified(parameter)}`;
        paths.set(`decisions.${own(name)}.${field}`, this.#inModel(`decisions.${name}.set.${parameter}`));
      }
      const renamed: Record<string, string> = {};
      for (const field of ["at", "when", "while", "delay", "for"] as const) {
        const text = decision[field];
        if (text !== undefined) renamed[field] = this.#value(text, `decisions.${name}.${field}`);
        origin("decisions", name, field);
      }
      flat.decisions[own(name)] = { ...decision, ...renamed, set };
      paths.set(`decisions.${own(name)}`, this.#inModel(`decisions.${name}`));
    }
  }

  /** A name of the model with its subscript, under the module's name; any other as it stands. */
  #qualified(name: string): string {
    return this.#names.has(splitKey(name).base) ? `${this.name}.${name}` : name;
  }

  #elements(own: PerElement, rename: (text: string) => string): PerElement {
    if (own.elements === undefined) return {};
    return { elements: Object.fromEntries(Object.entries(own.elements).map(([key, text]) => [key, rename(text)])) };
  }

  /** What a conveyor holds is told part by part for the model's own initial amount, not for a new one. */
  #conveyor(own: Conveyor | undefined, path: string, isReplaced: boolean): { conveyor?: Conveyor } {
    if (own === undefined) return {};
    const { content, ...rest } = own;
    const parts = Object.entries(content ?? {}).map(([time, amount]) => [
      this.#unit(time),
      this.#value(amount, `${path}.content.${time}`),
    ]);
    return {
      conveyor: {
        ...rest,
        time: this.#value(own.time, `${path}.time`),
        ...(own.cliff === undefined ? {} : { cliff: this.#value(own.cliff, `${path}.cliff`) }),
        ...(content === undefined || isReplaced ? {} : { content: Object.fromEntries(parts) }),
      },
    };
  }

  #unit(text: string): string {
    return this.rename.size === 0 ? text : renameUnits(text, this.rename);
  }

  #unitField(text: string | undefined): { unit?: string } {
    return text === undefined ? {} : { unit: this.#unit(text) };
  }

  #range({ range }: Provenance): { range?: readonly [string, string] } {
    return range === undefined ? {} : { range: [this.#unit(range[0]), this.#unit(range[1])] };
  }

  /** A value is a quantity, whose units are renamed, or an equation. */
  #value(text: string, path: string): string {
    return looksLikeQuantity(text) ? this.#unit(text) : this.#equation(text, path);
  }

  /** The end of a flow: the number of an agent in it is an equation. */
  #end(text: string, path: string): string {
    const { base, dimensions } = splitKey(text);
    if (dimensions.length === 0) return text;
    const key = Object.keys(this.model.stocks ?? {}).find((stock) => splitKey(stock).base === base);
    const shape = key === undefined ? [] : splitKey(key).dimensions;
    const parts = dimensions.map((part, position) => {
      const own = shape[position];
      const population = own === undefined ? undefined : this.model.dimensions?.[own];
      const isNumber = population !== undefined && "agents" in population && part !== own;
      return isNumber ? this.#equation(part, path) : part;
    });
    return `${base}[${parts.join(",")}]`;
  }

  /** Where a part of the model was written. */
  #inModel(inner: string): string {
    return `${this.path}.model.${this.origins.get(inner) ?? inner}`;
  }

  /** @param path Of the equation inside the model, `flows.fees.equation`. */
  #equation(text: string, path: string): string {
    const qualified = mapNames(parse(text, { path: this.#inModel(path) }), (name) =>
      this.#names.has(name) ? `${this.name}.${name}` : name,
    );
    return print(mapQuantities(qualified, (quantity) => this.#unit(quantity)));
  }
}

/** The fields of a conveyor that have a text of their own. */
function conveyorFields(conveyor: Conveyor | undefined): string[] {
  if (conveyor === undefined) return [];
  return ["time", "release", "cliff", ...Object.keys(conveyor.content ?? {}).map((time) => `content.${time}`)];
}

/**
 * The parameter with what the override says. A new value has a source of its own, and its unit where it has none. It is
 * for all elements, also those for which the model has values; values of single elements stand beside the model's own.
 */
function replaceValue(base: Parameter, override: Partial<Parameter>): Parameter {
  const { elements, ...rest } = override;
  if (override.value === undefined) {
    return { ...base, ...rest, ...(elements === undefined ? {} : { elements: { ...base.elements, ...elements } }) };
  }
  const unit = base.unit ?? unitForEquation(base.value, override.value);
  const { elements: _, ...own } = withoutSource(base);
  return { ...own, ...(unit === undefined ? {} : { unit }), ...rest, ...(elements === undefined ? {} : { elements }) };
}

/** An equation in place of a quantity is in the quantity's unit. */
function unitForEquation(before: string, after: string | undefined): string | undefined {
  return after === undefined || looksLikeQuantity(after) ? undefined : unitTextOf(before);
}

function withoutSource<T extends Provenance>({
  source: _,
  confidence: __,
  ...rest
}: T): Omit<T, "source" | "confidence"> {
  return rest;
}
