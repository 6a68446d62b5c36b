import {
  compose,
  conveyorText,
  type Dimension,
  equation,
  isEconomy,
  type Model,
  type PerElement,
  TokenwrightError,
} from "@tokenwright/engine";
import { diagram } from "../diagram.js";
import { type Subject, subjectNamed } from "../subject.js";
import { formatTable } from "../table.js";
import { clean, cleanLine, print, stylist, terminalWidth, wrap } from "../terminal.js";

export interface ExplainOptions {
  readonly json?: boolean;
  readonly latex?: boolean;
}

/** `explain`: everything a model says about itself. */
export async function explainCommand(name: string, options: ExplainOptions): Promise<void> {
  const found = await subjectNamed(name);
  const subject = { ...found, model: isEconomy(found.model) ? compose(found.model) : found.model };
  if (options.json === true) {
    const { model, scenarios } = subject;
    print(JSON.stringify({ schema: 1, name: subject.name, model, scenarios }, undefined, 2));
    return;
  }
  print(options.latex === true ? latexText(subject) : explanation(subject));
}

function explanation({ name, model, scenarios }: Subject<Model>): string {
  const style = stylist(process.stdout);
  const width = terminalWidth();
  const lines: string[] = [`${style("bold", cleanLine(model.title))}  ${style("dim", cleanLine(name))}`];
  lines.push(...wrap(clean(model.about ?? ""), width));
  if (model.epoch !== undefined) lines.push(`Epoch: ${model.epoch}`);
  if (model.source !== undefined) lines.push(`Sources: ${[model.source].flat().map(cleanLine).join(", ")}`);
  const section = (title: string, body: readonly string[]) => {
    if (body.length > 0) lines.push("", style("bold", title), ...body);
  };
  section(
    "Stocks and flows",
    diagram(model).map((line) => `  ${line}`),
  );
  section(
    "Dimensions",
    entries(model.dimensions).flatMap(([own, dimension]) => item(own, elementsText(dimension), "", width)),
  );
  section(
    "Lookups",
    entries(model.lookups).flatMap(([own, { points, meaning = "", beyond = "clamp", ...more }]) =>
      item(own, `${pointsText(points)} ${beyond}`, meaning, width, provenance(more)),
    ),
  );
  section(
    "Parameters",
    entries(model.parameters).flatMap(([own, { value, unit, meaning, ...more }]) =>
      item(
        own,
        `${byElement(model, own, value, more)}${unit === undefined ? "" : ` [${unit}]`}`,
        meaning,
        width,
        provenance(more),
      ),
    ),
  );
  section(
    "Inputs",
    entries(model.inputs).flatMap(([own, { unit, meaning, default: given }]) =>
      item(own, `[${unit}]${given === undefined ? ", must be wired" : ` = ${given}`}`, meaning, width),
    ),
  );
  section(
    "Stocks at the start",
    entries(model.stocks).flatMap(([own, { initial, unit, meaning, mayBeNegative, overdraft, conveyor, ...more }]) =>
      item(
        own,
        [
          `${byElement(model, own, initial, more)}${unit === undefined ? "" : ` [${unit}]`}`,
          ...(mayBeNegative === true ? ["may be negative"] : []),
          ...(overdraft === "in order" ? ["serves its outflows in order"] : []),
          ...(conveyor === undefined ? [] : [`conveyor: ${conveyorText(conveyor)}`]),
        ].join(", "),
        meaning,
        width,
        provenance(more),
      ),
    ),
  );
  section(
    "States",
    entries(model.states).flatMap(([own, { initial, next, unit, meaning, ...more }]) =>
      item(own, `${initial}${unit === undefined ? "" : ` [${unit}]`}, next ${next}`, meaning, width, provenance(more)),
    ),
  );
  section(
    "Flows, per time",
    entries(model.flows).flatMap(([own, { equation: text, meaning, ...more }]) =>
      item(own, `= ${byElement(model, own, text, more)}`, meaning, width),
    ),
  );
  section(
    "Auxiliaries",
    entries(model.auxiliaries).flatMap(([own, { unit, equation: text, meaning, ...more }]) =>
      item(own, `[${unit}] = ${byElement(model, own, text, more)}`, meaning, width),
    ),
  );
  section(
    "Checks",
    entries(model.checks).flatMap(([own, { equation: text, meaning }]) => item(own, text, meaning, width)),
  );
  section(
    "Decisions",
    entries(model.decisions).flatMap(
      ([own, { set, at, when, while: holding, delay, for: length, meaning = "", ...more }]) =>
        item(
          own,
          [
            ...Object.entries(set).map(([parameter, text]) => `${parameter} = ${text}`),
            ...(at === undefined ? [] : [`at ${at}`]),
            ...(when === undefined ? [] : [`when ${when}`]),
            ...(holding === undefined ? [] : [`while ${holding}`]),
            ...(delay === undefined ? [] : [`after ${delay}`]),
            ...(length === undefined ? [] : [`for ${length}`]),
          ].join(", "),
          meaning,
          width,
          provenance(more),
        ),
    ),
  );
  section(
    "Scenarios",
    formatTable(
      [{ title: "" }, { title: "" }],
      Object.entries(scenarios).map(([own, { title }]) => [own, cleanLine(title)]),
    ).slice(1),
  );
  return lines.join("\n");
}

