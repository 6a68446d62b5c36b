import { equation } from "@tokenwright/engine";
import type { Unsupported, XmileDocument } from "./document.js";
import type { Expression } from "./equation/build.js";
import type { Body, TranslatedVariable } from "./equation/contract.js";
import { WorldBuilder } from "./flatten.js";
import { linkFlows } from "./flows.js";
import type {
  ImportedAuxiliary,
  ImportedDimension,
  ImportedLookup,
  ImportedModel,
  ImportedParameter,
  ImportedSimulation,
  ImportedStock,
} from "./imported-model.js";
import { timeUnitOf } from "./time-unit.js";
import { ModelTranslator } from "./translate-model.js";
import { UnsupportedList } from "./unsupported.js";
import type { FlatDimension, FlatLookup, FlatVariable } from "./world.js";

/** What an XMILE file becomes. */
export interface XmileImport {
  readonly model: ImportedModel;
  readonly simulation: ImportedSimulation;
  /** All that the file says and the model does not, by line. */
  readonly unsupported: readonly Unsupported[];
}

/** Where a variable of an import stands in the file, and the unit it has there. */
export interface Origin {
  readonly label: string;
  readonly line: number;
  readonly unit?: string;
}

/** An import with the origin of every variable of the file, by its name in the model. */
export interface TracedImport extends XmileImport {
  readonly origins: ReadonlyMap<string, Origin>;
}

/** The longest equation of the model language. */
const longestEquation = 10_000;

/**
 * An XMILE document as a model. Modules and macros are written out; a variable whose equation cannot be translated is
 * left out and named in `unsupported`, with its line.
 */
export function toModel(document: XmileDocument): XmileImport {
  const { model, simulation, unsupported } = toTracedModel(document);
  return { model, simulation, unsupported };
}

/** As `toModel`, and tells where everything comes from. */
export function toTracedModel(document: XmileDocument): TracedImport {
  const unsupported = new UnsupportedList();
  const world = new WorldBuilder(document, unsupported);
  const translator = new ModelTranslator(world);
  world.nameUnusedModels();
  const flows = linkFlows(translator);
  const method = methodOf(translator);
  const model: { -readonly [key in keyof ImportedModel]: ImportedModel[key] } = {
    title: document.header.name ?? document.header.caption ?? "Model",
    ...(document.header.name === undefined || document.header.caption === undefined
      ? {}
      : { about: document.header.caption }),
    integrate: method,
    clock: { start: world.simulation.start, unit: timeUnitOf(world.simulation.timeUnits) },
    unitCheck: false,
  };
  const lookups = record(world.allLookups.map((lookup) => [lookup.id, lookupOf(lookup)]));
  const parameters: [string, ImportedParameter][] = [];
  const stocks: [string, ImportedStock][] = [];
  const auxiliaries: [string, ImportedAuxiliary][] = [];
  for (const variable of translator.translated) {
    const { source } = variable;
    if (!isShort(variable, unsupported) || flows.isFlow(variable)) continue;
    const key = keyOf(variable, world);
    const words = { ...wordsOf(variable) };
    if (source?.kind === "stock") {
      stocks.push([
        key,
        {
          ...textsOf(variable.body, "initial"),
          ...words,
          ...stockKind(source, translator.conveyors.times.get(source)),
          // Section 4.2: the outflow listed first gets first.
          ...(source.source.nonNegative && source.source.outflows.length > 1 && !source.source.sharesOverdraft
            ? { overdraft: "in order" as const }
            : {}),
        },
      ]);
    } else if (isConstant(variable)) {
      parameters.push([key, { ...textsOf(variable.body, "value"), ...words }]);
    } else {
      auxiliaries.push([key, { unit: "1", ...words, ...textsOf(variable.body, "equation") }]);
    }
  }
  const flowRecords = flows.flows.flatMap(({ variable, from, to }) =>
    isShort(variable, unsupported)
      ? [
          [
            keyOf(variable, world),
            {
              ...(from === undefined ? {} : { from }),
              ...(to === undefined ? {} : { to }),
              ...textsOf(variable.body, "equation"),
              ...wordsOf(variable),
            },
          ] as const,
        ]
      : [],
  );
  const dimensions = record(
    [...world.dimensions.values()].flatMap((dimension) => [
      [dimension.id, dimensionOf(dimension)] as const,
      ...world.twinsOf(dimension).map((id) => [id, twinOf(dimension)] as const),
    ]),
  );
  if (dimensions !== undefined) model.dimensions = dimensions;
  if (lookups !== undefined) model.lookups = lookups;
  const some = {
    parameters: record(parameters),
    stocks: record(stocks),
    flows: record(flowRecords),
    auxiliaries: record(auxiliaries),
  };
  if (some.parameters !== undefined) model.parameters = some.parameters;
  if (some.stocks !== undefined) model.stocks = some.stocks;
  if (some.flows !== undefined) model.flows = some.flows;
  if (some.auxiliaries !== undefined) model.auxiliaries = some.auxiliaries;
  const { start, stop, step, save } = world.simulation;
  return {
    model,
    simulation: { start, stop, step, ...(save === undefined ? {} : { save }), method, timeUnit: model.clock!.unit },
    unsupported: [...document.unsupported, ...unsupported.list()].sort((a, b) => a.line - b.line),
    origins: new Map(
      translator.translated.flatMap(({ id, label, source }) => {
        if (source === undefined) return [];
        const { line, units: unit } = source.source;
        return [[id, { label, line, ...(unit === undefined ? {} : { unit }) }] as const];
      }),
    ),
  };
}

