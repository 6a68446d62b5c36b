import { limits } from "../limits.js";
import type { Context, FlatDimension, FlatVariable, Target } from "../world.js";
import {
  all,
  binary,
  choose,
  type Expression,
  type Index,
  indexName,
  indexPosition,
  literal,
  subscript,
  zero,
} from "./build.js";
import { NeedsElements, type Translator } from "./contract.js";
import { NotTranslated, type XmileExpression, type XmileIndex } from "./syntax.js";

/** What one index of a subscript comes to. Positions count from 0. */
export type Spec =
  | { readonly kind: "index"; readonly index: Index }
  | { readonly kind: "element"; readonly position: number }
  /** Several elements; `direct` where the model language has a word for them. */
  | { readonly kind: "several"; readonly positions: readonly number[]; readonly direct: Index | undefined }
  | { readonly kind: "computed"; readonly value: XmileExpression }
  /** No element has this number: the value is 0 (section 3.7.1). */
  | { readonly kind: "outside" };

/** A name followed through the parameters of macros to what it stands for. */
export interface Followed {
  /** The name that was come to. */
  readonly parts: readonly string[];
  readonly target: Target | undefined;
  readonly indices: readonly XmileIndex[] | undefined;
  /** Where the indices, or the argument that is no name, are looked up. */
  readonly context: Context;
}

export function follow(
  parts: readonly string[],
  indices: readonly XmileIndex[] | undefined,
  context: Context,
): Followed {
  let found: Followed = { parts, target: context.scope.resolve(parts), indices, context };
  for (let depth = 0; found.target?.kind === "argument" && depth <= limits.macroDepth; depth++) {
    const { expression, context: given } = found.target.argument;
    if (expression.kind !== "name") return found;
    if (found.indices !== undefined && expression.indices !== undefined) {
      throw new NotTranslated("a parameter that is a part of an array has a subscript of its own");
    }
    found = {
      parts: expression.parts,
      target: given.scope.resolve(expression.parts),
      indices: found.indices ?? expression.indices,
      context: found.indices === undefined ? argumentContext(given, found.context) : found.context,
    };
  }
  return found;
}

/** The place of a macro's argument, for an equation of the macro that is written out element by element. */
export function argumentContext(given: Context, used: Context): Context {
  const binding = given.binding ?? used.binding?.slice(0, given.dimensions.length);
  return { ...given, binding, wild: used.wild ?? given.wild };
}

/** The indices of a variable as it is named in an equation; without indices they are those of the left side. */
export function specsOf(
  variable: FlatVariable,
  indices: readonly XmileIndex[] | undefined,
  context: Context,
  bare: "bound" | "all" | "bound or all",
): Spec[] {
  const { dimensions } = variable;
  if (indices === undefined) return defaultSpecs(dimensions, variable, context, bare);
  const own = dimensions.slice(0, dimensions.length - indices.length);
  if (indices.length > dimensions.length || own.some((dimension) => !context.dimensions.includes(dimension))) {
    throw new NotTranslated(
      `${variable.label} has ${dimensions.length} dimensions and is used with ${indices.length} subscripts`,
    );
  }
  // Leading dimensions that are not written are those a macro took from its call.
  const written = dimensions.slice(own.length);
  return [
    ...defaultSpecs(own, variable, context, "bound"),
    ...indices.map((index, position) => specOf(index, written[position]!, context, variable)),
  ];
}

function defaultSpecs(
  dimensions: readonly FlatDimension[],
  variable: FlatVariable,
  context: Context,
  bare: "bound" | "all" | "bound or all",
): Spec[] {
  const used = new Map<string, number>();
  return dimensions.map((dimension): Spec => {
    if (bare === "all") return everything(dimension);
    const seen = used.get(dimension.key) ?? 0;
    used.set(dimension.key, seen + 1);
    const same = context.dimensions.flatMap((own, position) => (own === dimension ? [position] : []));
    const position =
      same[seen] ?? context.dimensions.findIndex((own) => own === dimension || shareNames(own, dimension));
    if (position >= 0) return boundSpec(position, dimension, context);
    if (bare === "bound or all") return everything(dimension);
    throw new NotTranslated(
      `${variable.label} is an array over ${dimension.label} and stands where one value is expected`,
    );
  });
}

