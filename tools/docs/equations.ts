import { equation, type Model, type Provenance } from "@tokenwright/engine";
import { block, prose } from "./markdown.js";

/** One equation of a model: what is on its left, as text and as LaTeX, and its text as the author wrote it. */
export interface PageEquation {
  /** Path in the model, `flows.expansion.equation`. */
  readonly path: string;
  /** `expansion`, `next height`, `initial reserve`. */
  readonly left: string;
  readonly leftLatex: string;
  readonly text: string;
  readonly meaning: string;
}

/** The symbols of a model's names, as LaTeX. */
export function symbolsOf(model: Model): Map<string, string> {
  const symbols = new Map<string, string>();
  const sections = [model.parameters, model.inputs, model.stocks, model.states, model.flows, model.auxiliaries];
  for (const section of sections) {
    for (const [name, { symbol }] of Object.entries(section ?? {}) as [string, Provenance][]) {
      if (symbol !== undefined) symbols.set(name, symbol);
    }
  }
  return symbols;
}

/** The equations of a model by section, in the order of the model; values that are quantities are no equations. */
export function equationsOf(
  model: Model,
  isQuantity: (text: string) => boolean,
): ReadonlyMap<string, readonly PageEquation[]> {
  const symbols = symbolsOf(model);
  const latex = (name: string) => equation.toLatex(equation.parse(name), symbols);
  const marked = (name: string, mark: string) => `{${latex(name)}}_{\\text{${mark}}}`;
  const groups = new Map<string, PageEquation[]>();
  const add = (group: string, one: PageEquation) => groups.set(group, [...(groups.get(group) ?? []), one]);
  for (const [name, { value, meaning }] of Object.entries(model.parameters ?? {})) {
    if (isQuantity(value)) continue;
    add("Parameters", { path: `parameters.${name}.value`, left: name, leftLatex: latex(name), text: value, meaning });
  }
  for (const [name, { default: text, meaning }] of Object.entries(model.inputs ?? {})) {
    if (text === undefined) continue;
    add("Inputs, unless wired", { path: `inputs.${name}.default`, left: name, leftLatex: latex(name), text, meaning });
  }
  for (const section of ["stocks", "states"] as const) {
    for (const [name, { initial: text, meaning }] of Object.entries(model[section] ?? {})) {
      if (isQuantity(text)) continue;
      const left = { left: `initial ${name}`, leftLatex: marked(name, "initial") };
      add("Initial values", { path: `${section}.${name}.initial`, ...left, text, meaning });
    }
  }
  for (const [name, { conveyor, meaning }] of Object.entries(model.stocks ?? {})) {
    for (const [field, mark] of [
      ["time", "transit time"],
      ["cliff", "cliff"],
    ] as const) {
      const text = conveyor?.[field];
      if (text === undefined || isQuantity(text)) continue;
      const left = { left: `${mark} of ${name}`, leftLatex: marked(name, mark) };
      add("Conveyors", { path: `stocks.${name}.conveyor.${field}`, ...left, text, meaning });
    }
  }
  for (const [name, { equation: text, meaning, from, to, elements }] of Object.entries(model.flows ?? {})) {
    const ends =
      from === undefined
        ? `minted into \`${to}\``
        : to === undefined
          ? `burned from \`${from}\``
          : `from \`${from}\` to \`${to}\``;
    const words = meaning === "" ? ends : `${meaning}; ${ends}`;
    for (const [own, each, path] of equationsByElement("flows", name, text, elements))
      add("Flows", { path, left: own, leftLatex: latex(own), text: each, meaning: words });
  }
  for (const [name, { equation: text, meaning, elements }] of Object.entries(model.auxiliaries ?? {})) {
    for (const [own, each, path] of equationsByElement("auxiliaries", name, text, elements))
      add("Auxiliaries", { path, left: own, leftLatex: latex(own), text: each, meaning });
  }
  for (const [name, { next: text, meaning }] of Object.entries(model.states ?? {})) {
    const left = { left: `next ${name}`, leftLatex: marked(name, "next") };
    add("States", { path: `states.${name}.next`, ...left, text, meaning });
  }
  return groups;
}

/** The equation of a name, and those that single elements of it have, each with the name it is of and its path. */
function equationsByElement(
  section: "flows" | "auxiliaries",
  name: string,
  common: string,
  elements: Readonly<Record<string, string>> = {},
): readonly (readonly [name: string, text: string, path: string])[] {
  const base = name.replace(/\[.*$/, "");
  const own = Object.entries(elements).map(
    ([element, text]) => [`${base}[${element}]`, text, `${section}.${name}.elements.${element}`] as const,
  );
  return [...(common.trim() === "" ? [] : [[name, common, `${section}.${name}.equation`] as const]), ...own];
}

/** One equation as text and, from the same tree, as LaTeX. */
export function renderEquation(
  { left, leftLatex, text, meaning }: PageEquation,
  symbols: ReadonlyMap<string, string>,
): string {
  const tree = equation.parse(text);
  // GitHub refuses \operatorname; its upright letters are those of \mathrm.
  const right = equation.toLatex(tree, symbols).replaceAll("\\operatorname{", "\\mathrm{").trimEnd();
  return [
    `**${prose(left)}**: ${prose(meaning)}`,
    block("text", `${left} = ${equation.print(tree)}`),
    block("math", `${leftLatex} = ${right}`),
  ].join("\n\n");
}
