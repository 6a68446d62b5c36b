import { fail, type Place } from "../base/errors.js";
import { checkName } from "../base/names.js";
import { didYouMean } from "../base/suggest.js";
import { combinations, type Dimensions, elementName, shifted } from "../graph/index.js";
import type { Units } from "../unit/index.js";
import { splitKey } from "./dimensions.js";
import type { VariableKind } from "./program.js";
import type { Conveyor, Model, PerElement, Provenance } from "./vocabulary.js";

/** One named thing of a model, an element of a subscripted one, with the texts that must be read. */
export interface Declaration {
  /** `reserve`, or `balance[team]`. */
  readonly name: string;
  /** `balance`. */
  readonly base: string;
  /** Its dimensions in order, with the element each of them is bound to in this one's equation. */
  readonly binding: ReadonlyMap<string, string>;
  readonly kind: VariableKind;
  readonly meaning: string;
  readonly provenance: Provenance;
  /** Unit text; undefined when it follows from `text` or, for a flow, from its stocks. */
  readonly unitText: string | undefined;
  /** The text of the value: quantity or equation of a parameter, stock or state, equation of the others. */
  readonly text: string | undefined;
  readonly path: string;
  /** Equation of a state's next value. */
  readonly next: string | undefined;
  /** The stocks at its ends. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Equation of the number of the agent at an end, where that is the stock of one agent. */
  readonly fromAt: string | undefined;
  readonly toAt: string | undefined;
  /** The population among its dimensions. */
  readonly population: string | undefined;
  readonly mayBeNegative: boolean;
  /** A stock that serves its outflows in their order when it runs out. */
  readonly inOrder: boolean;
  readonly conveyor: Conveyor | undefined;
}

type Whole = Omit<Declaration, "base" | "binding" | "fromAt" | "toAt" | "population"> & {
  readonly elements: PerElement["elements"];
};

const none = {
  unitText: undefined,
  text: undefined,
  next: undefined,
  from: undefined,
  to: undefined,
  mayBeNegative: false,
  inOrder: false,
  conveyor: undefined,
  elements: undefined,
};

function wholeDeclarations(model: Model): Whole[] {
  const list: Whole[] = [];
  for (const [name, own] of Object.entries(model.parameters ?? {})) {
    const path = `parameters.${name}.value`;
    const { meaning, unit: unitText, value: text, elements } = own;
    list.push({ ...none, name, kind: "parameter", meaning, provenance: own, unitText, text, elements, path });
  }
  for (const [name, own] of Object.entries(model.inputs ?? {})) {
    const path = `inputs.${name}.default`;
    const { meaning, unit: unitText, default: text, elements } = own;
    list.push({ ...none, name, kind: "input", meaning, provenance: own, unitText, text, elements, path });
  }
  for (const [name, own] of Object.entries(model.stocks ?? {})) {
    const path = `stocks.${name}.initial`;
    const { meaning, unit: unitText, initial: text, elements, mayBeNegative = false, overdraft, conveyor } = own;
    list.push({
      ...none,
      name,
      kind: "stock",
      meaning,
      provenance: own,
      unitText,
      text,
      elements,
      path,
      mayBeNegative,
      inOrder: overdraft === "in order",
      conveyor,
    });
  }
  for (const [name, own] of Object.entries(model.states ?? {})) {
    const path = `states.${name}.initial`;
    const { meaning, unit: unitText, initial: text, next } = own;
    list.push({ ...none, name, kind: "state", meaning, provenance: own, unitText, text, next, path });
  }
  for (const [name, own] of Object.entries(model.flows ?? {})) {
    const path = `flows.${name}.equation`;
    const { meaning, equation: text, elements, from, to } = own;
    list.push({ ...none, name, kind: "flow", meaning, provenance: own, text, elements, path, from, to });
  }
  for (const [name, own] of Object.entries(model.auxiliaries ?? {})) {
    const path = `auxiliaries.${name}.equation`;
    const { meaning, unit: unitText, equation: text, elements } = own;
    list.push({ ...none, name, kind: "auxiliary", meaning, provenance: own, unitText, text, elements, path });
  }
  return list;
}

/**
 * All named things of a model, subscripted ones element by element, in the order of the vocabulary.
 *
 * @param most More than so many are refused before memory is taken.
 * @throws TokenwrightError `model/too-large`, `dimension/unknown`, `dimension/unknown-element`.
 */
