import { fail } from "../base/errors.js";
import { checkName } from "../base/names.js";
import { didYouMean } from "../base/suggest.js";
import { mapNames, mapQuantities, parse, print } from "../equation/index.js";
import { renameUnits } from "../unit/index.js";
import { looksLikeQuantity } from "./quantity-text.js";
import type { Asset, Auxiliary, Check, Flow, Input, Model, Parameter, State, Stock } from "./vocabulary.js";

/** How an economy uses a model: under which units, with which values, and what its inputs are wired to. */
export interface ModuleUse {
  readonly model: Model;
  /** The model's assets and units by the economy's names: `{ token: "ADA" }`. */
  readonly assets?: Readonly<Record<string, string>>;
  /** New values of parameters; equations speak the economy's names. */
  readonly parameters?: Readonly<Record<string, string | Partial<Parameter>>>;
  /** New initial values of stocks. */
  readonly stocks?: Readonly<Record<string, string>>;
  /** New initial values of states. */
  readonly states?: Readonly<Record<string, string>>;
  /** What the inputs are wired to: equations over the economy's names, `chain.fees * 2`. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A model made of modules. What it declares itself stands beside them, under names without a point. */
export interface Economy extends Model {
  readonly modules: Readonly<Record<string, ModuleUse>>;
}

export function isEconomy(model: Model | Economy): model is Economy {
  return "modules" in model;
}

/** Paths of a flat model by the paths of the economy they came from. Empty for a model that was never composed. */
export function originsOf(model: Model): ReadonlyMap<string, string> {
  return origins.get(model) ?? new Map();
}

const origins = new WeakMap<Model, ReadonlyMap<string, string>>();

type Section = "parameters" | "inputs" | "stocks" | "states" | "flows" | "auxiliaries" | "checks";

/**
 * One flat model out of an economy's modules: the module `supply`'s stock `reserve` becomes
 * `supply.reserve`. Nothing is computed, so a composed model can be composed again.
 *
 * @throws TokenwrightError `compose/unknown-name` for an input, parameter, stock or state that the
 * module does not have, `compose/conflict` for units or epochs that contradict each other.
 */
export function compose(economy: Economy): Model {
  const flat = {
    parameters: {} as Record<string, Parameter>,
    inputs: {} as Record<string, Input>,
    stocks: {} as Record<string, Stock>,
    states: {} as Record<string, State>,
    flows: {} as Record<string, Flow>,
    auxiliaries: {} as Record<string, Auxiliary>,
    checks: {} as Record<string, Check>,
  };
  const assets: Record<string, Asset> = { ...economy.assets };
  const units: Record<string, string> = { ...economy.units };
  const paths = new Map<string, string>();
  let epoch = economy.epoch;
  let epochFrom = economy.title;

  for (const [moduleName, use] of Object.entries(economy.modules)) {
    const at = `modules.${moduleName}`;
    checkName(moduleName, "A module", { path: at });
    const model = isEconomy(use.model) ? compose(use.model) : use.model;
    const inner = new Module(moduleName, model, use);
    inner.checkOverrides(at);
    mergeAssets(assets, inner.assets(), at);
    mergeUnits(units, inner.units(), at);
    if (model.epoch !== undefined) {
      if (epoch !== undefined && epoch !== model.epoch) {
        fail({
          code: "compose/conflict",
          message: `"${moduleName}" counts in epochs of ${model.epoch}, and ${JSON.stringify(epochFrom)} in epochs of ${epoch}.`,
          expected: "one epoch for all modules of an economy",
          hint: "use modules of one epoch",
          place: { path: at },
        });
      }
      epoch = model.epoch;
      epochFrom = moduleName;
    }
    inner.addTo(flat, paths, at);
  }
  for (const section of ["parameters", "inputs", "stocks", "states", "flows", "auxiliaries", "checks"] as const) {
    for (const [name, own] of Object.entries(economy[section] ?? {})) {
      (flat[section] as Record<string, unknown>)[name] = own;
    }
  }
  const { modules: _, ...own } = economy;
  const model: Model = { ...own, assets, units, ...flat, ...(epoch === undefined ? {} : { epoch }) };
  origins.set(model, paths);
  return model;
}

/** One module on its way into the flat model. */
class Module {
  readonly #names: ReadonlySet<string>;
  readonly #rename: ReadonlyMap<string, string>;

