import { type Diagnostic, type Economy, random, rational, type Units } from "@tokenwright/engine";
import type { ReadDataFile } from "../data/index.js";
import { checkShape } from "./check-shape.js";
import { DataFiles } from "./data-files.js";
import { Findings } from "./findings.js";
import { readShare, readWhole } from "./formats.js";
import { placeOfPath } from "./locate.js";
import { applyOverrides, type KnownNames } from "./overrides.js";
import { readData } from "./read-data.js";
import { readDecisions } from "./read-decisions.js";
import { type ReadEconomy, readEconomy } from "./read-economy.js";
import { type Dimensions, expandName, partsOf } from "./read-elements.js";
import { checkStep, readHorizon } from "./read-horizon.js";
import { readReplay } from "./read-replay.js";
import { modelNamed, networkNamed } from "./read-uses.js";
import { decodeText, readYamlMapping } from "./read-yaml.js";
import { relocate } from "./relocate.js";
import type { GuardRail, Output, Scenario, Start } from "./scenario.js";
import { scenarioShape } from "./scenario-shape.js";
import { child, entriesOf, itemsOf, placeOfNode, textOf, type YamlMapping, type YamlNode } from "./yaml-node.js";

export interface ReadScenarioOptions {
  /** Name of the file as the user gave it, for errors. Default `scenario.yaml`. */
  readonly file?: string;
  /** `--set` changes in order, `ensemble.runs=100`. */
  readonly overrides?: readonly string[];
  /** Gives the data files that the scenario names, `filesIn(folder)`. Default: none may be read. */
  readonly readDataFile?: ReadDataFile;
}

/** What is used when the file does not say. */
export const scenarioDefaults = {
  runs: 1_000,
  seed: 42n,
  quantiles: [0.05, 0.25, 0.5, 0.75, 0.95],
  paths: 20,
} as const;

/** Sections without which the meaning of the others cannot be judged. */
const foundations: ReadonlySet<string> = new Set([
  "",
  "assets",
  "units",
  "modules",
  "network",
  "step",
  "parameters",
  "dimensions",
]);

/**
 * Reads a scenario file: its form, its models, values, units and times. Equations are checked by
 * `buildScenario`.
 *
 * @param text The file's text, or its bytes in UTF-8.
 * @throws TokenwrightError with all findings in the order of the file: `yaml/…`, `scenario/…`, `unit/…`, and
 * `data/…`, `csv/…` about data files.
 */
export function readScenario(text: string | Uint8Array, options: ReadScenarioOptions = {}): Scenario {
  const file = options.file ?? "scenario.yaml";
  const overrides = options.overrides ?? [];
  const decoded = typeof text === "string" ? text : decodeText(text, file);
  const written = readYamlMapping(decoded, file);
  const root = applyOverrides(written, overrides, namesIn(written));
  const findings = new Findings();
  for (const finding of checkShape(root, scenarioShape)) findings.add(finding);
  const spoiled = new Set(findings.list.map((finding) => (finding.place?.path ?? "").split(".")[0]!));
  if ([...spoiled].some((section) => foundations.has(section))) findings.throwIfAny();
  // What has a fault of form is left out, so that faults of meaning elsewhere are found in the same run.
  const sound = without(root, spoiled);

  const title = textOf(root, "title") ?? "";
  const files = new DataFiles(options.readDataFile, findings);
  const read = readEconomy(sound, title, files, findings);
  const time = read === undefined ? undefined : readTime(sound, read, findings);
  const isTimeSound = time !== undefined && !spoiled.has("start") && !spoiled.has("data");
  const data = isTimeSound ? readSeries(sound, read!, time, files, findings) : [];
  const guardRails = readGuardRails(sound, findings);
  const quantiles = readQuantiles(sound, findings);
  const decisions = readDecisions(sound, spoiled.has("start") ? undefined : readStart(sound), findings);
  const replay = readReplay(sound, (finding) => findings.add(finding));
  findings.throwIfAny();
  const about = textOf(root, "about");
  const ensemble = child(root, "ensemble");
  const seed = textOf(ensemble, "seed");
  return {
    title,
    ...(about === undefined ? {} : { about }),
    file,
    text: decoded,
    overrides,
    economy: withDecisions(read!.economy, decisions),
    ...time!,
    start: readStart(root),
    runs: readWhole(textOf(ensemble, "runs") ?? "") ?? scenarioDefaults.runs,
    seed: seed === undefined ? scenarioDefaults.seed : random.parseSeed(seed),
    quantiles,
    paths: readWhole(textOf(ensemble, "paths") ?? "") ?? scenarioDefaults.paths,
    outputs: readOutputs(root, read!.economy),
    guardRails,
    ...(replay === undefined ? {} : { replay }),
    data,
    files: files.used(),
    locate: (path) => placeOfPath(root, path),
    relocate: (finding) => relocate(root, finding),
  };
}

function withDecisions(economy: Economy, decisions: NonNullable<Economy["decisions"]>): Economy {
  if (Object.keys(decisions).length === 0) return economy;
  return { ...economy, decisions: { ...economy.decisions, ...decisions } };
}

/** Names that models and network have, also where the file is silent, for `--set supply.rho=…`. */
function namesIn(root: YamlMapping): KnownNames {
  const network = networkNamed(textOf(root, "network") ?? "")?.model;
  const modules = network?.modules ?? {};
  return {
    modules: Object.keys(modules),
    parameters: Object.keys(network?.parameters ?? {}),
    of(module, section) {
      const named = textOf(child(child(root, "modules"), module), "model");
      const model = named === undefined ? undefined : modelNamed(named);
      const own = model ?? (Object.hasOwn(modules, module) ? modules[module]!.model : undefined);
      return Object.keys(own?.[section] ?? {});
    },
  };
}