const wholes = new WeakMap<FlatDimension, Spec>();

function everything(dimension: FlatDimension): Spec {
  const known = wholes.get(dimension);
  if (known !== undefined) return known;
  const spec: Spec = { kind: "several", positions: dimension.elements.map((_, position) => position), direct: all };
  wholes.set(dimension, spec);
  return spec;
}

function shareNames(a: FlatDimension, b: FlatDimension): boolean {
  return !a.numbered && !b.numbered && a.elements.every(({ key }) => b.positions.has(key));
}

/** The element of `dimension` that the dimension at `position` of the left side stands for. */
function boundSpec(position: number, dimension: FlatDimension, context: Context): Spec {
  const own = context.dimensions[position]!;
  if (context.binding === undefined) {
    const isTwice = context.dimensions.filter((other) => other === own).length > 1;
    if (isTwice || (own !== dimension && own.parent !== dimension)) throw new NeedsElements();
    return { kind: "index", index: indexName(own.id) };
  }
  const at = context.binding[position]!;
  if (own === dimension) return { kind: "element", position: at };
  const named = dimension.positions.get(own.elements[at]!.key) ?? -1;
  if (named >= 0) return { kind: "element", position: named };
  return at < dimension.elements.length && !own.elements.some(({ key }) => dimension.positions.has(key))
    ? { kind: "element", position: at }
    : { kind: "outside" };
}

function specOf(index: XmileIndex, dimension: FlatDimension, context: Context, variable: FlatVariable): Spec {
  switch (index.kind) {
    case "all":
      if (index.of === undefined) return everything(dimension);
      return partSpec(dimensionNamed([index.of], context), dimension);
    case "dimension":
      if (index.position > context.dimensions.length)
        throw new NotTranslated(`there is no dimension @${index.position}`, index.at);
      if (context.binding === undefined) throw new NeedsElements();
      return boundSpec(index.position - 1, dimension, context);
    case "range": {
      const from = wholeOf(index.from, dimension, context);
      const to = wholeOf(index.to, dimension, context);
      if (from === undefined || to === undefined || from > to || to - from > limits.writtenOut) {
        throw new NotTranslated("a range of subscripts is not between two elements", index.at);
      }
      const positions = Array.from({ length: to - from + 1 }, (_, offset) => from - 1 + offset);
      return {
        kind: "several",
        positions: positions.filter((at) => at >= 0 && at < dimension.elements.length),
        direct: undefined,
      };
    }
    case "expression":
      return expressionSpec(index.value, dimension, context, variable);
  }
}

function dimensionNamed(parts: readonly string[], context: Context): FlatDimension {
  const target = context.scope.resolve(parts);
  if (target?.kind !== "dimension") throw new NotTranslated(`${parts.join(".")} is not a dimension`);
  return target.dimension;
}

/** All elements of `part`, as elements of `dimension`. */
function partSpec(part: FlatDimension, dimension: FlatDimension): Spec {
  if (part === dimension) return everything(dimension);
  const positions = part.elements.map(({ key }) => dimension.positions.get(key) ?? -1);
  if (positions.includes(-1)) throw new NotTranslated(`${part.label} has elements that ${dimension.label} has not`);
  return { kind: "several", positions, direct: part.parent === dimension ? indexName(part.id) : undefined };
}

function expressionSpec(
  value: XmileExpression,
  dimension: FlatDimension,
  context: Context,
  variable: FlatVariable,
): Spec {
  if (value.kind === "name" && value.indices === undefined) {
    const key = value.parts.at(-1)!;
    // An element's name comes before that of a dimension or a variable (section 3.7.1).
    if (value.parts.length === 1) {
      const position = dimension.positions.get(key) ?? -1;
      if (position >= 0) return { kind: "element", position };
    }
    const target = context.scope.resolve(value.parts);
    if (target?.kind === "dimension") {
      const bound = context.dimensions.indexOf(target.dimension);
      if (bound >= 0) return boundSpec(bound, dimension, context);
      const near = context.dimensions.findIndex((own) => own.parent === target.dimension);
      if (near >= 0) return boundSpec(near, dimension, context);
      return partSpec(target.dimension, dimension);
    }
    if (target === undefined)
      throw new NotTranslated(`${key} is neither an element of ${dimension.label} nor anything else`, value.at);
  }
  const whole = wholeOf(value, dimension, context);
  if (whole === undefined) {
    if (dimension.elements.length > 150)
      throw new NotTranslated(`a computed subscript of ${variable.label} has too many elements`, value.at);
    return { kind: "computed", value };
  }
  const position = Math.floor(whole) - 1;
  return position >= 0 && position < dimension.elements.length ? { kind: "element", position } : { kind: "outside" };
}

