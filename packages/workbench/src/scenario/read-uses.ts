import {
  compose,
  createUnits,
  type Diagnostic,
  didYouMean,
  type Economy,
  type Model,
  type ModuleUse,
} from "@tokenwright/engine";
import { applyScenario, type CatalogueEntry, models, networks } from "@tokenwright/library";
import type { Findings } from "./findings.js";
import { onFirstDay } from "./read-history.js";
import { textTable } from "./read-own.js";
import { child, entriesOf, placeOfNode, textOf, type YamlEntry, type YamlMapping, type YamlNode } from "./yaml-node.js";

/** The network by the short or the full name; undefined when there is none. */
export function networkNamed(name: string): CatalogueEntry<Economy> | undefined {
  return networks.get(name) ?? networks.get(`networks/${name}`);
}

/** The network under the rules of the first day, undefined when none is named, null when it is not known. */
export function readNetwork(root: YamlMapping, findings: Findings): Economy | undefined | null {
  const name = textOf(root, "network");
  if (name === undefined) return undefined;
  const found = networkNamed(name);
  if (found !== undefined) return onFirstDay(root, found, findings) ?? null;
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
export function readUses(
  root: YamlMapping,
  network: Economy | undefined,
  findings: Findings,
): Map<string, ModuleUse> | undefined {
  const uses = new Map<string, ModuleUse>(Object.entries(network?.modules ?? {}));
  let complete = true;
  for (const [name, entry] of entriesOf(root, "modules")) {
    const use = readUse(name, entry, uses.get(name), findings);
    if (use === undefined) complete = false;
    else uses.set(name, use);
  }
  return complete ? uses : undefined;
}

/** Whole networks as models, composed once, so that two uses have one model. */
const composed = new Map<string, CatalogueEntry>();

/** A whole network as the model of a module: names inside keep their module, `chain.supply.reserve`. */
function networkAsModel(name: string): CatalogueEntry | undefined {
  const network = networks.get(name);
  if (network === undefined) return undefined;
  const known = composed.get(name) ?? { model: compose(network.model), scenarios: network.scenarios };
  composed.set(name, known);
  return known;
}

/** A model that a module can have, by its path in the library; undefined when there is none. */
export function modelNamed(path: string): Model | undefined {
  return (models.get(path) ?? networkAsModel(path))?.model;
}

function readUse(
  name: string,
  entry: YamlEntry,
  base: ModuleUse | undefined,
  findings: Findings,
): ModuleUse | undefined {
  const path = `modules.${name}`;
  const modelNode = child(entry.value, "model");
  const modelName = textOf(entry.value, "model");
  const known = modelName === undefined ? undefined : (models.get(modelName) ?? networkAsModel(modelName));
  if (modelName !== undefined && known === undefined) {
    findings.add({
      code: "scenario/unknown-model",
      message: `There is no model "${modelName.slice(0, 60)}" in the library.`,
      expected: `one of ${[...models.keys(), ...networks.keys()].join(", ")}`,
      hint: didYouMean(modelName, [...models.keys(), ...networks.keys()]) ?? "see them with tokenwright list models",
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

type Scenarios =
  ReturnType<typeof models.get> extends infer Entry | undefined
    ? Entry extends { scenarios: infer S }
      ? S
      : never
    : never;

function scenariosOf(model: Model): Scenarios {
  return [...models.values(), ...composed.values()].find((entry) => entry.model === model)?.scenarios ?? {};
}

function readModuleScenario(
  node: YamlNode,
  path: string,
  use: ModuleUse,
  scenarios: Scenarios,
  findings: Findings,
): ModuleUse | undefined {
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
  const without = <T>(
    given: Readonly<Record<string, T>> | undefined,
    set: Readonly<Record<string, string>> | undefined,
  ) => Object.fromEntries(Object.entries(given ?? {}).filter(([key]) => !Object.hasOwn(set ?? {}, key)));
  return {
    ...use,
    model,
    parameters: without(use.parameters, scenario.parameters),
    stocks: without(use.stocks, scenario.stocks),
    states: without(use.states, scenario.states),
    inputs: without(use.inputs, scenario.inputs),
  };
}
/** A module's asset must become one that the economy has; a slip there would else be a new asset, and an error elsewhere. */
export function checkAssetNames(root: YamlMapping, economy: Economy, findings: Findings): boolean {
  const known = new Set([...Object.keys(economy.assets ?? {}), ...Object.keys(economy.units ?? {})]);
  const builtIn = createUnits();
  let complete = true;
  for (const [module, { value }] of entriesOf(root, "modules")) {
    for (const [asset, target] of entriesOf(value, "assets")) {
      const name = target.value.kind === "scalar" ? target.value.text : "";
      if (known.has(name) || builtIn.knows(name)) continue;
      complete = false;
      findings.add({
        code: "scenario/unknown-asset",
        message: `The economy has no asset or unit "${name}".`,
        expected: known.size === 0 ? "one that is declared under assets or units" : `one of ${[...known].join(", ")}`,
        hint: didYouMean(name, known) ?? `declare it: assets: { ${name}: { decimals: 6 } }`,
        place: placeOfNode(target.value, `modules.${module}.assets.${asset}`),
      });
    }
  }
  return complete;
}
export function unknownName(
  module: string,
  what: string,
  name: string,
  known: readonly string[],
  place: Diagnostic["place"],
): Diagnostic {
  return {
    code: "scenario/unknown-name",
    message: `The module "${module}" has no ${what} "${name.slice(0, 60)}".`,
    expected: known.length === 0 ? `no ${what}s: the model has none` : `one of ${known.join(", ")}`,
    hint: didYouMean(name, known) ?? "remove it, or give the module another model",
    ...(place === undefined ? {} : { place }),
  };
}
