import type {
  XmileElementEquation,
  XmileEquation,
  XmileGraphical,
  XmileMacro,
  XmileSimulation,
  XmileVariable,
} from "./document.js";
import type { Expression } from "./equation/build.js";
import type { Dialect } from "./equation/parser.js";
import type { XmileExpression } from "./equation/syntax.js";

/** A dimension of the file under its name in the model. */
export interface FlatDimension {
  /** Canonical name in the file. */
  readonly key: string;
  readonly id: string;
  readonly label: string;
  readonly elements: readonly { readonly key: string; readonly id: string; readonly label: string }[];
  /** Positions from 0 by canonical name. */
  readonly positions: ReadonlyMap<string, number>;
  readonly numbered: boolean;
  /** The dimension that this one is a part of. */
  readonly parent: FlatDimension | undefined;
  readonly line: number;
}

/** A table under its name in the model. */
export interface FlatLookup {
  readonly id: string;
  readonly label: string;
  readonly graphical: XmileGraphical;
}

/** A variable of the file, or of a macro's use, under its name in the model. */
export interface FlatVariable {
  /** Canonical names of its submodels and its own, joined by points. */
  readonly path: string;
  readonly id: string;
  readonly label: string;
  readonly kind: XmileVariable["kind"];
  readonly dimensions: readonly FlatDimension[];
  readonly equations: readonly XmileEquation[];
  readonly initialEquation: XmileEquation | undefined;
  readonly elements: readonly XmileElementEquation[];
  /** The table it is read from; with elements of its own where there is a map by position in the file's order. */
  readonly lookup: FlatLookup | undefined;
  readonly elementLookups: ReadonlyMap<string, FlatLookup>;
  readonly source: XmileVariable;
  readonly scope: Scope;
  /** Use of a macro: how its arguments were bound. */
  readonly context: Context | undefined;
}

/** What a name in an equation stands for. */
export type Target =
  | { readonly kind: "variable"; readonly variable: FlatVariable }
  | { readonly kind: "lookup"; readonly lookup: FlatLookup }
  | { readonly kind: "dimension"; readonly dimension: FlatDimension }
  | { readonly kind: "element"; readonly dimension: FlatDimension; readonly position: number }
  | { readonly kind: "argument"; readonly argument: Argument };

/** What a macro was given for a parameter: an expression and where its own names are looked up. */
export interface Argument {
  readonly expression: XmileExpression;
  readonly context: Context;
  /** Its value under a name of its own, where it may not be worked out twice. */
  readonly value: Expression | undefined;
}

/** Where the names of an equation are looked up. */
export interface Scope {
  /** @param parts Canonical parts of the name. */
  resolve(parts: readonly string[]): Target | undefined;
}

/** Where an expression stands. */
export interface Context {
  readonly scope: Scope;
  readonly owner: FlatVariable;
  /** The dimensions of the left side. */
  readonly dimensions: readonly FlatDimension[];
  /** Positions from 0, one for each of `dimensions`, where the equation is written out for one element. */
  readonly binding: readonly number[] | undefined;
  /** Inside an aggregate that is written out. */
  readonly wild: Wild | undefined;
  /** Macros inside macros. */
  readonly depth: number;
  /** Line of the equation's element, and its text, for places in findings. */
  readonly equation: XmileEquation;
}

/** One of the elements that an aggregate goes over. */
interface Wild {
  /** Positions from 0 that the first, second, ... `*` of each name stand for. */
  readonly positions: readonly number[];
  /** Whether an array without subscripts is all of its elements even where it could be bound to the left side. */
  readonly bare: "all" | "bound or all";
}

/** Everything the equations refer to. */
export interface World {
  readonly dimensions: ReadonlyMap<string, FlatDimension>;
  readonly variables: ReadonlyMap<string, FlatVariable>;
  readonly lookups: ReadonlyMap<string, FlatLookup>;
  readonly macros: ReadonlyMap<string, readonly XmileMacro[]>;
  readonly simulation: XmileSimulation;
  /** Written by Vensim or its converter, where some functions of one name mean something else. */
  readonly isVensim: boolean;
  readonly dialect: Dialect;
}
