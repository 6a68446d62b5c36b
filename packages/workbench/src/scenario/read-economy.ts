import {
  type Auxiliary,
  type Check,
  compose,
  createUnits,
  type Diagnostic,
  didYouMean,
  type Economy,
  type Flow,
  type Input,
  type Model,
  type ModuleUse,
  type Parameter,
  type State,
  type Stock,
  TokenwrightError,
  type Units,
} from "@tokenwright/engine";
import { applyScenario, models, networks } from "@tokenwright/library";
import type { Findings } from "./findings.js";
import { type Replaced, readInitial, readParameter } from "./read-value.js";
import { child, entriesOf, placeOfNode, textOf, type YamlEntry, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** An economy and what is needed to read further quantities in its units. */
export interface ReadEconomy {
  readonly economy: Economy;
  readonly units: Units;
  /** The step as the file or the economy's epoch gives it; undefined when neither does. */
  readonly step: string | undefined;
}

/** The network's economy by the short or the full name; undefined when there is none. */
export function networkNamed(name: string): Economy | undefined {
  return (networks.get(name) ?? networks.get(`networks/${name}`))?.model;
}

/**
 * The economy of a file whose form is in order: the network's, with the file's modules and names over it.
 * What does not fit goes to `findings`; undefined when so much is wrong that there is no economy.
 */
export function readEconomy(root: YamlMapping, title: string, findings: Findings): ReadEconomy | undefined {
  const network = readNetwork(root, findings);
  if (network === null) return undefined;
  const uses = readUses(root, network, findings);
  if (uses === undefined) return undefined;
  const assets = { ...network?.assets, ...readAssets(root) };
  const units = { ...network?.units, ...textTable(root, "units") };
  const bare: Economy = {
    ...network,
    title,
    assets,
    units,
    modules: Object.fromEntries(
      [...uses].map(([name, use]) => [name, { model: use.model, ...(use.assets === undefined ? {} : { assets: use.assets }) }]),
    ),
  };
  const flat = composeAtPlaces(root, bare, findings);
  if (flat === undefined) return undefined;
  const step = textOf(root, "step") ?? flat.epoch;
  const system = readUnits(root, flat, step, findings);
  if (system === undefined) return undefined;

  const replaced = replacedIn(flat, system);
  const modules: Record<string, ModuleUse> = {};
  for (const [name, use] of uses) {
    modules[name] = readValues(name, use, child(child(root, "modules"), name), system, replaced, findings);
  }
  const economy: Economy = {
    ...network,
    title,
    assets,
    units,
    modules,
    parameters: { ...network?.parameters, ...readParameters(root, network, system, replaced, findings) },
    inputs: { ...network?.inputs, ...table(root, "inputs", (_, node) => ownInput(node)) },
    stocks: { ...network?.stocks, ...ownInitials(root, "stocks", system, findings, ownStock) },
    states: { ...network?.states, ...ownInitials(root, "states", system, findings, ownState) },
    flows: { ...network?.flows, ...table(root, "flows", (_, node) => ownFlow(node)) },
    auxiliaries: { ...network?.auxiliaries, ...table(root, "auxiliaries", (_, node) => ownAuxiliary(node)) },
    checks: { ...network?.checks, ...table(root, "checks", (_, node) => ownCheck(node)) },
  };
  return { economy, units: system, step };
}

/** The network, undefined when none is named, null when it is not known. */
function readNetwork(root: YamlMapping, findings: Findings): Economy | undefined | null {
  const name = textOf(root, "network");
  if (name === undefined) return undefined;
  const found = networkNamed(name);
  if (found !== undefined) return found;
  const known = [...networks.keys()].map((path) => path.replace(/^networks\//, ""));
  findings.add({
    code: "scenario/unknown-network",
    message: `There is no network "${name.slice(0, 60)}" in the library.`,
    expected: `one of ${known.join(", ")}`,
    hint: didYouMean(name, known) ?? "leave the key out and name the modules yourself",
    place: placeOfNode(child(root, "network")!, "network"),
  });
  return null;
}

/** Which model each module uses, with the network's own values; the file's values come later, when units are known. */
function readUses(root: YamlMapping, network: Economy | undefined, findings: Findings): Map<string, ModuleUse> | undefined {
  const uses = new Map<string, ModuleUse>(Object.entries(network?.modules ?? {}));
  let complete = true;
  for (const [name, entry] of entriesOf(root, "modules")) {
    const use = readUse(name, entry, uses.get(name), findings);
    if (use === undefined) complete = false;
    else uses.set(name, use);
  }
  return complete ? uses : undefined;
}

function readUse(name: string, entry: YamlEntry, base: ModuleUse | undefined, findings: Findings): ModuleUse | undefined {
  const path = `modules.${name}`;
  const modelNode = child(entry.value, "model");
  const modelName = textOf(entry.value, "model");
  const known = modelName === undefined ? undefined : models.get(modelName);
  if (modelName !== undefined && known === undefined) {
    findings.add({
      code: "scenario/unknown-model",
      message: `There is no model "${modelName.slice(0, 60)}" in the library.`,
      expected: `one of ${[...models.keys()].join(", ")}`,
      hint: didYouMean(modelName, models.keys()) ?? "list the models with tokenwright models",
      place: placeOfNode(modelNode!, `${path}.model`),
    });
    return undefined;
  }
  if (known === undefined && base === undefined) {
    findings.add({
      code: "scenario/missing-key",
      message: `The module "${name}" has no model.`,
      expected: `model: one of ${[...models.keys()].join(", ")}`,
      hint: "add model: …, or correct the module's name when it is one of the network's",
      place: placeOfNode(entry.key, path),
    });
    return undefined;
  }
  // A module that takes another model than the network's starts anew.
  const own = known !== undefined && known.model !== base?.model ? { model: known.model } : base!;
  const withScenario = readModuleScenario(entry.value, path, own, known?.scenarios ?? scenariosOf(own.model), findings);
  if (withScenario === undefined) return undefined;
  const assets = { ...withScenario.assets, ...textTable(entry.value, "assets") };
  const names = [...Object.keys(own.model.assets ?? {}), ...Object.keys(own.model.units ?? {})];
  for (const [asset, { key }] of entriesOf(entry.value, "assets")) {
    if (names.includes(asset)) continue;
    findings.add(unknownName(name, "asset", asset, names, placeOfNode(key, `${path}.assets.${asset}`)));
    return undefined;
  }
  return { ...withScenario, assets };
}

type Scenarios = ReturnType<typeof models.get> extends infer Entry | undefined ? (Entry extends { scenarios: infer S } ? S : never) : never;

function scenariosOf(model: Model): Scenarios {
  return [...models.values()].find((entry) => entry.model === model)?.scenarios ?? {};
}

function readModuleScenario(node: YamlNode, path: string, use: ModuleUse, scenarios: Scenarios, findings: Findings): ModuleUse | undefined {
  const name = textOf(node, "scenario");
  if (name === undefined) return use;
  const place = placeOfNode(child(node, "scenario")!, `${path}.scenario`);
  const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (scenario === undefined) {
    const known = Object.keys(scenarios);
    findings.add({
      code: "scenario/unknown-values",
      message: `The model has no set of values "${name.slice(0, 60)}".`,
      expected: known.length === 0 ? "no scenario: the model has none" : `one of ${known.join(", ")}`,
      hint: didYouMean(name, known) ?? "remove the key",
      place,
    });
    return undefined;
  }
  const model = findings.collect(place, () => applyScenario(use.model, scenario));
  if (model === undefined) return undefined;
  // What the scenario sets goes before what the network set.
  const without = <T>(given: Readonly<Record<string, T>> | undefined, set: Readonly<Record<string, string>> | undefined) =>
    Object.fromEntries(Object.entries(given ?? {}).filter(([key]) => !Object.hasOwn(set ?? {}, key)));
  return {
    ...use,
    model,
    parameters: without(use.parameters, scenario.parameters),
    stocks: without(use.stocks, scenario.stocks),
    states: without(use.states, scenario.states),
    inputs: without(use.inputs, scenario.inputs),
  };
}

/** The file's values for a module over those it already has. */
function readValues(name: string, use: ModuleUse, node: YamlNode | undefined, units: Units, replaced: ReplacedBy, findings: Findings): ModuleUse {
  const path = `modules.${name}`;
  const section = <T>(kind: "parameters" | "stocks" | "states" | "inputs", what: string, read: (own: string, value: YamlNode, at: string) => T) => {
    const known = Object.keys(use.model[kind] ?? {});
    const found: Record<string, T> = {};
    for (const [own, entry] of entriesOf(node, kind)) {
      const at = `${path}.${kind}.${own}`;
      if (!known.includes(own)) {
        findings.add(unknownName(name, what, own, known, placeOfNode(entry.key, at)));
        continue;
      }
      const value = findings.collect(placeOfNode(entry.value, at), () => read(own, entry.value, at));
      if (value !== undefined) found[own] = value;
    }
    return found;
  };
  const qualified = (own: string) => `${name}.${own}`;
  return {
    ...use,
    parameters: {
      ...use.parameters,
      ...section("parameters", "parameter", (own, value, at): Partial<Parameter> => readParameter(value, at, units, replaced("parameters", qualified(own)))),
    },
    stocks: { ...use.stocks, ...section("stocks", "stock", (own, value, at) => readInitial(value, at, units, replaced("stocks", qualified(own)))) },
    states: { ...use.states, ...section("states", "state", (own, value, at) => readInitial(value, at, units, replaced("states", qualified(own)))) },
    inputs: { ...use.inputs, ...section("inputs", "input", (_, value) => (value.kind === "scalar" ? value.text : "")) },
  };
}

function unknownName(module: string, what: string, name: string, known: readonly string[], place: Diagnostic["place"]): Diagnostic {
  return {
    code: "scenario/unknown-name",
    message: `The module "${module}" has no ${what} "${name.slice(0, 60)}".`,
    expected: known.length === 0 ? `no ${what}s: the model has none` : `one of ${known.join(", ")}`,
    hint: didYouMean(name, known) ?? "remove it, or give the module another model",
    ...(place === undefined ? {} : { place }),
  };
}

/** The composed model of the library's parts alone, to learn units from. */
function composeAtPlaces(root: YamlMapping, economy: Economy, findings: Findings): Model | undefined {
  try {
    return compose(economy);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    for (const finding of error.diagnostics) {
      const module = /^modules\.([^.]+)/.exec(finding.place?.path ?? "")?.[1];
      const modules = child(root, "modules");
      const entry = modules?.kind === "mapping" && module !== undefined ? modules.entries.get(module) : undefined;
      const place = placeOfNode(entry?.key ?? child(root, "network") ?? root, finding.place?.path);
      findings.add({ hint: "use models that fit together", ...finding, place });
    }
    return undefined;
  }
}

function readUnits(root: YamlMapping, flat: Model, step: string | undefined, findings: Findings): Units | undefined {
  try {
    return createUnits({ assets: flat.assets ?? {}, units: flat.units ?? {}, ...(step === undefined ? {} : { epoch: step }) });
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    for (const finding of error.diagnostics) {
      const path = finding.place?.path ?? "";
      const node = path === "epoch" ? child(root, "step") : path.split(".").reduce<YamlNode | undefined>((at, key) => child(at, key) ?? at, root);
      findings.add({ hint: "correct the declaration", ...finding, place: placeOfNode(node ?? root, path === "epoch" ? "step" : path) });
    }
    return undefined;
  }
}

type ReplacedBy = (section: "parameters" | "stocks" | "states", name: string) => Replaced | undefined;

/** What a name of the composed model has for unit and limits. */
function replacedIn(flat: Model, units: Units): ReplacedBy {
  return (section, name) => {
    const own: Parameter | Stock | State | undefined = flat[section]?.[name];
    if (own === undefined) return undefined;
    const text = "value" in own ? own.value : own.initial;
    try {
      const unit = own.unit === undefined ? units.parseQuantity(text).unit : units.parse(own.unit);
      return { what: `"${name}"`, unit, ...(own.range === undefined ? {} : { range: own.range }) };
    } catch (error) {
      if (error instanceof TokenwrightError) return undefined;
      throw error;
    }
  };
}

function readParameters(root: YamlMapping, network: Economy | undefined, units: Units, replaced: ReplacedBy, findings: Findings): Record<string, Parameter> {
  const found: Record<string, Parameter> = {};
  for (const [name, { value }] of entriesOf(root, "parameters")) {
    const path = `parameters.${name}`;
    const base = network?.parameters?.[name];
    const own = findings.collect(placeOfNode(value, path), () =>
      readParameter(value, path, units, base === undefined ? undefined : replaced("parameters", name)),
    );
    if (own !== undefined) found[name] = { meaning: "", ...base, ...own };
  }
  return found;
}

function readAssets(root: YamlMapping): Record<string, { decimals: number; baseUnit?: string }> {
  return table(root, "assets", (_, node) => {
    const baseUnit = textOf(node, "baseUnit");
    const decimals = Number((textOf(node, "decimals") ?? "0").replaceAll("_", ""));
    return { decimals, ...(baseUnit === undefined ? {} : { baseUnit }) };
  });
}

/** Own stocks or states; initial amounts that are quantities are checked at once. */
function ownInitials<T>(root: YamlMapping, section: "stocks" | "states", units: Units, findings: Findings, read: (node: YamlNode, initial: string) => T): Record<string, T> {
  const found: Record<string, T> = {};
  for (const [name, { value }] of entriesOf(root, section)) {
    const initial = child(value, "initial")!;
    const path = `${section}.${name}.initial`;
    const text = findings.collect(placeOfNode(initial, path), () => readInitial(initial, path, units));
    if (text !== undefined) found[name] = read(value, text);
  }
  return found;
}

function ownStock(node: YamlNode, initial: string): Stock {
  return { initial, ...described(node), ...optionalText(node, "unit"), ...(textOf(node, "mayBeNegative") === "true" ? { mayBeNegative: true } : {}) };
}

function ownState(node: YamlNode, initial: string): State {
  return { initial, next: textOf(node, "next") ?? "", ...described(node), ...optionalText(node, "unit") };
}

function ownInput(node: YamlNode): Input {
  return { unit: textOf(node, "unit") ?? "1", ...described(node), ...optionalText(node, "default") };
}

function ownFlow(node: YamlNode): Flow {
  return { equation: textOf(node, "equation") ?? "", ...described(node), ...optionalText(node, "from"), ...optionalText(node, "to") };
}

function ownAuxiliary(node: YamlNode): Auxiliary {
  return { unit: textOf(node, "unit") ?? "1", equation: textOf(node, "equation") ?? "", ...described(node) };
}

function ownCheck(node: YamlNode): Check {
  return { equation: textOf(node, "equation") ?? "", meaning: textOf(node, "meaning") ?? "" };
}

function described(node: YamlNode): { meaning: string; source?: string; symbol?: string; confidence?: NonNullable<Parameter["confidence"]> } {
  const confidence = textOf(node, "confidence") as Parameter["confidence"];
  return {
    meaning: textOf(node, "meaning") ?? "",
    ...optionalText(node, "source"),
    ...optionalText(node, "symbol"),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

function optionalText<K extends string>(node: YamlNode, key: K): { [key in K]?: string } {
  const text = textOf(node, key);
  return (text === undefined ? {} : { [key]: text }) as { [key in K]?: string };
}

function textTable(node: YamlNode | undefined, key: string): Record<string, string> {
  return table(node, key, (_, value) => (value.kind === "scalar" ? value.text : ""));
}

function table<T>(node: YamlNode | undefined, key: string, read: (name: string, value: YamlNode) => T): Record<string, T> {
  return Object.fromEntries(entriesOf(node, key).map(([name, { value }]) => [name, read(name, value)]));
}
