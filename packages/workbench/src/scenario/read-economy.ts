import {
  compose,
  createUnits,
  type Economy,
  type Input,
  type Model,
  type ModuleUse,
  type Parameter,
  type State,
  type Stock,
  TokenwrightError,
  type Units,
} from "@tokenwright/engine";
import type { DataFiles } from "./data-files.js";
import { Findings } from "./findings.js";
import { unitOfColumn } from "./read-data.js";
import { checkElements, readDimensions } from "./read-elements.js";
import { readLookups } from "./read-lookups.js";
import {
  ownAuxiliary,
  ownCheck,
  ownFlow,
  ownInitials,
  ownInput,
  ownState,
  ownStock,
  readAssets,
  table,
  textTable,
} from "./read-own.js";
import { checkAssetNames, readNetwork, readUses, unknownName } from "./read-uses.js";
import { looksLikeQuantity, type Replaced, readInitial, readParameter } from "./read-value.js";
import { valueKeys } from "./scenario-shape.js";
import { child, entriesOf, placeOfNode, textOf, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** Keys under which a name has what all its elements have. */
const commonKeys = [...valueKeys, "initial", "equation"];

/** An economy and what is needed to read further quantities in its units. */
export interface ReadEconomy {
  readonly economy: Economy;
  readonly units: Units;
  /** The step as the file or the economy's epoch gives it; undefined when neither does. */
  readonly step: string | undefined;
}
/**
 * The economy of a file whose form is in order: the network's, with the file's modules and names over it.
 * What does not fit goes to `findings`; undefined when so much is wrong that there is no economy.
 */
export function readEconomy(
  root: YamlMapping,
  title: string,
  files: DataFiles,
  findings: Findings,
): ReadEconomy | undefined {
  const network = readNetwork(root, findings);
  if (network === null) return undefined;
  const uses = readUses(root, network, findings);
  if (uses === undefined) return undefined;
  const assets = { ...network?.assets, ...readAssets(root) };
  const units = { ...network?.units, ...textTable(root, "units") };
  const dimensions = { ...network?.dimensions, ...readDimensions(root) };
  const epoch = network?.epoch === undefined ? countedIn(textOf(root, "step"), assets, units) : {};
  const bare: Economy = {
    ...network,
    ...epoch,
    title,
    dimensions,
    assets,
    units,
    modules: Object.fromEntries(
      [...uses].map(([name, use]) => [
        name,
        { model: use.model, ...(use.assets === undefined ? {} : { assets: use.assets }) },
      ]),
    ),
  };
  if (!checkAssetNames(root, bare, findings)) return undefined;
  const flat = composeAtPlaces(root, bare, findings);
  if (flat === undefined) return undefined;
  const step = textOf(root, "step") ?? flat.epoch;
  const system = readUnits(root, flat, step, findings);
  if (system === undefined) return undefined;

  checkElements(
    root,
    flat.dimensions ?? {},
    (section, name, node) =>
      commonKeys.some((key) => child(node, key) !== undefined) || network?.[section]?.[name] !== undefined,
    findings,
  );
  const replaced = replacedIn(flat, system);
  const modules: Record<string, ModuleUse> = {};
  for (const [name, use] of uses) {
    const node = child(child(root, "modules"), name);
    const before = findings.list.length;
    const inEpochs = moduleUnits(name, flat, system);
    modules[name] = readValues(name, use, node, inEpochs, replaced, findings);
    const own = findings.list.slice(before);
    if (node !== undefined && own.length > 0 && own.every((one) => one.code === "unit/mismatch")) {
      suspectAsset(name, use, node, bare, system, findings);
    }
  }
  const economy: Economy = {
    ...network,
    ...epoch,
    title,
    assets,
    units,
    dimensions,
    lookups: { ...network?.lookups, ...readLookups(root, files, findings) },
    ...optionalIntegration(root),
    modules,
    parameters: { ...network?.parameters, ...readParameters(root, network, system, replaced, findings) },
    inputs: {
      ...network?.inputs,
      ...table(root, "inputs", (name, node) => ownInput(node, unitOfInput(root, node, network?.inputs?.[name]))),
    },
    stocks: { ...network?.stocks, ...ownInitials(root, "stocks", system, findings, ownStock) },
    states: { ...network?.states, ...ownInitials(root, "states", system, findings, ownState) },
    flows: { ...network?.flows, ...table(root, "flows", (_, node) => ownFlow(node)) },
    auxiliaries: { ...network?.auxiliaries, ...table(root, "auxiliaries", (_, node) => ownAuxiliary(node)) },
    checks: { ...network?.checks, ...table(root, "checks", (_, node) => ownCheck(node)) },
  };
  return { economy, units: system, step };
}

/** The step as the epoch of an economy that has none, when it is a time; what else it may be is refused elsewhere. */
function countedIn(step: string | undefined, assets: Economy["assets"], units: Economy["units"]): { epoch?: string } {
  if (step === undefined) return {};
  try {
    createUnits({ assets: assets ?? {}, units: units ?? {}, epoch: step });
    return { epoch: step };
  } catch (error) {
    if (error instanceof TokenwrightError) return {};
    throw error;
  }
}

/** The units in which values are given to a module: an epoch is its own. */
function moduleUnits(name: string, flat: Model, units: Units): Units {
  const own = flat.schedule?.epochs[name];
  if (own === undefined) return units;
  return createUnits({ assets: flat.assets ?? {}, units: flat.units ?? {}, epoch: own.epoch });
}

function optionalIntegration(root: YamlMapping): Pick<Economy, "integrate"> {
  const text = textOf(root, "integrate");
  return text === "steps" || text === "euler" || text === "rk4" ? { integrate: text } : {};
}

/** The file's values for a module over those it already has. */
function readValues(
  name: string,
  use: ModuleUse,
  node: YamlNode | undefined,
  units: Units,
  replaced: ReplacedBy,
  findings: Findings,
): ModuleUse {
  const path = `modules.${name}`;
  const section = <T>(
    kind: "parameters" | "stocks" | "states" | "inputs",
    what: string,
    read: (own: string, value: YamlNode, at: string) => T | undefined,
  ) => {
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
      ...section(
        "parameters",
        "parameter",
        (own, value, at): Partial<Parameter> => readParameter(value, at, units, replaced("parameters", qualified(own))),
      ),
    },
    stocks: {
      ...use.stocks,
      ...section("stocks", "stock", (own, value, at) =>
        readInitial(value, at, units, {
          replaced: replaced("stocks", qualified(own)),
          isStock: true,
          mayBeNegative: use.model.stocks?.[own]?.mayBeNegative ?? false,
        }),
      ),
    },
    states: {
      ...use.states,
      ...section("states", "state", (own, value, at) =>
        readInitial(value, at, units, {
          replaced: replaced("states", qualified(own)),
          isStock: false,
          mayBeNegative: true,
        }),
      ),
    },
    inputs: { ...wiresLeft(use, node), ...section("inputs", "input", (_, value) => wireText(value)) },
  };
}

