/**
 * What a file may look like, said once: reading, its errors and the JSON Schema for editors are made from it.
 */
import type { FormatName } from "./formats.js";

export type Shape = TextShape | MappingShape | TableShape | ListShape | ChoiceShape;

/** One scalar. */
export interface TextShape {
  readonly kind: "text";
  readonly format: FormatName;
}

/** Known keys. */
export interface MappingShape {
  readonly kind: "mapping";
  /** What it is, `a replay`. */
  readonly what: string;
  readonly keys: Readonly<Record<string, Key>>;
  /** Groups of keys of which exactly one must be given. */
  readonly exactlyOne?: readonly string[];
  /** A key that may stand instead of those, or beside one of them. */
  readonly orElse?: string;
}

export interface Key {
  readonly shape: Shape;
  /** One sentence for editors and the reference. */
  readonly about: string;
  readonly required?: boolean;
}

/** Names chosen by the user, all with values of one shape. */
export interface TableShape {
  readonly kind: "table";
  readonly what: string;
  /** What the keys must look like. */
  readonly names: FormatName;
  readonly values: Shape;
}

export interface ListShape {
  readonly kind: "list";
  readonly what: string;
  readonly items: Shape;
  readonly least: number;
  readonly most?: number;
}

/** A short form as text, a long form as keys, or several of them as a list. */
export interface ChoiceShape {
  readonly kind: "choice";
  readonly text?: TextShape;
  readonly keys?: MappingShape;
  readonly list?: ListShape;
}

export const text = (format: FormatName): TextShape => ({ kind: "text", format });

export const mapping = (
  what: string,
  keys: Readonly<Record<string, Key>>,
  exactlyOne?: readonly string[],
  orElse?: string,
): MappingShape => ({
  kind: "mapping",
  what,
  keys,
  ...(exactlyOne === undefined ? {} : { exactlyOne }),
  ...(orElse === undefined ? {} : { orElse }),
});

export const table = (what: string, values: Shape, names: FormatName = "name"): TableShape => ({
  kind: "table",
  what,
  names,
  values,
});

export const list = (what: string, items: Shape, least = 1, most?: number): ListShape => ({
  kind: "list",
  what,
  items,
  least,
  ...(most === undefined ? {} : { most }),
});

export const optional = (about: string, shape: Shape): Key => ({ about, shape });

export const required = (about: string, shape: Shape): Key => ({ about, shape, required: true });
