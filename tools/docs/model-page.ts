import {
  build,
  compose,
  conveyorText,
  createUnits,
  type Economy,
  isEconomy,
  type Model,
  type PerElement,
  type Program,
  type Provenance,
  TokenwrightError,
  type Units,
  type Variable,
} from "@tokenwright/engine";
import type { CatalogueEntry, ModelScenario, NetworkHistory } from "@tokenwright/library";
import type { Entry } from "../bibliography.js";
import { renderCitation } from "./citation.js";
import { equationsOf, renderEquation, symbolsOf } from "./equations.js";
import { code, generatedNote, page, prose, table, wrap } from "./markdown.js";

/** What a page is made from besides the model itself. */
export interface ModelSources {
  /** Path in the library, `issuance/halving`. */
  readonly path: string;
  readonly entry: CatalogueEntry<Model | Economy>;
  /** Path of each model of the library by the model itself. */
  readonly pathOf: (model: Model) => string | undefined;
  readonly bibliography: readonly Entry[];
  /** Text of the model's reference.csv. */
  readonly reference: string;
  /** What stands below "Stocks and flows". */
  readonly diagram: string;
}

/** The page of one model or network. */
export function modelPage(sources: ModelSources): string {
  const { path, entry, diagram } = sources;
  const { model, scenarios } = entry;
  const flat = isEconomy(model) ? compose(model) : model;
  const step = flat.epoch ?? Object.values(scenarios)[0]?.step ?? "1 day";
  const program = build(model, { step });
  const units = createUnits({ assets: flat.assets ?? {}, units: flat.units ?? {}, epoch: step });
  return page(
    `# ${prose(model.title)}`,
    generatedNote,
    `${code(path)} · [guide](../../../../packages/library/src/${path}/README.md) · [all models](../README.md)`,
    model.about === undefined ? "" : wrap(prose(model.about)),
    `## Shape\n\n${shape(flat, step)}`,
    isEconomy(model) ? modulesSection(model, sources) : "",
    `## Stocks and flows\n\n${diagram}`,
    `## Symbols\n\n${symbolTable(flat, program)}`,
    equationsSection(model, units),
    checksSection(flat),
    decisionsSection(flat),
    entry.history === undefined ? "" : historySection(entry.history),
    scenariosSection(scenarios, step),
    `## Witnesses\n\n${witnesses(sources.reference)}`,
    sourcesSection(sources, flat),
  );
}

function shape(flat: Model, step: string): string {
  const assets = Object.entries(flat.assets ?? {}).map(([name, { decimals, baseUnit }]) => {
    const base = baseUnit === undefined ? "" : `, base unit ${code(baseUnit)}`;
    return `${code(name)} (${decimals} decimals${base})`;
  });
  const declared = Object.entries(flat.units ?? {}).map(([name, text]) => `${code(name)} (${prose(text)})`);
  const epoch = flat.epoch === undefined ? `any; ${step} in the first scenario` : `${flat.epoch}, its epoch`;
  const rows = [
    ["step", epoch],
    ["assets", assets.join(", ") || "none"],
    ["units of its own", declared.join(", ") || "none"],
    ["parameters", count(flat.parameters)],
    ["inputs", count(flat.inputs)],
    ["stocks", count(flat.stocks)],
    ["states", count(flat.states)],
    ["flows", count(flat.flows)],
    ["auxiliaries", count(flat.auxiliaries)],
    ["checks", count(flat.checks)],
    ...(flat.decisions === undefined || count(flat.decisions) === "0" ? [] : [["decisions", count(flat.decisions)]]),
  ];
  return table(["", ""], rows as string[][]);
}

function count(section: object | undefined): string {
  return String(Object.keys(section ?? {}).length);
}

function modulesSection(economy: Economy, { pathOf }: ModelSources): string {
  const rows = Object.entries(economy.modules).map(([name, use]) => {
    const path = pathOf(use.model);
    const assets = Object.entries(use.assets ?? {}).map(([own, outer]) => `${code(own)} is ${code(outer)}`);
    const label = path === undefined ? prose(use.model.title) : `[${path}](../${path}.md)`;
    return [code(name), label, assets.join(", ")];
  });
  const wires = Object.entries(economy.modules).flatMap(([name, use]) =>
    Object.entries(use.inputs ?? {}).map(([input, text]) => [code(`${name}.${input}`), code(text)]),
  );
  return page(
    "## Modules",
    table(["module", "model", "assets"], rows),
    "Names of a module begin with it: `supply.reserve`. What it computes from its inputs stands on its own page.",
    "### Wiring",
    table(["input", "is"], wires),
  ).trimEnd();
}

