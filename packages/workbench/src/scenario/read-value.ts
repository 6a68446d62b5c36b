import { fail, type Parameter, type Rational, rational, type Unit, type Units, unit } from "@tokenwright/engine";
import { isRange, readers, readQuantity, readRange } from "./distribution.js";
import { elementEntries } from "./element-texts.js";
import { overrideFile } from "./overrides.js";
import { valueKeys } from "./scenario-shape.js";
import { child, itemsOf, placeOfNode, textOf, type YamlMapping, type YamlNode, type YamlScalar } from "./yaml-node.js";

/** What a new value replaces: its unit must fit, and its limits are kept. */
export interface Replaced {
  readonly what: string;
  readonly unit: Unit;
  /** Its number in `unit`; undefined when it is an equation. */
  readonly value?: Rational;
  readonly range?: readonly [string, string];
  readonly source?: string;
  readonly confidence?: Parameter["confidence"];
}

/** Value, unit and provenance of a parameter as the file gives them. */
export type ReadParameter = Partial<Parameter>;

/**
 * A parameter's value in any of its forms: a quantity, a range, an equation, or the long form.
 *
 * @param replaced What it overrides; undefined for a new parameter.
 * @throws TokenwrightError `unit/…`, `scenario/…`, at the place in the file.
 */
export function readParameter(node: YamlNode, path: string, units: Units, replaced?: Replaced): ReadParameter {
  const own = readElements(node, path, units);
  const common = isCommon(node) ? readGiven(node, path, units) : undefined;
  const all = common === undefined ? own : new Map([["", common], ...own]);
  const given = [...all.values()][0]!;
  if (replaced !== undefined) for (const one of all.values()) checkReplacement(one, replaced, units);
  else if (textOf(node, "unit") === undefined) checkOneUnit(path, all, units);
  const isOverride = given.node.source.file === overrideFile;
  const range = itemsOf(node, "range").flatMap((one) => (one.kind === "scalar" ? [one.text] : []));
  const found: { -readonly [key in keyof ReadParameter]: ReadParameter[key] } = {};
  if (common !== undefined || replaced === undefined) found.value = given.text;
  if (own.size > 0) found.elements = textsOf(own);
  const unitText =
    textOf(node, "unit") ??
    (given.drawn ? given.unitText : undefined) ??
    ([...all.values()].some((one) => one.quantity === undefined) ? (replaced?.unit.text ?? firstUnit(own)) : undefined);
  if (unitText !== undefined) found.unit = unitText;
  for (const key of ["meaning", "source", "symbol"] as const) {
    const text = textOf(node, key);
    if (text !== undefined) found[key] = text;
  }
  const confidence = textOf(node, "confidence");
  if (isConfidence(confidence)) found.confidence = confidence;
  if (range.length === 2) found.range = [range[0]!, range[1]!];
  if (found.source !== undefined) return found;
  if (!isOverride && replaced !== undefined && isSame(given, replaced)) {
    if (replaced.source !== undefined) found.source = replaced.source;
    if (replaced.confidence !== undefined) found.confidence ??= replaced.confidence;
  } else if (isOverride || replaced !== undefined) {
    // A number that replaces another one does not keep its source.
    found.source = isOverride
      ? `Set on the command line: --set ${given.node.source.text}`
      : `Set in ${given.node.source.file}.`;
    found.confidence ??= "assumption";
  }
  return found;
}

export interface InitialOptions {
  /** What it overrides. */
  readonly replaced?: Replaced | undefined;
  /** A stock holds whole base units. */
  readonly isStock: boolean;
  /** A stock that may be a debt, or a state. */
  readonly mayBeNegative: boolean;
}

/**
 * An initial amount or value: a quantity or an equation.
 *
 * @throws TokenwrightError `unit/…`, `scenario/negative-stock`, at the place in the file.
 */
