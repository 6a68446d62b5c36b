import { type FormatName, formats } from "./formats.js";
import { scenarioShape } from "./scenario-shape.js";
import type { Key, Shape } from "./shape.js";

/** A JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

type JsonObject = { readonly [key: string]: Json };

/**
 * The JSON Schema (draft-07) of a scenario file, for completion and checking in editors. It is made from the
 * same description as the reader, and knows its form only: units, names and equations are the reader's.
 */
export function scenarioJsonSchema(): JsonObject {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Tokenwright scenario",
    description: "A token economy, what is uncertain about it, and what is asked of it.",
    ...schemaOf(scenarioShape),
    definitions: Object.fromEntries((Object.keys(formats) as FormatName[]).map((name) => [name, schemaOfFormat(name)])),
  };
}

/** The schema as the text of its file: lists of words on one line where they fit, as the house formats JSON. */
export function scenarioSchemaText(): string {
  return `${print(scenarioJsonSchema(), "", 0)}\n`;
}

const lineWidth = 120;

/** @param before Number of characters on the line before the value. */
function print(value: Json, indent: string, before: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    const isFlat = value.every((item) => typeof item !== "object");
    // A comma may follow.
    if (isFlat && before + line.length < lineWidth) return line;
    return `[\n${value.map((item: Json) => inner + print(item, inner, inner.length)).join(",\n")}\n${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]: [string, Json]) => {
    const start = `${inner}${JSON.stringify(key)}: `;
    return start + print(item, inner, start.length);
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
}

function schemaOf(shape: Shape): JsonObject {
  switch (shape.kind) {
    case "text":
      return { $ref: `#/definitions/${shape.format}` };
    case "mapping": {
      const entries = Object.entries(shape.keys);
      const required = entries.filter(([, key]) => key.required === true).map(([name]) => name);
      return {
        type: "object",
        properties: Object.fromEntries(entries.map(([name, key]) => [name, schemaOfKey(key)])),
        additionalProperties: false,
        ...(required.length === 0 ? {} : { required }),
        ...(shape.exactlyOne === undefined ? {} : { oneOf: formsOf(shape.exactlyOne, shape.orElse) }),
      };
    }
    case "table":
      return {
        type: "object",
        propertyNames: { $ref: `#/definitions/${shape.names}` },
        additionalProperties: schemaOf(shape.values),
      };
    case "list":
      return {
        type: "array",
        items: schemaOf(shape.items),
        minItems: shape.least,
        ...(shape.most === undefined ? {} : { maxItems: shape.most }),
      };
    case "choice":
      return {
        anyOf: [shape.text, shape.keys, shape.list].flatMap((one) => (one === undefined ? [] : [schemaOf(one)])),
      };
  }
}

/** One of the keys, or none of them and the key that may stand instead. */
function formsOf(keys: readonly string[], orElse: string | undefined): Json[] {
  const forms: JsonObject[] = keys.map((name) => ({ required: [name] }));
  return orElse === undefined ? forms : [...forms, { required: [orElse], not: { anyOf: forms } }];
}

function schemaOfKey(key: Key): JsonObject {
  const schema = schemaOf(key.shape);
  // Draft-07 ignores what stands beside $ref.
  return "$ref" in schema ? { description: key.about, allOf: [schema] } : { description: key.about, ...schema };
}

function schemaOfFormat(name: FormatName): JsonObject {
  const { expected, examples, types, pattern, choices } = formats[name];
  const numeric = types.includes("integer") || types.includes("number");
  return {
    description: `${expected.charAt(0).toUpperCase()}${expected.slice(1)}.`,
    ...(choices === undefined
      ? { type: types.length === 1 ? types[0]! : [...types] }
      : {
          enum: choices.flatMap((choice): Json[] =>
            types.includes("boolean") ? [choice === "true"] : numeric ? [choice, Number(choice)] : [choice],
          ),
        }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(examples.length === 0 ? {} : { examples: [...examples] }),
  };
}
