import { type Diagnostic, fail, type Place, TokenwrightError } from "../base/errors.js";
import { checkName } from "../base/names.js";
import { assetNames } from "./asset-names.js";
import { collect } from "./findings.js";
import { type FlatModel, ModuleInstance, type ModuleUse, sections } from "./module-instance.js";
import { checkIntegration, readEpochs, scheduleOf, type WritableSchedule } from "./schedule.js";
import type { Dimension, Model } from "./vocabulary.js";

/** A model made of modules. What it declares itself stands beside them, under names without a point. */
export interface Economy extends Model {
  readonly modules: Readonly<Record<string, ModuleUse>>;
}

export function isEconomy(model: Model | Economy): model is Economy {
  return "modules" in model && model.modules !== undefined;
}

/** Paths of a flat model by the paths of the economy they came from. Empty for a model that was never composed. */
export function originsOf(model: Model): ReadonlyMap<string, string> {
  return origins.get(model) ?? new Map();
}

const origins = new WeakMap<Model, ReadonlyMap<string, string>>();

/**
 * One flat model out of an economy's modules: the module `supply`'s stock `reserve` becomes
 * `supply.reserve`. Nothing is computed, so a composed model can be composed again.
 *
 * @throws TokenwrightError with every finding: `compose/unknown-name` for an input, parameter, stock, state or
 * asset that the module does not have, `compose/conflict` for units, assets, epochs or names that contradict
 * each other, `compose/epoch` for a module whose epoch is not a whole multiple of the economy's, and those of
 * `parse` for equations of modules.
 */
export function compose(economy: Economy): Model {
  return composeAt(economy, { level: 1, modules: { count: 0 } });
}

/** Most modules of an economy, those inside its modules included. */
const mostModules = 10_000;

/** How deep inside other economies one stands, and how many modules have been opened in all. */
interface Nesting {
  readonly level: number;
  readonly modules: { count: number };
}

/** Deepest economy of economies. */
const mostLevels = 20;

function composeAt(economy: Economy, nesting: Nesting): Model {
  nesting.modules.count += Object.keys(economy.modules).length;
  const isDeep = nesting.level > mostLevels;
  if (isDeep || nesting.modules.count > mostModules) {
    fail({
      code: "model/too-large",
      message: isDeep
        ? `The modules of "${economy.title}" are economies inside one another, more than ${mostLevels} deep.`
        : `With the modules of "${economy.title}" there are more than ${mostModules}, those inside modules included.`,
      expected: "an economy that is not a part of itself",
      hint: "look for a module whose model is the economy that it belongs to",
    });
  }
  const findings: Diagnostic[] = [];
  const instances = openModules(economy, nesting, findings);
  stopOn(findings);

  const { assets, renames } = assetNames(economy.assets ?? {}, instances, findings);
  const units: Record<string, string> = { ...economy.units };
  const epochs = readEpochs(economy, instances, findings);
  const schedule: WritableSchedule = { epochs: newTable(), wired: newTable() };
  const paths = new Map<string, string>();
  const flat: FlatModel = {
    parameters: newTable(),
    inputs: newTable(),
    stocks: newTable(),
    states: newTable(),
    flows: newTable(),
    auxiliaries: newTable(),
    checks: newTable(),
    decisions: newTable(),
    lookups: newTable(),
  };
  for (const [index, instance] of instances.entries()) {
    collect(findings, { path: instance.path }, () => {
      instance.rename = instance.withEpochs(renames[index]!, epochs.longer.get(instance));
      mergeUnits(units, instance, findings);
      scheduleOf(instance, epochs, schedule);
      instance.addTo(flat, paths);
    });
  }
  const { epoch } = epochs;
  for (const { unit, epoch: length } of Object.values(schedule.epochs)) units[unit] = length;
  const dimensions = commonDimensions(economy, instances, findings);
  const integrate = commonIntegration(economy, instances, findings);
  checkIntegration(epochs, schedule, integrate, findings);
  addOwn(economy, flat, findings);
  stopOn(findings);
  const { modules: _, ...own } = economy;
  const model: Model = {
    ...own,
    assets,
    units,
    ...flat,
    ...(epoch === undefined ? {} : { epoch }),
    ...(Object.keys(dimensions).length === 0 ? {} : { dimensions }),
    ...(integrate === undefined ? {} : { integrate }),
    ...(Object.keys(schedule.epochs).length === 0 ? {} : { schedule }),
  };
  origins.set(model, paths);
  return model;
}