export function readInitial(node: YamlNode, path: string, units: Units, options: InitialOptions): string {
  const given = readGiven(node, path, units);
  const place = placeOfNode(given.node, given.path);
  if (options.replaced !== undefined) checkReplacement(given, options.replaced, units);
  if (given.quantity !== undefined && options.isStock) {
    unit.checkBaseUnits({ ...given.quantity, text: given.text }, units.bases, place);
    if (given.quantity.value.n < 0n && !options.mayBeNegative) {
      fail({
        code: "scenario/negative-stock",
        message: `A stock begins with ${given.text}.`,
        expected: "an amount of at least 0",
        hint: "leave the sign out, or say mayBeNegative: true where the stock is declared",
        place,
      });
    }
  }
  return given.text;
}

/** Amounts at the start: of all elements, and of single ones. */
export interface Initials {
  readonly initial: string;
  readonly elements?: Readonly<Record<string, string>>;
}

/** The `initial` and `values` of a stock or state. */
export function readInitials(node: YamlNode, path: string, units: Units, options: InitialOptions): Initials {
  const common = child(node, "initial");
  const read = (value: YamlNode, at: string) => readInitial(value, at, units, options);
  const initial = common === undefined ? undefined : read(common, `${path}.initial`);
  const elements: Record<string, string> = {};
  for (const [key, { value }] of elementEntries(node)) elements[key] = read(value, `${path}.values.${key}`);
  const own = readElements(node, path, units);
  const all = common === undefined ? own : new Map([["", readGiven(common, `${path}.initial`, units)], ...own]);
  if (textOf(node, "unit") === undefined) checkOneUnit(path, all, units);
  return {
    initial: initial ?? Object.values(elements)[0] ?? "",
    ...(own.size === 0 ? {} : { elements }),
  };
}

function isCommon(node: YamlNode): boolean {
  return node.kind === "scalar" || valueKeys.some((key) => child(node, key) !== undefined);
}

/** What single elements are given. */
function readElements(node: YamlNode, path: string, units: Units): ReadonlyMap<string, Given> {
  return new Map(
    elementEntries(node).map(([key, { value }]) => [key, readGiven(value, `${path}.values.${key}`, units)]),
  );
}

function textsOf(own: ReadonlyMap<string, Given>): Record<string, string> {
  return Object.fromEntries([...own].map(([key, { text }]) => [key, text]));
}