  constructor(
    readonly name: string,
    readonly model: Model,
    readonly use: ModuleUse,
  ) {
    const sections: readonly Section[] = ["parameters", "inputs", "stocks", "states", "flows", "auxiliaries"];
    this.#names = new Set(sections.flatMap((section) => Object.keys(model[section] ?? {})));
    this.#rename = new Map(Object.entries(use.assets ?? {}));
  }

  assets(): Record<string, Asset> {
    return Object.fromEntries(
      Object.entries(this.model.assets ?? {}).map(([asset, own]) => {
        const renamed = this.#rename.get(asset);
        // A renamed asset takes the economy's own declaration; its base unit's name would not fit.
        return renamed === undefined ? [asset, own] : [renamed, { decimals: own.decimals }];
      }),
    );
  }

  units(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.model.units ?? {}).map(([unit, own]) => [this.#rename.get(unit) ?? unit, this.#unit(own)]),
    );
  }

  checkOverrides(at: string): void {
    const check = (kind: Section, given: Readonly<Record<string, unknown>> | undefined, what: string) => {
      for (const name of Object.keys(given ?? {})) {
        const known = Object.keys(this.model[kind] ?? {});
        if (known.includes(name)) continue;
        fail({
          code: "compose/unknown-name",
          message: `The module "${this.name}" has no ${what} "${name}".`,
          expected: known.length === 0 ? `no ${what}s` : `one of ${known.slice(0, 20).join(", ")}`,
          ...hintOf(didYouMean(name, known)),
          place: { path: `${at}.${kind}.${name}` },
        });
      }
    };
    check("parameters", this.use.parameters, "parameter");
    check("inputs", this.use.inputs, "input");
    check("stocks", this.use.stocks, "stock");
    check("states", this.use.states, "state");
    for (const unit of this.#rename.keys()) {
      const known = [...Object.keys(this.model.assets ?? {}), ...Object.keys(this.model.units ?? {})];
      if (known.includes(unit)) continue;
      fail({
        code: "compose/unknown-name",
        message: `The module "${this.name}" has no asset "${unit}".`,
        expected: known.length === 0 ? "no assets" : `one of ${known.join(", ")}`,
        ...hintOf(didYouMean(unit, known)),
        place: { path: `${at}.assets.${unit}` },
      });
    }
  }

