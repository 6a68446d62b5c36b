import type { XmileMacro } from "./document.js";
import type { Expression } from "./equation/build.js";
import type { Translator } from "./equation/contract.js";
import { parseXmile } from "./equation/parser.js";
import { NotTranslated, type XmileExpression } from "./equation/syntax.js";
import type { WorldBuilder } from "./flatten.js";
import { canonicalName, displayName } from "./names.js";
import { MacroScope } from "./scope.js";
import type { Context, FlatVariable } from "./world.js";

/** Functions of XMILE that draw a number: an argument with one of them is worked out once. */
const drawing: ReadonlySet<string> = new Set([
  "exprnd",
  "lognormal",
  "normal",
  "poisson",
  "random",
  "uniform",
  "random_uniform",
  "random_0_1",
]);

/**
 * Writes the use of a macro out: its equation with the arguments in place of the parameters. Its variables get an
 * instance for this use (section 4.8.2). Names inside the macro and names inside the arguments are looked up apart.
 *
 * @param addInstance Told of every variable that the use adds.
 * @returns Nothing where there is no macro of this name.
 */
export function expandMacro(
  builder: WorldBuilder,
  name: string,
  given: readonly XmileExpression[],
  context: Context,
  translator: Translator,
  addInstance: (variable: FlatVariable) => void,
): Expression | undefined {
  const candidates = builder.macros.get(name);
  if (candidates === undefined) return undefined;
  const macro = candidates.find(({ parameters }) => {
    const needed = parameters.filter((parameter) => parameter.default === undefined).length;
    return given.length >= needed && given.length <= parameters.length;
  });
  if (macro === undefined)
    throw new NotTranslated(`the macro ${displayName(name)} is used with ${given.length} arguments`);
  builder.useMacro(macro);
  const scope = new MacroScope(builder);
  const inner: Context = { ...context, scope, depth: context.depth + 1 };
  for (const [position, parameter] of macro.parameters.entries()) {
    const argument = given[position];
    const expression = argument ?? parseXmile(parameter.default!, builder.dialect);
    const place = argument === undefined ? inner : context;
    const value = draws(expression)
      ? translator.once(translator.number(expression, place), place, parameter.name)
      : undefined;
    scope.arguments.set(canonicalName(parameter.name), { expression, context: place, value });
  }
  addInstances(builder, macro, scope, context, addInstance);
  try {
    return translator.number(equationOf(macro, builder), inner);
  } catch (error) {
    if (!(error instanceof NotTranslated) || error.message.startsWith("in the macro")) throw error;
    throw new NotTranslated(`in the macro ${displayName(macro.name)}, ${error.message}`);
  }
}

function equationOf(macro: XmileMacro, { dialect }: WorldBuilder): XmileExpression {
  if (macro.equation !== undefined && macro.equation.text.trim() !== "")
    return parseXmile(macro.equation.text, dialect);
  // Without an equation the value is that of the variable with the macro's name.
  return { kind: "name", parts: [canonicalName(macro.name)], at: 0 };
}

function addInstances(
  builder: WorldBuilder,
  macro: XmileMacro,
  scope: MacroScope,
  context: Context,
  addInstance: (variable: FlatVariable) => void,
): void {
  const leading = context.binding === undefined && context.wild === undefined ? context.dimensions : [];
  for (const graphical of macro.body.graphicals) {
    const lookup = {
      id: builder.newName(`${context.owner.id}_${graphical.name ?? "gf"}`),
      label: graphical.name ?? "gf",
      graphical,
    };
    scope.lookups.set(canonicalName(graphical.name ?? ""), lookup);
    builder.allLookups.push(lookup);
  }
  for (const source of macro.body.variables) {
    // A parameter may be declared again as the flow that it is, without an equation.
    if (scope.arguments.has(canonicalName(source.name)) && source.equations.length === 0) continue;
    const label = `${context.owner.label} ${displayName(macro.name)} ${displayName(source.name)}`;
    const path = `${context.owner.path}#${canonicalName(macro.name)}.${canonicalName(source.name)}`;
    const variable = builder.makeVariable(source, { path, label, scope, leading, context });
    scope.variables.set(canonicalName(source.name), variable);
    addInstance(variable);
  }
}

function draws(expression: XmileExpression): boolean {
  switch (expression.kind) {
    case "call":
      return drawing.has(expression.parts.at(-1)!) || expression.arguments.some(draws);
    case "unary":
    case "transpose":
      return draws(expression.operand);
    case "binary":
      return draws(expression.left) || draws(expression.right);
    case "if":
      return draws(expression.condition) || draws(expression.whenTrue) || draws(expression.whenFalse);
    default:
      return false;
  }
}