function firstUnit(own: ReadonlyMap<string, Given>): string | undefined {
  for (const { unitText, quantity } of own.values()) {
    const text = unitText ?? quantity?.unit.text;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** All values of one name are of one dimension: that of the common value, else the one that most have. */
function checkOneUnit(path: string, all: ReadonlyMap<string, Given>, units: Units): void {
  const known = [...all].flatMap(([key, given]) => {
    const own = given.quantity?.unit ?? (given.unitText === undefined ? undefined : units.parse(given.unitText));
    return own === undefined ? [] : [{ key, given, unit: own }];
  });
  const votes = (one: Unit) => known.filter((other) => unit.sameDimension(other.unit.dimension, one.dimension)).length;
  const expected = (known.find(({ key }) => key === "") ?? [...known].sort((a, b) => votes(b.unit) - votes(a.unit))[0])
    ?.unit;
  for (const { key, given, unit: own } of known) {
    if (expected === undefined || unit.sameDimension(own.dimension, expected.dimension)) continue;
    fail({
      code: "unit/mismatch",
      message: `"${path.slice(path.indexOf(".") + 1)}" is in ${expected.text}, and its value for ${key} is in ${own.text}.`,
      expected: `a value in ${expected.text}`,
      hint: unit.mismatchHint(own.dimension, expected.dimension) ?? `give it the unit ${expected.text}`,
      place: placeOfNode(given.node, given.path),
    });
  }
}

interface Given {
  readonly node: YamlNode;
  readonly path: string;
  readonly text: string;
  readonly drawn: boolean;
  readonly unitText?: string;
  readonly quantity?: { readonly value: Rational; readonly unit: Unit };
}

function readGiven(node: YamlNode, path: string, units: Units): Given {
  if (node.kind === "mapping") {
    const key = valueKeys.find((one) => node.entries.has(one))!;
    const at = `${path}.${key}`;
    const own = child(node, key)!;
    if (key === "value") return readText(own as YamlScalar, at, units);
    const { equation, unit: unitText } = readers[key]!(own as YamlMapping, at, units);
    return { node: own, path: at, text: equation, drawn: true, unitText };
  }
  return readText(node as YamlScalar, path, units);
}

function readText(node: YamlScalar, path: string, units: Units): Given {
  if (isRange(node.text)) {
    const { equation, unit: unitText } = readRange(node, path, units);
    return { node, path, text: equation, drawn: true, unitText };
  }
  if (!looksLikeQuantity(node.text)) return { node, path, text: node.text, drawn: false };
  const { value, unit: quantityUnit } = readQuantity(node, path, units);
  return { node, path, text: node.text, drawn: false, quantity: { value, unit: quantityUnit } };
}

/**
 * A text that is a number and a unit, or is meant to be one: `45e9 ADA`, `0.3 %/epoch`, and the slips
 * `1,000 ADA` and `1 000 ADA`; not `2 * rho`.
 */
export function looksLikeQuantity(text: string): boolean {
  return (
    /^\s*[+-]?(?:\d|\.\d)[\d_.]*(?:[eE][+-]?\d+)?\s*(?:[A-Za-zµμ%‰($€£¥][^+,<>=]*|1\/[^+,<>=]*)?$/.test(text) ||
    /^\s*[+-]?\d[\d_.]*(?:,\d|\s+\d)/.test(text) ||
    /^\s*[−–$€£¥]/.test(text)
  );
}

function isSame({ quantity }: Given, replaced: Replaced): boolean {
  if (quantity === undefined || replaced.value === undefined) return false;
  const inBase = (value: Rational, of: Unit) => rational.multiply(value, of.scale);
  return rational.equal(inBase(quantity.value, quantity.unit), inBase(replaced.value, replaced.unit));
}

function checkReplacement(given: Given, replaced: Replaced, units: Units): void {
  const place = placeOfNode(given.node, given.path);
  const own = given.quantity?.unit ?? (given.unitText === undefined ? undefined : units.parse(given.unitText));
  if (own === undefined) return;
  if (!unit.sameDimension(own.dimension, replaced.unit.dimension)) {
    fail({
      code: "unit/mismatch",
      message: `${replaced.what} is in ${replaced.unit.text}, and this value is in ${own.text}.`,
      expected: `a value in ${replaced.unit.text}`,
      hint: unit.mismatchHint(own.dimension, replaced.unit.dimension) ?? `give it the unit ${replaced.unit.text}`,
      place,
    });
  }
  const { quantity } = given;
  if (quantity === undefined || replaced.range === undefined) return;
  const [low, high] = replaced.range.map((text) => units.parseQuantity(text));
  if (low === undefined || high === undefined) return;
  const inBase = (one: { readonly value: Rational; readonly unit: Unit }) =>
    rational.multiply(one.value, one.unit.scale);
  // Zero and 100 % are limits by nature; the other ends of a range are advice to an editor.
  const belowZero = low.value.n === 0n && quantity.value.n < 0n;
  const isShare = own.dimension.key === unit.dimensionless.key;
  const aboveOne =
    isShare && rational.equal(inBase(high), rational.one) && rational.compare(inBase(quantity), rational.one) > 0;
  if (!belowZero && !aboveOne) return;
  fail({
    code: "scenario/outside-range",
    message: `${replaced.what} is ${given.text}.`,
    expected: `a value from ${replaced.range[0]} to ${replaced.range[1]}`,
    hint: belowZero ? "leave the sign out" : "a share is at most 100 %",
    place,
  });
}

function isConfidence(text: string | undefined): text is "protocol" | "measured" | "assumption" | "unverified" {
  return text === "protocol" || text === "measured" || text === "assumption" || text === "unverified";
}