function without(root: YamlMapping, sections: ReadonlySet<string>): YamlMapping {
  return { ...root, entries: new Map([...root.entries].filter(([key]) => !sections.has(key))) };
}

interface Time {
  readonly step: string;
  readonly steps: number;
  readonly horizon: string;
}

function readTime(
  root: YamlMapping,
  read: { readonly step: string | undefined; readonly units: Units },
  findings: Findings,
): Time | undefined {
  const { step, units } = read;
  const node = child(root, "horizon");
  if (step === undefined) {
    findings.add({
      code: "scenario/no-step",
      message: "The scenario does not say how long a step is.",
      expected: "step: a length of time",
      hint: "add step: 1 day",
      place: placeOfNode(root),
    });
    return undefined;
  }
  const stepNode = child(root, "step");
  const before = findings.list.length;
  if (stepNode !== undefined) findings.collect(placeOfNode(stepNode, "step"), () => checkStep(stepNode, units));
  if (node === undefined || findings.list.length > before) return undefined;
  const steps = findings.collect(placeOfNode(node, "horizon"), () => readHorizon(node, step, units));
  return steps === undefined ? undefined : { step, steps, horizon: textOf(root, "horizon")! };
}

function readSeries(root: YamlMapping, read: ReadEconomy, time: Time, files: DataFiles, findings: Findings) {
  const step = read.units.parseQuantity(time.step);
  const stepSeconds = rational.multiply(step.value, step.unit.scale);
  return readData(root, { start: readStart(root), steps: time.steps, stepSeconds }, read.units, files, findings);
}

function readStart(root: YamlMapping): Start {
  const node = child(root, "start");
  const epoch = textOf(node, "epoch");
  const date = textOf(node, "date");
  const number = epoch === undefined ? undefined : readWhole(epoch);
  return { ...(number === undefined ? {} : { epoch: number }), ...(date === undefined ? {} : { date }) };
}

/** The named variables, or all stocks and the economy's own auxiliaries; where it has neither, those of its modules. */
function readOutputs(root: YamlMapping, economy: Economy): Output[] {
  const items = itemsOf(root, "outputs");
  const dimensions = economy.dimensions ?? {};
  if (items.length > 0) return items.flatMap((node, index) => readOutput(node, `outputs.${index}`, dimensions));
  const ofModules = (kind: "stocks" | "auxiliaries") =>
    Object.entries(economy.modules).flatMap(([module, { model }]) =>
      singleNames(model.dimensions ?? {}, model[kind]).map((name) => `${module}.${name}`),
    );
  const own = [
    ...singleNames(dimensions, economy.stocks),
    ...ofModules("stocks"),
    ...singleNames(dimensions, economy.auxiliaries),
  ];
  return (own.length > 0 ? own : ofModules("auxiliaries")).map((name) => ({ name, label: name }));
}

/** The names of a table, one for every element; what each agent of a population has is no output, its aggregates are. */
function singleNames(dimensions: Dimensions, table: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const isSingle = (name: string) =>
    partsOf(name).subscripts.every((part) => dimensions[part] === undefined || !("agents" in dimensions[part]));
  return Object.keys(table ?? {})
    .filter(isSingle)
    .flatMap((name) => expandName(dimensions, name));
}

/** One variable, or one for every element of the dimensions behind its name. */
function readOutput(node: YamlNode, path: string, dimensions: Dimensions): Output[] {
  const given = node.kind === "scalar" ? node.text : (textOf(node, "name") ?? "");
  const unit = textOf(node, "unit");
  const label = textOf(node, "label");
  const names = expandName(dimensions, given);
  return names.map((name) => ({
    name,
    label: label === undefined ? name : names.length === 1 ? label : `${label}: ${partsOf(name).subscripts.join(", ")}`,
    ...(unit === undefined ? {} : { unit }),
    path,
  }));
}

function readGuardRails(root: YamlMapping, findings: Findings): GuardRail[] {
  const checks = new Set(entriesOf(root, "checks").map(([name]) => name));
  const known = new Set<string>();
  return itemsOf(root, "guardRails").map((node, index) => {
    const name = textOf(node, "name") ?? "";
    if (known.has(name) || checks.has(name)) {
      findings.add(twice(`The guard rail "${name}"`, placeOfNode(child(node, "name")!, `guardRails.${index}.name`)));
    }
    known.add(name);
    const share = readShare(textOf(node, "share") ?? "100 %");
    return {
      name,
      condition: textOf(node, "condition") ?? "",
      share: share === undefined ? 1 : rational.toNumber(share),
    };
  });
}

function readQuantiles(root: YamlMapping, findings: Findings): readonly number[] {
  const items = itemsOf(child(root, "ensemble"), "quantiles");
  if (items.length === 0) return scenarioDefaults.quantiles;
  const read = items.map((node) =>
    rational.toNumber(readShare(node.kind === "scalar" ? node.text : "") ?? rational.zero),
  );
  for (const [index, share] of read.entries()) {
    if (read.indexOf(share) === index) continue;
    findings.add(twice(`The quantile ${share}`, placeOfNode(items[index]!, `ensemble.quantiles.${index}`)));
  }
  return [...read].sort((a, b) => a - b);
}

function twice(what: string, place: Diagnostic["place"]): Diagnostic {
  const at = place === undefined ? {} : { place };
  return {
    code: "scenario/duplicate",
    message: `${what} is named twice.`,
    expected: "every one once",
    hint: "remove or rename one of them",
    ...at,
  };
}
