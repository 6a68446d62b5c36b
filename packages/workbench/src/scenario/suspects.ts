import {
  compose,
  type Decision,
  type Diagnostic,
  equation,
  type Model,
  TokenwrightError,
  type Units,
} from "@tokenwright/engine";
import { partsOf } from "./read-elements.js";
import { looksLikeQuantity } from "./read-value.js";
import type { Scenario } from "./scenario.js";

/** Most changes that are tried; each builds the scenario again. */
const mostAttempts = 60;

/** A larger economy takes too long to build so often. */
const mostNames = 2_000;

/** One declared unit that could be the slip, and the scenario with another in its place. */
interface Candidate {
  readonly path: string;
  readonly what: string;
  readonly given: string;
  readonly alternatives: readonly string[];
  with(alternative: string): Scenario;
}

/**
 * Where units do not fit, the slip may stand in the equation or in what it speaks of: a parameter given in
 * USD that should be in ADA is noticed only where it is used. Says which one declaration, given in another
 * unit, would make everything fit.
 *
 * @param findings What was found, before it is put at its place in the file.
 * @param fits Whether a scenario has no findings.
 * @returns At most one further finding, a warning at the declaration.
 */
export function suspects(
  scenario: Scenario,
  findings: readonly Diagnostic[],
  units: Units,
  fits: (scenario: Scenario) => boolean,
): Diagnostic[] {
  if (findings.length === 0 || !findings.every((one) => one.code.startsWith("unit/"))) return [];
  const paths = findings.flatMap((one) => (one.place?.path === undefined ? [] : [one.place.path]));
  const mentioned = new Set(paths.flatMap((path) => namesIn(textAt(scenario, path))));
  const flat = compose(scenario.economy);
  const size = [flat.parameters, flat.inputs, flat.stocks, flat.flows, flat.auxiliaries].reduce(
    (sum, one) => sum + Object.keys(one ?? {}).length,
    0,
  );
  if (size > mostNames) return [];
  const candidates = [
    ...ofParameters(scenario, mentioned, flat, units),
    ...ofStocks(scenario, paths, flat, units),
    ...ofColumns(scenario, mentioned, flat, units),
    ...ofData(scenario, paths, mentioned, flat, units),
    ...ofAssets(scenario, paths),
  ];
  const found: Diagnostic[] = [];
  let attempts = 0;
  for (const candidate of candidates) {
    for (const alternative of candidate.alternatives) {
      if (attempts++ >= mostAttempts) return found.length === 1 ? found : [];
      if (!fits(candidate.with(alternative))) continue;
      found.push({
        code: "unit/suspect",
        severity: "warning",
        message: `${candidate.what} is ${candidate.given}; with ${alternative} all units fit.`,
        hint: `if the slip is here, write ${alternative}`,
        place: { path: candidate.path },
      });
      break;
    }
  }
  // Two explanations are none.
  return found.length === 1 ? found : [];
}

function ofParameters(scenario: Scenario, mentioned: ReadonlySet<string>, flat: Model, units: Units): Candidate[] {
  const { economy } = scenario;
  return Object.entries(economy.parameters ?? {}).flatMap(([name, own]): Candidate[] => {
    if (
      !mentioned.has(partsOf(name).base) ||
      own.elements !== undefined ||
      !looksLikeQuantity(own.value) ||
      own.unit !== undefined
    )
      return [];
    const { unit } = units.parseQuantity(own.value);
    return [
      {
        path: `parameters.${name}.value`,
        what: `"${name}"`,
        given: `in ${unit.text}`,
        alternatives: [`${unit.text}/year`, ...unitsOf(flat, units, unit.dimension.key)],
        with: (text) => ({
          ...scenario,
          economy: {
            ...economy,
            parameters: { ...economy.parameters, [name]: { ...own, value: text === "1" ? "1" : `1 ${text}` } },
          },
        }),
      },
    ];
  });
}

/** The unit that is written beside a stock's equation, where a flow at one of its ends does not fit. */
function ofStocks(scenario: Scenario, paths: readonly string[], flat: Model, units: Units): Candidate[] {
  const { economy } = scenario;
  const flows = Object.entries(economy.flows ?? {}).filter(([name]) => paths.includes(`flows.${name}.equation`));
  const ends = new Set(flows.flatMap(([, { from = "", to = "" }]) => [partsOf(from).base, partsOf(to).base]));
  return Object.entries(economy.stocks ?? {}).flatMap(([name, own]): Candidate[] => {
    const given = own.unit;
    if (given === undefined || !ends.has(partsOf(name).base)) return [];
    return [
      {
        path: `stocks.${name}.unit`,
        what: `"${name}"`,
        given: `in ${given}`,
        alternatives: unitsOf(flat, units, dimensionOf(given, units) ?? ""),
        with: (unit) => ({
          ...scenario,
          economy: { ...economy, stocks: { ...economy.stocks, [name]: { ...own, unit } } },
        }),
      },
    ];
  });
}

function ofColumns(scenario: Scenario, mentioned: ReadonlySet<string>, flat: Model, units: Units): Candidate[] {
  const { replay } = scenario;
  if (replay === undefined) return [];
  return Object.entries(replay.columns).flatMap(([name, text]): Candidate[] => {
    if (!mentioned.has(name)) return [];
    const own = dimensionOf(text, units);
    const assets = Object.entries(flat.assets ?? {}).map(([asset, { baseUnit }]) => baseUnit ?? asset);
    return [
      {
        path: `replay.columns.${name}`,
        what: `The column "${name}"`,
        given: `in ${text}`,
        alternatives: ["1", ...assets].filter((one) => dimensionOf(one, units) !== own),
        with: (unit) => ({ ...scenario, replay: { ...replay, columns: { ...replay.columns, [name]: unit } } }),
      },
    ];
  });
}