export function declarationsOf(
  model: Model,
  dimensions: Dimensions,
  most: number,
  placeOf: (path: string) => Place,
): Declaration[] {
  const list: Declaration[] = [];
  const shapes = new Map(
    Object.keys(model.stocks ?? {}).map((key) => {
      const { base, dimensions: shape } = splitKey(key);
      return [base, shape];
    }),
  );
  let count = 0;
  for (const { elements, ...whole } of wholeDeclarations(model)) {
    const { base, dimensions: names } = splitKey(whole.name);
    const lists = names.map((name) => {
      const found = dimensions.elementsOf(name);
      if (found !== undefined) return found;
      return fail({
        code: "dimension/unknown",
        message: `"${whole.name}" is subscripted by "${name}", which is no dimension of this model.`,
        expected: [...dimensions.names()].join(", ") || "a dimension declared under dimensions",
        hint: didYouMean(name, dimensions.names()) ?? `declare it: dimensions: { ${name}: [...] }`,
        place: placeOf(whole.path),
      });
    });
    const populations = names.filter((name) => dimensions.agentsOf(name) !== undefined);
    if (populations.length > 1) {
      fail({
        code: "dimension/populations",
        message: `"${whole.name}" is subscripted by the populations ${populations.join(" and ")}.`,
        expected: "at most one population",
        hint: "make the smaller one a dimension with named elements",
        place: placeOf(whole.path),
      });
    }
    const [population] = populations;
    count += lists.reduce((product, { length }) => product * length, 1);
    if (count > most) {
      fail({
        code: "model/too-large",
        message: `The model names more than ${most} things, with "${whole.name}" element by element.`,
        expected: `at most ${most}`,
        hint: "use fewer elements, or split the model",
        place: placeOf(whole.path),
      });
    }
    const known = combinations(lists);
    checkElements(whole.name, known, elements, placeOf(whole.path));
    for (const combination of known) {
      const binding = new Map(names.map((name, index) => [name, combination[index]!]));
      const key = combination.join(",");
      const own = elements?.[key];
      const text = own ?? whole.text;
      const path = own === undefined ? whole.path : fieldOf(whole.path, `elements.${key}`);
      const from = endOf(whole.from, binding, dimensions, shapes);
      const to = endOf(whole.to, binding, dimensions, shapes);
      const ends = { from: from.stock, fromAt: from.at, to: to.stock, toAt: to.at };
      list.push({ ...whole, name: elementName(base, combination), base, binding, population, text, path, ...ends });
    }
  }
  return list;
}

/** The path of another field of a declaration: of its unit, from that of its equation or of an element's. */
export function fieldOf(path: string, field: string): string {
  return path.replace(/(?:elements\.)?[^.]+$/, field);
}

/**
 * The stock at the end of a flow: `pot`, `balance[team]`, or `balance[sector]` for the flow's own element. Where
 * the stock is a population's and the subscript is neither that nor the flow's own agent, it is the equation of
 * an agent's number: `balance[giver]`.
 */
function endOf(
  text: string | undefined,
  binding: ReadonlyMap<string, string>,
  dimensions: Dimensions,
  shapes: ReadonlyMap<string, readonly string[]>,
): { readonly stock: string | undefined; readonly at: string | undefined } {
  if (text === undefined) return { stock: undefined, at: undefined };
  const { base, dimensions: indices } = splitKey(text);
  let at: string | undefined;
  const elements = indices.map((index, position) => {
    const own = shapes.get(base)?.[position];
    const isOfPopulation = own !== undefined && dimensions.agentsOf(own) !== undefined;
    if (!isOfPopulation || index === own) return shiftedElement(index, own, binding, dimensions);
    at = index;
    return own;
  });
  return { stock: elementName(base, elements), at };
}

/** The name of one element: of `balance[team]`, or of `balance[sector]` for the element that `sector` is bound to. */
export function elementAt(text: string, binding: ReadonlyMap<string, string>): string {
  const { base, dimensions } = splitKey(text);
  return elementName(
    base,
    dimensions.map((name) => binding.get(name) ?? name),
  );
}

/** `team`, the element that `sector` stands for, or for `age + 1` the next one. */
function shiftedElement(
  index: string,
  own: string | undefined,
  binding: ReadonlyMap<string, string>,
  dimensions: Dimensions,
): string {
  const shift = /^(\w{1,64}) ?([+-]) ?(\d{1,9})$/.exec(index);
  const bound = binding.get(shift?.[1] ?? index);
  if (shift === null || own === undefined || bound === undefined) return bound ?? index;
  return shifted(dimensions, own, bound, Number(`${shift[2]}${shift[3]}`)) ?? index;
}

function checkElements(
  name: string,
  known: readonly (readonly string[])[],
  given: Readonly<Record<string, string>> | undefined,
  place: Place,
): void {
  const keys = new Set(known.map((combination) => combination.join(",")));
  for (const key of Object.keys(given ?? {})) {
    if (keys.has(key)) continue;
    fail({
      code: "dimension/unknown-element",
      message: `"${name}" has a text for "${key}", which is no element of it.`,
      expected: [...keys].slice(0, 12).join(", "),
      place,
    });
  }
}

/** Names that every equation knows. */
const builtIn: ReadonlySet<string> = new Set(["time", "epoch"]);

/** A name, or names of modules and a name joined by points. */
export function checkQualifiedName(name: string, what: string, place: Place): void {
  for (const part of name.split(".")) checkName(part, what, place);
  if (builtIn.has(name)) {
    fail({
      code: "name/reserved",
      message: `${what} is named "${name}", which every equation already knows.`,
      hint: `rename it, for example "${name}Value"`,
      place,
    });
  }
}

/** The unit of an asset's stock as the display unit of its flows: `ADA/epoch`. */
export function perEpoch(unitText: string, epoch: string): string {
  if (unitText === "1") return `1/${epoch}`;
  return unitText.includes("/") || unitText.includes("*") ? `(${unitText})/${epoch}` : `${unitText}/${epoch}`;
}

/** True when the unit is that of one asset or count, so that amounts come in whole base units. */
export function isCounted(units: Units, exponents: ReadonlyMap<string, number>): boolean {
  const kindOf = (base: string) => units.bases.get(base)?.kind;
  return (
    exponents.size === 1 &&
    [...exponents].every(([base, exponent]) => exponent === 1 && (kindOf(base) === "asset" || kindOf(base) === "count"))
  );
}
