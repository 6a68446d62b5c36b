import { limits } from "../limits.js";
import type { Context, FlatLookup } from "../world.js";
import { binary, call, type Expression, type Index, literal, numeral, subscript } from "./build.js";
import type { Translator } from "./contract.js";
import { argumentContext, follow, indexOf, type Spec, specsOf } from "./references.js";
import { NotTranslated, type XmileExpression } from "./syntax.js";

export type Aggregate = "sum" | "prod" | "mean" | "min" | "max" | "stddev";

/** A function of the elements of an array, or of an expression over arrays. */
export function aggregate(
  kind: Aggregate,
  argument: XmileExpression,
  context: Context,
  translator: Translator,
): Expression {
  const whole = kind === "stddev" ? undefined : direct(kind, argument, context);
  return whole ?? combine(kind, values(argument, context, translator));
}

/** True where the expression names an array, or a part of one, that is not bound to the left side, or a table. */
export function isArray(argument: XmileExpression, context: Context): boolean {
  return tableOf(argument, context) !== undefined || sizes(argument, context, "bound or all") !== undefined;
}

/** Number of elements. */
export function sizeOf(argument: XmileExpression, context: Context): number {
  if (argument.kind === "name" && argument.indices === undefined) {
    const { target } = follow(argument.parts, undefined, context);
    if (target?.kind === "dimension") return target.dimension.elements.length;
    if (target?.kind === "lookup") return target.lookup.graphical.x.length;
  }
  return (sizes(argument, context, "all") ?? [1]).reduce((product, size) => product * size, 1);
}

/** `sum(x[*])` where the model language has words for the elements. */
function direct(kind: Aggregate, argument: XmileExpression, context: Context): Expression | undefined {
  if (argument.kind !== "name" || context.wild !== undefined) return undefined;
  const { target, indices, context: inner } = follow(argument.parts, argument.indices, context);
  if (target?.kind !== "variable" || target.variable.dimensions.length === 0) return undefined;
  const { variable } = target;
  const specs = specsOf(variable, indices, inner, "all");
  if (!specs.some((spec) => spec.kind === "several")) return undefined;
  const written: Index[] = [];
  for (const [position, spec] of specs.entries()) {
    const index = indexIn(spec, () => indexOf(variable.dimensions[position]!, (spec as { position: number }).position));
    if (index === undefined) return undefined;
    // A part of a dimension is no part of the one that stands for it where it comes again.
    const dimension = variable.dimensions[position]!;
    if (index.kind === "name" && spec.kind === "several" && variable.dimensions.indexOf(dimension) < position)
      return undefined;
    written.push(index);
  }
  return call(kind, subscript(variable.id, written));
}

function indexIn(spec: Spec, element: () => Index): Index | undefined {
  if (spec.kind === "index") return spec.index;
  if (spec.kind === "element") return element();
  return spec.kind === "several" ? spec.direct : undefined;
}

/** The expression for each element its wildcards stand for, the last wildcard fastest. */
export function values(argument: XmileExpression, context: Context, translator: Translator): Expression[] {
  const table = tableOf(argument, context);
  if (table !== undefined) return table.graphical.y.map((y) => literal(Number(y)));
  const bare = argument.kind === "name" ? "all" : "bound or all";
  const counts = sizes(argument, context, bare);
  if (counts === undefined) return [translator.number(argument, context)];
  const total = counts.reduce((product, size) => product * size, 1);
  if (total > limits.writtenOut)
    throw new NotTranslated(`an aggregate over ${total} elements of an expression is too long to write out`);
  return Array.from({ length: total }, (_, flat) => {
    const wild: number[] = [];
    let rest = flat;
    for (const size of [...counts].reverse()) {
      wild.unshift(rest % size);
      rest = Math.floor(rest / size);
    }
    return translator.number(argument, { ...context, wild: { positions: wild, bare } });
  });
}

/** A graphical function that stands alone, whose values are a list like any other (section 3.7.1). */
function tableOf(argument: XmileExpression, context: Context): FlatLookup | undefined {
  if (argument.kind !== "name" || argument.indices !== undefined) return undefined;
  const { target } = follow(argument.parts, undefined, context);
  return target?.kind === "lookup" ? target.lookup : undefined;
}

/** How many elements each wildcard stands for; undefined where there is none. All names must agree. */
function sizes(
  argument: XmileExpression,
  context: Context,
  bare: "all" | "bound or all",
): readonly number[] | undefined {
  let found: readonly number[] | undefined;
  visit(argument, (node) => {
    if (node.kind !== "name") return;
    const { target, indices, context: inner } = follow(node.parts, node.indices, context);
    if (target?.kind === "argument") {
      const given = sizes(target.argument.expression, argumentContext(target.argument.context, inner), bare);
      if (given !== undefined) found ??= given;
      return;
    }
    if (target?.kind !== "variable") return;
    const counts = specsOf(target.variable, indices, inner, bare).flatMap((spec) =>
      spec.kind === "several" ? [spec.positions.length] : [],
    );
    if (counts.length === 0) return;
    found ??= counts;
    if (counts.length !== found.length || counts.some((count, position) => count !== found![position])) {
      throw new NotTranslated("arrays of different sizes are combined inside one aggregate", node.at);
    }
  });
  return found;
}

/** Functions of one array; what is inside them is no longer an array outside. */
const ofArrays: ReadonlySet<string> = new Set(["sum", "prod", "mean", "stddev", "size"]);

/** Visits the nodes, but not the insides of subscripts and of further aggregates. */
function visit(expression: XmileExpression, see: (node: XmileExpression) => void): void {
  see(expression);
  for (const part of partsOf(expression)) visit(part, see);
}

function partsOf(expression: XmileExpression): readonly XmileExpression[] {
  switch (expression.kind) {
    case "number":
    case "name":
      return [];
    case "unary":
    case "transpose":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "if":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "call": {
      const name = expression.parts.at(-1)!;
      const isAggregate =
        ofArrays.has(name) || ((name === "min" || name === "max") && expression.arguments.length === 1);
      return isAggregate ? [] : expression.arguments;
    }
  }
}

function combine(kind: Aggregate, parts: readonly Expression[]): Expression {
  const chain = (operator: "+" | "*", terms: readonly Expression[]): Expression =>
    terms.slice(1).reduce((left, right) => binary(operator, left, right), terms[0]!);
  const mean = (terms: readonly Expression[]): Expression =>
    terms.length === 1 ? terms[0]! : binary("/", chain("+", terms), literal(terms.length));
  switch (kind) {
    case "sum":
      return chain("+", parts);
    case "prod":
      return chain("*", parts);
    case "mean":
      return mean(parts);
    case "min":
    case "max":
      return parts.length === 1 ? parts[0]! : call(kind, ...parts);
    case "stddev": {
      // Of the elements as a whole population: the square root of the mean squared distance from their mean.
      const centre = mean(parts);
      return call("sqrt", mean(parts.map((part) => binary("^", binary("-", part, centre), numeral("2")))));
    }
  }
}