  addTo(flat: { readonly [section in Section]: Record<string, object> }, paths: Map<string, string>, at: string): void {
    const own = (name: string) => `${this.name}.${name}`;
    const origin = (flatPath: string, from: string) => paths.set(flatPath, from);
    const inside = (section: Section, name: string, field: string) => `${at}.model.${section}.${name}.${field}`;
    const { model, use } = this;
    for (const [name, parameter] of Object.entries(model.parameters ?? {})) {
      const given = use.parameters?.[name];
      const override = typeof given === "string" ? { value: given } : given;
      const base = { ...parameter, value: this.#valueText(parameter.value), ...this.#unitField(parameter.unit) };
      flat.parameters[own(name)] = override === undefined ? base : replace(base, override);
      const path = `${at}.parameters.${name}`;
      const isOverridden = override?.value !== undefined;
      origin(`parameters.${own(name)}.value`, isOverridden ? path : inside("parameters", name, "value"));
    }
    for (const [name, input] of Object.entries(model.inputs ?? {})) {
      const wired = use.inputs?.[name];
      const text = wired ?? (input.default === undefined ? undefined : this.#equation(input.default));
      const { default: _, ...rest } = input;
      flat.inputs[own(name)] = { ...rest, unit: this.#unit(input.unit), ...(text === undefined ? {} : { default: text }) };
      origin(`inputs.${own(name)}.default`, wired === undefined && text !== undefined ? inside("inputs", name, "default") : `${at}.inputs.${name}`);
    }
    for (const [name, stock] of Object.entries(model.stocks ?? {})) {
      const given = use.stocks?.[name];
      flat.stocks[own(name)] = { ...stock, initial: given ?? this.#valueText(stock.initial), ...this.#unitField(stock.unit) };
      origin(`stocks.${own(name)}.initial`, given === undefined ? inside("stocks", name, "initial") : `${at}.stocks.${name}`);
    }
    for (const [name, state] of Object.entries(model.states ?? {})) {
      const given = use.states?.[name];
      const initial = given ?? this.#valueText(state.initial);
      flat.states[own(name)] = { ...state, initial, next: this.#equation(state.next), ...this.#unitField(state.unit) };
      origin(`states.${own(name)}.initial`, given === undefined ? inside("states", name, "initial") : `${at}.states.${name}`);
      origin(`states.${own(name)}.next`, inside("states", name, "next"));
    }
    for (const [name, flow] of Object.entries(model.flows ?? {})) {
      flat.flows[own(name)] = {
        ...flow,
        equation: this.#equation(flow.equation),
        ...(flow.from === undefined ? {} : { from: own(flow.from) }),
        ...(flow.to === undefined ? {} : { to: own(flow.to) }),
      };
      origin(`flows.${own(name)}.equation`, inside("flows", name, "equation"));
    }
    for (const [name, auxiliary] of Object.entries(model.auxiliaries ?? {})) {
      flat.auxiliaries[own(name)] = { ...auxiliary, unit: this.#unit(auxiliary.unit), equation: this.#equation(auxiliary.equation) };
      origin(`auxiliaries.${own(name)}.equation`, inside("auxiliaries", name, "equation"));
    }
    for (const [name, check] of Object.entries(model.checks ?? {})) {
      flat.checks[own(name)] = { ...check, equation: this.#equation(check.equation) };
      origin(`checks.${own(name)}.equation`, inside("checks", name, "equation"));
    }
  }

  #unit(text: string): string {
    return this.#rename.size === 0 ? text : renameUnits(text, this.#rename);
  }

  #unitField(text: string | undefined): { unit?: string } {
    return text === undefined ? {} : { unit: this.#unit(text) };
  }

  /** A value is a quantity, whose units are renamed, or an equation. */
  #valueText(text: string): string {
    return looksLikeQuantity(text) ? this.#unit(text) : this.#equation(text);
  }

  #equation(text: string): string {
    const qualified = mapNames(parse(text), (name) => (this.#names.has(name) ? `${this.name}.${name}` : name));
    return print(mapQuantities(qualified, (quantity) => this.#unit(quantity)));
  }
}

/** The parameter with what the override says; a new value of its own unit drops the old unit. */
function replace(base: Parameter, override: Partial<Parameter>): Parameter {
  return { ...base, ...override };
}

function hintOf(hint: string | undefined): { hint?: string } {
  return hint === undefined ? {} : { hint };
}

function mergeAssets(into: Record<string, Asset>, from: Record<string, Asset>, path: string): void {
  for (const [name, asset] of Object.entries(from)) {
    const known = into[name];
    if (known === undefined) {
      into[name] = asset;
    }
    // The economy's own declaration of an asset goes before a module's: a model of a general `token`
    // does not know how many decimals the token of this economy has.
    else if (path !== "" && asset.baseUnit !== undefined && known.baseUnit === undefined && known.decimals === asset.decimals) {
      into[name] = asset;
    }
  }
}

function mergeUnits(into: Record<string, string>, from: Record<string, string>, path: string): void {
  for (const [name, text] of Object.entries(from)) {
    const known = into[name];
    if (known !== undefined && known !== text) {
      fail({
        code: "compose/conflict",
        message: `The unit "${name}" is ${known} in one place and ${text} in another.`,
        expected: "one meaning for every unit of an economy",
        hint: `rename it in the module: assets: { ${name}: … }`,
        place: { path },
      });
    }
    into[name] = text;
  }
}
