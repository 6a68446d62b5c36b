import type {
  XmileDimension,
  XmileDocument,
  XmileElementEquation,
  XmileGraphical,
  XmileMacro,
  XmileModel,
  XmileModule,
  XmileVariable,
} from "./document.js";
import { elementKey, elementsOf } from "./elements.js";
import { isBuiltin } from "./equation/builtins.js";
import { Identifiers } from "./identifiers.js";
import { limits } from "./limits.js";
import { functionOf } from "./model-function.js";
import { canonicalName, canonicalPath, displayName } from "./names.js";
import { ModelScope } from "./scope.js";
import type { UnsupportedList } from "./unsupported.js";
import { simulationOf, withoutLeftSide } from "./vensim.js";
import type { Context, FlatDimension, FlatLookup, FlatVariable, Scope, World } from "./world.js";

/** What `WorldBuilder.makeVariable` needs to know besides the file's own words. */
export interface Standing {
  readonly path: string;
  readonly label: string;
  readonly scope: Scope;
  /** Dimensions that a use of a macro takes from the equation it stands in. */
  readonly leading: readonly FlatDimension[];
  readonly context: Context | undefined;
}

/** A connection between submodels, with the places its two names are looked up from. */
interface Connection {
  /** Where the input may be, the likeliest place first. */
  readonly to: readonly string[];
  readonly from: readonly string[];
  readonly prefix: readonly string[];
  readonly line: number;
}

/** Puts the models of a file, module inside module, into one world of variables with names of the model language. */
export class WorldBuilder implements World {
  readonly dimensions = new Map<string, FlatDimension>();
  readonly variables = new Map<string, FlatVariable>();
  readonly lookups = new Map<string, FlatLookup>();
  readonly macros: World["macros"];
  readonly simulation: World["simulation"];
  readonly isVensim: boolean;
  readonly dialect: World["dialect"];
  /** Every table, also those of single elements, in the order they were met. */
  readonly allLookups: FlatLookup[] = [];
  readonly #names = new Identifiers();
  #modules = 0;
  readonly #kept = new Set<string>();
  readonly #sources = new Map<
    string,
    { readonly source: XmileVariable; readonly prefix: readonly string[]; readonly label: string }
  >();
  readonly #connections: Connection[] = [];
  readonly #used = new Set<XmileModel>();
  readonly #twins = new Map<FlatDimension, string[]>();
  readonly #functions = new Map<XmileMacro, XmileModel>();

  constructor(
    readonly document: XmileDocument,
    readonly unsupported: UnsupportedList,
  ) {
    this.simulation = simulationOf(document, unsupported);
    if (document.simulation === undefined) {
      unsupported.add(
        "sim_specs",
        document.header.line,
        "The file has no simulation specifications; time 0 to 1 in steps of 1 is used.",
      );
    }
    this.isVensim = /ventana|vensim/i.test(`${document.header.vendor ?? ""} ${document.header.product ?? ""}`);
    this.dialect = { looseNot: this.isVensim, trailingNot: this.isVensim };
    const macros = new Map<string, (typeof document.macros)[number][]>();
    for (const macro of document.macros) {
      const key = canonicalName(macro.name);
      // The exporter's own macros say in XMILE what the model language has words for.
      if (macro.namespace === "tokenwright" && isBuiltin(key)) continue;
      macros.set(key, [...(macros.get(key) ?? []), macro]);
    }
    for (const model of document.models) {
      const made = model.name === undefined ? undefined : functionOf(model.name, model);
      if (made === undefined) continue;
      const key = canonicalName(made.name);
      this.#functions.set(made, model);
      macros.set(key, [...(macros.get(key) ?? []), made]);
    }
    this.macros = macros;
    this.#keepIds();
    this.#addDimensions(document.dimensions);
    const root = document.models.find(({ name }) => name === undefined) ?? document.models[0]!;
    this.#enumerate(root, [], []);
    const aliases = this.#connect();
    for (const [path, { source, prefix, label }] of this.#sources) {
      const from = aliases.get(path);
      const standing = { path, label, scope: new ModelScope(this, prefix), leading: [], context: undefined };
      this.variables.set(path, this.makeVariable(from === undefined ? source : aliasOf(source, from), standing));
    }
  }

  /** Sets the names aside that the file states for its variables and tables. */
  #keepIds(): void {
    for (const { variables, graphicals } of this.document.models) {
      for (const { id } of [...graphicals, ...variables])
        if (id !== undefined && this.#names.keep(id)) this.#kept.add(id);
    }
  }