function entries<T>(table: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] {
  return Object.entries(table ?? {});
}

/** What single elements of a name have, and the others, if there are any. */
function byElement(model: Model, name: string, common: string, { elements }: PerElement): string {
  if (elements === undefined) return common;
  const count = name
    .slice(name.indexOf("[") + 1, -1)
    .split(",")
    .map((one) => model.dimensions?.[one.trim()])
    .reduce((product, one) => product * (one === undefined ? 1 : sizeOf(one)), 1);
  const own = Object.entries(elements).map(([key, text]) => `${key}: ${text}`);
  return [...own, ...(own.length < count ? [`others: ${common}`] : [])].join(", ");
}

function elementsText(dimension: Dimension): string {
  if ("agents" in dimension) return `${dimension.agents} agents`;
  return "size" in dimension ? `1 to ${dimension.size}` : dimension.elements.join(", ");
}

/** How many texts an entry over this dimension can have. */
function sizeOf(dimension: Dimension): number {
  if ("agents" in dimension) return 1;
  return "size" in dimension ? dimension.size : dimension.elements.length;
}

/** A name with what it is, then what it means and where it comes from, indented. */
function item(name: string, what: string, meaning: string, width: number, origin = ""): readonly string[] {
  const style = stylist(process.stdout);
  const [first = "", ...rest] = wrap(cleanLine(what), width - name.length - 4);
  const indent = " ".repeat(6);
  const note = [cleanLine(meaning), origin].filter((part) => part !== "").join(" · ");
  return [
    `  ${style("cyan", name)} ${first}`.trimEnd(),
    ...rest.map((line) => `${" ".repeat(name.length + 3)}${line}`),
    ...wrap(note, width - indent.length).map((line) => style("dim", indent + line)),
  ];
}

const marks = { protocol: "●", measured: "◐", assumption: "○", unverified: "?" } as const;

function provenance(own: { readonly source?: string; readonly confidence?: keyof typeof marks }): string {
  const sure = own.confidence === undefined ? "" : `${marks[own.confidence]} ${own.confidence}`;
  return [sure, cleanLine(own.source ?? "")].filter((part) => part !== "").join(": ");
}

/** Points that are shown of a lookup; JSON has all of them. */
const shownPoints = 12;

function pointsText(points: readonly (readonly [string, string])[]): string {
  const left = points.length - shownPoints;
  const shown = points.slice(0, shownPoints).map(([x, y]) => `(${x}, ${y})`);
  return [...shown, ...(left > 0 ? [`and ${left} more,`] : [])].join(" ");
}

/** Every equation as a line of LaTeX, its symbols those of the paper. */
function latexText({ model }: Subject<Model>): string {
  const symbols = new Map<string, string>();
  for (const table of [model.parameters, model.inputs, model.stocks, model.states, model.flows, model.auxiliaries]) {
    for (const [name, { symbol }] of entries<{ readonly symbol?: string }>(table))
      if (symbol !== undefined) symbols.set(name, symbol);
  }
  const left = (name: string) => equation.toLatex(equation.parse(name), symbols);
  const line = (name: string, text: string, after = "") => {
    try {
      return `${left(name)}${after} &= ${equation.toLatex(equation.parse(text), symbols)} \\\\`;
    } catch (error) {
      if (error instanceof TokenwrightError) return `% ${name}: ${cleanLine(error.message)}`;
      throw error;
    }
  };
  return [
    "\\begin{align*}",
    ...entries(model.auxiliaries).map(([name, own]) => line(name, own.equation)),
    ...entries(model.flows).map(([name, own]) => line(name, own.equation)),
    ...entries(model.states).map(([name, own]) => line(name, own.next, "'")),
    "\\end{align*}",
  ].join("\n");
}