/** The equation of a wire; undefined when it is read from data. */
function wireText(node: YamlNode): string | undefined {
  return node.kind === "scalar" ? node.text : undefined;
}

/** The wires that a module has already, without those in whose place the file puts data. */
function wiresLeft(use: ModuleUse, node: YamlNode | undefined): Record<string, string> {
  const fromData = new Set(
    entriesOf(node, "inputs").flatMap(([own, { value }]) => (wireText(value) === undefined ? [own] : [])),
  );
  return Object.fromEntries(Object.entries(use.inputs ?? {}).filter(([own]) => !fromData.has(own)));
}

/** The unit of an own input that does not say it. */
function unitOfInput(root: YamlMapping, node: YamlNode, base: Input | undefined): string {
  return base?.unit ?? unitOfColumn(root, textOf(node, "from") ?? "") ?? "1";
}
/** All values of a module are in another asset than its own: the slip may be the asset's name, once, and not each value. */
function suspectAsset(
  name: string,
  use: ModuleUse,
  node: YamlNode,
  bare: Economy,
  units: Units,
  findings: Findings,
): void {
  for (const [asset, { value }] of entriesOf(node, "assets")) {
    for (const other of Object.keys(bare.assets ?? {})) {
      if (value.kind !== "scalar" || other === value.text) continue;
      const changed = { ...use, assets: { ...use.assets, [asset]: other } };
      const scratch = new Findings();
      const flat = scratch.collect(undefined, () =>
        compose({ ...bare, modules: { ...bare.modules, [name]: { model: use.model, assets: changed.assets } } }),
      );
      if (flat === undefined) continue;
      readValues(name, changed, node, units, replacedIn(flat, units), scratch);
      if (scratch.list.length > 0) continue;
      findings.add({
        code: "unit/suspect",
        severity: "warning",
        message: `The asset "${asset}" of the module "${name}" is ${value.text}; with ${other} all its values fit.`,
        hint: `if the slip is here, write ${other}`,
        place: placeOfNode(value, `modules.${name}.assets.${asset}`),
      });
      return;
    }
  }
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
    return createUnits({
      assets: flat.assets ?? {},
      units: flat.units ?? {},
      ...(step === undefined ? {} : { epoch: step }),
    });
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    for (const finding of error.diagnostics) {
      const path = finding.place?.path ?? "";
      const node =
        path === "epoch"
          ? child(root, "step")
          : path.split(".").reduce<YamlNode | undefined>((at, key) => child(at, key) ?? at, root);
      findings.add({
        hint: "correct the declaration",
        ...finding,
        place: placeOfNode(node ?? root, path === "epoch" ? "step" : path),
      });
    }
    return undefined;
  }
}
type ReplacedBy = (section: "parameters" | "stocks" | "states", name: string) => Replaced | undefined;

