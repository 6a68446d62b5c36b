import { compose, type Economy, isEconomy, type Model, type Program, TokenwrightError } from "@tokenwright/engine";
import { stockAndFlowDiagram } from "@tokenwright/workbench/portable";
import type { Detail, Part, Structure } from "./messages.js";

/** The diagram of an economy, and every name in it. */
export function structureOf(economy: Economy, program: Program, about: string | undefined, detail: Detail): Structure {
  const parts = [...program.variables.values()].map(
    ({ name, kind, unit, meaning, symbol, equation, initial, source, confidence }): Part => ({
      ...{ name, kind, meaning, unit: unit.text },
      ...(symbol === undefined ? {} : { symbol }),
      // Of a stock the engine gives the initial value as its equation.
      ...(equation === undefined || kind === "stock" ? {} : { equation }),
      ...(initial === undefined
        ? kind === "stock" && equation !== undefined
          ? { initial: equation }
          : {}
        : { initial }),
      ...(source === undefined ? {} : { source }),
      ...(confidence === undefined ? {} : { confidence }),
    }),
  );
  const diagram = drawn(economy, detail);
  return {
    title: economy.title,
    ...(about === undefined ? {} : { about }),
    sources: sourcesOf(economy.source),
    modules: Object.keys(economy.modules),
    ...(diagram === undefined ? {} : { diagram }),
    parts,
    checks: program.checks.map(({ name, meaning, equation }) => ({ name, meaning, condition: equation })),
  };
}

/** The same of a model that nothing is wired to: from its own words, without a program. */
export function structureOfModel(given: Model | Economy): Structure {
  const model = isEconomy(given) ? compose(given) : given;
  const diagram = drawn(given, "auto");
  return {
    title: given.title,
    ...(given.about === undefined ? {} : { about: given.about }),
    sources: sourcesOf(given.source),
    modules: isEconomy(given) ? Object.keys(given.modules) : [],
    ...(diagram === undefined ? {} : { diagram }),
    parts: partsOfModel(model),
    checks: Object.entries(model.checks ?? {}).map(([name, own]) => ({
      name,
      meaning: own.meaning,
      condition: own.equation,
    })),
  };
}

function partsOfModel(model: Model): readonly Part[] {
  const parts: Part[] = [];
  interface Own {
    readonly unit?: string;
    readonly meaning?: string;
    readonly symbol?: string;
    readonly source?: string;
    readonly confidence?: Part["confidence"];
  }
  const add = (kind: string, name: string, own: Own, equation?: string, initial?: string) =>
    parts.push({
      ...{ name, kind, unit: own.unit ?? "", meaning: own.meaning ?? "" },
      ...(own.symbol === undefined ? {} : { symbol: own.symbol }),
      ...(equation === undefined ? {} : { equation }),
      ...(initial === undefined ? {} : { initial }),
      ...(own.source === undefined ? {} : { source: own.source }),
      ...(own.confidence === undefined ? {} : { confidence: own.confidence }),
    });
  for (const [name, own] of Object.entries(model.parameters ?? {})) add("parameter", name, own, own.value);
  for (const [name, own] of Object.entries(model.inputs ?? {})) add("input", name, own, own.default);
  for (const [name, own] of Object.entries(model.stocks ?? {})) add("stock", name, own, undefined, own.initial);
  for (const [name, own] of Object.entries(model.states ?? {})) add("state", name, own, own.next, own.initial);
  for (const [name, own] of Object.entries(model.flows ?? {})) add("flow", name, own, own.equation);
  for (const [name, own] of Object.entries(model.auxiliaries ?? {})) add("auxiliary", name, own, own.equation);
  return parts;
}

function drawn(model: Model | Economy, detail: Detail): string | undefined {
  try {
    return stockAndFlowDiagram(model, detail === "auto" ? {} : { detail });
  } catch (error) {
    if (error instanceof TokenwrightError && error.diagnostics.some(({ code }) => code === "diagram/too-large")) {
      return undefined;
    }
    throw error;
  }
}

function sourcesOf(source: string | readonly string[] | undefined): readonly string[] {
  return source === undefined ? [] : typeof source === "string" ? [source] : source;
}