/** The value of a subscript that depends on nothing but elements and dimensions, counted from 1. */
function wholeOf(value: XmileExpression, dimension: FlatDimension, context: Context): number | undefined {
  switch (value.kind) {
    case "number":
      return Number(value.text);
    case "unary": {
      const operand = value.operator === "-" ? wholeOf(value.operand, dimension, context) : undefined;
      return operand === undefined ? undefined : -operand;
    }
    case "binary": {
      const left = wholeOf(value.left, dimension, context);
      const right = left === undefined ? undefined : wholeOf(value.right, dimension, context);
      if (left === undefined || right === undefined) return undefined;
      if (value.operator === "+") return left + right;
      if (value.operator === "-") return left - right;
      if (value.operator === "*") return left * right;
      if (value.operator === "mod") return left - right * Math.floor(left / right);
      return undefined;
    }
    case "name": {
      if (value.indices !== undefined) return undefined;
      const position = value.parts.length === 1 ? (dimension.positions.get(value.parts[0]!) ?? -1) : -1;
      if (position >= 0) return position + 1;
      const target = context.scope.resolve(value.parts);
      if (target?.kind === "element") return target.position + 1;
      if (target?.kind !== "dimension") return undefined;
      const bound = context.dimensions.indexOf(target.dimension);
      if (bound < 0) return undefined;
      if (context.binding === undefined) throw new NeedsElements();
      return context.binding[bound]! + 1;
    }
    default:
      return undefined;
  }
}

export function indexOf(dimension: FlatDimension, position: number): Index {
  return dimension.numbered ? indexPosition(position + 1) : indexName(dimension.elements[position]!.id);
}

/** The variable's value where one number is expected. */
export function oneValue(
  variable: FlatVariable,
  indices: readonly XmileIndex[] | undefined,
  context: Context,
  translator: Translator,
): Expression {
  const specs = specsOf(variable, indices, context, context.wild?.bare ?? "bound");
  let wildcard = 0;
  const fixed = specs.map((spec): Spec => {
    if (spec.kind !== "several") return spec;
    const choice = context.wild?.positions[wildcard++];
    if (choice === undefined)
      throw new NotTranslated(`${variable.label} stands for several elements where one value is expected`);
    const position = spec.positions[choice];
    return position === undefined ? { kind: "outside" } : { kind: "element", position };
  });
  return select(variable, fixed, [], context, translator);
}

/** Writes computed subscripts out as choices between the elements. */
function select(
  variable: FlatVariable,
  specs: readonly Spec[],
  chosen: readonly Index[],
  context: Context,
  translator: Translator,
): Expression {
  const spec = specs[chosen.length];
  if (spec === undefined) return subscript(variable.id, chosen);
  const dimension = variable.dimensions[chosen.length]!;
  const next = (index: Index): Expression => select(variable, specs, [...chosen, index], context, translator);
  switch (spec.kind) {
    case "outside":
      return zero;
    case "index":
      return next(spec.index);
    case "element":
      return next(indexOf(dimension, spec.position));
    case "several":
      throw new NotTranslated(`${variable.label} stands for several elements where one value is expected`);
    case "computed": {
      const position = translator.once(translator.number(spec.value, context), context, "index");
      return dimension.elements.reduceRight<Expression>(
        (otherwise, _, at) =>
          choose(binary("=", { ...floorOf(position) }, literal(at + 1)), next(indexOf(dimension, at)), otherwise),
        zero,
      );
    }
  }
}

function floorOf(expression: Expression): Expression {
  return { kind: "call", name: "floor", arguments: [expression], at: { start: 0, end: 0 } };
}