/** A conveyor moves once a step, which Runge and Kutta's method takes apart. */
function methodOf({ conveyors, world }: ModelTranslator): ImportedSimulation["method"] {
  const [conveyor] = conveyors.times.keys();
  if (conveyor === undefined || world.simulation.method === "euler") return world.simulation.method;
  world.unsupported.add(
    conveyor.label,
    conveyor.source.line,
    "A conveyor moves once a step, so the model is run by Euler's method instead of Runge and Kutta's.",
  );
  return "euler";
}

function stockKind({ source }: FlatVariable, transitTime: string | undefined): Partial<ImportedStock> {
  if (transitTime !== undefined) return { conveyor: { time: transitTime } };
  return source.nonNegative ? {} : { mayBeNegative: true };
}

function record<T>(entries: readonly (readonly [string, T])[]): Record<string, T> | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function keyOf({ id, dimensions }: TranslatedVariable, world: WorldBuilder): string {
  return dimensions.length === 0 ? id : `${id}[${world.dimensionIds(dimensions).join(",")}]`;
}

function textsOf<K extends string>(
  body: Body,
  key: K,
): { readonly [key in K]?: string } & { readonly elements?: Record<string, string> } {
  if (body.kind === "all") return { [key]: equation.print(body.expression) } as { readonly [key in K]?: string };
  const elements = Object.fromEntries(
    [...body.expressions].map(([element, expression]) => [element, equation.print(expression)]),
  );
  return { elements } as { readonly [key in K]?: string } & { elements: Record<string, string> };
}

function wordsOf({ label, id, source }: TranslatedVariable): { meaning: string; label?: string; unit?: string } {
  return {
    meaning: source?.source.doc ?? "",
    ...(label === id ? {} : { label }),
    ...(source?.source.units === undefined ? {} : { unit: source.source.units }),
  };
}

/** A number, or an array of numbers: what a user may want to change. */
function isConstant({ body, source }: TranslatedVariable): boolean {
  if (source === undefined || source.kind !== "aux") return false;
  const isNumber = (expression: Expression): boolean =>
    expression.kind === "number" ||
    (expression.kind === "unary" && expression.operator === "-" && expression.operand.kind === "number");
  return body.kind === "all" ? isNumber(body.expression) : [...body.expressions.values()].every(isNumber);
}

function isShort({ body, label, source }: TranslatedVariable, unsupported: UnsupportedList): boolean {
  const expressions = body.kind === "all" ? [body.expression] : [...body.expressions.values()];
  const isLong = expressions.some(
    (expression) => equation.print(expression).replace(/\s/g, "").length > longestEquation,
  );
  if (isLong)
    unsupported.add(
      label,
      source?.source.line ?? 1,
      `The equation is longer than ${longestEquation} characters once it is written out; it was left out.`,
    );
  return !isLong;
}

function dimensionOf({ id, label, elements, numbered, parent }: FlatDimension): ImportedDimension {
  const labels = Object.fromEntries(
    elements.filter((element) => element.id !== element.label).map((element) => [element.id, element.label]),
  );
  return {
    ...(numbered ? { size: elements.length } : { elements: elements.map((element) => element.id) }),
    ...(parent === undefined ? {} : { of: parent.id }),
    ...(label === id ? {} : { label }),
    ...(numbered || Object.keys(labels).length === 0 ? {} : { labels }),
  };
}

/** A second dimension with the elements of this one. */
function twinOf(dimension: FlatDimension): ImportedDimension {
  const { of: _, ...own } = dimensionOf(dimension);
  const label = dimension.label;
  return { ...own, ...(dimension.numbered ? {} : { of: dimension.id }), label };
}

const beyond = { continuous: "clamp", extrapolate: "extend", discrete: "step" } as const;

function lookupOf({ id, label, graphical }: FlatLookup): ImportedLookup {
  return {
    points: graphical.x.map((x, position) => [x, graphical.y[position]!]),
    beyond: beyond[graphical.type],
    ...(label === id ? {} : { label }),
    meaning: "",
  };
}