  /** The name a file states, once; otherwise a new one. */
  #nameFor(id: string | undefined, wanted: string): string {
    return id !== undefined && this.#kept.delete(id) ? id : this.newName(wanted);
  }

  /** Told of every macro that an equation uses. */
  useMacro(macro: XmileMacro): void {
    const model = this.#functions.get(macro);
    if (model !== undefined) this.#used.add(model);
  }

  /** Names the models that are neither shown by a module nor used as a function. */
  nameUnusedModels(): void {
    for (const model of this.document.models) {
      if (this.#used.has(model)) continue;
      const name = model.name ?? "model";
      this.unsupported.add(name, model.line, "No module shows this model; it is not part of the result.");
    }
  }

  /**
   * Names of a variable's dimensions. The model language has each dimension once for a variable, so where one comes again,
   * as in a matrix over `City` and `City`, a second dimension with the same elements stands for it.
   */
  dimensionIds(dimensions: readonly FlatDimension[]): readonly string[] {
    return dimensions.map((dimension, at) => {
      const before = dimensions.slice(0, at).filter((other) => other === dimension).length;
      if (before === 0) return dimension.id;
      const known = this.#twins.get(dimension) ?? [];
      this.#twins.set(dimension, known);
      known[before - 1] ??= this.newName(`${dimension.id}_${before + 1}`);
      return known[before - 1]!;
    });
  }

  /** The further names of a dimension that comes more than once in a variable. */
  twinsOf(dimension: FlatDimension): readonly string[] {
    return this.#twins.get(dimension) ?? [];
  }

  newName(wanted: string): string {
    return this.#names.take(wanted);
  }

  makeVariable(source: XmileVariable, { path, label, scope, leading, context }: Standing): FlatVariable {
    const id = this.#nameFor(source.id, label);
    const own = source.dimensions.flatMap((name) => {
      const dimension = this.dimensions.get(canonicalName(name));
      if (dimension === undefined) this.unsupported.add(label, source.line, `The dimension ${name} is not defined.`);
      return dimension ?? [];
    });
    const dimensions = [...leading, ...own];
    const elementLookups = new Map<string, FlatLookup>();
    for (const element of source.elements) {
      const { graphical } = element;
      if (graphical === undefined) continue;
      for (const positions of this.elementsIn(own, element, label)) {
        const key = elementKey(own, positions);
        elementLookups.set(key, this.#addLookup(`${id}_${key}_table`, `${label} ${key}`, graphical, scope));
      }
    }
    const lookup =
      source.graphical === undefined
        ? undefined
        : this.#addLookup(`${id}_table`, `${label} table`, source.graphical, scope);
    const { kind, equations, initialEquation, elements } = source;
    return {
      path,
      id,
      label,
      kind,
      dimensions,
      equations,
      initialEquation,
      elements,
      lookup,
      elementLookups,
      source,
      scope,
      context,
    };
  }

  /** The elements an element equation is for; those that do not exist are named. */
  elementsIn(
    dimensions: readonly FlatDimension[],
    element: XmileElementEquation,
    label: string,
  ): readonly (readonly number[])[] {
    const found = elementsOf(dimensions, element.subscript, this.dimensions);
    if (typeof found !== "string") return found;
    this.unsupported.add(label, element.line, `An element equation ${found}; it was not read.`);
    return [];
  }

  #addDimensions(dimensions: readonly XmileDimension[]): void {
    const elementIds = new Map<string, string>();
    const known = new Map<string, XmileDimension>();
    for (const dimension of dimensions) {
      const key = canonicalName(dimension.name);
      if (known.has(key))
        this.unsupported.add(
          dimension.name,
          dimension.line,
          "This dimension is defined twice; the first definition is used.",
        );
      else known.set(key, dimension);
    }
    const ids = new Map([...known].map(([key, { name }]) => [key, this.newName(displayName(name))]));
    const elementNames = new Identifiers(this.#names.taken);
    const keysOf = new Map([...known].map(([key, { elements }]) => [key, new Set(elements.map(canonicalName))]));
    const make = (key: string): FlatDimension => {
      const made = this.dimensions.get(key);
      if (made !== undefined) return made;
      const { name, elements, numbered, line } = known.get(key)!;
      const parentKey = numbered ? undefined : parentOf(key, keysOf, known);
      const parent = parentKey === undefined ? undefined : make(parentKey);
      const dimension: FlatDimension = {
        key,
        id: ids.get(key)!,
        label: displayName(name),
        elements: elements.map((element) => {
          const elementName = canonicalName(element);
          if (numbered) return { key: elementName, id: elementName, label: element };
          const id = elementIds.get(elementName) ?? elementNames.take(displayName(element));
          elementIds.set(elementName, id);
          return { key: elementName, id, label: displayName(element) };
        }),
        positions: new Map(elements.map((element, position) => [canonicalName(element), position])),
        numbered,
        parent,
        line,
      };
      this.dimensions.set(key, dimension);
      return dimension;
    };
    for (const key of known.keys()) make(key);
  }

  #addLookup(wanted: string, label: string, graphical: XmileGraphical, scope: Scope): FlatLookup {
    if (graphical.x.length === 0 && graphical.name !== undefined) {
      const target = scope.resolve([canonicalName(graphical.name)]);
      if (target?.kind === "lookup") return target.lookup;
      this.unsupported.add(graphical.name, graphical.line, "There is no graphical function of this name.");
    }
    const lookup = { id: this.newName(wanted), label, graphical };
    this.allLookups.push(lookup);
    return lookup;
  }

  /** Lists the variables of a model and of the submodels its modules show. */
  #enumerate(model: XmileModel, prefix: readonly string[], labels: readonly string[]): void {
    this.#used.add(model);
    const place = (name: string) => [...prefix, canonicalName(name)].join(".");
    const labelOf = (name: string) => [...labels, displayName(name)].join(".");
    for (const graphical of model.graphicals) {
      const name = graphical.name ?? "";
      const lookup = { id: this.#nameFor(graphical.id, labelOf(name)), label: labelOf(name), graphical };
      this.lookups.set(place(name), lookup);
      this.allLookups.push(lookup);
    }
    for (const written of model.variables) {
      if (written.name === "") continue;
      const source = this.isVensim ? withoutLeftSide(written) : written;
      const path = place(source.name);
      if (this.#sources.has(path) || this.lookups.has(path)) {
        this.unsupported.add(source.name, source.line, "A second variable has this name; it was not read.");
      } else if (this.#sources.size >= limits.variables) {
        this.unsupported.add(
          source.name,
          source.line,
          `The model has more than ${limits.variables} variables; this one was not read.`,
        );
      } else this.#sources.set(path, { source, prefix, label: labelOf(source.name) });
    }
    for (const module of model.modules) this.#enumerateModule(module, prefix, labels);
  }

  #enumerateModule(module: XmileModule, prefix: readonly string[], labels: readonly string[]): void {
    const wanted = canonicalName(module.model);
    const model = this.document.models.find(({ name }) => name !== undefined && canonicalName(name) === wanted);
    this.#modules += 1;
    if (model === undefined || prefix.length >= limits.nesting || this.#modules > limits.modules) {
      this.unsupported.add(
        module.name,
        module.line,
        model === undefined
          ? "The model of this module is not in the file."
          : "There are too many modules, or they are nested too deeply.",
      );
      return;
    }
    const inner = [...prefix, canonicalName(module.name)];
    this.#enumerate(model, inner, [...labels, displayName(module.name)]);
    for (const { to, from, line } of module.connections) {
      const parts = canonicalPath(to);
      // Relative to the module, as the standard has it, or to the model around it, as Stella writes; Stella lists a
      // connection with both of its modules.
      const around = [[...prefix, ...parts], [...inner, ...parts], parts];
      const candidates = parts[0] === "" ? [parts.slice(1)] : parts.length === 1 ? [around[1]!, around[0]!] : around;
      this.#connections.push({ to: candidates.map((path) => path.join(".")), from: canonicalPath(from), prefix, line });
    }
  }

  /** The paths that inputs of submodels take their value from. */
  #connect(): Map<string, string> {
    const aliases = new Map<string, string>();
    for (const { to, from, prefix, line } of this.#connections) {
      const sources = from[0] === "" ? [from.slice(1)] : [[...prefix, ...from], from];
      const source = sources.map((parts) => parts.join(".")).find((path) => this.#sources.has(path));
      const target = to.find((path) => this.#sources.has(path));
      if (source === undefined || target === undefined) {
        const missing = source === undefined ? from.join(".") : to[0]!;
        this.unsupported.add(missing, line, "A connection between submodels names a variable that does not exist.");
      } else if (source !== target) aliases.set(target, source);
    }
    return aliases;
  }
}

/** An input of a submodel: its own equation gives way to what is connected to it. */
function aliasOf(source: XmileVariable, from: string): XmileVariable {
  const text = from
    .split(".")
    .map((part) => `."${part.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`)
    .join("");
  const kind = source.kind === "stock" ? "aux" : source.kind;
  return {
    ...source,
    kind,
    equations: [{ text, line: source.line }],
    elements: [],
    graphical: undefined,
    inflows: [],
    outflows: [],
    nonNegative: false,
    multiplier: undefined,
  };
}

/** The largest dimension that has all elements of this one; of equals the one that comes first. */
function parentOf(
  key: string,
  keysOf: ReadonlyMap<string, ReadonlySet<string>>,
  known: ReadonlyMap<string, XmileDimension>,
): string | undefined {
  const own = keysOf.get(key)!;
  const order = [...known.keys()];
  let best: string | undefined;
  for (const [other, elements] of keysOf) {
    if (other === key || known.get(other)!.numbered || elements.size < own.size) continue;
    if (elements.size === own.size && order.indexOf(other) > order.indexOf(key)) continue;
    if (![...own].every((element) => elements.has(element))) continue;
    if (best === undefined || elements.size > keysOf.get(best)!.size) best = other;
  }
  return best;
}