/** The unit of a column of a data file, where the input that it feeds does not fit. */
function ofData(
  scenario: Scenario,
  paths: readonly string[],
  mentioned: ReadonlySet<string>,
  flat: Model,
  units: Units,
): Candidate[] {
  const { economy, data } = scenario;
  const suspected = data.filter(({ input, path }) => mentioned.has(input) || paths.includes(`${path}.from`));
  const assets = Object.keys(flat.assets ?? {});
  const prices = assets.flatMap((one) => assets.flatMap((other) => (one === other ? [] : [`${one}/${other}`])));
  const rates = assets.map((asset) => `${asset}/epoch`);
  const columns = new Map(suspected.map((series) => [series.from, series]));
  return [...columns.values()].map(({ from, column, unit: given }): Candidate => {
    const source = from.slice(0, from.indexOf("."));
    const fed = new Set(data.filter((one) => one.from === from).map(({ input }) => input));
    // An input that does not say its unit has that of the column.
    const withUnit = (unit: string) =>
      Object.fromEntries(
        Object.entries(economy.inputs ?? {}).map(([name, own]) => [
          name,
          fed.has(name) && own.unit === given ? { ...own, unit } : own,
        ]),
      );
    return {
      path: `data.${source}.columns.${column}`,
      what: `The column "${column}"`,
      given: `in ${given}`,
      alternatives: unitsOf(flat, units, dimensionOf(given, units) ?? "", [...prices, ...rates]),
      with: (unit) => ({
        ...scenario,
        economy: { ...economy, inputs: withUnit(unit) },
        data: data.map((one) => (one.from === from ? { ...one, unit } : one)),
      }),
    };
  });
}

function ofAssets(scenario: Scenario, paths: readonly string[]): Candidate[] {
  const { economy } = scenario;
  const names = Object.keys(economy.assets ?? {});
  return Object.entries(economy.modules).flatMap(([module, use]) => {
    if (!paths.some((path) => path.startsWith(`modules.${module}.`))) return [];
    return Object.entries(use.assets ?? {}).map(
      ([asset, given]): Candidate => ({
        path: `modules.${module}.assets.${asset}`,
        what: `The asset "${asset}" of the module "${module}"`,
        given,
        alternatives: names.filter((name) => name !== given),
        with: (name) => ({
          ...scenario,
          economy: {
            ...economy,
            modules: { ...economy.modules, [module]: { ...use, assets: { ...use.assets, [asset]: name } } },
          },
        }),
      }),
    );
  });
}

/** Units in use and `more`, one of each dimension, without that of `own`. */
function unitsOf(flat: Model, units: Units, own: string, more: readonly string[] = []): string[] {
  const declared = [...Object.values(flat.inputs ?? {}), ...Object.values(flat.auxiliaries ?? {})].map(
    (one) => one.unit,
  );
  const seen = new Set([own]);
  return ["1", ...Object.keys(flat.assets ?? {}), ...declared, ...more].filter((text) => {
    const key = dimensionOf(text, units);
    if (key === undefined || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function dimensionOf(text: string, units: Units): string | undefined {
  try {
    return units.parse(text).dimension.key;
  } catch (error) {
    if (error instanceof TokenwrightError) return undefined;
    throw error;
  }
}

function namesIn(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    return [...equation.namesIn(equation.parse(text))];
  } catch (error) {
    if (error instanceof TokenwrightError) return [];
    throw error;
  }
}

/** The equation at a path of the model. */
function textAt(scenario: Scenario, path: string): string | undefined {
  const { economy, replay, guardRails } = scenario;
  if (path.startsWith("conditions.")) return guardRails.find((one) => path === `conditions.${one.name}`)?.condition;
  const [section = "", name = "", kind = "", own = ""] = path.split(".");
  if (section === "modules" && kind === "inputs") return economy.modules[name]?.inputs?.[own];
  if (section === "auxiliaries") return economy.auxiliaries?.[name]?.equation;
  if (section === "flows") return economy.flows?.[name]?.equation;
  if (section === "checks") return economy.checks?.[name]?.equation;
  if (section === "states") return economy.states?.[name]?.next;
  if (section === "decisions") return textOfDecision(economy.decisions ?? {}, path);
  if (section !== "replay") return undefined;
  const rest = path.split(".").slice(2).join(".");
  if (name === "inputs") return replay?.inputs[rest];
  if (name === "initial") return replay?.initial[rest];
  const comparison = replay?.compare.find((one) => one.name === kind);
  return own === "recorded" ? comparison?.recorded : comparison?.continueWith[path.split(".").slice(4).join(".")];
}

function textOfDecision(decisions: Readonly<Record<string, Decision>>, path: string): string | undefined {
  for (const [name, { set, when, while: holding, at }] of Object.entries(decisions)) {
    const before = `decisions.${name}.`;
    if (!path.startsWith(before)) continue;
    const field = path.slice(before.length);
    const texts: Readonly<Record<string, string | undefined>> = { when, while: holding, at };
    return field.startsWith("set.") ? set[field.slice("set.".length)] : texts[field];
  }
  return undefined;
}