function symbolTable(flat: Model, program: Program): string {
  const value: Readonly<Record<string, (key: string) => string>> = {
    parameter: (key) => byElement(flat.parameters?.[key]?.value ?? "", flat.parameters?.[key]),
    stock: (key) => {
      const stock = flat.stocks?.[key];
      const queue = stock?.conveyor === undefined ? "" : `; conveyor: ${conveyorText(stock.conveyor)}`;
      return `${byElement(stock?.initial ?? "", stock)}${queue}`;
    },
    state: (key) => flat.states?.[key]?.initial ?? "",
  };
  const kinds = ["parameter", "input", "stock", "state", "flow", "auxiliary"];
  const keys = keysByName(flat);
  // Of what is declared for each element of a dimension, one row stands for all.
  const first = new Map<string, { readonly variable: Variable; readonly index: number }>();
  for (const [index, variable] of [...program.variables.values()].entries()) {
    const key = keys.get(baseOf(variable.name)) ?? variable.name;
    if (!first.has(key)) first.set(key, { variable, index });
  }
  const rows = [...first]
    .sort(([, a], [, b]) => kinds.indexOf(a.variable.kind) - kinds.indexOf(b.variable.kind) || a.index - b.index)
    .map(([key, { variable }]) => {
      const { kind, unit, meaning, symbol, source, confidence } = variable;
      return [
        code(key),
        symbol === undefined ? "" : `$\`${symbol}\`$`,
        kind,
        code(unit.text),
        code(value[kind]?.(key) ?? ""),
        prose(meaning),
        sourceText(source),
        confidence ?? "",
      ];
    });
  return table(["name", "symbol", "kind", "unit", "value", "meaning", "source", "confidence"], rows);
}

/** The names of a model as it declares them, `share[place]`, by the name without its dimensions. */
function keysByName(flat: Model): ReadonlyMap<string, string> {
  const tables = [flat.parameters, flat.inputs, flat.stocks, flat.states, flat.flows, flat.auxiliaries];
  return new Map(tables.flatMap((entries) => Object.keys(entries ?? {})).map((key) => [baseOf(key), key]));
}

function baseOf(name: string): string {
  const open = name.indexOf("[");
  return open < 0 ? name : name.slice(0, open);
}

/** Most values of single elements in a cell. */
const mostElements = 60;

/** What elements have of their own, then what all others have. */
function byElement(common: string, own: PerElement | undefined): string {
  const all = Object.entries(own?.elements ?? {});
  if (all.length === 0) return common;
  const shown = all.slice(0, mostElements).map(([element, text]) => `${element}: ${text}`);
  if (all.length > shown.length) shown.push(`${all.length - shown.length} more`);
  return [...shown, ...(common === "" ? [] : [`others: ${common}`])].join("; ");
}

function isKey(source: string): boolean {
  return !/\s/.test(source.trim());
}

function sourceText(source: string | undefined): string {
  if (source === undefined) return "";
  return isKey(source) ? code(source) : prose(source);
}

/** The equations of the model itself; those of an economy's modules stand on their own pages. */
function equationsSection(model: Model, units: Units): string {
  const isQuantity = (text: string) => {
    try {
      units.parseQuantity(text);
      return true;
    } catch (error) {
      if (error instanceof TokenwrightError) return false;
      throw error;
    }
  };
  const symbols = symbolsOf(model);
  const groups = [...equationsOf(model, isQuantity)].map(([group, equations]) =>
    [`### ${group}`, ...equations.map((one) => renderEquation(one, symbols))].join("\n\n"),
  );
  return groups.length === 0 ? "" : page("## Equations", ...groups).trimEnd();
}

