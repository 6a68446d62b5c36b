import { fail } from "@tokenwright/engine";
import { canonicalText, isJsonObject, type Json, type JsonObject } from "./json.js";

/**
 * The part of JSON Schema (draft 2020-12) that modules describe their values with. Keywords outside of it are
 * refused rather than passed over; there are no patterns and no references, so that checking takes linear time.
 */
export type JsonSchema = JsonObject;

/** One place where a value is not as its schema says. */
export interface SchemaFinding {
  /** Key path from the value's root; empty for the root. */
  readonly path: string;
  readonly message: string;
}

const typeNames = ["object", "array", "string", "number", "integer", "boolean", "null"] as const;
type TypeName = (typeof typeNames)[number];

const numberKeywords = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
] as const;
const wordKeywords = ["title", "description", "$schema"];
const known: ReadonlySet<string> = new Set([
  ...["type", "enum", "const", "properties", "required", "additionalProperties", "items"],
  ...numberKeywords,
  ...wordKeywords,
]);

/**
 * Refuses a schema that is not of the part understood here.
 *
 * @throws TokenwrightError `module/schema` with the path of the first fault.
 */
export function checkSchema(schema: Json | undefined, path = "schema"): asserts schema is JsonSchema {
  if (!isJsonObject(schema)) return refuse(path, "is not an object");
  for (const [keyword, value] of Object.entries(schema)) {
    const at = `${path}.${keyword}`;
    if (!known.has(keyword)) refuse(at, "is a keyword that is not understood here");
    if (wordKeywords.includes(keyword) && typeof value !== "string") refuse(at, "is not a text");
    if ((numberKeywords as readonly string[]).includes(keyword) && typeof value !== "number")
      refuse(at, "is not a number");
  }
  const { type, properties, required, additionalProperties, items } = schema;
  if (type !== undefined && !typesOf(type).every((name) => typeNames.includes(name as TypeName))) {
    refuse(`${path}.type`, "is no type of JSON Schema");
  }
  if (schema["enum"] !== undefined && !Array.isArray(schema["enum"])) refuse(`${path}.enum`, "is not a list");
  if (required !== undefined && !(Array.isArray(required) && required.every((name) => typeof name === "string"))) {
    refuse(`${path}.required`, "is not a list of names");
  }
  if (properties !== undefined) {
    if (!isJsonObject(properties)) return refuse(`${path}.properties`, "is not an object");
    for (const [name, part] of Object.entries(properties)) checkSchema(part, `${path}.properties.${name}`);
  }
  if (items !== undefined) checkSchema(items, `${path}.items`);
  if (additionalProperties !== undefined && typeof additionalProperties !== "boolean") {
    checkSchema(additionalProperties, `${path}.additionalProperties`);
  }
}

function typesOf(type: Json): readonly Json[] {
  return Array.isArray(type) ? type : [type as Json];
}

function refuse(path: string, what: string): never {
  return fail({
    code: "module/schema",
    message: `The schema's ${path} ${what}.`,
    expected: `the keywords ${[...known].sort().join(", ")}`,
    place: { path },
  });
}

const mostFindings = 20;

/** Where a value differs from a schema that `checkSchema` has passed; at most 20 findings. */
export function findMismatches(schema: JsonSchema, value: Json): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  visit(schema, value, "", findings);
  return findings;
}

function visit(schema: JsonSchema, value: Json, path: string, findings: SchemaFinding[]): void {
  const add = (message: string): void => {
    if (findings.length < mostFindings) findings.push({ path, message });
  };
  if (findings.length >= mostFindings) return;
  const { type, properties, required, additionalProperties, items } = schema;
  if (type !== undefined && !typesOf(type).some((name) => isOfType(value, name as TypeName))) {
    add(`is ${nameOf(value)}, not ${typesOf(type).join(" or ")}`);
    return;
  }
  const same = (other: Json): boolean => canonicalText(other) === canonicalText(value);
  if (schema["const"] !== undefined && !same(schema["const"])) add("is not the one value allowed");
  if (schema["enum"] !== undefined && !(schema["enum"] as readonly Json[]).some(same))
    add("is none of the values allowed");
  const bound = (keyword: (typeof numberKeywords)[number]): number | undefined => schema[keyword] as number | undefined;
  if (typeof value === "number") {
    if (value < (bound("minimum") ?? -Infinity)) add(`is ${value}, below ${bound("minimum")}`);
    if (value > (bound("maximum") ?? Infinity)) add(`is ${value}, above ${bound("maximum")}`);
    if (value <= (bound("exclusiveMinimum") ?? -Infinity)) add(`is ${value}, not above ${bound("exclusiveMinimum")}`);
    if (value >= (bound("exclusiveMaximum") ?? Infinity)) add(`is ${value}, not below ${bound("exclusiveMaximum")}`);
  } else if (typeof value === "string") {
    // The standard counts code points.
    const length = [...value].length;
    if (length < (bound("minLength") ?? 0)) add(`has ${length} characters, fewer than ${bound("minLength")}`);
    if (length > (bound("maxLength") ?? Infinity)) add(`has ${length} characters, more than ${bound("maxLength")}`);
  } else if (Array.isArray(value)) {
    if (value.length < (bound("minItems") ?? 0)) add(`has ${value.length} items, fewer than ${bound("minItems")}`);
    if (value.length > (bound("maxItems") ?? Infinity))
      add(`has ${value.length} items, more than ${bound("maxItems")}`);
    if (!isJsonObject(items)) return;
    for (const [index, item] of value.entries()) visit(items, item, `${path}[${index}]`, findings);
  } else if (isJsonObject(value)) {
    for (const name of (required ?? []) as readonly string[]) if (!Object.hasOwn(value, name)) add(`has no ${name}`);
    for (const [name, member] of Object.entries(value)) {
      const at = path === "" ? name : `${path}.${name}`;
      const part =
        isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (part === false) add(`has ${name.slice(0, 60)}, which is not foreseen`);
      else if (isJsonObject(part)) visit(part, member, at, findings);
    }
  }
}

function isOfType(value: Json, type: TypeName): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return typeof value === "number";
  return nameOf(value) === type;
}

function nameOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
