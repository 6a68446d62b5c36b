import type { Context, FlatVariable, World } from "../world.js";
import type { Expression } from "./build.js";
import type { XmileExpression } from "./syntax.js";

/** Thrown where an equation cannot be one text for all elements of its array; it is then written out element by element. */
export class NeedsElements extends Error {
  constructor() {
    super("one equation for each element is needed");
    this.name = "NeedsElements";
  }
}

/** What the parts of the translation use of one another. XMILE has numbers only; the model language keeps conditions apart. */
export interface Translator {
  readonly world: World;
  /** The expression as a number; a condition becomes 1 or 0. */
  number(expression: XmileExpression, context: Context): Expression;
  /** The expression as a condition; a number is true unless it is 0. */
  condition(expression: XmileExpression, context: Context): Expression;
  /** A name for the value, so that it can be used twice: the expression itself where it is a number or a name. */
  once(expression: Expression, context: Context, hint: string): Expression;
  /** The expression as the name of a variable: a new one where it is anything else. */
  variable(expression: Expression, context: Context, hint: string): Expression;
  /** The macro's value for these arguments. */
  expandMacro(name: string, given: readonly XmileExpression[], context: Context): Expression | undefined;
  /** The first expression, which the second stands in for while initial values are found. */
  startingFrom(expression: Expression, initial: Expression): Expression;
  /** Tells of something that is left out without making the equation useless. */
  note(context: Context, name: string, what: string): void;
}

/** What a variable's equation becomes: one text, or one for each element by its key in the model. */
export type Body =
  | { readonly kind: "all"; readonly expression: Expression }
  | { readonly kind: "elements"; readonly expressions: ReadonlyMap<string, Expression> };

/** A variable whose equation is translated; helpers that the translation adds have no source. */
export interface TranslatedVariable {
  readonly id: string;
  readonly label: string;
  readonly dimensions: FlatVariable["dimensions"];
  readonly body: Body;
  readonly source: FlatVariable | undefined;
}