function rangeAndSource({ range, source, confidence }: Parameter | Stock | State): Partial<Replaced> {
  return {
    ...(range === undefined ? {} : { range }),
    ...(source === undefined ? {} : { source }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** What a name of the composed model has for unit and limits. */
function replacedIn(flat: Model, units: Units): ReplacedBy {
  return (section, name) => {
    const own: Parameter | Stock | State | undefined = flat[section]?.[name];
    if (own === undefined) return undefined;
    const text = "value" in own ? own.value : own.initial;
    try {
      const quantity = looksLikeQuantity(text) ? units.parseQuantity(text) : undefined;
      const unit = own.unit === undefined ? quantity?.unit : units.parse(own.unit);
      if (unit === undefined) return undefined;
      // The composed model holds the library's own values, so what a network sets is not compared.
      const value = quantity !== undefined && quantity.unit.text === unit.text ? { value: quantity.value } : {};
      return { what: `"${name}"`, unit, ...value, ...rangeAndSource(own) };
    } catch (error) {
      if (error instanceof TokenwrightError) return undefined;
      throw error;
    }
  };
}
function readParameters(
  root: YamlMapping,
  network: Economy | undefined,
  units: Units,
  replaced: ReplacedBy,
  findings: Findings,
): Record<string, Parameter> {
  const found: Record<string, Parameter> = {};
  for (const [name, { value }] of entriesOf(root, "parameters")) {
    const path = `parameters.${name}`;
    const base = network?.parameters?.[name];
    const own = findings.collect(placeOfNode(value, path), () =>
      readParameter(value, path, units, base === undefined ? undefined : replaced("parameters", name)),
    );
    if (own !== undefined) found[name] = { meaning: "", value: "", ...base, ...own };
  }
  return found;
}
