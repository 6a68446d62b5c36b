import { models, networks } from "@tokenwright/library";
import { type Json, scenarioJsonSchema } from "@tokenwright/workbench/portable";
import type { Completion } from "./messages.js";

type Schema = { readonly [key: string]: Json | undefined };

const schema: Schema = asSchema(typeof scenarioJsonSchema === "function" ? scenarioJsonSchema() : scenarioJsonSchema);

/**
 * What may stand at a place of a scenario.
 *
 * @param path Keys from the root down to the mapping that is written in; of an item of a list, `-`.
 * @param key The key whose value is written; without it, keys are.
 */
export function completionsAt(path: readonly string[], key: string | undefined): readonly Completion[] {
  if (key === "model") {
    return [...models, ...networks].map(([name, { model }]) => ({ label: name, detail: model.title }));
  }
  const places = path.reduce<readonly Schema[]>((found, one) => found.flatMap((own) => below(own, one)), [schema]);
  if (key === undefined) return places.flatMap(propertiesOf);
  return places.flatMap((own) => below(own, key)).flatMap(wordsOf);
}

function asSchema(json: Json | undefined): Schema {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as Schema) : {};
}

/** A schema in all its forms: what it refers to, and each of what it may be. */
function formsOf(own: Schema, depth = 0): readonly Schema[] {
  if (depth > 5) return [];
  const { $ref: reference, anyOf, allOf, oneOf } = own;
  const next: Schema[] = [anyOf, allOf, oneOf].flatMap((list) => (Array.isArray(list) ? list.map(asSchema) : []));
  if (typeof reference === "string") {
    next.push(asSchema(asSchema(schema["definitions"])[reference.replace("#/definitions/", "")]));
  }
  return [own, ...next.flatMap((one) => formsOf(one, depth + 1))];
}

function below(own: Schema, key: string): readonly Schema[] {
  return formsOf(own).flatMap((form) => {
    if (key === "-") return form["items"] === undefined ? [] : [asSchema(form["items"])];
    const property = asSchema(form["properties"])[key];
    if (property !== undefined) return [asSchema(property)];
    const others = form["additionalProperties"];
    return typeof others === "object" ? [asSchema(others)] : [];
  });
}

function propertiesOf(own: Schema): readonly Completion[] {
  return formsOf(own).flatMap((form) =>
    Object.entries(asSchema(form["properties"])).map(([label, property]) => {
      const about = asSchema(property)["description"];
      return { label, ...(typeof about === "string" ? { detail: about } : {}) };
    }),
  );
}

function wordsOf(own: Schema): readonly Completion[] {
  return formsOf(own).flatMap((form) => {
    const words = [
      ...(Array.isArray(form["enum"]) ? form["enum"] : []),
      ...(form["const"] === undefined ? [] : [form["const"]]),
    ];
    return words.filter((word) => typeof word === "string").map((label) => ({ label: label as string }));
  });
}