/** A table in which no key reaches into JavaScript's object machinery. */
function newTable<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

function stopOn(findings: readonly Diagnostic[]): void {
  if (findings.length > 0) throw new TokenwrightError(findings);
}

function openModules(economy: Economy, nesting: Nesting, findings: Diagnostic[]): ModuleInstance[] {
  const instances: ModuleInstance[] = [];
  for (const [name, use] of Object.entries(economy.modules)) {
    const path = `modules.${name}`;
    collect(findings, { path }, () => {
      checkName(name, "A module", { path });
      const isNested = isEconomy(use.model);
      const model = isNested
        ? insideOf(path, () => composeAt(use.model as Economy, { ...nesting, level: nesting.level + 1 }))
        : use.model;
      const instance = new ModuleInstance(name, model, use, originsOf(model));
      findings.push(...instance.unknownNames());
      instances.push(instance);
    });
  }
  return instances;
}

/** Findings of an economy inside this one get the way to it put before their own path. */
function insideOf<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const place = (own: Place | undefined): Place => ({ ...own, path: `${path}.model.${own?.path ?? ""}` });
    throw new TokenwrightError(error.diagnostics.map((finding) => ({ ...finding, place: place(finding.place) })));
  }
}

/** One list of elements for every dimension, whichever module brings it. */
function commonDimensions(
  economy: Economy,
  instances: readonly ModuleInstance[],
  findings: Diagnostic[],
): Record<string, Dimension> {
  const text = (own: Dimension) =>
    "agents" in own ? `${own.agents} agents` : "size" in own ? String(own.size) : own.elements.join(", ");
  const all: Record<string, Dimension> = { ...economy.dimensions };
  for (const { path, model } of instances) {
    for (const [name, own] of Object.entries<Dimension>(model.dimensions ?? {})) {
      const known = all[name];
      if (known !== undefined && text(known) !== text(own)) {
        findings.push({
          code: "compose/conflict",
          message: `The dimension "${name}" has the elements ${text(known)} in one place and ${text(own)} in another.`,
          expected: "one list of elements for every dimension of an economy",
          hint: "rename the dimension in one of the models",
          place: { path },
        });
      }
      all[name] = known ?? own;
    }
  }
  return all;
}

function commonIntegration(
  economy: Economy,
  instances: readonly ModuleInstance[],
  findings: Diagnostic[],
): Model["integrate"] {
  let { integrate } = economy;
  for (const { name, path, model } of instances) {
    if (model.unitCheck === false) {
      findings.push({
        code: "compose/conflict",
        message: `"${name}" is a model without units, which cannot be wired to others.`,
        expected: "modules with units",
        hint: "give its variables units and remove unitCheck",
        place: { path },
      });
    }
    integrate ??= model.integrate;
    if (model.integrate === undefined || model.integrate === integrate) continue;
    findings.push({
      code: "compose/conflict",
      message: `"${name}" is integrated by ${model.integrate}, and the economy by ${integrate}.`,
      expected: "one way of integrating for all modules of an economy",
      hint: `say it for the economy: integrate: ${model.integrate}`,
      place: { path },
    });
  }
  return integrate;
}

function mergeUnits(into: Record<string, string>, { path, units }: ModuleInstance, findings: Diagnostic[]): void {
  for (const [name, text] of Object.entries(units())) {
    const known = into[name];
    if (known !== undefined && known !== text) {
      findings.push({
        code: "compose/conflict",
        message: `The unit "${name}" is ${known} in one place and ${text} in another.`,
        expected: "one meaning for every unit of an economy",
        hint: `rename it in the module: assets: { ${name}: … }`,
        place: { path },
      });
      continue;
    }
    into[name] = text;
  }
}

/** What the economy declares itself, beside its modules. */
function addOwn(economy: Economy, flat: FlatModel, findings: Diagnostic[]): void {
  for (const section of sections) {
    for (const [name, own] of Object.entries(economy[section] ?? {})) {
      if (name in flat[section]) {
        findings.push({
          code: "compose/conflict",
          message: `"${name}" is declared by the economy and by its module.`,
          expected: "names without a point for what stands beside the modules",
          hint: "give the module a new value instead, under parameters, stocks, states or inputs of its use",
          place: { path: `${section}.${name}` },
        });
        continue;
      }
      (flat[section] as Record<string, unknown>)[name] = own;
    }
  }
}