function checksSection(flat: Model): string {
  const rows = Object.entries(flat.checks ?? {}).map(([name, { equation, meaning }]) => [
    code(name),
    code(equation),
    prose(meaning),
  ]);
  if (rows.length === 0) return "";
  return page(
    "## Checks",
    "Held at every step of every run, besides conservation and finiteness, which always are.",
    table(["check", "condition", "meaning"], rows),
  ).trimEnd();
}

function decisionsSection(flat: Model): string {
  const rows = Object.entries(flat.decisions ?? {}).map(([name, { set, meaning, source, ...more }]) => [
    prose(name),
    Object.entries(set)
      .map(([parameter, value]) => code(`${parameter} = ${value}`))
      .join(", "),
    (["at", "when", "while", "delay", "for"] as const)
      .flatMap((field) => (more[field] === undefined ? [] : [`${field} ${code(more[field])}`]))
      .join(", "),
    prose(meaning ?? ""),
    sourceText(source),
  ]);
  if (rows.length === 0) return "";
  return page(
    "## Decisions",
    "They change parameters during a run, from the step after the one they follow from.",
    table(["decision", "new value", "rule", "meaning", "source"], rows),
  ).trimEnd();
}

function scenariosSection(scenarios: Readonly<Record<string, ModelScenario>>, step: string): string {
  const rows = Object.entries(scenarios).map(([name, one]) => {
    const values = [one.parameters, one.stocks, one.states, one.inputs].flatMap((section) =>
      Object.entries(section ?? {}).map(([key, text]) => code(`${key}: ${text}`)),
    );
    const about = one.about === undefined ? prose(one.title) : `${prose(one.title)}. ${prose(one.about)}`;
    const horizon = `${one.steps} × ${one.step ?? step}`;
    return [code(name), about, horizon, values.join(", "), sourceText(one.source), one.confidence ?? "assumption"];
  });
  if (rows.length === 0) return "";
  const head = ["scenario", "what it is", "horizon", "values", "source", "confidence"];
  return `## Scenarios\n\n${table(head, rows)}`;
}

/** A network's rules by date, and what else its first day decides. */
function historySection({ eras, ages = {}, amounts }: NetworkHistory): string {
  const rows = eras.map(({ from, title, parameters, source, confidence }) => [
    from,
    prose(title),
    Object.entries(parameters)
      .map(([name, value]) => code(`${name} = ${value}`))
      .join(", "),
    sourceText(source),
    confidence,
  ]);
  const since = Object.entries(ages).map(([name, birth]) => `${code(name)} since ${birth.replace("T", " at ")} UTC`);
  const named = (amounts?.names ?? []).map(code).join(", ");
  return page(
    "## Rules by date",
    "A scenario that starts on a date has the rules in force on it; what is changed later comes as a decision on its day.",
    table(["from", "what happened", "values", "source", "confidence"], rows),
    since.length === 0 ? "" : wrap(`Ages of the first day: ${since.join(", ")}.`),
    amounts === undefined ? "" : wrap(`Amounts of ${amounts.of}, to be given for another day: ${named}.`),
  ).trimEnd();
}

/** What reference.csv says of itself, and how much it holds. */
function witnesses(reference: string): string {
  const lines = reference.split("\n").filter((line) => line.trim() !== "");
  const provenance = lines
    .filter((line) => line.startsWith("#"))
    .map((line) => `- ${prose(line.replace(/^#\s*/, ""))}`);
  const [header = "", ...rows] = lines.filter((line) => !line.startsWith("#"));
  const columns = header.split(",").map(code).join(", ");
  return `${provenance.join("\n")}\n\n${rows.length} rows of ${columns}, in \`reference.csv\` beside the model.`;
}

function sourcesSection({ entry, bibliography }: ModelSources, flat: Model): string {
  const sections = [flat.parameters, flat.inputs, flat.stocks, flat.states, flat.flows, flat.auxiliaries];
  const named = sections.flatMap((section) => Object.values(section ?? {}) as Provenance[]).map(({ source }) => source);
  const keys = new Set(
    [entry.model.source ?? [], named, Object.values(entry.scenarios).map(({ source }) => source)]
      .flat()
      .filter((source) => source !== undefined)
      .filter(isKey),
  );
  const cited = bibliography.filter(({ key }) => keys.has(key)).map((one) => `- ${renderCitation(one)}`);
  return cited.length === 0 ? "" : `## Sources\n\n${cited.join("\n")}`;
}
